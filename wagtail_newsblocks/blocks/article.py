"""The plain parts of an article, and the stream that holds it together."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import count
from typing import Any, TypedDict

from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.text import slugify
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    RichTextBlock,
    StreamValue,
    StructBlockValidationError,
)
from wagtail.embeds.blocks import EmbedBlock
from wagtail.images.blocks import ImageBlock
from wagtail.images.models import AbstractImage
from wagtail.models import Page
from wagtail.rich_text import RichText

from .. import commonmark
from ..rich_text import address_links, asked_format, expand_all
from .base import (
    Batched,
    NewsBlock,
    NewsStructBlock,
    NewsStructValue,
    Resolved,
    load_together,
)
from .chosen import Picture, chosen_image, describe_picture
from .errors import LocatedStreamBlock
from .fact_sheets import FactSheetBlock
from .pull_quotes import PullQuoteBlock, comparable_body, stands_in
from .quotations import QuotationBlock
from .statistic_groups import StatisticGroupBlock
from .statistics import StatisticBlock


class HeadingText(Batched, str):
    """A heading that has an anchor of its own among those of its article."""

    @property
    def anchor(self) -> str:
        """The words of the heading as an id, "" if it has none; equal ones differ."""
        anchors = self.batch.look_up(make_anchors)
        both = zip(self.batch.values, anchors, strict=True)
        own = [anchor for heading, anchor in both if heading is self]
        # A copy was not loaded with the others.
        return (own or make_anchors([self]))[0]


def make_anchors(headings: Sequence[str]) -> list[str]:
    """Return the anchors of an article's headings; equal ones are numbered."""
    anchors: list[str] = []
    taken: set[str] = set()
    numbers: dict[str, Iterator[int]] = defaultdict(partial(count, 2))
    for heading in headings:
        slug = slugify(heading, allow_unicode=True)
        # Not to meet the ids of the page around it, such as "content".
        anchor = first = slug and f"section-{slug}"
        while anchor and anchor in taken:
            anchor = f"{first}-{next(numbers[first])}"
        taken.add(anchor)
        anchors.append(anchor)
    return anchors


