"""Dirty bytes and dirty text made clean, with every change named and counted."""

import codecs
import html
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from html.entities import html5
from typing import NamedTuple


@dataclass(frozen=True)
class CleanText:
    """
    The lines of a text, cleaned and without space at their ends.

    ``lines[0]`` is line 1 of the source; blank lines stay, so that numbers hold.
    ``changes`` says what was done and how often.
    """

    lines: tuple[str, ...]
    changes: dict[str, int]


def decode(data: bytes) -> tuple[str, str]:
    """
    Return the text in ``data`` and the encoding it was read as.

    UTF-8 first, then Windows-1252; UTF-16 where a byte order mark says so. Raises
    ValueError for bytes that are not text.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif b"\0" in data:
        raise ValueError("it holds NUL bytes, so it is not a text file")
    else:
        encodings = ["utf-8", "windows-1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise ValueError(f"its bytes are not {' or '.join(encodings)}")


def clean(source: str) -> CleanText:
    """Clean a text line by line; nothing that can be seen is lost."""
    changes: Counter[str] = Counter()
    source = LINE_BREAKS.apply(source, changes)
    lines = []
    for line in source.split("\n"):
        for step in STEPS:
            line = step.apply(line, changes)
        lines.append(line.strip())
    return CleanText(tuple(lines), {name: n for name, n in changes.items() if n})


class Step(NamedTuple):
    """One kind of change: what it is called, what it finds, and what it makes of it."""

    name: str
    pattern: re.Pattern[str]
    replacement: str | Callable[[re.Match[str]], str]

    def apply(self, text: str, changes: Counter[str]) -> str:
        def replace(match: re.Match[str]) -> str:
            new = self.replacement
            new = new if isinstance(new, str) else new(match)
            changes[self.name] += new != match[0]
            return new

        return self.pattern.sub(replace, text)


def _escape(match: re.Match[str]) -> str:
    """Decode a literal escape: two halves of a surrogate pair, or one character."""
    high, low, single = match.groups()
    if single:
        return chr(int(single, 16))
    return bytes.fromhex(high + low).decode("utf-16-be")


def _entity(match: re.Match[str]) -> str:
    """Decode an entity that HTML knows; leave any other as it was typed."""
    if name := match[1]:
        return html5.get(f"{name};", match[0])
    character = html.unescape(match[0])
    return match[0] if character in ("", "\N{REPLACEMENT CHARACTER}") else character


def _windows_1252(match: re.Match[str]) -> str:
    return match[0].encode("latin-1").decode("windows-1252")


# Punctuation whose UTF-8 bytes were read as Windows-1252 or as Latin-1, where no
# text means the three characters that come of it.
MOJIBAKE = {
    character.encode().decode(encoding): character
    for character in "‘’“–—…•"  # ” is apart: Windows-1252 lacks its last byte.
    for encoding in ("windows-1252", "latin-1")
} | {"â€\x9d": "”", "â\x80\x9d": "”"}

LINE_BREAKS = Step(
    "line endings unified",
    re.compile("\r\n?|[\v\f\u2028\u2029]"),
    "\n",
)

# In this order: an escape may hide the "&" of an entity.
STEPS = (
    Step(
        "literal \\u escapes decoded",
        re.compile(
            r"(?<!\\)\\u(?:(d[89ab][\da-f]{2})\\u(d[c-f][\da-f]{2})"
            r"|(?!d[89a-f])([\da-f]{4}))",
            re.IGNORECASE | re.ASCII,
        ),
        _escape,
    ),
    Step(
        "HTML entities decoded",
        re.compile(
            r"&(?:([a-z][a-z\d]{1,31})|#\d{1,7}|#x[\da-f]{1,6});",
            re.IGNORECASE | re.ASCII,
        ),
        _entity,
    ),
    Step(
        "misread UTF-8 punctuation repaired",
        re.compile("|".join(map(re.escape, MOJIBAKE))),
        lambda match: MOJIBAKE[match[0]],
    ),
    Step(
        "Windows-1252 characters decoded",
        re.compile("[\x80\x82-\x8c\x8e\x91-\x9c\x9e\x9f]"),
        _windows_1252,
    ),
    Step("soft hyphens removed", re.compile("\xad"), ""),
    Step(
        "zero-width spaces and byte order marks removed",
        re.compile("[\u200b\u2060\ufeff]"),
        "",
    ),
    Step("NUL characters removed", re.compile("\0"), ""),
    Step(
        "control characters removed",
        re.compile("[\x01-\x08\x0e-\x1f\x7f\x81\x8d\x8f\x90\x9d]"),
        "",
    ),
    Step(
        "half surrogate pairs replaced",
        re.compile("[\ud800-\udfff]"),
        "\N{REPLACEMENT CHARACTER}",
    ),
    # A space that binds to a number or to French punctuation is meant.
    Step(
        "non-breaking spaces made plain",
        re.compile(r"(?<![\d«])\xa0(?![\d»:;!?%€])"),
        " ",
    ),
    Step(
        "runs of spaces shortened",
        re.compile("[ \t\n\v\f\r\u2028\u2029]{2,}|[\t\n\v\f\r\u2028\u2029]"),
        " ",
    ),
)
