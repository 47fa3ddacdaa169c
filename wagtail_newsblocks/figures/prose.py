"""Figures among other words."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from .figure import RULES, Figure, build_figure
from .tokens import Token, find_language

# Codes of currencies that are other words in capitals: "ALL 50 states", "COP 28".
_WORDS_TOO = re.compile(
    r"(?<!\w)(?:ALL|BAM|BOB|COP|CUP|GEL|LAK|MAD|MOP|PEN|RON|SOS|TOP|TRY)(?![^\W\d])"
)
# What a figure in prose must not touch: "COVID-19", "1990s", "10:30", "5‰".
_TOUCHES_BEFORE = re.compile(
    r"([^\W\u3040-\u30ff\u3400-\u9fff] | [-‐‑./:#@] | \d[–—])\Z", re.VERBOSE
)
_TOUCHES_AFTER = re.compile(
    r"[^\W\u3040-\u30ff\u3400-\u9fff] | [-‐‑/:@]\w | [–—]\d | ‰", re.VERBOSE
)


def _stands_alone(text: str, start: int, end: int) -> bool:
    before, after = text[max(start - 2, 0) : start], text[end : end + 2]
    if _TOUCHES_BEFORE.search(before) or _TOUCHES_AFTER.match(after):
        return False
    if _WORDS_TOO.search(text, start, end):
        return False
    beside = before.rstrip()[-1:] + after.lstrip()[:1]
    return all(unicodedata.category(char) != "Sc" for char in beside)


def find(text: str, tokens: Sequence[Token]) -> Iterator[tuple[int, int, Figure]]:
    """Yield the figures among the tokens, with the places of their tokens."""
    letters = "".join(token.letter for token in tokens)
    at = 0
    while at < len(tokens):
        for rule, build in RULES:
            match = rule.match(letters, at)
            figure = build_figure(tokens, match, build) if match else None
            if match and figure:
                end = match.end()
                if _stands_alone(text, tokens[at].start, tokens[end - 1].end):
                    yield at, end, figure
                    at = end
                    break
        else:
            at += 1


def find_figures(text: str, locale: str = "en") -> list[tuple[int, int, Figure]]:
    """Return the figures in prose as (start, end, figure), in order, never overlapping.

    At each place the longest figure is taken: "between 40 and 50 percent" is one. A
    number word or a fraction on its own ("one of them", "half") is prose, and so is a
    part of a longer number in words ("two million five hundred"). Years and dates are
    numbers here; the caller judges them.
    """
    tokens = find_language(locale).tokens(text)
    letters = "".join(token.letter for token in tokens)
    return [
        (tokens[start].start, tokens[end - 1].end, figure)
        for start, end, figure in find(text, tokens)
        if (end - start > 1 or letters[start] not in "WH")
        and not re.search("[NVWHS]A?$", letters[max(start - 2, 0) : start])
        and not re.match("A?[NVWHS]", letters[end : end + 2])
    ]
