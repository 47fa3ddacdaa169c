"""Suggests a fact sheet where a sentence says that one was issued."""

import datetime
import re
from collections.abc import Iterator
from functools import lru_cache

from .languages import Language
from .sentences import sentence_spans
from .suggestions import Suggestion, any_of, without_article

QUOTED = re.compile(
    r"""“[^“”]+” | "[^"]+" | «[^«»]+» | ‘[^‘]+?’(?!\w) | '[^']+?(?:'\w[^']*)*'""",
    re.VERBOSE,
)
OPENING_MARK = re.compile(r"[“\"«‘']")

CUT_OFF = "The fact sheet’s title is cut off in the source. Complete it."
PERHAPS_CUT_OFF = "The fact sheet’s title may be cut off in the source. Check it."
NOT_TOLD = "The fact sheet’s title cannot be told from the sentence. Type it."


def suggest_fact_sheets(paragraph: str, language: Language) -> Iterator[Suggestion]:
    """
    Yield a fact sheet for each "<issuer> released a fact sheet titled <title>".

    A title is taken where it is quoted or has its capitals. Otherwise it is left
    empty, and the suggestion asks for an editor's attention.
    """
    for start, end in sentence_spans(paragraph, language):
        sentence = paragraph[start:end]
        issued = issued_pattern(language).search(sentence)
        if not issued:
            continue
        title, attention = find_title(paragraph[start + issued.end() :], language)
        issuer = issuer_in(issued["issuer"], language)
        date = iso_date(sentence[: issued.start("issuer")], language)
        value = {"title": title, "issued_by": issuer, "issued_on": date}
        yield Suggestion(
            type="fact_sheet",
            value={key: text for key, text in value.items() if text or key == "title"},
            summary=", ".join(filter(None, (title or "(no title)", issuer, date))),
            sentence=sentence,
            confidence="high" if date else "medium",
            reason=f"the sentence says “{issued['words']}”",
            attention=attention,
        )


@lru_cache
def issued_pattern(language: Language) -> re.Pattern[str]:
    return re.compile(
        rf"""
        (?: \A | ,\s ) (?P<issuer> [^,;:“”"]{{2,120}}? ) \s
        (?: (?: {any_of(language.before_verbs)} ) \s )*
        (?P<words>
            (?: {any_of(language.issuing_verbs)} ) \s (?: \w+ \s ){{1,3}}?
            (?: {any_of(language.fact_sheets)} ) ,?\s (?: {any_of(language.titled)} )
        )
        \b [\s:,]*
        """,
        re.VERBOSE | re.IGNORECASE,
    )


def issuer_in(phrase: str, language: Language) -> str:
    """Return "Ports Board" from "Earlier this year the Ports Board"; if none, ""."""
    if phrase.partition(" ")[0].casefold() in language.times | language.prepositions:
        articles = any_of(language.definite)
        phrase = re.split(rf"\s(?=(?:{articles})\s)", phrase)[-1]
    issuer = without_article(phrase, language)
    words = issuer.split()
    is_named = any(word[0].isupper() for word in words)
    is_vague = {word.casefold() for word in words} & language.vague
    return issuer if is_named and not is_vague else ""


def find_title(rest: str, language: Language) -> tuple[str, str]:
    """Return the title at the start of ``rest``, and what an editor must do."""
    if not rest:
        return "", CUT_OFF
    if quoted := QUOTED.match(rest):
        return quoted[0][1:-1].strip(" ,.;"), ""
    if OPENING_MARK.match(rest):
        return "", CUT_OFF
    title = capitalised_words(rest, language)
    if " " not in title:
        return "", NOT_TOLD
    return title, PERHAPS_CUT_OFF if rest.endswith(title) else ""


def capitalised_words(text: str, language: Language) -> str:
    """Return the words in title case that ``text`` begins with."""
    end = 0
    for word in re.finditer(r"\S+", text):
        small = word[0].casefold() in language.small_words
        if word[0][0].islower() and not small:
            break
        if not small:
            end = word.end()
        if word[0][-1] in ".,;!?":
            break
    return text[:end].rstrip(" .,;:")


@lru_cache
def date_pattern(language: Language) -> re.Pattern[str]:
    return re.compile(
        rf"""
        \b (?: (?P<day1> [0-9]{{1,2}} ) \s )? (?P<month> {any_of(language.months)} )
        (?: \s (?P<day2> [0-9]{{1,2}} ) ,? )? \s (?P<year> [12][0-9]{{3}} ) \b
        | \b (?P<only_year> [12][0-9]{{3}} ) \b
        """,
        re.VERBOSE | re.IGNORECASE,
    )


def iso_date(text: str, language: Language) -> str:
    """Return the first date of a text as "2023", "2023-06" or "2023-06-14", or ""."""
    date = date_pattern(language).search(text)
    if date is None:
        return ""
    if date["only_year"]:
        return date["only_year"]
    year, month = int(date["year"]), language.months.index(date["month"].lower()) + 1
    try:
        return datetime.date(year, month, int(date["day1"] or date["day2"])).isoformat()
    except (TypeError, ValueError):  # no day, or none that this month has
        return f"{year}-{month:02}"
