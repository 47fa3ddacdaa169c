"""Other people's words."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Any, TypedDict

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, TextBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from .. import commonmark
from .base import NewsStructBlock, Resolved, listed
from .chosen import Picture, chosen_image, describe_picture
from .dates import PartialDateBlock, format_partial_date
from .languages import Direction, LanguageBlock, language_direction
from .quoted_words import (
    QuotedValue,
    Words,
    paragraphs_of,
    resolve_words,
    without_quotation_marks,
)
from .sources import SourceBlock


def write_quotation(texts: Iterable[str]) -> str:
    return commonmark.quote(commonmark.paragraphs(map(commonmark.escape, texts)))


PORTRAIT = "fill-160x160"


class QuotationLabels(TypedDict):
    comma: str
    original_words: str


class ResolvedQuotation(Resolved):
    words: Words
    original: Annotated[Words | None, "The words before they were translated."]
    translated_by: Annotated[str, "Who translated them: “Translated by A. Rahal”."]
    speaker_line: Annotated[str, "Who speaks: name, role and organisation."]
    occasion: Annotated[str, "Where and when it was said."]
    said_on_text: str
    portrait: Picture | None
    labels: QuotationLabels


class QuotationValue(QuotedValue):
    @property
    def portrait_picture(self) -> AbstractImage | None:
        return chosen_image(self, "portrait", PORTRAIT)

    @property
    def original_paragraphs(self) -> list[str]:
        return paragraphs_of(without_quotation_marks(self["original_text"]))

    @property
    def is_translated(self) -> bool:
        return bool(self["original_text"])

    @property
    def words_language(self) -> str:
        """The language of the words shown first, where it is not the article's."""
        return "" if self.is_translated else self["language"]

    @property
    def words_direction(self) -> Direction | None:
        return language_direction(self.words_language)

    @property
    def original_direction(self) -> Direction | None:
        return language_direction(self["language"])

    @property
    def translated_by(self) -> str:
        """Who translated the words: "Translated by A. Rahal"."""
        if not (self.is_translated and self["translator"]):
            return ""
        names = {"translator": self["translator"]}
        return gettext("Translated by %(translator)s") % names

    @property
    def speaker_line(self) -> str:
        """Who speaks: name, role and organisation."""
        return listed(self["speaker"], self["role"], self["organisation"])

    @property
    def said_on_text(self) -> str:
        return format_partial_date(self["said_on"])

    @property
    def occasion(self) -> str:
        """Where and when it was said."""
        return listed(self["setting"], self.said_on_text)

    @property
    def plain_text(self) -> str:
        line = f"{gettext('“%s”') % self.words} — {self.speaker_line}"
        line += f" ({self.occasion})" if self.occasion else ""
        original = ""
        if self.is_translated:
            words = gettext("“%s”") % "\n".join(self.original_paragraphs)
            original = f"{gettext('Original words')}{gettext(': ')}{words}"
            original += f" ({self.translated_by})" if self.translated_by else ""
        return "\n".join(filter(None, (line, self["source"].plain_text, original)))

    @property
    def markdown(self) -> str:
        """The words as a quotation; who said them, where, and in what words, after it."""
        attribution = f"— {self.speaker_line}"
        attribution += f" ({self.occasion})" if self.occasion else ""
        lines = [commonmark.escape(attribution), self["source"].markdown]
        if self.is_translated:
            original = gettext("Original words") + gettext(": ")
            lines += map(commonmark.escape, (self.translated_by, original))
        return commonmark.paragraphs(
            [
                write_quotation(self.paragraphs),
                "  \n".join(filter(None, lines)),
                write_quotation(self.original_paragraphs),
            ]
        )

    def structured_data(self, page: Page) -> Iterator[tuple[str, Any]]:
        organisation = {"@type": "Organization", "name": self["organisation"]}
        yield (
            "hasPart",
            {
                "@type": "Quotation",
                "text": self.words,
                "inLanguage": self.words_language,
                "creator": {
                    "@type": "Person",
                    "name": self["speaker"],
                    "jobTitle": self["role"],
                    "affiliation": organisation,
                },
                "dateCreated": self["said_on"],
                "translator": {
                    "@type": "Person",
                    "name": self["translator"] if self.is_translated else "",
                },
                "isBasedOn": self["source"].as_creative_work,
            },
        )

    def resolve(self) -> ResolvedQuotation:
        return {
            **super().resolve(),
            "words": resolve_words(self.paragraphs, self.words_language),
            "original": resolve_words(self.original_paragraphs, self["language"])
            if self.is_translated
            else None,
            "translated_by": self.translated_by,
            "speaker_line": self.speaker_line,
            "occasion": self.occasion,
            "said_on_text": self.said_on_text,
            "portrait": describe_picture(self.portrait_picture, PORTRAIT),
            "labels": self.labels,
        }

    @property
    def labels(self) -> QuotationLabels:
        return {"comma": gettext(", "), "original_words": gettext("Original words")}


class QuotationBlock(NewsStructBlock):
    """What somebody said or wrote, with who, when and where."""

    text = TextBlock(label=_("Words"), help_text=_("In the language of the article."))
    speaker = CharBlock(label=_("Speaker"))
    role = CharBlock(
        required=False, label=_("Role"), help_text=_("For example “spokesperson”.")
    )
    organisation = CharBlock(required=False, label=_("Organisation"))
    portrait = ImageChooserBlock(required=False, label=_("Portrait"))
    said_on = PartialDateBlock(required=False, label=_("Said on"))
    setting = CharBlock(
        required=False,
        label=_("Occasion"),
        help_text=_("For example “press conference”."),
    )
    source = SourceBlock()
    original_text = TextBlock(
        required=False,
        label=_("Original words"),
        help_text=_("If they were said in another language and translated."),
    )
    language = LanguageBlock(
        required=False,
        label=_("Language spoken"),
        help_text=_(
            "Of the original words; of the words above, if those are not translated."
        ),
    )
    translator = CharBlock(required=False, label=_("Translator"))

    class Meta:
        kind = "quotation"
        template = "wagtail_newsblocks/blocks/quotation.html"
        value_class = QuotationValue
        icon = "openquote"
        group = _("Quotations")
        label = pgettext_lazy("block", "Quotation")
        label_format = "{speaker}: {text}"
        description = _("What somebody said, with who, when and where.")
        settings_fields = ("original_text", "language", "translator")
        preview_value = {
            "text": _("We have checked every cable. The bridge is safe for now."),
            "speaker": _("Amina Rahal"),
            "role": _("Chief engineer"),
            "organisation": _("City of Norwick"),
            "said_on": "2024-03-14",
            "setting": _("Press conference"),
        }
