"""Parts a sentence into what it claims, who is its source, and for which period."""

import re
from dataclasses import dataclass
from functools import lru_cache

from .languages import Language
from .suggestions import any_of, without_article

LONGEST_PUBLISHER = 14  # words


@dataclass(frozen=True)
class Claim:
    """What is left of a sentence when its source and its opening period are taken."""

    text: str
    publisher: str = ""
    period: str = ""


def claim_of(sentence: str, language: Language) -> Claim:
    """Return the claim of "In 2022, according to the Harbour Board, ships passed"."""
    publisher = ""
    for pattern in source_patterns(language):
        if source := pattern.search(sentence):
            publisher = publisher_of(source["publisher"], language)
            before, after = sentence[: source.start()], sentence[source.end() :]
            sentence = f"{before}, {after}" if before and after else before or after
            break
    opening = period_pattern(language).match(sentence)
    if opening is None:
        return Claim(sentence, publisher)
    text = sentence[opening.end() :].lstrip(", ")
    return Claim(text, publisher, opening["period"])


def publisher_of(phrase: str, language: Language) -> str:
    """Return "Harbour Board" from "a new report by the Harbour Board", or ""."""
    works = any_of(language.publications)
    published_by = any_of(language.published_by)
    name = re.sub(
        rf"\A(?:\w+\s){{0,3}}(?:{works})\s(?:{published_by})\s",
        "",
        phrase,
        flags=re.IGNORECASE,
    )
    name = re.sub(r"\A[12][0-9]{3}\s", "", without_article(name, language))
    name = re.sub(rf"\s(?:{works})\Z", "", name)
    words = name.split()
    is_named = any(word[0].isupper() for word in words)
    return name if is_named and len(words) <= LONGEST_PUBLISHER else ""


@lru_cache
def source_patterns(language: Language) -> tuple[re.Pattern[str], ...]:
    works = any_of(language.publications)
    published_by = any_of(language.published_by)
    return (
        re.compile(
            rf"(?:\A|,?\s)(?:{any_of(language.according_to)})\s"
            r"(?P<publisher>[^,;:]{2,200}?)(?:,\s|[.!]?\Z)",
            re.IGNORECASE,
        ),
        re.compile(
            rf"\A(?:\w+\s){{0,3}}(?:{works})\s(?:{published_by})\s"
            rf"(?P<publisher>[^,;:]{{2,200}}?)\s(?:{any_of(language.show)})\s",
            re.IGNORECASE,
        ),
    )


@lru_cache
def period_pattern(language: Language) -> re.Pattern[str]:
    """Return a pattern for "in 2022", "during June 2022" and "in 2021-22"."""
    return re.compile(
        rf"\b(?:{any_of(language.in_period)})\s"
        rf"(?P<period>(?:(?:{any_of(language.months)})\s)?"
        r"[12][0-9]{3}(?:[-–/][0-9]{2,4})?)\b",
        re.IGNORECASE,
    )
