"""From tokens to figures, and from figures to words and digits."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from enum import Enum
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from babel.numbers import (
    format_compact_decimal,
    format_currency,
    format_decimal,
    format_percent,
    get_currency_name,
)
from babel.units import format_unit

from .tokens import DENOMINATORS, VULGAR, Language, Token, find_language
from .words import Words

MAX_LENGTH = 200  # characters of a text that may still be one figure or one change


class Kind(str, Enum):
    """What a figure counts in."""

    NUMBER = "number"
    PERCENTAGE = "percentage"
    MONEY = "money"
    RATIO = "ratio"
    MULTIPLE = "multiple"


class Qualifier(str, Enum):
    """How exact the words around a figure say that it is."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"


@dataclass(frozen=True)
class Figure:
    """A figure that was read.

    ``number`` is in base units: 2300000000 for "$2.3 billion", a percentage's points,
    a ratio's first number ("1 in 5"), a multiple's factor, a range's lower end. A
    fraction ("⅔") is a number, rounded to six decimals, that remembers its denominator
    in ``out_of``.
    """

    kind: Kind
    number: Decimal
    upper: Decimal | None = None  # a range's upper end
    out_of: Decimal | None = None  # what a ratio's number is out of
    currency: str = ""  # ISO 4217, of money only
    qualifier: Qualifier = Qualifier.EXACT

    @property
    def ends(self) -> tuple[str, ...]:
        """Both ends of a range, or the one number, in plain ASCII digits.

        There is no exponent. A ratio is divided out, to six digits at most ("0.2").
        """
        if self.upper is not None:
            return _plain(self.number), _plain(self.upper)
        if self.kind is Kind.RATIO and self.out_of:
            return (_plain(Context(prec=6).divide(self.number, self.out_of)),)
        return (_plain(self.number),)

    @property
    def value(self) -> str:
        """The number, or range, for ``<data value>``.

        The ends of a range are parted by ISO 8601's solidus ("40/50"), since a hyphen
        could be a minus.
        """
        return "/".join(self.ends)

    def is_comparable_to(self, other: "Figure") -> bool:
        """Whether both are single values that count in the same thing."""
        is_single = self.upper is None and other.upper is None
        same_unit = (self.kind, self.currency) == (other.kind, other.currency)
        return is_single and same_unit

    @property
    def _vulgar(self) -> str:
        """The character of a fraction, without its sign; of anything else, ""."""
        if self.kind is not Kind.NUMBER or not self.out_of:
            return ""
        numerator = round(abs(self.number) * self.out_of)
        return VULGAR.get(f"{numerator}/{self.out_of}", "")

    def spoken(self, locale: str = "en") -> str:
        """Return the figure in words and digits, as a screen reader should say it.

        "2.3 billion US dollars", "minus 3.2 percent", "more than 1 in 5", "4 times".
        Where ``LANGUAGES`` lacks the locale's language, qualifiers stay symbols.
        """
        language = find_language(locale)
        words = language.words
        ends = [end for end in (self.number, self.upper) if end is not None]
        # "5 to 2 million" would be heard as 5 million.
        by_scale = len(ends) == 1 or min(map(abs, ends)) >= 1000
        parts = [_say_number(language, self.number, by_scale)]
        if self._vulgar:
            minus = [first_of(words.minus) or "−"] if self.number < 0 else []
            parts = [*minus, _say_fraction(words, self._vulgar)]
        elif self.kind is Kind.RATIO and self.out_of is not None:
            parts += [
                first_of(words.ratio),
                _say_number(language, self.out_of, by_scale),
            ]
        if self.upper is not None:
            upper = _say_number(language, self.upper, by_scale)
            parts += [first_of(words.to) or "–", upper]
        if self.kind is Kind.PERCENTAGE:
            parts[-1] = _say_percent(language, ends[-1], parts[-1])
        elif self.kind is Kind.MONEY:
            parts.append(_say_currency(language, ends[-1], self.currency, parts[-1]))
        elif self.kind is Kind.MULTIPLE:
            parts.append(first_of(words.times))
        if self.qualifier is not Qualifier.EXACT:
            parts.insert(0, first_of(getattr(words, self.qualifier.value)))
        return " ".join(parts)

    def format(self, locale: str = "en") -> str:
        """Return the figure as written in the locale, all digits, qualifiers as symbols.

        "79,770", "79.770", "2.300.000.000 €", "40–50 %", "≥1 in 5", "4×".
        ``parse_figure`` reads it back as an equal figure in the same locale.
        """
        language = find_language(locale)

        def write(number: Decimal) -> str:
            return _write(language, number, self.kind, self.currency)

        text = write(self.number)
        if self._vulgar:
            text = "-" * (self.number < 0) + self._vulgar
        elif self.upper is not None:
            dash = "–" if self.upper >= 0 else " – "
            lower = text
            if self.kind is not Kind.MONEY:
                lower = _write(language, self.number, Kind.NUMBER)
            text = lower + dash + write(self.upper)
        elif self.kind is Kind.RATIO and self.out_of is not None:
            text = f"{text} {first_of(language.words.ratio)} {write(self.out_of)}"
        if self.qualifier is Qualifier.EXACT:
            return text
        return first_of(getattr(Words(), self.qualifier.value)) + text


