"""Suggests a statistic where a sentence says what a figure counts and who says so."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from ..figures import Figure, Kind, find_figures, parse_change
from .claims import Claim, claim_of, period_pattern
from .languages import Language
from .quotations import quoted_spans
from .sentences import sentence_spans, without_stop
from .suggestions import Suggestion, any_of, without_article

LONGEST_SUBJECT = 10  # words
LONGEST_CHANGE = 100  # characters
LEAST = 10  # A smaller number is told well enough by the prose.


def suggest_statistics(paragraph: str, language: Language) -> Iterator[Suggestion]:
    """
    Yield a statistic for each sentence with one figure that is a claim of its own.

    Either something "rose to" the figure, in a year or by a source's count; or what a
    source says begins with it: "According to the Harbour Board, 4,120 ships passed".
    A sentence with several such figures or with quotation marks is left alone.
    """
    quoted = list(quoted_spans(paragraph, unclosed=True))
    for start, end in sentence_spans(paragraph, language):
        if any(start < stop and begin < end for begin, stop in quoted):
            continue
        claim = claim_of(paragraph[start:end], language)
        values = [
            value
            for at, stop, figure in find_figures(claim.text, language.locale)
            if is_quantity(claim.text, at, stop, figure, language)
            and (value := statistic(claim, at, stop, figure, language))
        ]
        if len(values) != 1:
            continue
        [value] = values
        told = [part for part in ("source", "period", "change") if part in value]
        yield Suggestion(
            type="statistic",
            value=value,
            summary=" ".join([value["figure"], value["subject"]]),
            sentence=paragraph[start:end],
            confidence="high" if {"source", "period"} <= value.keys() else "medium",
            reason=f"the sentence tells its subject, {', '.join(told)}",
        )


def statistic(
    claim: Claim, start: int, end: int, figure: Figure, language: Language
) -> dict[str, Any] | None:
    """Return the block's value for a figure of a claim, or None if it makes none."""
    before, after = claim.text[:start], claim.text[end:]
    subject = subject_before(before, after, language)
    if claim.publisher and not subject:
        subject = subject_after(before, after, figure, language)
    in_period = period_pattern(language).search(after.partition(",")[0])
    period = in_period["period"] if in_period else claim.period
    if not subject or not (period or claim.publisher):
        return None
    value: dict[str, Any] = {"figure": claim.text[start:end], "subject": subject}
    if period:
        value["period"] = period
    if change := change_after(after, language):
        is_bad = change["direction"] == "up" and is_harm(subject, language)
        value["change"] = {**change, "reading": "bad"} if is_bad else change
    if claim.publisher:
        value["source"] = {"publisher": claim.publisher}
    return value


def subject_before(before: str, after: str, language: Language) -> str:
    """Return "road deaths" from "the number of road deaths rose to"."""
    level = level_pattern(language).search(before)
    next_word = NEXT_WORD.match(after)
    goes_on = next_word and next_word[1] not in language.after_levels
    if level is None or goes_on or has_another_level(after, language):
        return ""
    subject = re.sub(rf"\A(?:{any_of(language.joining)})\s", "", level["subject"])
    subject = without_article(subject, language)
    subject = re.sub(rf"\A(?:{any_of(language.numbers_of)})\s", "", subject)
    words = subject.casefold().split()
    is_clear = words[0] not in language.small_words and not {*words} & language.vague
    return subject if is_clear and len(words) <= LONGEST_SUBJECT else ""


def subject_after(before: str, after: str, figure: Figure, language: Language) -> str:
    """Return "ships passed the strait" from what follows a figure that comes first."""
    counted = counted_pattern(language).match(after)
    if before or counted is None:
        return ""
    words = counted["subject"].split()
    unclear = language.vague | language.number_units | language.small_words
    if figure.kind in (Kind.PERCENTAGE, Kind.RATIO):  # "12 percent of adults"
        unclear -= language.affiliations
    is_clear = words[0][0].islower() and words[0] not in unclear
    return counted["subject"] if is_clear and len(words) <= LONGEST_SUBJECT else ""


def change_after(after: str, language: Language) -> dict[str, Any] | None:
    """Return the change told in the next part: ", marking a fourfold increase"."""
    text = NEXT_PART.split(after.partition(", ")[2], maxsplit=1)[0]
    text = without_stop(re.sub(rf"\A(?:{any_of(language.change_leads)})\s", "", text))
    change = parse_change(text, language.locale)
    if change is None or not change.direction or len(text) > LONGEST_CHANGE:
        return None
    value = {"text": text, "direction": change.direction}
    for start, end, _ in find_figures(text, language.locale):
        if is_baseline(text[:start], language):
            value["baseline"] = text[start:end]
            if period := period_pattern(language).match(text[end:].lstrip()):
                value["baseline_period"] = period["period"]
    return value if change.size or "baseline" in value else None


def has_another_level(after: str, language: Language) -> bool:
    """Whether the same part has a second level: "rose to 300 and then to 500"."""
    part = NEXT_PART.split(after, maxsplit=1)[0]
    return any(
        is_quantity(part, start, end, figure, language)
        and not is_baseline(part[:start], language)
        for start, end, figure in find_figures(part, language.locale)
    )


def is_baseline(before: str, language: Language) -> bool:
    """Whether what stands before a figure makes it the start of a change."""
    pattern = rf"\b(?:{any_of(language.from_baseline)})\s\Z"
    return re.search(pattern, before) is not None


def is_quantity(
    text: str, start: int, end: int, figure: Figure, language: Language
) -> bool:
    """Whether a figure counts something: no year, date, age, score, time or number."""
    written = text[start:end]
    before = "".join(text[:start].split()[-1:]).casefold()
    after = NEXT_WORD.match(text[end:])
    beside = {before.strip("(.,"), after[1].casefold() if after else ""}
    if (
        before.strip("(.,") in language.number_labels
        or (after and after[1] in language.number_units)
        or beside & {*language.months}
        or figure.kind is Kind.MULTIPLE
    ):
        return False
    is_year = re.fullmatch(r"[12][0-9]{3}", written)
    is_score = figure.upper is not None and re.search(r"[-–]", written)
    return figure.kind is not Kind.NUMBER or not (
        is_year or is_score or figure.number < LEAST
    )


def is_harm(subject: str, language: Language) -> bool:
    return bool({*subject.casefold().split()} & language.harms)


NEXT_WORD = re.compile(r"\s(\w(?:[\w’'.-]*\w)?)")
NEXT_PART = re.compile(r"[,;:]\s|\s\(")


@lru_cache
def level_pattern(language: Language) -> re.Pattern[str]:
    """Return a pattern for what stands before a figure that something "rose to"."""
    return re.compile(
        rf"(?:\A|[,;:]\s)(?P<subject>[^\s,;:()][^,;:()]{{1,200}}?)\s"
        rf"(?:(?:{any_of(language.before_verbs)})\s)*"
        rf"(?:{any_of(language.level_verbs)})\s\Z",
        re.IGNORECASE,
    )


@lru_cache
def counted_pattern(language: Language) -> re.Pattern[str]:
    """Return a pattern for what a figure counts, up to a comma or a period."""
    return re.compile(
        r"\s(?P<subject>[^\s,;:()][^,;:()]{1,200}?)"
        rf"(?=\s(?:{any_of(language.in_period)})\s.*[12][0-9]{{3}}"
        r"|[,;:]|\s\(|[.!]?\Z)",
        re.IGNORECASE,
    )
