"""Words that somebody said, without the quotation marks, which the page draws."""

import re
from typing import Annotated, TypedDict

from django.utils.text import normalize_newlines

from .base import NewsStructValue
from .languages import Direction, language_direction

# Pairs of quotation marks as they are typed round a whole text. The page draws
# its own, those of the article's language.
QUOTATION_MARKS = [
    tuple(pair)
    for pair in [
        '""',
        "''",
        "“”",
        "„“",
        "„”",
        "‘’",
        "‚‘",
        "«»",
        "»«",
        "‹›",
        "›‹",
        "「」",
        "『』",
        "””",
    ]
]
# How many marks in each other are taken off: each is looked for in the whole text.
DEEPEST = 8


def without_quotation_marks(text: str) -> str:
    """
    Return ``text`` without the marks that enclose the whole of it.

    Marks inside stay: “Go,” he said, “now.” comes back as it is.
    """
    text = text.strip()
    for _depth in range(DEEPEST):
        if not is_quoted(text):
            break
        text = text[1:-1].strip()
    return text


def is_quoted(text: str) -> bool:
    """Whether marks enclose the whole of the text."""
    return any(
        len(text) > 2
        and text[0] == opening
        and text[-1] == closing
        and not closes_early(text[1:-1], opening, closing)
        for opening, closing in QUOTATION_MARKS
    )


def closes_early(inner: str, opening: str, closing: str) -> bool:
    """Whether the first mark's partner comes before the end of the text."""
    # An apostrophe between two letters closes nothing.
    marks = re.findall(rf"(?<!\w){opening}|{closing}(?!\w)", inner)
    if opening == closing:
        return bool(marks)
    depth = 1
    for mark in marks:
        depth += 1 if mark == opening else -1
        if depth == 0:
            return True
    return False


class Words(TypedDict):
    """What somebody said, without the quotation marks: those a page draws itself."""

    paragraphs: list[str]
    language: Annotated[str | None, "Where it is not that of the article."]
    direction: Annotated[Direction | None, "Of a language that is not the article's."]


def paragraphs_of(text: str) -> list[str]:
    return [part for part in map(str.strip, text.split("\n")) if part]


def resolve_words(paragraphs: list[str], language: str = "") -> Words:
    return {
        "paragraphs": paragraphs,
        "language": language or None,
        "direction": language_direction(language),
    }


class QuotedValue(NewsStructValue):
    @property
    def words(self) -> str:
        """The text without the quotation marks that the editor typed round it."""
        return without_quotation_marks(normalize_newlines(self["text"]))

    @property
    def paragraphs(self) -> list[str]:
        return paragraphs_of(self.words)