def first_of(alternatives: str) -> str:
    return alternatives.partition("|")[0]


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _write(language: Language, number: Decimal, kind: Kind, currency: str = "") -> str:
    locale = language.locale
    options: dict[str, Any] = {
        "locale": locale,
        "decimal_quantization": False,
        "numbering_system": "default",
    }
    if kind is Kind.PERCENTAGE:
        text = format_percent(number.scaleb(-2), **options)
    elif kind is Kind.MONEY:
        pattern = locale.currency_formats["standard"].pattern
        if number % 1 == 0:
            pattern = re.sub(r"\.0+", "", pattern)
        options["currency_digits"] = False
        text = format_currency(number, currency, pattern, **options)
    else:
        text = format_decimal(number, **options) + "×" * (kind is Kind.MULTIPLE)
    return text.translate(language.digits)


def _say_number(language: Language, number: Decimal, by_scale: bool) -> str:
    """Say millions and more by their scale word, if that keeps the number exact."""
    minus = ""
    if number < 0 and language.words.minus:
        minus, number = f"{first_of(language.words.minus)} ", -number
    if by_scale and abs(number) >= 1_000_000:
        formats = language.locale.compact_decimal_formats
        format_type: Literal["long", "short"]
        format_type = "long" if "long" in formats else "short"
        text = format_compact_decimal(
            number,
            format_type=format_type,
            locale=language.locale,
            fraction_digits=3,
            numbering_system="default",
        ).translate(language.digits)
        # Where another number than this has a word of its own for one (“mille”), Babel
        # takes the plural: “1 millions”.
        one = formats[format_type].get("one", {}).get(f"{number:f}")
        if one and one.pattern.count("0") == 1 and "1" in formats[format_type]:
            text = one.pattern.replace("0", "1")
        figure = _parse(language, text)
        if figure and figure.number == number:
            return minus + text
    return minus + _write(language, number, Kind.NUMBER)


def _say_fraction(words: Words, char: str) -> str:
    names = (name.partition(":") for name in words.fractions.split("|"))
    return next((name for name, _, of in names if of == char), char)


def _say_percent(language: Language, number: Decimal, said: str) -> str:
    digits = format_decimal(number, locale=language.locale)
    text = format_unit(number, "concentr-percent", "long", locale=language.locale)
    if digits not in text or "concentr" in text:  # a gap in the CLDR
        return f"{said}%"
    return text.replace(digits, said)


def _say_currency(language: Language, number: Decimal, code: str, said: str) -> str:
    name = get_currency_name(code, abs(number), language.locale)
    if language.words.spoken_of and not said[-1].isdigit():  # "milliards d’euros"
        before, _, elided = language.words.spoken_of.partition("|")
        is_vowel = unicodedata.normalize("NFD", name)[0].lower() in "aeiou"
        return elided + name if elided and is_vowel else f"{before} {name}"
    return name


class _Amount(NamedTuple):
    kind: Kind
    number: Decimal
    power: int  # of ten, by which the number is still to be multiplied
    out_of: Decimal | None
    currency: str

    @property
    def scaled(self) -> Decimal:
        return Decimal(f"{self.number.scaleb(self.power):f}")  # no exponent


def _amount(tokens: Sequence[Token], is_money: bool = False) -> _Amount | None:
    """Return the amount of tokens that match ``_AMOUNT``, if their parts agree.

    ``is_money`` tells that it is money even if it has no currency of its own.
    """
    letters = "".join(token.letter for token in tokens)
    whole, *part = (token for token in tokens if token.letter in "NWVHKG")
    number = sum((token.number for token in part), whole.number)
    power = sum(int(token.number) for token in tokens if token.letter in "SL")
    currencies = {token.name for token in tokens if token.letter == "C"}
    kinds = {_UNITS.get(letter, Kind.NUMBER) for letter in letters} - {Kind.NUMBER}
    kind = kinds.pop() if kinds else Kind.NUMBER
    if re.search("[M-].*[NWVHKG]", letters):
        number = -number
    if (
        kinds
        or len(currencies) > 1
        or ("L" in letters and not currencies and not is_money)
        or (part and whole.number % 1)
        or (kind is Kind.MULTIPLE and number <= 0)
    ):
        return None
    out_of = DENOMINATORS.get(whole.name) if letters.strip("M+") in ("V", "H") else None
    return _Amount(kind, number, power, out_of, "".join(currencies))


