"""Documents that a story points to, with what stands in them."""

from collections.abc import Iterator
from typing import Annotated, Any, TypedDict

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    ListBlock,
    PageChooserBlock,
    TextBlock,
    URLBlock,
)
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from .. import commonmark
from ..conf import settings
from .base import NewsStructBlock, NewsStructValue, Resolved, listed
from .chosen import (
    Picture,
    chosen_image,
    describe_picture,
    full_url,
    public_document,
    public_page,
)
from .dates import PartialDateBlock, format_partial_date
from .key_facts import KeyFact, KeyFactBlock, KeyFactValue
from .languages import LanguageBlock, language_name
from .targets import LinkTarget, Target, web_address

# What a framed document of another site may do.
SANDBOX = "allow-scripts allow-same-origin allow-popups"

COVER = "width-320"


class FactSheetLabels(TypedDict):
    fact_sheet: str
    read: str
    archived_copy: str
    read_here: str
    comma: str
    colon: str


class Frame(TypedDict):
    """What an <iframe> needs."""

    src: str
    sandbox: Annotated[str | None, "Null for a PDF, which browsers show in no sandbox."]


class ResolvedFactSheet(Resolved):
    title: Annotated[str, "A draft without one is called a fact sheet."]
    issue_line: Annotated[str, "Who issued it, and when."]
    issued_on_text: str
    key_facts: Annotated[list[KeyFact], "Those that are shown."]
    target: LinkTarget | None
    cover: Picture | None
    archived_href: str | None
    frame: Annotated[Frame | None, "If the document is to be read in the page."]
    labels: FactSheetLabels


class FactSheetValue(NewsStructValue):
    @cached_property
    def target(self) -> Target | None:
        """What a reader may open; None if nothing, or nothing public, is chosen."""
        if document := public_document(self, "document"):
            return Target(
                document.url,
                full_url(document.url),
                document.content_type,
                document.file_extension.upper(),
                document.get_file_size(),
            )
        if page := public_page(self, "page"):
            return Target(page.url, page.full_url)
        href = web_address(self["url"])
        return Target(href, href) if href else None

    @property
    def cover_picture(self) -> AbstractImage | None:
        return chosen_image(self, "cover", COVER)

    @property
    def archived_href(self) -> str:
        return web_address(self["archived_url"])

    @property
    def title_text(self) -> str:
        """The title; a draft without one is called a fact sheet."""
        return self["title"] or gettext("Fact sheet")

    @property
    def issued_on_text(self) -> str:
        return format_partial_date(self["issued_on"])

    @property
    def issue_line(self) -> str:
        """Who issued it, and when."""
        return listed(self["issued_by"], self.issued_on_text)

    @property
    def target_details(self) -> str:
        """What will open: "PDF, 1.2 MB, French"; "" if nothing does."""
        target = self.target
        if target is None:
            return ""
        size = filesizeformat(target.size) if target.size else ""
        return listed(target.file_type, size, language_name(self["language"]))

    @property
    def shown_key_facts(self) -> list[KeyFactValue]:
        """The key facts; none in the bare card, unless they are all there is."""
        is_bare = self["display"] == "card" and self.target is not None
        return [] if is_bare else list(self["key_facts"])

    @property
    def frame_url(self) -> str:
        """The address to frame in the page, or "" if it is not to be framed."""
        if self["display"] != "viewer" or self.target is None:
            return ""
        if frame := self.target.hosted_frame:
            return frame
        own_pdf = self["document"] and self.target.is_pdf
        may_be_framed = own_pdf and settings.NEWSBLOCKS_DOCUMENT_VIEWER
        return self.target.href if may_be_framed else ""

    @property
    def frame_sandbox(self) -> str:
        """The tokens of the frame's sandbox; "" for a PDF, shown in no sandbox."""
        is_hosted = self.target is not None and self.target.hosted_frame
        return SANDBOX if self.frame_url and is_hosted else ""

    @property
    def plain_text(self) -> str:
        head = self.title_text
        if self.issue_line:
            head = f"{head} ({self.issue_line})"
        facts = [
            f"{fact['heading']}: {fact['detail']}" for fact in self.shown_key_facts
        ]
        href = self.target.full_href if self.target else ""
        parts = [head, self["summary"], *facts, href]
        return "\n".join(part for part in parts if part)

    @property
    def markdown(self) -> str:
        href = self.target.full_href if self.target else self.archived_href
        head = commonmark.strong(self.title_text, href)
        if details := listed(self.issue_line, self.target_details):
            head = f"{head} ({commonmark.escape(details)})"
        return commonmark.paragraphs(
            [
                head,
                commonmark.escape(self["summary"]),
                commonmark.bullets(fact.markdown for fact in self.shown_key_facts),
            ]
        )

    def structured_data(self, page: Page) -> Iterator[tuple[str, Any]]:
        yield (
            "citation",
            {
                "@type": "DigitalDocument",
                "name": self.title_text,
                "url": self.target.full_href if self.target else "",
                "archivedAt": self.archived_href,
                "encodingFormat": self.target.media_type if self.target else "",
                "inLanguage": self["language"],
                "datePublished": self["issued_on"],
                "publisher": {"@type": "Organization", "name": self["issued_by"]},
                "abstract": self["summary"],
            },
        )

    def resolve_target(self) -> LinkTarget | None:
        if self.target is None:
            return None
        return {
            "href": self.target.full_href,
            "media_type": self.target.media_type or None,
            "size": self.target.size,
            "details": self.target_details,
        }

    def resolve_frame(self) -> Frame | None:
        if not self.frame_url:
            return None
        return {"src": full_url(self.frame_url), "sandbox": self.frame_sandbox or None}

    def resolve(self) -> ResolvedFactSheet:
        return {
            **super().resolve(),
            "title": self.title_text,
            "issue_line": self.issue_line,
            "issued_on_text": self.issued_on_text,
            "key_facts": [
                fact.resolve_in(self.target) for fact in self.shown_key_facts
            ],
            "target": self.resolve_target(),
            "cover": describe_picture(self.cover_picture, COVER),
            "archived_href": self.archived_href or None,
            "frame": self.resolve_frame(),
            "labels": self.labels,
        }

    @property
    def labels(self) -> FactSheetLabels:
        return {
            "fact_sheet": gettext("Fact sheet"),
            "read": gettext("Read the fact sheet"),
            "archived_copy": gettext("Archived copy"),
            "read_here": gettext("Read it here"),
            "comma": gettext(", "),
            "colon": gettext(": "),
        }


