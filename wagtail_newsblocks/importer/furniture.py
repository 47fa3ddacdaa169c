"""Recognises the lines of a saved page that a theme put there, not an author."""

import re
from collections.abc import Sequence
from dataclasses import replace

from .languages import Language
from .passages import Passage, SourceLine


def mark_furniture(source: Sequence[SourceLine], language: Language) -> list[Passage]:
    """
    Return a passage for each line: furniture, a reply form, or else a paragraph.

    Words that also stand in articles ("Website") are a form's only right after its
    heading or its notice.
    """
    recognise = Recogniser(language)
    passages: list[Passage] = []
    in_form = False
    for line in source:
        passage = recognise(line, in_form)
        passages.append(passage)
        if passage.became != "page_furniture":
            in_form = passage.became != "paragraph"
    return with_one_form(passages)


class Recogniser:
    """Tells what a line is by itself, from the phrases of a language."""

    def __init__(self, language: Language) -> None:
        headings, notices = language.reply_headings, language.reply_notices
        self.page = whole_line(language.page_furniture)
        self.form = whole_line(headings + notices + language.reply_labels)
        self.heading = beginning(headings)
        self.notice = beginning(notices)

    def __call__(self, line: SourceLine, in_form: bool) -> Passage:
        if self.page.match(line.text):
            return Passage("page_furniture", (line,))
        if not self.form.match(line.text):
            return Passage("paragraph", (line,))
        if heading := self.heading.match(line.text):
            return Passage("reply_form", (line,), {"heading": heading["words"]})
        if in_form:
            return Passage("form_furniture", (line,))
        if self.notice.match(line.text):
            return Passage("reply_form", (line,), {})
        return Passage("paragraph", (line,))


def with_one_form(passages: Sequence[Passage]) -> list[Passage]:
    """Keep the first form. A lone heading before more of the article links to it."""
    marked: list[Passage] = []
    after = ""  # what comes next, page furniture aside
    for passage in reversed(passages):
        if after == "paragraph" and is_lone_heading(passage):
            passage = Passage("page_furniture", passage.lines, reason=LINK_TO_FORM)
        if passage.became != "page_furniture":
            after = passage.became
        marked.append(passage)
    marked.reverse()
    forms = [n for n, passage in enumerate(marked) if passage.became == "reply_form"]
    for n in forms[1:]:
        marked[n] = replace(marked[n], became="form_furniture", value=None)
    return marked


LINK_TO_FORM = "a link to the reply form"


def is_lone_heading(passage: Passage) -> bool:
    if passage.became != "reply_form":
        return False
    heading: str | None = passage.value.get("heading")
    return re.sub(r"\A\W+|\W+\Z", "", passage.text) == heading


def whole_line(phrases: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern for lines that consist of these phrases alone."""
    return re.compile(
        rf"\W*(?:(?:{'|'.join(phrases) or '(?!)'})(?!\w)\W*)+\Z", re.IGNORECASE
    )


def beginning(phrases: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern for lines that begin with one of these phrases."""
    return re.compile(
        rf"\W*(?P<words>{'|'.join(phrases) or '(?!)'})(?!\w)", re.IGNORECASE
    )
