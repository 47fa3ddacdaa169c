"""Changes: what words such as "a fourfold increase" claim of two numbers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from .figure import MAX_LENGTH, Figure, Kind, Qualifier
from .prose import find
from .tokens import Token, find_language


@dataclass(frozen=True)
class Change:
    """What the words of a change claim.

    ``size`` is a percentage, a multiple, a fraction ("by a third") or an amount, always
    positive; None if only a direction is claimed. ``is_added`` marks a multiple that may
    be read as what was added: "a fourfold increase" is sometimes five times as much.
    """

    direction: str = ""  # "up", "down", "steady"; "" if the words do not say
    size: Figure | None = None
    is_added: bool = False

    def agrees(self, baseline: Decimal, number: Decimal) -> bool:
        """Return False only if no sensible reading of the words fits the two numbers.

        Rounding is allowed for as ``_slack`` says. A baseline of zero or less has no
        factor or percentage, so that none is contradicted.
        """
        difference = number - baseline
        if self.direction == "steady":
            return abs(difference) <= max(abs(baseline), abs(number)) * STEADY
        if (self.direction == "up" and difference <= 0) or (
            self.direction == "down" and difference >= 0
        ):
            return False
        size = self.size
        if size is None:
            return True
        if size.kind is Kind.MULTIPLE:
            if baseline <= 0 or number <= 0:
                return True
            times = max(number / baseline, baseline / number)
            return _fits(size, times) or (self.is_added and _fits(size, times - 1))
        if size.kind is Kind.PERCENTAGE or size.out_of:
            percent = 100 if size.kind is Kind.PERCENTAGE else 1
            return baseline <= 0 or _fits(size, abs(difference) / baseline * percent)
        return _fits(size, abs(difference))


STEADY = Decimal("0.02")  # of the greater number: what may still be called unchanged


def _slack(number: Decimal, size: Figure) -> Decimal:
    """Return by how much journalists round a number of this size.

    A fraction by a tenth of itself, a multiple in whole numbers by an eighth; all else
    by half a unit of its last typed digit (of an amount, the last that is not 0) and 1%.
    """
    if size.kind is Kind.NUMBER and size.out_of:
        return number / 10
    if size.kind is Kind.MULTIPLE and number % 1 == 0:
        return number / 8
    typed = number if size.kind is Kind.PERCENTAGE else number.normalize()
    exponent = int(typed.as_tuple().exponent)
    return Decimal(5).scaleb(exponent - 1) + number / 100


def _fits(size: Figure, actual: Decimal) -> bool:
    low, high = size.number, size.number if size.upper is None else size.upper
    if size.kind is Kind.MULTIPLE and 0 < low < 1:  # halved: by a factor of 2
        low, high = 1 / high, 1 / low
    below, above = low - _slack(low, size), high + _slack(high, size)
    if size.qualifier is Qualifier.MORE_THAN:
        return actual > low
    if size.qualifier is Qualifier.LESS_THAN:
        return actual < high
    if size.qualifier is Qualifier.AT_LEAST:
        return actual >= below
    if size.qualifier is Qualifier.AT_MOST:
        return actual <= above
    if size.qualifier is Qualifier.ABOUT:
        below, above = below - _slack(low, size), above + _slack(high, size)
    return below <= actual <= above


# In a phrase whose figures are one letter each, what claims a size: "%" a percentage or
# a multiple, unless a level ("to 12%"); "n" an amount only right beside its direction.
_CLAIM = re.compile(
    r"(?<![TZ]) % | (?<=[ud]) n | (?<=[ud^v][YOR]) n | n (?=[ud])", re.VERBOSE
)
_DIRECTIONS = {"^": "up", "u": "up", "v": "down", "d": "down", "=": "steady"}


def parse_change(text: str, locale: str = "en") -> Change | None:
    """Return what a phrase claims of a change: "up 12%", "fell by a third", "doubled".

    None if it claims nothing that can be read, more than one size or direction, or has
    a "not" in it. A bare number is a size only beside its direction ("up 500", "an
    increase of 500"), since else it may be a year or a level ("rose to 500").
    """
    if len(text) > MAX_LENGTH:
        return None
    tokens = find_language(locale).tokens(text)
    letters, done = "", 0
    sizes: dict[int, tuple[Sequence[Token], Figure]] = {}
    for start, end, figure in find(text, tokens):
        letters += "".join(token.letter for token in tokens[done:start])
        sizes[len(letters)] = tokens[start:end], figure
        letters += _claim_letter(tokens[start:end], figure)
        done = end
    letters += "".join(token.letter for token in tokens[done:])
    directions = {_DIRECTIONS[letter] for letter in letters if letter in _DIRECTIONS}
    claims = [sizes[match.start()] for match in _CLAIM.finditer(letters)]
    if "!" in letters or len(claims) > 1:
        return None
    if not claims:
        return Change("".join(directions)) if len(directions) == 1 else None
    said, size = claims[0]
    is_added = (
        size.kind is Kind.MULTIPLE and bool(directions) and said[-1].letter != "K"
    )
    directions |= _implied(said, size)
    if not directions and size.kind is Kind.MULTIPLE:
        directions = {"up" if size.number >= 1 else "down"}
    if len(directions) > 1 or directions == {"steady"}:
        return None
    ends = sorted(abs(end) for end in (size.number, size.upper) if end is not None)
    size = replace(size, number=ends[0], upper=ends[1] if ends[1:] else None)
    return Change("".join(directions), size, is_added)


def _claim_letter(said: Sequence[Token], figure: Figure) -> str:
    """Return how a figure stands in ``_CLAIM``; "three times" may tell how often."""
    if figure.kind is Kind.RATIO:
        return "?"
    is_signed = said[0].letter in "M+"
    is_multiple = figure.kind is Kind.MULTIPLE and said[-1].letter != "X"
    return "%" if is_signed or is_multiple or figure.kind is Kind.PERCENTAGE else "n"


def _implied(said: Sequence[Token], size: Figure) -> set[str]:
    """Return the direction that a size carries in itself: "+12%", "−3%", "doubled"."""
    if size.number < 0 or (said[-1].letter == "K" and size.number < 1):
        return {"down"}
    return {"up"} if said[0].letter == "+" or said[-1].letter == "K" else set()
