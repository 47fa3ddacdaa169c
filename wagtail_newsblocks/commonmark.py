"""Writes CommonMark from which every text and every address comes back as it was."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from typing import Literal
from urllib.parse import quote as percent_encode
from urllib.parse import urlsplit

SPACES = re.compile(r"[ \t\n\r\f\0]+")

# What CommonMark, or GitHub's dialect of it, may read as markup anywhere in a line:
# but no "_" within a word, and an "&" only where it begins a character reference.
MARKUP = re.compile(
    r"[\\`*\[\]<~|]|(?<![^\W_])_|_(?![^\W_])"
    r"|&(?=(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z][a-zA-Z\d]*);)"
    r"|(?<= )#(?=#*$)"
)
# And only where a line begins: headings, quotations, lists, and the lines that make
# the one above them a heading.
MARKUP_AT_START = re.compile(
    r"^([0-9]{0,9})((?<=[0-9])[.)](?= |$)|(?<![0-9])"
    r"(?:#(?=#{0,5}(?: |$))|>|[-+](?=[- ]|$)|=(?=[= ]*$)))"
)

UNSAFE_IN_ADDRESS = re.compile(r"""[\s\x00-\x1f\x7f<>"`\\|]""")
MARKUP_IN_ADDRESS = re.compile(r"[()]|&(?=#?\w+;)")
LINKED_SCHEMES = {"", "http", "https", "ftp", "mailto", "tel"}


@dataclass(frozen=True)
class Run:
    """
    A piece of inline content of one style.

    Its text is ``plain``, with ``\\n`` where a line ends, or ``code``; or it is
    ``ready``, being CommonMark already, as a picture is.
    """

    text: str
    kind: Literal["plain", "code", "ready"] = "plain"
    href: str = ""
    strong: bool = False
    emphasised: bool = False


@dataclass(eq=False)
class Mark:
    """The delimiters at both ends of a text, or none where they would not be read."""

    style: str
    written: str = ""


Token = Run | Mark


def escape(text: str) -> str:
    """Return a text as one line of CommonMark that says the same."""
    return write([Run(one_line(text))])


def strong(text: str, href: str = "") -> str:
    return write([Run(one_line(text), href=href, strong=True)])


def emphasised(text: str) -> str:
    return write([Run(one_line(text), emphasised=True)])


def link(text: str, href: str) -> str:
    """Return a link, or only its text if the address is none that may be linked."""
    return write([Run(one_line(text), href=href)])


def picture(alt: str, src: str) -> str:
    return f"![{escape(alt)}]({address(src)})" if may_be_linked(src) else escape(alt)


def heading(level: int, line: str) -> str:
    return f"{'#' * level} {line}" if line else ""


def quote(markdown: str) -> str:
    if not markdown:
        return ""
    return "\n".join(f"> {line}".rstrip() for line in markdown.split("\n"))


def bullets(items: Iterable[str]) -> str:
    return "\n".join(list_item("- ", item) for item in items if item)


def list_item(marker: str, markdown: str) -> str:
    """Return an item, its further lines below what stands behind its marker."""
    return marker + re.sub(r"\n(?=[^\n])", "\n" + " " * len(marker), markdown)


def paragraphs(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part)


def one_line(text: str) -> str:
    return SPACES.sub(" ", text)


def may_be_linked(href: str) -> bool:
    try:
        return bool(href) and urlsplit(href).scheme in LINKED_SCHEMES
    except ValueError:
        return False


def address(href: str) -> str:
    """Return an address as it stands in a link."""
    href = UNSAFE_IN_ADDRESS.sub(lambda unsafe: percent_encode(unsafe[0]), href)
    return MARKUP_IN_ADDRESS.sub(r"\\\g<0>", href)


