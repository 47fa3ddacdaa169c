"""Numbers that a story stands on."""

import json
import re
from collections.abc import Iterator
from typing import Annotated, Any, TypedDict

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    DateBlock,
    ListBlock,
    StructBlockValidationError,
    TextBlock,
)
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.models import Page

from .. import commonmark
from ..commonmark import Run
from ..figures import Figure
from .base import NewsStructBlock, NewsStructValue, Resolved, listed
from .changes import ChangeBlock, ChangeTexts
from .figure_fields import (
    Exactness,
    FigureBlock,
    FigureKind,
    bounds,
    complete,
    contradict,
    read_figure,
    unit_code,
)
from .sources import SourceBlock
from .trends import (
    Chart,
    DataPoint,
    TrendPointBlock,
    describe_points,
    draw_points,
    read_points,
)


class NumberRange(TypedDict):
    """Decimal strings."""

    low: str
    high: str


class StatisticLabels(TypedDict):
    comma: str
    table: str
    period: str
    figure: str


class ResolvedStatistic(Resolved):
    number: Annotated[
        str | None, "A decimal string; null for a range, or if none is read."
    ]
    range: NumberRange | None
    data_value: Annotated[str | None, "Number or range for <data>: “40/50”."]
    kind: Annotated[FigureKind | None, "What the figure counts in."]
    currency: Annotated[str | None, "A code of ISO 4217."]
    qualifier: Annotated[Exactness, "As chosen, else as the figure itself says."]
    qualifier_text: Annotated[str, "The words that go before the figure."]
    spoken: Annotated[str, "The figure as a screen reader should say it."]
    change: ChangeTexts
    trend: Annotated[list[DataPoint], "Only if all can be drawn as one line."]
    trend_text: Annotated[str, "What the chart shows, in one phrase."]
    chart: Chart | None
    labels: StatisticLabels


class StatisticValue(NewsStructValue):
    @property
    def parsed_figure(self) -> Figure | None:
        """The figure as a number, or None if it cannot be read with certainty."""
        return read_figure(self["figure"])

    @property
    def machine_figure(self) -> Figure | None:
        """The figure for machines: as typed for them, else as it is read."""
        typed = read_figure(self["number"]) if self["number"] else None
        return complete(typed, self.parsed_figure) if typed else self.parsed_figure

    @property
    def data_value(self) -> str:
        """
        The number for machines, as a decimal string; "" if there is none.

        The ends of a range are parted by a solidus: "40/50".
        """
        figure = self.machine_figure
        return figure.value if figure else ""

    @property
    def exactness(self) -> Exactness:
        """How exact the figure is: as chosen, else as its own words say."""
        if self["qualifier"] not in ("", "exact"):
            return self["qualifier"]
        figure = self.parsed_figure or self.machine_figure
        return figure.qualifier.value if figure else "exact"

    @property
    def bounds(self) -> tuple[str, str]:
        """Between which numbers the true one lies; "" where there is no bound."""
        figure = self.machine_figure
        said = figure.qualifier.value if figure else ""
        return bounds(figure, self["qualifier"], said)

    @property
    def spoken(self) -> str:
        """How a screen reader should say the figure."""
        if self["unit"]:
            return f"{self['figure']} {self['unit']}"
        if self.parsed_figure:
            return self.parsed_figure.spoken(get_language() or "en")
        return self["figure"]

    @property
    def qualifier_text(self) -> str:
        """The words to go before the figure, which may have them: "at least"."""
        qualifiers = self.block.child_blocks["qualifier"].field.choices
        figure = self.parsed_figure
        said = figure.qualifier.value if figure else ""
        if self["qualifier"] in ("", "exact", said):
            return ""
        return str(dict(qualifiers).get(self["qualifier"], "")).lower()

    @property
    def trend_points(self) -> list[DataPoint]:
        """The trend's points; none unless all can be compared."""
        return read_points(self["trend"])

    @property
    def chart(self) -> Chart | None:
        return draw_points(self.trend_points)

    @property
    def trend_text(self) -> str:
        """What the chart shows, in one phrase."""
        return describe_points(self.trend_points)

    @property
    def sentence(self) -> str:
        """The statistic as one sentence without its source."""
        subject = " ".join(
            part
            for part in (self.qualifier_text, self["figure"], self["subject"])
            if part
        )
        if self["period"]:
            subject = f"{subject} ({self['period']})"
        return listed(subject, self["change"].phrase)

    @property
    def plain_text(self) -> str:
        source = self["source"].plain_text
        parts = (self.sentence, self.trend_text, self["note"], source)
        return " ".join(f"{part.rstrip('.')}." for part in parts if part)

    @property
    def markdown(self) -> str:
        """One sentence with its source; what a reader must know of it follows."""
        sentence, opening = capfirst(self.sentence).rstrip("."), " ("
        source = self["source"].markdown
        if source and sentence.endswith(")"):  # as its period does
            sentence, opening = sentence[:-1], gettext("; ")
        runs = [
            Run(commonmark.one_line(sentence)),
            Run(source and f"{opening}{source})", "ready"),
            Run(commonmark.one_line(f". {self['note']}")),
        ]
        return commonmark.write(runs)

    def structured_data(self, page: Page) -> Iterator[tuple[str, Any]]:
        figure, (low, high) = self.machine_figure, self.bounds
        is_single = figure and len(figure.ends) == 1 and not (low or high)
        # "2001-02" may be a season, or a financial year.
        is_year = re.fullmatch("[12][0-9]{3}", self["period"])
        yield (
            "mentions",
            {
                "@type": "Observation",
                "name": self["subject"],
                "description": self.sentence,
                "value": json_number(self.data_value) if is_single else None,
                "minValue": json_number(low),
                "maxValue": json_number(high),
                "unitText": self["unit"] or unit_code(figure),
                "observationDate": self["period"] if is_year else "",
                "subjectOf": self["source"].as_creative_work,
            },
        )

    def resolve(self) -> ResolvedStatistic:
        figure, points = self.machine_figure, self.trend_points
        ends = figure.ends if figure else ()
        return {
            **super().resolve(),
            "number": ends[0] if len(ends) == 1 else None,
            "range": {"low": ends[0], "high": ends[1]} if len(ends) == 2 else None,
            "data_value": self.data_value or None,
            "kind": figure.kind.value if figure else None,
            "currency": (figure.currency if figure else "") or None,
            "qualifier": self.exactness,
            "qualifier_text": self.qualifier_text,
            "spoken": self.spoken,
            "change": self["change"].resolve_change(),
            "trend": points,
            "trend_text": describe_points(points),
            "chart": draw_points(points),
            "labels": self.labels,
        }

    @property
    def labels(self) -> StatisticLabels:
        return {
            "comma": gettext(", "),
            "table": gettext("Show as a table"),
            "period": gettext("Period"),
            "figure": gettext("Figure"),
        }


