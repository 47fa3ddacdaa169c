"""From text to tokens: numbers, units, and the phrases that a language knows.

How separators, signs, scale words ("billion"), currencies and "percent" are written
comes from the CLDR, through Babel; all other words from ``LANGUAGES``.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import fields
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from babel import Locale, UnknownLocaleError
from babel.numbers import get_currency_name, get_territory_currencies
from babel.units import format_unit

from .words import LANGUAGES, Words

MAX_DIGITS = 20  # digits of a number; beyond that it is a code, not a quantity

_LETTERS = {each.name: each.metadata["letter"] for each in fields(Words)}
# "1/2" -> "½": the only fractions read. Any other with a slash may well be a date.
VULGAR = {
    unicodedata.normalize("NFKC", char).replace("⁄", "/"): char
    for char in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
}
DENOMINATORS = {char: Decimal(text.split("/")[1]) for text, char in VULGAR.items()}
# Babel writes the signs of these, but not their digits.
_ZEROS = {"arab": 0x660, "arabext": 0x6F0, "beng": 0x9E6, "deva": 0x966, "mymr": 0x1040}
_COUNTS = (1, 2, 5, 11, 100)  # one for each plural form, in most languages


class Atom(NamedTuple):
    kind: str  # a group of the lexer
    key: tuple[str, str]  # as written, with one kind of dash; and case-folded
    number: Decimal
    start: int
    end: int


class Token(NamedTuple):
    # As in ``Words``; else N a number in digits, V a fraction as one character,
    # C a currency, - a dash, + a plus, ? anything else.
    letter: str
    number: Decimal = Decimal(0)
    name: str = ""  # a currency's code, a qualifier, a fraction's character
    start: int = 0
    end: int = 0


def _lexer(locale: Locale) -> re.Pattern[str]:
    """Return the pattern of one atom of text, with numbers as this locale writes them.

    Groups of digits parted by spaces, and the Arabic signs, mean the same everywhere.
    Otherwise groups are parted as in this locale, or in its language at large unless
    that sign is the decimal one here ("79.770" in de-AT, but not in de-CH).
    """
    symbols = [loc.number_symbols["latn"] for loc in (locale, Locale(locale.language))]
    decimal = symbols[0]["decimal"]
    groups = {symbol["group"] for symbol in symbols if not symbol["group"].isspace()}
    if groups & {"’", "'"}:  # CLDR has one or the other, newsrooms type both
        groups |= {"’", "'"}
    group = f"[٬{re.escape(''.join(groups - {decimal}))}]"
    lakh = rf"| (?!0) \d{{1,2}} (?: {group} \d{{2}} )+ {group} \d{{3}}"
    is_indian = locale.decimal_formats[None].grouping == (3, 2)
    return re.compile(
        rf"""
          (?P<fraction> (?<![\d/⁄]) [1-9] [/⁄] (?: 10 | [2-9] ) (?![\d/⁄]) )
        | (?P<number>
            (?! 0\d )  # "007" is a code
            (?P<whole>
                (?!0) \d{{1,3}} (?: [ \u00a0\u2007\u2009\u202f] \d{{3}} )+
              | (?!0) \d{{1,3}} (?: {group} \d{{3}} )+
              {lakh if is_indian else ""}
              | \d+
            )
            (?: [٫{re.escape(decimal)}] (?P<decimals> \d+ ) )?
            (?! [.,'’٬٫]? \d )
          )
        | (?P<malformed> \d+ (?: [.,'’٬٫] \d+ )* )
        | (?P<word> [\u3040-\u30ff\u3400-\u9fff] | [^\W\d_]+ )  # no spaces in Chinese
        | (?P<minus> (?<![^\s(~≈≃≥≤><\u061c\u200e\u200f]) [-‐‑–−] (?=\S) )
        | (?P<dash> [-‐‑‒–—] )
        | (?P<ignored> [\s\u061c\u200b\u200e\u200f\u2060\u2066-\u2069\ufeff]+ )
        | (?P<other> . )
        """,
        re.VERBOSE,
    )


@lru_cache(maxsize=256)
def _find_locale(code: str) -> Locale:
    """Return the locale of a Django or Babel code, else its language's, else English."""
    code = code.replace("_", "-")
    while code:
        try:
            return Locale.parse(code, sep="-")
        except (UnknownLocaleError, ValueError):
            code = code.rpartition("-")[0]
    return Locale("en")


def _currency_signs(locale: Locale) -> dict[str, str]:
    """Return the currency of each sign, where the CLDR settles it for this locale.

    "$" is the locale's own dollar, else that of its language ("en-GB" as "en": the US
    one), but not where a dollar is the territory's own money by another sign ("en-HK").
    A sign with letters ("A$") or of one currency alone ("€") means it everywhere.
    """
    own = locale.currency_symbols
    signs = {sign: code for code, sign in Locale("en").currency_symbols.items()}
    for bare in "$£¥":
        signs.pop(bare, None)
    signs["US$"] = "USD"
    for symbols in (Locale(locale.language).currency_symbols, own):
        for code, sign in symbols.items():
            is_shared = list(symbols.values()).count(sign) > 1
            signs[sign] = "" if is_shared else code
    for code in get_territory_currencies(locale.territory or ""):
        sign = own.get(code, "")[-1:]
        if sign not in own.values():
            signs.pop(sign, None)
    return {sign: code for sign, code in signs.items() if code}


class Language:
    """How a locale writes figures: its lexer, its words, and every phrase it knows."""

    def __init__(self, locale: Locale) -> None:
        self.locale = locale
        self.words = LANGUAGES.get(locale.language, Words())
        self.lexer = _lexer(locale)
        zero = _ZEROS.get(locale.default_numbering_system, 48)  # ASCII
        self.digits = {48 + digit: zero + digit for digit in range(10)}
        self.phrases: dict[tuple[str, ...], Token] = {}
        self.longest: dict[str, int] = {}  # atoms of the longest phrase, by the first
        self._add_currencies()
        self._add_scales()
        for count in _COUNTS:
            percent = format_unit(count, "concentr-percent", "long", locale=locale)
            self._add(re.sub(r"\d", "", percent), Token("P"))
        for words in (Words(), self.words):
            self._add_words(words)

    def _add(self, phrase: str, token: Token, exact_case: bool = False) -> None:
        atoms = list(self._atoms(phrase))
        if not atoms:
            return
        self.phrases[tuple(atom.key[not exact_case] for atom in atoms)] = token
        first = atoms[0].key[1]
        self.longest[first] = max(self.longest.get(first, 0), len(atoms))

    def _add_currencies(self) -> None:
        signs = _currency_signs(self.locale)
        for code in map(str, self.locale.currencies):
            for count in _COUNTS:
                name = get_currency_name(code, count, self.locale)
                self._add(name, Token("C", name=code))
            self._add(code, Token("C", name=code), exact_case=True)
        for sign, code in signs.items():
            # "ALL" is money, "all" is not.
            self._add(sign, Token("C", name=code), exact_case=sign == code)
        for alternative in self.words.currencies.split("|"):
            name, _, sign = alternative.partition(":")
            if code := signs.get(sign, sign if sign.isalpha() else ""):
                self._add(name, Token("C", name=code))

    def _add_scales(self) -> None:
        """Add "million", "Mrd." and the like, from patterns as {"10000": "00 Tsd"}."""
        for plurals in self.locale.compact_decimal_formats.values():
            for patterns in plurals.values():
                for magnitude, pattern in patterns.items():
                    power = len(magnitude) - pattern.pattern.count("0")
                    word = pattern.suffix[0].replace("'", "").strip()
                    if word and not pattern.prefix[0].strip():
                        token = Token("S", Decimal(power))
                        for form in (word, word.rstrip(".")):
                            self._add(form, token, exact_case=len(word) == 1)

    def _add_words(self, words: Words) -> None:
        for name, letter in _LETTERS.items():
            for alternative in getattr(words, name).split("|"):
                phrase, _, value = alternative.partition(":")
                if not letter:
                    continue
                if value in DENOMINATORS:
                    token = _fraction(letter, value)
                elif letter in ("Q", "E"):
                    qualifier = {"or_more": "at_least", "or_less": "at_most"}
                    token = Token(letter, name=qualifier.get(name, name))
                else:
                    token = Token(letter, Decimal(value or 0))
                self._add(phrase, token)

    def _atoms(self, text: str) -> Iterator[Atom]:
        for match in self.lexer.finditer(text):
            kind, written, number = match.lastgroup or "", match[0], Decimal(0)
            if kind == "ignored":
                continue
            if kind == "number":
                digits = re.sub(r"\D", "", match["whole"])
                decimals = match["decimals"] or ""
                if len(digits + decimals) <= MAX_DIGITS:
                    number = Decimal(f"{digits}.{decimals}")
                else:
                    kind = "malformed"
            elif kind == "fraction":
                written = VULGAR.get(written.replace("⁄", "/"), written)
            elif kind in ("minus", "dash"):
                written = "-"
            elif written not in DENOMINATORS:
                written = unicodedata.normalize("NFKC", written).replace("’", "'")
            yield Atom(kind, (written, written.casefold()), number, *match.span())

    def tokens(self, text: str) -> list[Token]:
        """Return the text as tokens, at each atom taking the longest phrase known."""
        atoms = list(self._atoms(text))
        tokens = []
        at = 0
        while at < len(atoms):
            token, size = self._token(atoms, at)
            start, end = atoms[at].start, atoms[at + size - 1].end
            tokens.append(token._replace(start=start, end=end))
            at += size
        return tokens

    def _token(self, atoms: Sequence[Atom], at: int) -> tuple[Token, int]:
        first = atoms[at]
        if first.kind == "number":
            return Token("N", first.number), 1
        if first.key[0] in DENOMINATORS:
            return _fraction("V", first.key[0]), 1
        for size in range(self.longest.get(first.key[1], 0), 0, -1):
            for keys in zip(*(atom.key for atom in atoms[at : at + size]), strict=True):
                if len(keys) == size and keys in self.phrases:
                    return self.phrases[keys], size
        letter = {"minus": "M", "dash": "-"}.get(first.kind, "?")
        return Token("+" if first.key[0] == "+" else letter), 1


def _fraction(letter: str, char: str) -> Token:
    return Token(letter, Decimal(str(round(unicodedata.numeric(char), 6))), char)


_load_language = lru_cache(maxsize=32)(Language)  # some 30 ms each


def find_language(code: str) -> Language:
    return _load_language(_find_locale(code))
