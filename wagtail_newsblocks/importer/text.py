"""Reads an article from plain text: which lines are title, heading, paragraph."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from .furniture import mark_furniture
from .languages import Language
from .passages import TITLE_LENGTH, Passage, SourceLine, paragraph_value

TITLE_LINES = 5  # A title stands again, if at all, within the first five lines.
WRAP_WIDTHS = range(40, 101)
WRAP_SLACK = 5  # Cleaning shortens lines: six characters of an escape become one.
HEADING_LENGTH, HEADING_WORDS = 80, 10

FILE_EXTENSION = re.compile(r"\.[a-z]{3,4}\Z")
LIST_MARKER = re.compile(r"(?:[-–—•*·]|\d{1,3}[.)])\s")
PROSE_END = re.compile(r"[.!?…][”\"’'»)\]]*\Z")
NOT_IN_HEADING = re.compile(r"[.!?…:;,][”\"’'»)\]]*\Z|[“”\"«»@/|]")


def read_text(lines: Sequence[str], language: Language) -> list[Passage]:
    """Return the passages of clean lines, of which ``lines[0]`` is line 1."""
    source = [SourceLine(number, text) for number, text in enumerate(lines, 1) if text]
    passages = mark_furniture(source, language)
    passages = mark_title(passages)
    passages = join_wrapped_lines(passages)
    passages = mark_headings(passages, language)
    return [with_value(passage) for passage in passages]


def mark_title(passages: Sequence[Passage]) -> list[Passage]:
    """Make the first line the title, or the line that the first is a slug of."""
    marked = list(passages)
    paragraphs = [n for n, p in enumerate(marked) if p.became == "paragraph"]
    if not paragraphs:
        return marked
    first, *others = paragraphs[:TITLE_LINES]
    opening = marked[first]
    originals = (n for n in others if is_slug_of(opening.text, marked[n].text))
    title = next(originals, first)
    text = marked[title].text
    if len(text) > TITLE_LENGTH:
        marked[first] = replace(opening, attention=TITLE_TOO_LONG)
        return marked
    for n in (first, *others):
        if n == title:
            attention = TITLE_IS_SLUG if is_slug(text) else ""
            marked[n] = replace(marked[n], became="title", attention=attention)
        elif is_slug_of(marked[n].text, text) or same_letters(marked[n].text, text):
            marked[n] = replace(
                marked[n], became="title_copy", reason="the title’s letters again"
            )
    return marked


TITLE_TOO_LONG = (
    "The first line is too long for a title. It is the first paragraph, and its "
    "opening words are the title for now: write one."
)
TITLE_IS_SLUG = "The title looks like the name of a file: write it out."


def is_slug(text: str) -> bool:
    return " " not in text and len(re.findall(r"[_-]", text)) > 1


def is_slug_of(text: str, title: str) -> bool:
    """Whether ``text`` is a slug of the title, perhaps one that was cut short."""
    slug, whole = letters(FILE_EXTENSION.sub("", text)), letters(title)
    return is_slug(text) and whole.startswith(slug) and 2 * len(slug) >= len(whole) > 0


def same_letters(text: str, title: str) -> bool:
    return letters(text) == letters(title) != ""


def letters(text: str) -> str:
    """Return the letters and digits of a text, without accents and capitals."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(character for character in plain if character.isalnum())


def join_wrapped_lines(passages: Sequence[Passage]) -> list[Passage]:
    """Join the lines of paragraphs that were wrapped at some width."""
    joined: list[list[Passage]] = []
    for is_paragraph, run in unbroken_runs(passages):
        width = max(len(passage.text) for passage in run)
        for n, passage in enumerate(run):
            if n and is_paragraph and goes_on(run[n - 1].text, passage.text, width):
                joined[-1].append(passage)
            else:
                joined.append([passage])
    return [
        replace(parts[0], lines=tuple(line for part in parts for line in part.lines))
        for parts in joined
    ]


def unbroken_runs(passages: Sequence[Passage]) -> list[tuple[bool, list[Passage]]]:
    """Part passages into runs of lines without a blank line or another thing."""
    runs = groupby(
        enumerate(passages),
        key=lambda item: (item[1].became == "paragraph", item[1].number - item[0]),
    )
    return [(key[0], [passage for _, passage in run]) for key, run in runs]


def goes_on(line: str, after: str, width: int) -> bool:
    """Whether the next line's first word was left to it for want of room."""
    room = width - WRAP_SLACK - len(line)
    return (
        width in WRAP_WIDTHS
        and not LIST_MARKER.match(after)
        and len(after.split()[0]) + 1 > room
    )


def mark_headings(passages: Sequence[Passage], language: Language) -> list[Passage]:
    """Make a short line between two paragraphs of prose a heading."""
    marked = list(passages)
    for n in range(1, len(marked) - 1):
        before, passage, after = marked[n - 1 : n + 2]
        if is_prose(before) and is_heading(passage, language) and is_prose(after):
            marked[n] = replace(
                passage, became="heading", reason="a short line between paragraphs"
            )
    return marked


def is_prose(passage: Passage) -> bool:
    return passage.became == "paragraph" and bool(PROSE_END.search(passage.text))


def is_heading(passage: Passage, language: Language) -> bool:
    """Whether a line can be a heading; when in doubt it is none."""
    text = passage.text
    words = [word.casefold() for word in text.split()]
    return (
        passage.became == "paragraph"
        and len(text) <= HEADING_LENGTH
        and len(words) <= HEADING_WORDS
        and not text[0].islower()
        and any(character.isalpha() for character in text)
        and not NOT_IN_HEADING.search(text)
        and not LIST_MARKER.match(text)
        and words[0].rstrip(":") not in language.credits
        and words[-1] not in language.small_words
        and words[-1] not in language.titled
        and not (set(words) & set(language.months) and re.search(r"\d", text))
    )


def with_value(passage: Passage) -> Passage:
    if passage.became == "paragraph":
        return replace(passage, value=paragraph_value(passage.text))
    if passage.became == "heading":
        return replace(passage, value=passage.text)
    return passage
