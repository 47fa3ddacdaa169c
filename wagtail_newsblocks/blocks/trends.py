"""A few figures over time, drawn as one line."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, TypedDict

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructValue

from .base import NewsStructBlock
from .figures import FigureBlock, read_figure

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


class TrendPoint:
    """A point as it is drawn: the text typed, and its place in the chart."""

    def __init__(self, period: str, text: str, number: Decimal) -> None:
        self.period, self.text, self.number = period, text, number
        self.x = self.y = 0.0

    def resolve(self) -> DataPoint:
        return {
            "period": self.period,
            "number": f"{self.number:f}",
            "text": self.text,
        }


def place_points(trend: Sequence[StructValue]) -> list[TrendPoint]:
    """Return the points in their places; none unless all can be compared."""
    figures = [read_figure(point["number"]) for point in trend]
    first = figures[0] if len(figures) > 1 else None
    if not first:
        return []
    points = [
        TrendPoint(point["period"], point["number"], Decimal(figure.value))
        for point, figure in zip(trend, figures, strict=True)
        if figure and figure.is_comparable_to(first)
    ]
    if len(points) < len(figures):
        return []
    low = min(point.number for point in points)
    span = max(point.number for point in points) - low
    step = (CHART_WIDTH - 2 * CHART_MARGIN) / (len(points) - 1)
    height = CHART_HEIGHT - 2 * CHART_MARGIN
    for index, point in enumerate(points):
        share = float((point.number - low) / span) if span else 0.5
        point.x = round(CHART_MARGIN + index * step, 1)
        point.y = round(CHART_MARGIN + (1 - share) * height, 1)
    return points


def draw_points(points: Sequence[TrendPoint]) -> Chart | None:
    """Return the chart of the points; None if there is nothing to draw."""
    if not points:
        return None
    return {
        "width": CHART_WIDTH,
        "height": CHART_HEIGHT,
        "line": " ".join(f"{point.x:g},{point.y:g}" for point in points),
        "points": [{"x": point.x, "y": point.y} for point in points],
    }


def describe_points(points: Sequence[TrendPoint]) -> str:
    """Return what the chart shows, in one phrase; "" if there is none."""
    if not points:
        return ""
    first, last = points[0], points[-1]
    if last.number > first.number:
        phrase = gettext("Rose from %(a)s (%(from)s) to %(b)s (%(to)s)")
    elif last.number < first.number:
        phrase = gettext("Fell from %(a)s (%(from)s) to %(b)s (%(to)s)")
    else:
        phrase = gettext("The same at both ends: %(a)s (%(from)s), %(b)s (%(to)s)")
    return phrase % {
        "a": first.text,
        "from": first.period,
        "b": last.text,
        "to": last.period,
    }