def _single(amount: Sequence[Token]) -> Figure | None:
    read = _amount(amount)
    if read is None:
        return None
    return Figure(read.kind, read.scaled, out_of=read.out_of, currency=read.currency)


def _range(lower: Sequence[Token], upper: Sequence[Token]) -> Figure | None:
    """Join two ends; one without a unit shares the other's, as in "$1.5–2 million".

    A lower end of a thousand or more keeps its own scale: "500,000 to 1 million".
    """
    low = _amount(lower)
    high = _amount(upper, is_money=low is not None and low.kind is Kind.MONEY)
    if low is None or high is None:
        return None
    if low.kind is Kind.NUMBER:
        low = low._replace(kind=high.kind, currency=high.currency)
    if high.kind is Kind.NUMBER and low.kind is Kind.MONEY:
        high = high._replace(kind=low.kind, currency=low.currency)
    if not low.power and abs(low.number) < 1000:
        low = low._replace(power=high.power)
    if (
        (low.kind, low.currency) != (high.kind, high.currency)
        or (low.power and not high.power and abs(high.number) < 1000)
        or low.scaled > high.scaled
    ):
        return None
    return Figure(low.kind, low.scaled, high.scaled, currency=low.currency)


def _ratio(part: Sequence[Token], whole: Sequence[Token]) -> Figure | None:
    """Join "1 in 5"; but "500 in 2022" tells a year, and "2 in 1" no share."""
    number, out_of = _amount(part), _amount(whole)
    if number is None or out_of is None or not 0 < number.scaled <= out_of.scaled:
        return None
    first = whole[0]
    is_bare = len(whole) == 1 and first.letter == "N" and first.end - first.start == 4
    if is_bare and 1500 <= out_of.number < 2200:
        return None
    return Figure(Kind.RATIO, number.scaled, out_of=out_of.scaled)


_UNITS = {"C": Kind.MONEY, "P": Kind.PERCENTAGE} | dict.fromkeys("XFKG", Kind.MULTIPLE)
_AMOUNT = r"""(?:
    (?: [M+]? [CP]? | C [M-] ) (?: NV? | [WVH] ) S{0,2} L? (?: O?C | [PXF] )? | [KG]
)"""
RULES: Sequence[tuple[re.Pattern[str], Callable[..., Figure | None]]] = [
    (re.compile(pattern, re.VERBOSE), build)
    for pattern, build in (
        (rf"Q? B (?P<lower> {_AMOUNT} ) A (?P<upper> {_AMOUNT} )", _range),
        (rf"Q? (?P<lower> {_AMOUNT} ) [T-] (?P<upper> {_AMOUNT} )", _range),
        (r"Q? (?P<part> [NW]S? ) [IR] (?P<whole> [NW]S? ) [E+]?", _ratio),
        (rf"Q? (?P<amount> {_AMOUNT} ) [E+]?", _single),
    )
]


def build_figure(
    tokens: Sequence[Token],
    match: re.Match[str],
    build: Callable[..., Figure | None],
) -> Figure | None:
    """Return the figure of a rule that matched, with the qualifier around it."""
    parts = {name: tokens[slice(*match.span(name))] for name in match.re.groupindex}
    figure = build(**parts)
    outside = tokens[match.start()], tokens[match.end() - 1]
    names = [token.name for token in outside if token.letter in "QE"]
    if outside[1].letter == "+":
        names.append(Qualifier.AT_LEAST.value)
    if figure is None or len(names) > 1:
        return None
    return replace(figure, qualifier=Qualifier(names[0])) if names else figure


def _parse(language: Language, text: str) -> Figure | None:
    tokens = language.tokens(text)
    letters = "".join(token.letter for token in tokens)
    for rule, build in RULES:
        match = rule.fullmatch(letters)
        if match and (figure := build_figure(tokens, match, build)):
            return figure
    return None


@lru_cache(maxsize=4096)
def parse_figure(text: str, locale: str = "en") -> Figure | None:
    """Return the one figure that the whole text is, or None if that is not certain.

    ``locale`` is a Django language code or a Babel identifier; one that is unknown
    falls back to its language, and then to English. The locale decides: "1,234" is
    1234 in English and 1.234 in German. Nothing is guessed. None is returned for digits
    grouped as the locale never does ("79,77"), a sign or symbol that several currencies
    share, two numbers without a word for a range, a range that runs backwards,
    fractions without a Unicode character ("12/24" may be a date), codes ("007"), and
    anything of more than 200 characters or 20 digits.
    """
    return _parse(find_language(locale), text) if len(text) <= MAX_LENGTH else None
