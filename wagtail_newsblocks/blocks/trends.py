"""A few figures over time, drawn as one line."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, TypedDict

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructValue

from .base import NewsStructBlock
from .figure_fields import FigureBlock, read_figure

CHART_WIDTH, CHART_HEIGHT, CHART_MARGIN = 240, 64, 6


class DataPoint(TypedDict):
    period: str
    number: Annotated[str, "A decimal string."]
    text: Annotated[str, "The figure as it was typed."]


class ChartPoint(TypedDict):
    x: float
    y: float


class Chart(TypedDict):
    """The points as they are drawn, for an <svg> of that size."""

    width: int
    height: int
    line: Annotated[str, "The points of its <polyline>."]
    points: list[ChartPoint]


class TrendPointBlock(NewsStructBlock):
    """One point of a trend."""

    period = CharBlock(label=_("Period"), max_length=40)
    number = FigureBlock(label=_("Figure"))

    class Meta:
        icon = "history"
        label = _("Point")


def read_points(trend: Sequence[StructValue]) -> list[DataPoint]:
    """Return the points as data; none unless all can be compared."""
    figures = [read_figure(point["number"]) for point in trend]
    first = figures[0] if len(figures) > 1 else None
    points: list[DataPoint] = [
        {"period": point["period"], "number": figure.value, "text": point["number"]}
        for point, figure in zip(trend, figures, strict=True)
        if figure and first and figure.is_comparable_to(first)
    ]
    return points if len(points) == len(figures) else []


def draw_points(points: Sequence[DataPoint]) -> Chart | None:
    """Return the chart of the points; None if there is nothing to draw."""
    if not points:
        return None
    numbers = [Decimal(point["number"]) for point in points]
    low, span = min(numbers), max(numbers) - min(numbers)
    step = (CHART_WIDTH - 2 * CHART_MARGIN) / (len(points) - 1)
    height = CHART_HEIGHT - 2 * CHART_MARGIN
    shares = [float((number - low) / span) if span else 0.5 for number in numbers]
    places: list[ChartPoint] = [
        {
            "x": round(CHART_MARGIN + index * step, 1),
            "y": round(CHART_MARGIN + (1 - share) * height, 1),
        }
        for index, share in enumerate(shares)
    ]
    return {
        "width": CHART_WIDTH,
        "height": CHART_HEIGHT,
        "line": " ".join(f"{place['x']:g},{place['y']:g}" for place in places),
        "points": places,
    }


def describe_points(points: Sequence[DataPoint]) -> str:
    """Return what the chart shows, in one phrase; "" if there is none."""
    if not points:
        return ""
    first, last = points[0], points[-1]
    change = Decimal(last["number"]) - Decimal(first["number"])
    if change > 0:
        phrase = gettext("Rose from %(a)s (%(from)s) to %(b)s (%(to)s)")
    elif change < 0:
        phrase = gettext("Fell from %(a)s (%(from)s) to %(b)s (%(to)s)")
    else:
        phrase = gettext("The same at both ends: %(a)s (%(from)s), %(b)s (%(to)s)")
    return phrase % {
        "a": first["text"],
        "from": first["period"],
        "b": last["text"],
        "to": last["period"],
    }
