"""The article's own words set large."""

import re
import unicodedata
from collections.abc import Iterable
from typing import TypedDict

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, TextBlock

from .base import NewsStructBlock, Resolved
from .quoted_words import QuotedValue, Words, resolve_words


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
            "words": resolve_words(self.paragraphs),
            "labels": self.labels,
        }

    @property
    def labels(self) -> PullQuoteLabels:
        return {"pull_quote": gettext("Pull quote:")}


# A sign, a separator or a currency belongs to the number that it touches.
NUMBER = re.compile(r"((?:(?<!\w)[-−])?[$€£¥]?\d+(?:[.,٫٬]\d+)*%?)")


def comparable(text: str) -> str:
    """Reduce a text to what has to agree when it is quoted: words and numbers."""
    text = unicodedata.normalize("NFKC", text).casefold()
    # Soft hyphens and the like are not seen.
    text = "".join(char for char in text if unicodedata.category(char) != "Cf")
    words: list[str] = []
    for index, part in enumerate(NUMBER.split(text)):
        if index % 2:
            words.append(part.replace("−", "-"))
        else:
            # Letters with their marks: without those, "पुल" would be "पल".
            words += "".join(
                char if unicodedata.category(char)[0] in "LMN" else " " for char in part
            ).split()
    return " ".join(words)


def comparable_body(texts: Iterable[str]) -> str:
    """Return the texts of an article as ``stands_in`` reads them."""
    return f" {' ¶ '.join(map(comparable, texts))} "


def stands_in(quote: str, body: str) -> bool:
    """
    Whether the words of ``quote`` stand in a ``comparable_body``.

    An ellipsis leaves words out; words in [brackets] are the editor's own. Each part
    that is left has to stand in one of the texts, in the same order.
    """
    quote = re.sub(r"\[(\w)\](?=\w)", r"\1", quote)  # "[T]he" is a word of the text
    parts = map(comparable, re.split(r"…|\.\s?\.\s?\.|\[[^\]]*\]", quote))
    position, found_any = 0, False
    for words in filter(None, parts):
        found = body.find(f" {words} ", position)
        if found < 0:
            return False
        position, found_any = found + len(words) + 1, True
    return found_any


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