class HeadingBlock(NewsBlock, CharBlock):
    """A heading between paragraphs, with an anchor made from its words."""

    def bulk_to_python(self, values: Iterable[Any]) -> list[HeadingText]:
        return load_together(HeadingText(value or "") for value in values)

    def get_context(self, value: str, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        # One that was typed just now, and not loaded, does not know the others.
        heading = value if isinstance(value, HeadingText) else HeadingText(value)
        return {**context, "anchor": heading.anchor}

    class Meta:
        default = ""
        template = "wagtail_newsblocks/blocks/heading.html"
        icon = "title"
        group = _("Text and media")
        label = _("Heading")
        description = _("A heading between paragraphs.")
        preview_value = _("What happens next")


Rewrite = Callable[[list[str]], Iterable[str]]


class ParagraphText(Batched, RichText):
    """Rich text whose links are looked up with those of the other paragraphs."""

    @property
    def expanded(self) -> str:
        """The HTML that readers get, with links in the active language."""
        return self.rewritten_by(expand_all)

    @property
    def with_addresses(self) -> RichText:
        """The text as it is stored, but with the addresses of what it links to."""
        return RichText(self.rewritten_by(address_links))

    def rewritten_by(self, rewrite: Rewrite) -> str:
        # What was found for one language does not hold for another.
        texts = self.batch.look_up(rewritten, rewrite, get_language())
        if self.source not in texts:  # It was changed since.
            texts = rewritten([self], rewrite)
        return texts[self.source]

    def __html__(self) -> str:
        context = {"html": self.expanded}
        return render_to_string("wagtailcore/shared/richtext.html", context)


def rewritten(
    values: Sequence[RichText], rewrite: Rewrite, language: str | None = None
) -> dict[str, str]:
    """Return what becomes of each text, in the active language."""
    sources = list(dict.fromkeys(value.source for value in values))
    return dict(zip(sources, rewrite(sources), strict=True))


class ParagraphBlock(NewsBlock, RichTextBlock):
    """Running text with links and lists."""

    FEATURES = ("bold", "italic", "link", "document-link", "ol", "ul", "hr")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": [*self.FEATURES], **kwargs})

    def bulk_to_python(self, values: Iterable[Any]) -> list[ParagraphText]:
        return load_together(map(ParagraphText, values))

    def get_api_representation(self, value: RichText, context: Any = None) -> Any:
        # One that was typed just now, and not loaded, looks up its links by itself.
        if isinstance(value, ParagraphText):
            given_as = asked_format(context)
            if given_as == "html":
                return value.expanded
            if given_as == "markdown":
                value = value.with_addresses
        return super().get_api_representation(value, context=context)

    class Meta:
        template = "wagtail_newsblocks/blocks/paragraph.html"
        icon = "pilcrow"
        group = _("Text and media")
        label = _("Text")
        description = _("Paragraphs, lists and links.")
        preview_value = _(
            "<p>The council meets on Monday. Its agenda has <b>one item</b>, and "
            "the whole town knows which.</p>"
        )


PHOTO = ("width-400", "width-800", "width-1600")


class PhotoLabels(TypedDict):
    credit: str


class ResolvedPhoto(Resolved):
    image: Picture | None
    labels: PhotoLabels


class PhotoValue(NewsStructValue):
    @property
    def picture(self) -> AbstractImage | None:
        return chosen_image(self, "image", *PHOTO)

    @property
    def alt(self) -> str:
        """What the picture shows, as on the page."""
        image = self["image"]
        if not image or image.decorative:
            return ""
        return image.contextual_alt_text or image.default_alt_text

    @property
    def credited_caption(self) -> str:
        """The caption with its credit: "The bridge at dawn. (A. Rahal)"."""
        credit = self["credit"] and f"({self['credit']})"
        return " ".join(part for part in (self["caption"], credit) if part)

    @property
    def plain_text(self) -> str:
        return "\n".join(part for part in (self.alt, self.credited_caption) if part)

    @property
    def markdown(self) -> str:
        picture = describe_picture(self.picture, PHOTO[1])
        if picture is None:
            return ""
        return commonmark.paragraphs(
            [
                commonmark.picture(self.alt, picture["src"]),
                commonmark.emphasised(self.credited_caption),
            ]
        )

    def structured_data(self, page: Page) -> Iterator[tuple[str, Any]]:
        picture = describe_picture(self.picture, PHOTO[-1])
        if picture:
            yield (
                "image",
                {
                    "@type": "ImageObject",
                    "url": picture["src"],
                    "width": in_pixels(picture["width"]),
                    "height": in_pixels(picture["height"]),
                    "caption": self["caption"],
                    "creditText": self["credit"],
                },
            )

    def resolve(self) -> ResolvedPhoto:
        return {
            **super().resolve(),
            "image": describe_picture(self.picture, *PHOTO, alt=self.alt),
            "labels": self.labels,
        }

    @property
    def labels(self) -> PhotoLabels:
        return {"credit": gettext("Picture:")}


def in_pixels(number: int) -> dict[str, Any]:
    """Return a length in terms of schema.org, its unit as a code of UN/CEFACT."""
    return {"@type": "QuantitativeValue", "value": number, "unitCode": "E37"}


class PhotoBlock(NewsStructBlock):
    """A picture with its caption and credit."""

    image = ImageBlock(label=_("Picture"))
    caption = CharBlock(required=False, label=_("Caption"))
    credit = CharBlock(
        required=False, label=_("Credit"), help_text=_("Photographer and agency.")
    )

    class Meta:
        kind = "image"
        template = "wagtail_newsblocks/blocks/image.html"
        preview_template = "wagtail_newsblocks/previews/image.html"
        preview_value = {"caption": _("The bridge at dawn."), "credit": _("A. Rahal")}
        value_class = PhotoValue
        icon = "image"
        group = _("Text and media")
        label = _("Picture")
        label_format = "{caption}"
        description = _("A picture with its caption and credit.")


class MediaEmbedBlock(NewsBlock, EmbedBlock):
    """A video or post from another site, by its address."""

    class Meta:
        template = "wagtail_newsblocks/blocks/embed.html"
        preview_template = "wagtail_newsblocks/previews/embed.html"
        preview_value = None
        icon = "media"
        group = _("Text and media")
        label = _("Embed")
        description = _("A video or post from another site, by its address.")


class NewsStreamBlock(LocatedStreamBlock):
    """
    The blocks of a news article.

    Also checks what only the whole article can tell: that pull quotes repeat
    its words, and that a block made for once in an article is there once.
    """

    UNFOUND_WORDS = _(
        "These words do not stand in this article. Copy them from its text, mark "
        "words left out with … and your own with [brackets], or use a quotation "
        "instead."
    )

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    image = PhotoBlock()
    statistic = StatisticBlock()
    statistics = StatisticGroupBlock()
    pull_quote = PullQuoteBlock()
    quotation = QuotationBlock()
    fact_sheet = FactSheetBlock()
    embed = MediaEmbedBlock()

    def cross_check(self, value: StreamValue) -> dict[int, ValidationError]:
        errors = super().cross_check(value)
        body = comparable_body(
            text
            for child in value
            if not isinstance(child.block, PullQuoteBlock)
            for text in child.block.get_searchable_content(child.value)
        )
        seen: set[str] = set()
        for index, child in enumerate(value):
            if isinstance(child.block, PullQuoteBlock):
                words = child.value.words
                if words and not stands_in(words, body):
                    errors[index] = StructBlockValidationError(
                        {"text": ValidationError(self.UNFOUND_WORDS)}
                    )
            elif getattr(child.block.meta, "once", False):
                if child.block_type in seen:
                    errors[index] = ValidationError(
                        _("An article has only one “%(label)s”. Remove this one."),
                        params={"label": child.block.label},
                    )
                seen.add(child.block_type)
        return errors
