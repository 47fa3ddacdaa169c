"""Texts that look the same to a reader, though their characters differ."""

import unicodedata

from ..plain_text import BLANK_LETTERS, is_variation_selector

# What stretches or voices an Arabic word without making it another one: the tatweel,
# and the marks for vowels. A hamza or madda is part of its letter.
ARABIC_MARKS = "\u0640\u0670" + "".join(map(chr, range(0x064B, 0x0653)))
INVISIBLE = frozenset(f"\u034f{BLANK_LETTERS}{ARABIC_MARKS}")
# What passes for a Latin letter, and for the Arabic one of another keyboard.
CAPITALS = str.maketrans("ΝΥ", "ny")
PASSES_FOR = str.maketrans(
    {
        look_alike: letter
        for letter, look_alikes in {
            "a": "аα@",
            "b": "вβ",
            "c": "с",
            "d": "ԁ",
            "e": "еε3",
            "g": "ɡ",
            "h": "нһη",
            "i": "іιıl1|!",
            "j": "ј",
            "k": "кκ",
            "m": "мμ",
            "o": "оο0",
            "p": "рρ",
            "q": "ԛ",
            "s": "ѕ5$",
            "t": "тτ",
            "u": "υ",
            "v": "ν",
            "w": "ԝω",
            "x": "хχ",
            "y": "уγ",
            "ه": "ھہة",
            "ي": "یى",
            "ك": "ک",
        }.items()
        for look_alike in look_alikes
    }
)


def fold(text: str) -> str:
    """Return a text without capitals, styled letters, and what cannot be seen."""
    folded = unicodedata.normalize("NFKC", visible(text)).casefold()
    return " ".join(unicodedata.normalize("NFKC", visible(folded)).split())


def visible(text: str) -> str:
    return "".join(
        character
        for character in text
        if unicodedata.category(character) != "Cf"
        and character not in INVISIBLE
        and not is_variation_selector(character)
    )


def words_of(text: str) -> str:
    """Return the words of a text, folded, with one space before and after each."""
    letters = (c if category(c) in "LMN" else " " for c in fold(text))
    return f" {' '.join(''.join(letters).split())} "


def skeleton(name: str) -> str:
    """Return what two names have in common that a reader could take for each other."""
    folded = fold(unicodedata.normalize("NFKD", name).translate(CAPITALS))
    letters = unicodedata.normalize("NFKD", folded).translate(PASSES_FOR)
    bare = "".join(c for c in letters if category(c) in "LN")
    return bare.replace("rn", "m").replace("vv", "w")


def category(character: str) -> str:
    return unicodedata.category(character)[0]
