"""Where the sentences of a paragraph begin and end."""

import re
from collections.abc import Iterator

from .languages import Language

# A full stop with the marks that may close over it, and what comes next.
STOP = re.compile(r"(?<![.!?…])[.!?…]+[”\"’'»)\]]*\s+(?=[“\"‘'«(\[]*(?P<next>\w))")
WORD_BEFORE = re.compile(r"\w[\w.]*\Z")


def sentence_spans(text: str, language: Language) -> Iterator[tuple[int, int]]:
    """
    Yield the start and end of each sentence, without the space between them.

    A full stop of an abbreviation or an initial ("Dr. B. J. Okoye") ends none: two
    sentences taken for one are a lesser harm than one cut in two.
    """
    start = 0
    for stop in STOP.finditer(text):
        follows = stop["next"]
        if follows.islower() or _abbreviates(text, stop.start(), language):
            continue
        yield start, stop.start() + len(stop[0].rstrip())
        start = stop.end()
    if text[start:].strip():
        yield start, len(text.rstrip())


def _abbreviates(text: str, stop: int, language: Language) -> bool:
    """Whether the mark at ``stop`` is a full stop that belongs to its word."""
    word = WORD_BEFORE.search(text, max(0, stop - 30), stop)
    if text[stop] != "." or word is None:
        return False
    return (
        word[0].casefold() in language.abbreviations
        or re.fullmatch(r"(?:[^\W\d_]\.)*[^\W\d_]", word[0]) is not None
    )


def without_stop(text: str) -> str:
    """Return a clause without its final mark, which may be an abbreviation's."""
    return re.sub(r"(?<!\.\w)[.!?…:,\s]+\Z", "", text)
