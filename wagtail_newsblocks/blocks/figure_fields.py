"""Figures as editors type them, in whatever language."""

from dataclasses import replace
from typing import Literal

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock
from wagtail.coreutils import get_content_languages

from ..figures import Figure, Kind, Qualifier, parse_figure

# What ``figures.Kind`` has.
FigureKind = Literal["number", "percentage", "money", "ratio", "multiple"]
# What ``figures.Qualifier`` has, and what editors may choose besides.
Exactness = Literal[
    "exact",
    "about",
    "at_least",
    "at_most",
    "more_than",
    "less_than",
    "estimate",
    "provisional",
]


def other_content_languages() -> list[str]:
    """Return the site's content languages, but not the active one."""
    return [code for code in get_content_languages() if code != get_language()]


def possible_languages() -> list[str]:
    """Return the languages that a text may be in, the likeliest first."""
    return [get_language() or "en", *other_content_languages()]


def read_figure(text: str) -> Figure | None:
    """
    Read a figure in the active language, which is that of the page shown.

    What that cannot read, the site's other languages may, if they agree on it.
    """
    if figure := parse_figure(text, get_language() or "en"):
        return figure
    readings = {parse_figure(text, code) for code in other_content_languages()}
    readings.discard(None)
    return readings.pop() if len(readings) == 1 else None


LOWER, UPPER = {"at_least", "more_than"}, {"at_most", "less_than"}


def contradict(*exactness: str) -> bool:
    """Whether a figure would have to be both above and below its number."""
    return not (LOWER.isdisjoint(exactness) or UPPER.isdisjoint(exactness))


def complete(typed: Figure, shown: Figure | None) -> Figure:
    """Return a figure with what a bare number leaves open as readers see it."""
    if shown is None:
        return typed
    is_same = typed.value == shown.value
    has_unit = shown.kind in (Kind.MONEY, Kind.MULTIPLE, Kind.PERCENTAGE)
    has_unit |= shown.kind is Kind.RATIO and 0 <= typed.number <= 1
    if typed.kind is Kind.NUMBER and (is_same or has_unit):
        typed = replace(typed, kind=shown.kind, currency=shown.currency, out_of=None)
    if typed.qualifier is Qualifier.EXACT and is_same:
        typed = replace(typed, qualifier=shown.qualifier)
    return typed


def unit_code(figure: Figure | None) -> str:
    """Return what a figure counts in, in a word for machines: "USD", "%", or ""."""
    if figure and figure.kind is Kind.PERCENTAGE:
        return "%"
    return figure.currency if figure else ""


def bounds(figure: Figure | None, *exactness: str) -> tuple[str, str]:
    """Return between which numbers the true one lies; "" where there is no bound."""
    if figure is None or contradict(*exactness):
        return "", ""
    is_above = not LOWER.isdisjoint(exactness)
    is_below = not UPPER.isdisjoint(exactness)
    low, high = figure.ends[0], figure.ends[-1]
    if figure.upper is not None:
        return "" if is_below else low, "" if is_above else high
    return low if is_above else "", high if is_below else ""


class FigureBlock(CharBlock):
    """A figure that has to be readable, because something is computed from it."""

    def clean(self, value: str) -> str:
        value = super().clean(value)
        if self.is_deferred_validation:
            return value
        if value and read_figure(value) is None:
            raise ValidationError(
                _(
                    "“%(value)s” cannot be read as a number. Type one figure, such "
                    "as 79,770 or 2.3 million."
                ),
                params={"value": value},
            )
        return value
