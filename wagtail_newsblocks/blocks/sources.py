"""Where a claim comes from."""

from typing import Annotated, Any, TypedDict

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, DateBlock, PageChooserBlock, URLBlock
from wagtail.models import Page

from .. import commonmark
from .base import NewsStructBlock, NewsStructValue, Resolved, listed
from .chosen import public_page
from .dates import PartialDateBlock, format_partial_date
from .targets import web_address


class SourceLabels(TypedDict):
    source: str
    looked_up: str
    archived_copy: str
    comma: str
    semicolon: str


class ResolvedSource(Resolved):
    citation: Annotated[str, "One line: publisher, title, place in it, date."]
    title: Annotated[str, "By default that of the page."]
    href: Annotated[str | None, "Where readers may look it up."]
    archived_href: str | None
    published_text: str
    accessed_text: str
    labels: SourceLabels


class SourceValue(NewsStructValue):
    @property
    def is_empty(self) -> bool:
        return not (self.title_text or self["publisher"] or self["url"])

    @cached_property
    def linked_page(self) -> Page | None:
        """The page of this site, if readers may open it."""
        return public_page(self, "page")

    @property
    def href(self) -> str:
        """The address of the source: a URL, or a page that readers may open."""
        return web_address(self["url"]) or (
            self.linked_page.url if self.linked_page else ""
        )

    @property
    def full_href(self) -> str:
        """The same for who reads it elsewhere: with the site's own address."""
        return web_address(self["url"]) or (
            self.linked_page.full_url if self.linked_page else ""
        )

    @property
    def archived_href(self) -> str:
        return web_address(self["archived_url"])

    @property
    def title_text(self) -> str:
        """The title, by default that of the page."""
        return self["title"] or (self.linked_page.title if self.linked_page else "")

    @property
    def published_text(self) -> str:
        return format_partial_date(self["published"])

    @property
    def citation(self) -> str:
        """One line: publisher, title, place in it, date."""
        title = self.title_text and gettext("“%s”") % self.title_text
        parts = (self["publisher"], title, self["locator"], self.published_text)
        return listed(*parts) or self["url"]

    @property
    def plain_text(self) -> str:
        if self.is_empty:
            return ""
        return gettext("Source: %s") % self.citation

    @property
    def markdown(self) -> str:
        if self.is_empty:
            return ""
        citation = commonmark.link(self.citation, self.full_href)
        return gettext("Source: %s") % citation

    @property
    def as_creative_work(self) -> dict[str, Any]:
        """The source in terms of schema.org."""
        return {
            "@type": "CreativeWork",
            "name": self.title_text,
            "url": self.full_href,
            "datePublished": self["published"],
            "publisher": {"@type": "Organization", "name": self["publisher"]},
        }

    def resolve(self) -> ResolvedSource:
        return {
            **super().resolve(),
            "citation": self.citation,
            "title": self.title_text,
            "href": self.full_href or None,
            "archived_href": self.archived_href or None,
            "published_text": self.published_text,
            "accessed_text": date_format(self["accessed"]) if self["accessed"] else "",
            "labels": self.labels,
        }

    @property
    def labels(self) -> SourceLabels:
        return {
            "source": gettext("Source:"),
            "looked_up": gettext("looked up"),
            "archived_copy": gettext("archived copy"),
            "comma": gettext(", "),
            "semicolon": gettext("; "),
        }


WHO_AND_WHERE = ("publisher", "title", "url", "page")
DETAILS = ("locator", "published", "accessed", "archived_url")


class SourceBlock(NewsStructBlock):
    """Who published a claim, and where a reader can look it up."""

    publisher = CharBlock(
        required=False,
        label=_("Publisher"),
        help_text=_("Who stands behind it, for example a statistics office."),
    )
    title = CharBlock(
        required=False,
        label=_("Title"),
        help_text=_("Of the report, data set or article."),
    )
    url = URLBlock(required=False, label=_("Web address"))
    page = PageChooserBlock(
        required=False,
        label=_("Page of this site"),
        help_text=_("Instead of a web address."),
    )
    locator = CharBlock(
        required=False,
        label=_("Place in the source"),
        help_text=_("For example “Table 2” or “page 14”."),
    )
    published = PartialDateBlock(required=False, label=_("Published"))
    accessed = DateBlock(required=False, label=_("Last looked up"))
    archived_url = URLBlock(
        required=False,
        label=_("Archived copy"),
        help_text=_("A lasting copy, in case the source changes or goes away."),
    )

    def cross_check(self, value: SourceValue) -> dict[str, ValidationError]:
        errors = super().cross_check(value)
        if value["url"] and value["page"]:
            errors["url"] = ValidationError(
                _(
                    "A source is either a web address or a page of this site, not "
                    "both. Remove one of them."
                )
            )
        if any(map(value.get, DETAILS)) and not any(map(value.get, WHO_AND_WHERE)):
            errors["publisher"] = ValidationError(
                _(
                    "Without its publisher, title or address, a source is not shown. "
                    "Give one of them."
                )
            )
        return errors

    class Meta:
        kind = "source"
        template = "wagtail_newsblocks/blocks/source.html"
        value_class = SourceValue
        icon = "link"
        label = _("Source")
        label_format = "{publisher} {title}"
        description = _("Who published a claim, and where to look it up.")
        settings_fields = DETAILS
        preview_value = {
            "publisher": _("National Statistics Office"),
            "title": _("Road safety yearbook"),
            "url": "https://example.org/road-safety",
            "published": "2024-03",
        }