def write(runs: Iterable[Run]) -> str:
    """Return inline content as CommonMark, without lines that are empty."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split("\n") if run.kind == "plain" else [run.text]
        lines[-1].append(replace(run, text=first))
        lines += ([replace(run, text=text)] for text in others)
    return "  \n".join(filter(None, map(write_line, lines)))


def write_line(runs: Sequence[Run]) -> str:
    _, tokens, _ = trim(set_off(merge(runs), "href", "strong", "emphasised"))
    settle_marks(tokens)
    line = ""
    for kind, group in groupby(filter(token_text, tokens), key=token_kind):
        text = "".join(map(token_text, group))
        if kind == "plain":
            line += MARKUP.sub(r"\\\g<0>", re.sub(" {2,}", " ", text))
        elif kind == "code":
            line += code(text)
        elif text.startswith("[") and line.endswith("!"):
            line = f"{line[:-1]}\\!{text}"  # otherwise the link would be a picture
        else:
            line += text
    return MARKUP_AT_START.sub(r"\1\\\2", line)


def code(text: str, fence: str = "`") -> str:
    """Return text that is shown as it is, between more ticks than it has in a row."""
    while fence in text:
        fence += "`"
    return f"{fence} {text} {fence}" if "`" in text else f"{fence}{text}{fence}"


def merge(runs: Iterable[Run]) -> list[Run]:
    """Join runs of the same style, and leave out those that say nothing."""
    style = attrgetter("href", "strong", "emphasised", "kind")
    groups = (list(group) for _, group in groupby(filter(token_text, runs), key=style))
    return [
        replace(group[0], text="".join(run.text for run in group)) for group in groups
    ]


def set_off(runs: Sequence[Run], style: str, *inner: str) -> list[Token]:
    """Return what is written for runs of these styles, the first one outermost."""
    tokens: list[Token] = []
    for value, group in groupby(runs, key=attrgetter(style)):
        of_style = list(group)
        content = set_off(of_style, *inner) if inner else list[Token](of_style)
        if not value:
            tokens += content
            continue
        # White space has no style; delimiters beside it would not be read.
        before, content, after = trim(content)
        if content and style == "href":
            if may_be_linked(value):
                content.insert(0, Run("[", kind="ready"))
                content.append(Run(f"]({address(value)})", kind="ready"))
        elif content:
            mark = Mark(style)
            content = [mark, *content, mark]
        tokens += [*before, *content, *after]
    return tokens


def trim(tokens: Sequence[Token]) -> tuple[list[Token], list[Token], list[Token]]:
    """Return the white space before, what is not, and the white space after."""
    parts: list[Token] = []
    for token in tokens:
        # White space is a part of its own, as is each delimiter.
        if isinstance(token, Run) and token.kind == "plain":
            parts += [Run(text) for text in re.split(r"(\s+)", token.text) if text]
        else:
            parts.append(token)
    solid = [index for index, part in enumerate(parts) if not is_space(part)]
    if not solid:
        return parts, [], []
    start, end = solid[0], solid[-1] + 1
    return parts[:start], parts[start:end], parts[end:]


def settle_marks(tokens: Sequence[Token]) -> None:
    """
    Choose delimiters that are read as such in their place, or none.

    CommonMark goes by the characters at both sides: a "*" between a letter and
    punctuation belongs to the side of the letter, and a "_" between letters is a "_".
    """
    # A delimiter beside another one is nothing to go by, as it may not be written.
    shown = [
        "`" if token_kind(token) == "code" else getattr(token, "text", "")
        for token in tokens
    ]
    places: dict[Mark, list[int]] = {}
    for index, token in enumerate(tokens):
        if isinstance(token, Mark):
            places.setdefault(token, []).append(index)
    for mark, (start, end) in places.items():
        first, last = shown[start + 1], shown[end - 1]
        is_after_edge = is_edge(next((s[-1] for s in shown[start::-1] if s), ""))
        is_before_edge = is_edge(next((s[0] for s in shown[end:] if s), ""))
        opens = is_after_edge or is_in_word(first[:1])
        closes = is_before_edge or is_in_word(last[-1:])
        beside = [*shown[start - 1 : start], first, last, *shown[end + 1 : end + 2]]
        if mark.style == "strong":
            mark.written = "**" if opens and closes else ""
        elif is_after_edge and is_before_edge:
            mark.written = "_"
        elif opens and closes and all(beside):
            mark.written = "*"


def is_edge(character: str) -> bool:
    """Whether a word ends here: at white space, punctuation, or no character."""
    return not is_in_word(character) and not is_symbol(character)


def is_in_word(character: str) -> bool:
    """Whether this is neither white space nor punctuation nor a symbol."""
    return (
        bool(character)
        and not character.isspace()
        and unicodedata.category(character)[0] not in "PSZ"
    )


def is_symbol(character: str) -> bool:
    """Whether this is punctuation only since version 0.31 of CommonMark."""
    return not character.isascii() and unicodedata.category(character)[0] == "S"


def is_space(token: Token) -> bool:
    return isinstance(token, Run) and token.text.isspace()


def token_kind(token: Token) -> str:
    return token.kind if isinstance(token, Run) else "ready"


def token_text(token: Token) -> str:
    return token.text if isinstance(token, Run) else token.written
