"""The article's own words set large."""

from typing import TypedDict

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, TextBlock

from .base import NewsStructBlock, Resolved
from .quotation_marks import QuotedValue, Words, paragraphs_of, resolve_words


class PullQuoteLabels(TypedDict):
    pull_quote: str


class ResolvedPullQuote(Resolved):
    words: Words
    labels: PullQuoteLabels


class PullQuoteValue(QuotedValue):
    @property
    def plain_text(self) -> str:
        quote = gettext("“%s”") % self.words
        return f"{quote} — {self['attribution']}" if self["attribution"] else quote

    @property
    def markdown(self) -> str:
        """Nothing: the words stand in the article, and would be read twice."""
        return ""

    def resolve(self) -> ResolvedPullQuote:
        return {
            **super().resolve(),
            "words": resolve_words(paragraphs_of(self.words)),
            "labels": {"pull_quote": gettext("Pull quote:")},
        }


class PullQuoteBlock(NewsStructBlock):
    """
    Words of this article set large.

    NewsStreamBlock checks that they stand in the article's body.
    """

    text = TextBlock(
        label=_("Words"),
        help_text=_(
            "Exactly as they stand in the article. Leave out words with …, and put "
            "your own in [brackets]."
        ),
    )
    attribution = CharBlock(
        required=False,
        label=_("Attribution"),
        help_text=_("Who said it, if somebody did."),
    )
    position = ChoiceBlock(
        choices=[
            ("inline", _("In the column")),
            ("start", _("At the start of the line, text flows round it")),
            ("end", _("At the end of the line, text flows round it")),
        ],
        default="inline",
        label=_("Position"),
        help_text=_("On narrow screens it always takes the whole column."),
    )

    class Meta:
        kind = "pull_quote"
        template = "wagtail_newsblocks/blocks/pull_quote.html"
        value_class = PullQuoteValue
        icon = "openquote"
        group = _("Quotations")
        label = _("Pull quote")
        label_format = "{text}"
        description = _("A striking sentence of this article, set large.")
        settings_fields = ("position",)
        preview_value = {
            "text": _("The bridge is safe for now, but not for another winter."),
            "attribution": _("The city’s chief engineer"),
        }
