"""
Turns an article of plain text into the blocks of a stream, and a receipt.

    >>> article = convert_text("Bridge closes\\n\\nThe bridge closed on Monday.")
    >>> article.title
    'Bridge closes'
    >>> [block["type"] for block in article.body]
    ['paragraph']

Converting does no I/O and touches no models. A reader (``text.read_text``) finds the
passages of its source; ``article.assemble`` puts them together with suggestions and
writes the receipt, so that whatever is read, the same things are recognised.
"""

from collections.abc import Collection

from .article import Article, assemble
from .cleaning import clean, decode
from .languages import language_of
from .receipt import Attention, Line, Receipt, SuggestedBlock
from .text import read_text

__all__ = [
    "Article",
    "Attention",
    "Line",
    "Receipt",
    "SuggestedBlock",
    "convert_text",
    "decode",
]


def convert_text(
    source: str, *, locale: str = "en", block_types: Collection[str] | None = None
) -> Article:
    """
    Return the article that a plain text is.

    ``locale`` is the text's language; ``block_types`` are the blocks that the target
    stream has, by default all. Every line of the source that shows anything is in the
    receipt once and in order, with what became of it. Any text is accepted; one with
    nothing to see gives an article without title and body.
    """
    language = language_of(locale)
    text = clean(source)
    return assemble(
        read_text(text.lines, language),
        cleaning=text.changes,
        language=language,
        block_types=block_types,
    )
