"""What is wrong with JSON before blocks can even read it."""

from collections.abc import Iterator
from typing import Any

from wagtail.blocks import BaseStreamBlock, BaseStructBlock, Block, ListBlock

from ..blocks.base import NewsStructBlock


def misfits(block: Block, value: Any, path: str = "") -> Iterator[str]:
    """
    Yield what is not of the block's shape, each with its path in the JSON.

    Only lists, objects and their names: what stands in them, the blocks check.
    """
    if isinstance(block, BaseStreamBlock):
        yield from in_list(block, value, path)
        for index, item in enumerate(value if isinstance(value, list) else []):
            yield from in_stream_item(block, item, f"{path}[{index}]")
    elif isinstance(block, ListBlock):
        yield from in_list(block, value, path)
        for index, item in enumerate(value if isinstance(value, list) else []):
            is_stored = isinstance(item, dict) and item.get("type") == "item"
            inner = item.get("value") if is_stored else item
            yield from misfits(block.child_block, inner, f"{path}[{index}]")
    elif isinstance(block, BaseStructBlock) and value is not None:
        if not isinstance(value, dict):
            yield f"{path}: This has to be an object, not {value!r}."
            return
        # Other structs may give more than they take.
        if isinstance(block, NewsStructBlock):
            for name in value.keys() - block.child_blocks.keys() - {"resolved"}:
                yield f"{path}.{name}: {no_such(name, block)}"
        for name, child in block.child_blocks.items():
            yield from misfits(child, value.get(name), f"{path}.{name}")


def in_list(block: Block, value: Any, path: str) -> Iterator[str]:
    if value is not None and not isinstance(value, list):
        yield f"{path}: This has to be a list, not {value!r}."


def in_stream_item(block: Block, item: Any, path: str) -> Iterator[str]:
    if not isinstance(item, dict) or not {"type", "value"} <= item.keys():
        yield f"{path}: A block has to be an object with “type” and “value”."
    elif not isinstance(item["type"], str) or item["type"] not in block.child_blocks:
        yield f"{path}: {no_such(item['type'], block)}"
    else:
        child = block.child_blocks[item["type"]]
        yield from misfits(child, item["value"], f"{path}.value")


def no_such(name: Any, block: Block) -> str:
    return f"There is no {name!r} here. Choose from: {', '.join(block.child_blocks)}."
