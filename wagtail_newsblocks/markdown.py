"""An article as Markdown, from its own blocks."""

from collections.abc import Iterator
from typing import Any

from django.utils.html import conditional_escape
from wagtail.admin.utils import get_admin_base_url
from wagtail.blocks import (
    BaseStreamBlock,
    BaseStructBlock,
    Block,
    BooleanBlock,
    ChoiceBlock,
    ListBlock,
    MultipleChoiceBlock,
)
from wagtail.documents.models import AbstractDocument
from wagtail.embeds.blocks import EmbedBlock
from wagtail.models import Page
from wagtail.rich_text import RichText

from . import commonmark
from .blocks import HeadingBlock, ParagraphBlock
from .blocks.chosen import public_file_ids
from .html_as_markdown import html_as_markdown
from .page_languages import language_of
from .pages import is_public, page_model
from .rich_text import expand_all
from .streams import can_hold, stream_fields

# They say how a block looks, not what it says.
OPTIONS = (BooleanBlock, ChoiceBlock, MultipleChoiceBlock)


def article_markdown(page: Page, standfirst: str = "") -> str:
    """
    Return a page as CommonMark: its title, its standfirst if given, and its blocks.

    All its StreamFields are in it, in the page's language, with full addresses and no
    HTML but what a site's own ``markdown`` may have. News blocks, and
    structs of a site whose value has a property ``markdown``, say it of themselves;
    streams, lists and structs with such blocks in them say what these say; of any
    other block, it is what its template shows. The queries do not grow with the news
    blocks and paragraphs.
    """
    with language_of(page):
        said = list(say_page(page))
        texts = [piece.source for piece in said if isinstance(piece, RichText)]
        expanded = iter(expand_all(texts))
    body = [
        html_as_markdown(next(expanded), base_url(page))
        if isinstance(piece, RichText)
        else piece
        for piece in said
    ]
    title = commonmark.heading(1, commonmark.escape(page.title))
    return f"{commonmark.paragraphs([title, commonmark.escape(standfirst), *body])}\n"


def base_url(page: Page) -> str:
    """Return what the page's relative addresses are relative to."""
    return page.full_url or get_admin_base_url() or ""


def say_page(page: Page) -> Iterator[str | RichText]:
    for field in stream_fields(page):
        stream = field.value_from_object(page)
        for block, value in children(field.stream_block, stream):
            yield from say(block, value, page)


def say(block: Block, value: Any, page: Page) -> Iterator[str | RichText]:
    """Yield what a block says as CommonMark, or as rich text yet to be expanded."""
    if isinstance(value, RichText):
        yield value
    elif says_it_itself(block):
        yield value.markdown
    elif isinstance(block, HeadingBlock):
        yield commonmark.heading(2, commonmark.escape(value))
    elif isinstance(block, EmbedBlock):
        # Its title would have to be asked of the other site.
        yield commonmark.link(value.url, value.url) if value else ""
    elif can_hold(block, is_read_inside_others):
        for child, child_value in children(block, value):
            yield from say(child, child_value, page)
    elif may_be_shown(block, value):
        html = conditional_escape(block.render(value, context={"page": page}))
        yield html_as_markdown(html, base_url(page))


def says_it_itself(block: Block) -> bool:
    """Whether a struct's values have Markdown; parts of news blocks have none alone."""
    return (
        isinstance(block, BaseStructBlock)
        and hasattr(block.meta.value_class, "markdown")
        and bool(getattr(block.meta, "kind", True))
    )


def is_read_inside_others(block: Block) -> bool:
    return isinstance(block, HeadingBlock | ParagraphBlock) or says_it_itself(block)


def children(block: Block, value: Any) -> Iterator[tuple[Block, Any]]:
    if isinstance(block, BaseStreamBlock):
        yield from ((child.block, child.value) for child in value)
    elif isinstance(block, ListBlock):
        yield from ((block.child_block, item) for item in value)
    else:
        for name, child in block.child_blocks.items():
            if not isinstance(child, OPTIONS):
                yield child, value[name]


def may_be_shown(block: Block, value: Any) -> bool:
    """Whether there is something to show that anybody may see."""
    if isinstance(value, page_model()):
        return is_public(value)
    if isinstance(value, AbstractDocument):
        return bool(public_file_ids([value]))
    return value not in (None, "") or bool(getattr(block.meta, "template", None))