def json_number(decimal: str) -> int | float | None:
    """Return a decimal string as JSON's own number, of some 16 digits; "" as None."""
    return json.loads(decimal) if decimal else None


class StatisticBlock(NewsStructBlock):
    """One figure with its subject, its source, and how it changed."""

    figure = CharBlock(
        label=_("Figure"),
        help_text=_("As readers should see it: 79,770, $2.3 billion, 1 in 5."),
        max_length=60,
    )
    subject = CharBlock(
        label=_("What it counts"),
        help_text=_(
            "Read straight after the figure, for example “deaths on the country’s "
            "roads”."
        ),
    )
    period = CharBlock(
        required=False,
        label=_("Period"),
        help_text=_("For example “2022” or “January to March 2024”."),
    )
    change = ChangeBlock()
    trend = ListBlock(
        TrendPointBlock(),
        default=[],
        label=_("Trend"),
        help_text=_("Two or more points, oldest first, drawn as a small chart."),
        collapsed=True,
    )
    note = TextBlock(
        required=False,
        label=_("Note"),
        help_text=_("What a reader must know to read the figure right."),
    )
    source = SourceBlock()
    number = FigureBlock(
        required=False,
        label=_("Number for machines"),
        help_text=_("Only if the figure is not read as you mean it."),
    )
    unit = CharBlock(
        required=False,
        label=_("Unit, as it is spoken"),
        help_text=_("For screen readers, if the figure’s own is not clear: “metres”."),
    )
    qualifier = ChoiceBlock(
        choices=[
            ("exact", pgettext_lazy("figure", "Exact")),
            ("about", pgettext_lazy("figure", "About")),
            ("at_least", pgettext_lazy("figure", "At least")),
            ("at_most", pgettext_lazy("figure", "At most")),
            ("estimate", pgettext_lazy("figure", "An estimated")),
            ("provisional", pgettext_lazy("figure", "Provisionally")),
        ],
        default="exact",
        label=_("How certain"),
        help_text=_("Shown before the figure, unless it is exact."),
    )
    review_after = DateBlock(
        required=False,
        label=_("Review after"),
        help_text=_("When newer figures are due. Not shown to readers."),
    )

    def cross_check(self, value: StatisticValue) -> dict[str, ValidationError]:
        errors = super().cross_check(value)
        if value["trend"] and not value.trend_points:
            error = ValidationError(
                _(
                    "These points cannot be drawn as one line. Give at least two, and "
                    "count all in the same unit."
                )
            )
            errors["trend"] = ListBlockValidationError(non_block_errors=[error])
        figure = value.parsed_figure
        if figure and contradict(figure.qualifier.value, value["qualifier"]):
            errors["figure"] = ValidationError(
                _("The figure and “How certain” in its settings contradict each other.")
            )
        change = value["change"]
        if change.contradicts(value["number"] or value["figure"]):
            error = ValidationError(
                _(
                    "From %(baseline)s to %(figure)s is not “%(change)s”. Correct "
                    "the starting figure, the figure or the words."
                ),
                params={
                    "baseline": change["baseline"],
                    "figure": value["figure"],
                    "change": change["text"],
                },
            )
            errors["change"] = StructBlockValidationError({"baseline": error})
        return errors

    class Meta:
        kind = "statistic"
        template = "wagtail_newsblocks/blocks/statistic.html"
        value_class = StatisticValue
        icon = "decimal"
        group = _("Claims")
        label = _("Statistic")
        label_format = "{figure} {subject}"
        description = _("One figure, what it counts, how it changed and who says so.")
        settings_fields = ("number", "unit", "qualifier", "review_after")
        preview_value = {
            "figure": _("1,240"),
            "subject": _("people killed on the country’s roads"),
            "period": "2023",
            "change": {
                "text": _("down by a third in ten years"),
                "direction": "down",
                "reading": "good",
            },
            "trend": [
                {"period": "2013", "number": _("1,860")},
                {"period": "2018", "number": _("1,575")},
                {"period": "2023", "number": _("1,240")},
            ],
            "source": {
                "publisher": _("National Statistics Office"),
                "url": "https://example.org/road-safety",
            },
        }