class FactSheetBlock(NewsStructBlock):
    """A document, page or address that a story points to, and what it says."""

    title = CharBlock(label=_("Title"))
    issued_by = CharBlock(required=False, label=_("Issued by"))
    issued_on = PartialDateBlock(required=False, label=_("Issued on"))
    language = LanguageBlock(
        required=False,
        help_text=_("Of the document, if it is not that of the article."),
    )
    summary = TextBlock(required=False, label=_("Summary"))
    key_facts = ListBlock(
        KeyFactBlock(), default=[], label=_("Key facts"), collapsed=True
    )
    document = DocumentChooserBlock(required=False, label=_("Document"))
    page = PageChooserBlock(
        required=False,
        label=_("Page of this site"),
        help_text=_("Instead of a document."),
    )
    url = URLBlock(
        required=False,
        label=_("Web address"),
        help_text=_("Instead of a document or a page."),
    )
    archived_url = URLBlock(
        required=False,
        label=_("Archived copy"),
        help_text=_("A lasting copy, in case the original goes away."),
    )
    cover = ImageChooserBlock(required=False, label=_("Cover"))
    display = ChoiceBlock(
        choices=[
            ("card", _("A card with the link")),
            ("facts", _("A card with the link and the key facts")),
            ("viewer", _("Also the document itself, where it can be shown")),
        ],
        default="facts",
        label=_("Display"),
    )

    def cross_check(self, value: FactSheetValue) -> dict[str, ValidationError]:
        errors = super().cross_check(value)
        targets = [name for name in ("document", "page", "url") if value[name]]
        if len(targets) > 1:
            errors[targets[-1]] = ValidationError(
                _(
                    "A fact sheet opens one thing: a document, a page or a web "
                    "address. Keep one and remove the others."
                )
            )
        elif not targets and not value["key_facts"]:
            errors["document"] = ValidationError(
                _(
                    "There is nothing to read here yet. Choose a document or a page, "
                    "type a web address, or add a key fact."
                )
            )
        elif value["document"] and not public_document(value, "document"):
            errors["document"] = ValidationError(
                # Without its title, which not everybody who chooses it may know.
                _(
                    "This document is in a private collection, so readers could not "
                    "open it. Move it to a public collection or choose another."
                )
            )
        return errors

    class Meta:
        kind = "fact_sheet"
        template = "wagtail_newsblocks/blocks/fact_sheet.html"
        value_class = FactSheetValue
        icon = "doc-full"
        group = _("Claims")
        label = _("Fact sheet")
        label_format = "{title}"
        description = _("A document with what stands in it.")
        settings_fields = ("display",)
        preview_value = {
            "title": _("The bridge in figures"),
            "issued_by": _("City of Norwick"),
            "issued_on": "2024-03",
            "summary": _("What the city’s engineers found when they closed it."),
            "url": "https://example.org/bridge",
            "key_facts": [
                {
                    "heading": _("Opened"),
                    "detail": _("1936, rebuilt in 1958."),
                },
                {
                    "heading": _("Traffic"),
                    "detail": _("18,000 vehicles a day."),
                },
            ],
        }
