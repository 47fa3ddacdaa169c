"""Other people's words."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, TypedDict

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, TextBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from .. import commonmark
from .base import NewsStructBlock, Resolved
from .chosen import Picture, chosen_image, describe_picture
from .dates import PartialDateBlock, format_partial_date
from .languages import LanguageBlock, language_direction
from .quotation_marks import QuotedValue, without_quotation_marks
from .sources import SourceBlock


def write_quotation(texts: Iterable[str]) -> str:
    return commonmark.quote(commonmark.paragraphs(map(commonmark.escape, texts)))


PORTRAIT = "fill-160x160"


class OriginalWords(TypedDict):
    paragraphs: list[str]
    language: str
    direction: str
    translated_by: str


class QuotationLabels(TypedDict):
    comma: str
    original_words: str


class ResolvedQuotation(Resolved):
    words: str
    paragraphs: list[str]
    speaker_line: str
    occasion: str
    said_on_text: str
    words_language: str
    words_direction: str
    original: OriginalWords | None
    portrait: Picture | None
    labels: QuotationLabels


class QuotationValue(QuotedValue):
    @property
    def portrait_picture(self) -> AbstractImage | None:
        return chosen_image(self, "portrait", PORTRAIT)

    @property
    def paragraphs(self) -> list[str]:
        return [part for part in re.split(r"\s*\n\s*", self.words) if part]

    @property
    def original_paragraphs(self) -> list[str]:
        original = without_quotation_marks(self["original_text"])
        return [part for part in re.split(r"\s*\n\s*", original) if part]

    @property
    def is_translated(self) -> bool:
        return bool(self["original_text"])

    @property
    def words_language(self) -> str:
        """The language of the words shown first, where it is not the article's."""
        return "" if self.is_translated else self["language"]

    @property
    def words_direction(self) -> str:
        return language_direction(self.words_language)

    @property
    def original_direction(self) -> str:
        return language_direction(self["language"])

    @property
    def translated_by(self) -> str:
        """Who translated it: "Translated by A. Rahal"."""
        translator = self["translator"]
        return translator and gettext("Translated by %(translator)s") % {
            "translator": translator
        }

    @property
    def speaker_line(self) -> str:
        """Who speaks: name, role and organisation."""
        parts = (self["speaker"], self["role"], self["organisation"])
        return gettext(", ").join(part for part in parts if part)

    @property
    def said_on_text(self) -> str:
        return format_partial_date(self["said_on"])

    @property
    def occasion(self) -> str:
        """Where and when it was said."""
        parts = (self["setting"], self.said_on_text)
        return gettext(", ").join(part for part in parts if part)

    @property
    def plain_text(self) -> str:
        parts = [gettext("“%s”") % self.words, f"— {self.speaker_line}"]
        parts += [f"({self.occasion})"] if self.occasion else []
        return " ".join([*parts, self["source"].plain_text]).strip()

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
                "translator": {"@type": "Person", "name": self["translator"]},
                "isBasedOn": self["source"].as_creative_work,
            },
        )

    def resolve(self) -> ResolvedQuotation:
        return {
            **super().resolve(),
            "words": self.words,
            "paragraphs": self.paragraphs,
            "speaker_line": self.speaker_line,
            "occasion": self.occasion,
            "said_on_text": self.said_on_text,
            "words_language": self.words_language,
            "words_direction": self.words_direction,
            "original": {
                "paragraphs": self.original_paragraphs,
                "language": self["language"],
                "direction": self.original_direction,
                "translated_by": self.translated_by,
            }
            if self.is_translated
            else None,
            "portrait": describe_picture(self.portrait_picture, PORTRAIT),
            "labels": {
                "comma": gettext(", "),
                "original_words": gettext("Original words"),
            },
        }


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
