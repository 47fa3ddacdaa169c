"""Tells names and descriptions of people from other words."""

from collections.abc import Sequence
from dataclasses import dataclass

from .languages import Language

LONGEST = 10  # words in the naming of a speaker
MARKS = ',;:!?()“”"'


@dataclass(frozen=True)
class Names:
    """Reads names word by word; a word carries the marks that touch it."""

    language: Language

    def is_capital(self, word: str) -> bool:
        """Whether a word may be part of a name."""
        plain = bare(word).casefold()
        return (
            word[0].isupper()
            and plain not in self.language.times
            and plain not in self.language.small_words
        )

    def is_name(self, words: Sequence[str]) -> bool:
        return (
            bool(words)
            and self.is_capital(words[0])
            and all(self.is_capital(w) or w in self.language.particles for w in words)
        )

    def is_role(self, word: str) -> bool:
        return bare(word).casefold() in self.language.roles

    def describes(self, word: str) -> bool:
        """Whether a word may stand between "a" and "spokesperson"."""
        known = self.language.small_words | self.language.speech_verbs
        return word.casefold() not in known and not self.ends(word)

    def ends(self, word: str) -> bool:
        """Whether the mark after a word ends the name that the word is part of."""
        if not word.endswith("."):
            return word[-1] in MARKS
        letters = word.rstrip(".")
        is_short = len(letters) == 1 or "." in letters
        return not is_short and letters.casefold() not in self.language.abbreviations

    def starting(self, words: Sequence[str]) -> list[str]:
        """Return the name that the words begin with."""
        name: list[str] = []
        for word in words:
            if not self.is_capital(word) or (name and self.ends(name[-1])):
                break
            name.append(word)
        return name

    def ending(self, words: Sequence[str]) -> list[str]:
        """Return the name that the words end with."""
        name: list[str] = []
        for word in reversed(words):
            if not self.is_capital(word) or (name and self.ends(word)):
                break
            name.insert(0, word)
        return name

    def affiliation(self, words: Sequence[str]) -> list[str]:
        """Return the "for the Harbour Trust" that the words begin with, or nothing."""
        if not words or words[0] not in self.language.affiliations:
            return []
        end = 1
        for place, word in enumerate(words[1:], 2):
            if self.is_capital(word):
                end = place
            elif word not in self.language.links:
                break
            if self.ends(word):
                break
        return list(words[:end]) if end > 1 else []


def bare(text: str) -> str:
    """Return text without the marks around it."""
    return text.strip(f"{MARKS}.")
