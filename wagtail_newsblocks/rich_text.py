"""
Links in rich text, for many texts at once.

Wagtail looks up what a text links to for each text by itself, and the translation of
each page that is linked to: https://github.com/wagtail/wagtail/issues/14620.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from wagtail.models import Locale, Page
from wagtail.rich_text import features
from wagtail.rich_text.rewriters import EmbedRewriter, LinkRewriter

from .pages import page_model

try:
    from wagtail.api.rich_text import APIRichText
except ImportError:  # Wagtail 7 gives rich text only as it is stored.
    APIRichText = None

LINKS = ("page", "document")

Attributes = dict[str, str]
Rule = Callable[[list[Attributes]], Any]
# Opening tags of links, by their attributes as they are stored.
Tags = dict[tuple[tuple[str, str], ...], str]


def expand_all(sources: Iterable[str]) -> list[str]:
    """Return the HTML that readers get of each text as it is stored."""
    sources = list(sources)
    rules = rules_of(features.get_link_types()) | look_up_links(sources)
    links = LinkRewriter(bulk_rules=rules)
    embeds = EmbedRewriter(bulk_rules=rules_of(features.get_embed_types()))
    return [embeds(links(source)) for source in sources]


def address_links(sources: Iterable[str]) -> list[str]:
    """
    Return each text with the addresses of the pages and documents that it links to.

    Everything else stays as it is stored.
    """
    sources = list(sources)
    rewrite = ReferenceRewriter(look_up_links(sources))
    return [rewrite(source) for source in sources]


def rules_of(handlers: dict[str, Any]) -> dict[str, Rule]:
    return {kind: each.expand_db_attributes_many for kind, each in handlers.items()}


def look_up_links(sources: list[str]) -> dict[str, Rule]:
    """Return rules for the pages and documents that any of the texts links to."""
    tags = {
        kind: open_links(kind, found)
        for kind, found in find_links(sources).items()
        if found
    }
    return {kind: partial(look_up, known) for kind, known in tags.items()}


def find_links(sources: Iterable[str]) -> dict[str, list[Attributes]]:
    """Return the links to pages and documents in any of the texts, by their kind."""
    links: dict[str, list[Attributes]] = {kind: [] for kind in LINKS}
    gather = ReferenceRewriter({kind: found.extend for kind, found in links.items()})
    for source in sources:
        gather(source)
    return links


class ReferenceRewriter(LinkRewriter):
    """Rewrites the links that it has a rule for, and leaves all others."""

    def __init__(self, rules: dict[str, Rule]) -> None:
        super().__init__(bulk_rules=rules)

    def get_tag_replacements(
        self, tag_type: str | None, attrs_list: list[Attributes]
    ) -> Any:
        rule = self.bulk_rules.get(tag_type)
        return rule and rule(attrs_list)


def key(attributes: Attributes) -> tuple[tuple[str, str], ...]:
    return tuple(attributes.items())


def look_up(tags: Tags, links: list[Attributes]) -> list[str]:
    return [tags[key(attributes)] for attributes in links]


def open_links(kind: str, links: list[Attributes]) -> Tags:
    # It looks up models when it is imported.
    from wagtail.rich_text.pages import PageLinkHandler

    handler = features.get_link_types()[kind]
    lost = [each for each in links if not can_be_found(kind, each)]
    links = [each for each in links if can_be_found(kind, each)]
    # A site's own handler knows best how it makes its links.
    if handler is PageLinkHandler:
        opened = address_pages(handler.get_many(links))
    else:
        opened = handler.expand_db_attributes_many(links)
    opened_links = dict(zip(map(key, links), opened, strict=True))
    return {**opened_links, **dict.fromkeys(map(key, lost), "<a>")}


def can_be_found(kind: str, link: Attributes) -> bool:
    """Whether a database can be asked for what is linked: some fail for large keys."""
    key = read_key(kind, link)
    return abs(key) < 2**63 if isinstance(key, int) else key is not None


def read_key(kind: str, link: Attributes) -> Any:
    """Return the key of what is linked; None if it can be none."""
    handler, text = features.get_link_types()[kind], link.get("id", "")
    try:
        return handler.get_model()._meta.pk.to_python(text)
    except (NotImplementedError, ValidationError):
        # A site's own handler knows best what its keys are.
        return None if handler.__module__.startswith("wagtail.") else text


def address_pages(pages: list[Page | None]) -> list[str]:
    """Link to pages in the active language, as Wagtail's own handler does."""
    pages = in_active_language(pages)
    urls = [page and page.url for page in pages]
    return [format_html('<a href="{}">', url) if url else "<a>" for url in urls]


def in_active_language(pages: list[Page | None]) -> list[Page | None]:
    """Return the live translation of each page, or where there is none, the page."""
    if not getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        return pages
    try:
        locale = Locale.get_active()
    except (LookupError, Locale.DoesNotExist):
        return pages
    foreign = {p.translation_key for p in pages if p and p.locale_id != locale.pk}
    if not foreign:
        return pages
    translations = (
        page_model().objects.live().filter(locale=locale, translation_key__in=foreign)
    )
    by_key = {
        p.translation_key: p for p in translations.defer_streamfields().specific()
    }
    return [page and by_key.get(page.translation_key, page) for page in pages]


def asked_format(context: dict[str, Any] | None) -> str:
    """Return the format in which the API was asked for rich text."""
    if APIRichText is None:
        return "db_html"
    request = (context or {}).get("request")
    asked = request and request.GET.get("rich_text_format")
    return str(APIRichText.resolve_format(asked))
