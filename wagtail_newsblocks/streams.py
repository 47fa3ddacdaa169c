"""The StreamFields of a page, and what stands in them, however deep."""

from collections.abc import Callable, Iterator
from typing import Any

from wagtail.blocks import BaseStreamBlock, BaseStructBlock, Block, ListBlock
from wagtail.fields import StreamField
from wagtail.models import Page

IsWanted = Callable[[Block], bool]


def stream_fields(model: Any) -> list[StreamField]:
    """Return the StreamFields of a model, or of an instance's."""
    return [each for each in model._meta.get_fields() if isinstance(each, StreamField)]


def values_in_page(page: Page, is_wanted: IsWanted) -> Iterator[Any]:
    """Yield the values of the wanted blocks in all StreamFields of a page."""
    for field in stream_fields(page):
        value = field.value_from_object(page)
        yield from values_in(field.stream_block, value, is_wanted)


def values_in(block: Block, value: Any, is_wanted: IsWanted) -> Iterator[Any]:
    """
    Yield the values of the wanted blocks in a block's value.

    Nothing is loaded that holds none, and nothing is looked for inside of one.
    """
    if is_wanted(block):
        yield value
    elif not can_hold(block, is_wanted):
        return
    elif isinstance(block, BaseStreamBlock):
        for name, child in block.child_blocks.items():
            if can_hold(child, is_wanted):
                for bound in value.blocks_by_name(name):
                    yield from values_in(child, bound.value, is_wanted)
    elif isinstance(block, BaseStructBlock):
        for name, child in block.child_blocks.items():
            yield from values_in(child, value[name], is_wanted)
    elif isinstance(block, ListBlock):
        for item in value:
            yield from values_in(block.child_block, item, is_wanted)


def can_hold(block: Block, is_wanted: IsWanted) -> bool:
    """Whether a block is a wanted one, or may have one inside."""
    if isinstance(block, ListBlock):
        return can_hold(block.child_block, is_wanted)
    children = getattr(block, "child_blocks", {}).values()
    return is_wanted(block) or any(can_hold(child, is_wanted) for child in children)
