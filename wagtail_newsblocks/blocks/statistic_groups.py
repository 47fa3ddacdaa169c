"""Numbers that are read together."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StreamBlock
from wagtail.models import Page

from .. import commonmark
from .base import NewsStructBlock, NewsStructValue
from .statistics import StatisticBlock


class StatisticGroupValue(NewsStructValue):
    @property
    def plain_text(self) -> str:
        parts = [self["heading"] and f"{self['heading']}:"]
        parts += [child.value.plain_text for child in self["statistics"]]
        return "\n".join(part for part in parts if part)

    @property
    def markdown(self) -> str:
        """A list; what comes after it in the article is not below its heading."""
        return commonmark.paragraphs(
            [
                commonmark.strong(self["heading"]),
                commonmark.bullets(
                    child.value.markdown for child in self["statistics"]
                ),
            ]
        )

    def structured_data(self, page: Page) -> Iterator[tuple[str, Any]]:
        for child in self["statistics"]:
            yield from child.value.structured_data(page)


class StatisticGroupBlock(NewsStructBlock):
    """Two to six statistics that are read together."""

    heading = CharBlock(required=False, label=_("Heading"))
    statistics = StreamBlock(
        [("statistic", StatisticBlock())],
        min_num=2,
        max_num=6,
        label=_("Statistics"),
    )

    class Meta:
        kind = "statistics"
        template = "wagtail_newsblocks/blocks/statistics.html"
        value_class = StatisticGroupValue
        icon = "table"
        group = _("Claims")
        label = _("Group of statistics")
        label_format = "{heading}"
        description = _("Two to six figures side by side.")
        preview_value = {
            "heading": _("A year on the roads"),
            "statistics": [
                (
                    "statistic",
                    {
                        "figure": _("1,240"),
                        "subject": _("people killed"),
                        "period": "2023",
                    },
                ),
                (
                    "statistic",
                    {
                        "figure": _("1 in 5"),
                        "subject": _("of them on a bicycle"),
                        "period": "2023",
                    },
                ),
            ],
        }
