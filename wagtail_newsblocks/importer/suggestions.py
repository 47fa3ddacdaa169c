"""What a suggestion is, and what those who make suggestions share."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .languages import Language
from .receipt import Confidence


@dataclass(frozen=True)
class Suggestion:
    """
    A block proposed beside a paragraph, read from one of its sentences.

    ``value`` is the block's raw value; ``summary`` says it in one line, ``reason``
    why it is proposed, ``attention`` what only an editor can complete.
    """

    type: str
    value: dict[str, Any]
    summary: str
    sentence: str
    confidence: Confidence
    reason: str
    attention: str = ""


def any_of(phrases: Iterable[str]) -> str:
    """Return a regular expression, also a verbose one, for any of the phrases."""
    return "|".join(sorted(phrases)).replace(" ", r"\s") or "(?!)"


def without_article(phrase: str, language: Language) -> str:
    """Return a noun phrase without its article: "the Harbour Board" without "the"."""
    first, _, rest = phrase.partition(" ")
    return rest.lstrip() if first.casefold() in language.articles and rest else phrase
