"""Figures: what an editor typed as a number, read as one, and written back.

    >>> parse_figure("more than $2.3bn").spoken()
    'more than 2.3 billion US dollars'
    >>> parse_figure("79.770", "de").format("en")
    '79,770'
    >>> parse_change("a fourfold increase over the past decade").direction
    'up'

A text is read in three steps, each linear in its length: characters to atoms (numbers,
words, signs), atoms to tokens (the longest phrase that the language knows), and tokens,
one letter each, to figures by a few patterns. What the CLDR does not know of a language
is a row of ``LANGUAGES``; without one, it still has its numbers, units and money.
"""

from .change import Change, parse_change
from .figure import (
    MAX_LENGTH,
    Figure,
    Kind,
    Qualifier,
    parse_figure,
)
from .prose import find_figures
from .words import LANGUAGES

__all__ = [
    "LANGUAGES",
    "MAX_LENGTH",
    "Change",
    "Figure",
    "Kind",
    "Qualifier",
    "find_figures",
    "parse_change",
    "parse_figure",
]
