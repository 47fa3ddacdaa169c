"""Texts that look the same to a reader, though their characters differ."""

import re
import unicodedata

# Letters of other alphabets, and digits, that pass for Latin letters.
LATIN = str.maketrans(
    "асеорхуіјѕԁһԛԝкмтαειορυντχκ0135|li!$@",
    "aceopxyijsdhqwkmtaeiopuvtxkolesiiiisa",
)
NOT_A_LETTER = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Return a text without capitals, styled letters, and what cannot be seen."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    visible = (c for c in folded if unicodedata.category(c) != "Cf")
    return " ".join("".join(visible).split())


def skeleton(name: str) -> str:
    """Return what two names have in common that a reader could take for each other."""
    decomposed = unicodedata.normalize("NFKD", fold(name).translate(LATIN))
    bare = "".join(c for c in decomposed if unicodedata.category(c)[0] != "M")
    return NOT_A_LETTER.sub("", bare.translate(LATIN))
