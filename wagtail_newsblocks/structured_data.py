"""An article as schema.org data, from its own blocks."""

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import Block
from wagtail.models import Page

from .blocks.base import NewsStructBlock
from .page_languages import language_of
from .streams import values_in_page

# They could end the element that the data stands in.
ESCAPED_IN_HTML = {ord(character): f"\\u{ord(character):04X}" for character in "<>&"}


def article_data(page: Page) -> dict[str, Any]:
    """
    Return a page as a schema.org NewsArticle, with what its news blocks say.

    Statistics are its ``mentions`` (Observation), quotations its ``hasPart``
    (Quotation), fact sheets its ``citation`` (DigitalDocument), pictures its ``image``
    (ImageObject). It is JSON-serialisable, and has no empty properties.
    It is in the page's language.
    """
    with language_of(page):
        return without_empty(collect(page))


def collect(page: Page) -> dict[str, Any]:
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": page.full_url,
        "url": page.full_url,
        "headline": page.title,
        "inLanguage": page.locale.language_code,
        "datePublished": page.first_published_at,
        "dateModified": page.last_published_at,
    }
    for value in values_in_page(page, is_news):
        for name, item in value.structured_data(page):
            if isinstance(item, dict):
                data.setdefault(name, []).append(item)
            else:
                data[name] = item
    return data


def is_news(block: Block) -> bool:
    return isinstance(block, NewsStructBlock)


def without_empty(value: Any) -> Any:
    """Return the data with nothing in it that is "", None or an object of just a type."""
    if isinstance(value, dict):
        filled = {name: without_empty(item) for name, item in value.items()}
        return {name: item for name, item in filled.items() if is_something(item)}
    if isinstance(value, list):
        return [item for item in map(without_empty, value) if is_something(item)]
    return value.isoformat() if hasattr(value, "isoformat") else value


def is_something(item: Any) -> bool:
    return item not in ("", None, {}, []) and not (
        isinstance(item, dict) and item.keys() == {"@type"}
    )


def as_script(data: dict[str, Any]) -> SafeString:
    """Return the data in the element by which pages carry it, safe whatever it holds."""
    text = json.dumps(data, ensure_ascii=False).translate(ESCAPED_IN_HTML)
    # What HTML would escape, JSON has escaped.
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(text),  # noqa: S308
    )
