"""What is wrong with JSON before blocks get to see it."""

import json
from collections.abc import Collection, Iterable, Iterator
from typing import Any, TypeGuard

from bs4.exceptions import ParserRejectedMarkup
from django.core.exceptions import ValidationError
from wagtail.api.rich_text import APIRichText
from wagtail.blocks import (
    BaseStreamBlock,
    BaseStructBlock,
    Block,
    BooleanBlock,
    ChooserBlock,
    DateBlock,
    DateTimeBlock,
    DecimalBlock,
    FloatBlock,
    IntegerBlock,
    ListBlock,
    RawHTMLBlock,
    RichTextBlock,
    TimeBlock,
)
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.images.blocks import ImageBlock

from ..blocks.errors import Path
from ..rich_text import find_links, read_key
from .block_tree import (
    RICH_TEXT_FORMATS,
    BlockTree,
    completes,
    is_resolved,
    known_class,
)
from .terms import JSON_NAMES, Schema

# What the types of JSON are called, and in Python.
JSON_IN_WORDS: dict[str, tuple[str, Any]] = {
    "array": ("a list", list),
    "boolean": ("true or false", bool),
    "integer": ("a whole number", int),
    "number": ("a number", int | float),
    "object": ("an object", dict),
    "string": ("a text", str),
}
EXAMPLES: dict[type[Block], str] = {
    DateBlock: "a date such as 2024-12-31",
    DateTimeBlock: "a date and time such as 2024-12-31T14:30:00Z",
    DecimalBlock: "a number such as 1.5",
    TimeBlock: "a time such as 14:30",
}
WITH_DEFAULTS = (BooleanBlock, DecimalBlock, FloatBlock, IntegerBlock)
TREE = BlockTree(writes=True)
Misfits = Iterator[tuple[Path, str]]


def misfits(block: Block, value: Any, path: Path = ()) -> Misfits:
    """
    Yield what blocks could not read or would lose, each with its path in the JSON.

    That is the shape of lists and objects, their names, the types of single values as
    the schema has them, and what is chosen but not there. Whether values are good ones,
    the blocks check; to them, null is what was left out. Of a block that makes its own
    values nothing is known.
    """
    if value is None:
        return
    if isinstance(block, BaseStreamBlock | ListBlock):
        if not isinstance(value, list):
            yield path, has_to_be(["array"], value)
            return
        for index, item in enumerate(value):
            if isinstance(block, ListBlock):
                yield from misfits(block.child_block, item, (*path, index))
            else:
                yield from in_stream_item(block, item, (*path, index))
    elif isinstance(block, BaseStructBlock):
        yield from in_struct(block, value, path)
    else:
        yield from in_leaf(block, value, path)


def in_stream_item(block: Block, item: Any, path: Path) -> Misfits:
    if not isinstance(item, dict) or not {"type", "value"} <= item.keys():
        yield path, "A block has to be an object with “type” and “value”."
        return
    yield from unknown_names(item, ("type", "value", "id"), path)
    key = item.get("id")
    if not isinstance(key, str | None):
        yield (*path, "id"), has_to_be(["string"], key)
    elif key and not is_text(key):
        yield (*path, "id"), is_no_text(key)
    if not isinstance(item["type"], str) or item["type"] not in block.child_blocks:
        yield path, no_such(item["type"], block.child_blocks)
    else:
        child = block.child_blocks[item["type"]]
        yield from misfits(child, item["value"], (*path, "value"))


def in_struct(block: Block, value: Any, path: Path) -> Misfits:
    if not isinstance(value, dict):
        yield path, has_to_be(["object"], value)
        return
    if known_class(block):
        ignored = {"resolved"} if is_resolved(block) else set()
        yield from unknown_names(value, block.child_blocks, path, ignored)
    for name, child in block.child_blocks.items():
        yield from misfits(child, value.get(name), (*path, name))
    if isinstance(block, ImageBlock) and value.get("image") is None:
        for name, kind in (("alt_text", str), ("decorative", bool)):
            if value.get(name) and isinstance(value[name], kind):
                yield (*path, name), "Without an image, this would be lost."


def unknown_names(
    value: dict[str, Any],
    names: Collection[str],
    path: Path,
    ignored: Collection[str] = (),
) -> Misfits:
    # The path ends at the object: what a client calls its own keys could be anything.
    for name in value:
        if name not in names and name not in ignored:
            yield path, no_such(name, names)


def with_defaults(block: Block, value: Any) -> Any:
    """
    Return JSON with the defaults of boxes and numbers left out of news blocks.

    What a form is not sent is empty to it: a box that is not ticked. HTML that is null
    or left out is empty.
    """
    if known_class(block) is None:
        return value
    if isinstance(block, BaseStreamBlock) and isinstance(value, list):
        return [
            {
                **item,
                "value": with_defaults(block.child_blocks[item["type"]], item["value"]),
            }
            for item in value
        ]
    if isinstance(block, ListBlock) and isinstance(value, list):
        return [with_defaults(block.child_block, item) for item in value]
    if isinstance(block, BaseStructBlock) and isinstance(value, dict):
        given = {
            name: with_defaults(child, value[name])
            for name, child in block.child_blocks.items()
            if name in value
        }
        if completes(block):
            for name, child in block.child_blocks.items():
                # Null is the default too; a box left unticked is false.
                is_null = isinstance(child, BooleanBlock) and given.get(name) is None
                if isinstance(child, WITH_DEFAULTS) and (is_null or name not in given):
                    given[name] = child.get_prep_value(child.get_default())
        for name, child in block.child_blocks.items():
            if isinstance(child, RawHTMLBlock):
                given[name] = with_defaults(child, given.get(name))
        return {**value, **given}
    # Wagtail would write "None".
    return "" if isinstance(block, RawHTMLBlock) and value is None else value


def in_leaf(block: Block, value: Any, path: Path) -> Misfits:
    types, given = types_of(TREE.of(block)), value
    if types and isinstance(block, RichTextBlock) and isinstance(value, dict):
        yield from unknown_names(value, ("format", "content"), path)
        given_as = value.get("format", RICH_TEXT_FORMATS[0])
        if given_as not in RICH_TEXT_FORMATS:
            yield (*path, "format"), no_such(given_as, RICH_TEXT_FORMATS)
            return
        types, value, path = ["string"], value.get("content"), (*path, "content")
    if not types:
        return
    if not any(is_a(value, each) for each in types):
        yield path, has_to_be(types, value)
    elif isinstance(value, str) and not is_text(value):
        yield path, is_no_text(value)
    elif isinstance(block, TableBlock):
        yield from in_table(value, path)
    elif isinstance(block, TypedTableBlock):
        yield from in_typed_table(block, value, path)
    elif isinstance(block, RichTextBlock):
        if not can_be_converted(block, given):
            yield path, "Wagtail cannot read this rich text: look at links and lists."
    elif not is_empty_text(block, value) and not can_be_read(block, value):
        if isinstance(block, ChooserBlock):
            kind = block.model_class._meta.verbose_name
            yield path, f"There is no {kind} with the key {shown(value)}."
        for kind, example in EXAMPLES.items():
            if isinstance(block, kind):
                yield path, f"{shown(value)} is not {example}."


def in_table(value: dict[str, Any], path: Path) -> Misfits:
    rows = value.get("data")
    if not is_list_of(rows, list):
        yield (*path, "data"), "This has to be a list of rows, each a list."
        return
    for index, row in enumerate(rows):
        for number, cell in enumerate(row):
            place = (*path, "data", index, number)
            if isinstance(cell, list | dict):
                yield place, has_to_be(["string", "number", "boolean"], cell)
            elif isinstance(cell, str) and not is_text(cell):
                yield place, is_no_text(cell)
    for name in ("cell", "mergeCells"):
        if not is_list_of(value.get(name) or [], dict):
            yield (*path, name), "This has to be a list of objects."


def in_typed_table(
    block: TypedTableBlock, value: dict[str, Any], path: Path
) -> Misfits:
    yield from unknown_names(value, ("columns", "rows", "caption"), path)
    columns, rows = value.get("columns"), value.get("rows")
    if not is_list_of(columns, dict):
        yield (*path, "columns"), "This has to be a list of objects."
        return
    if not is_list_of(rows, dict):
        yield (*path, "rows"), "This has to be a list of objects."
        return
    for index, column in enumerate(columns):
        place = (*path, "columns", index)
        yield from unknown_names(column, ("type", "heading"), place)
        if column.get("type") not in [*block.child_blocks]:
            yield (*place, "type"), no_such(column.get("type"), block.child_blocks)
            return
        yield from in_text(column.get("heading"), (*place, "heading"))
    yield from in_text(value.get("caption", ""), (*path, "caption"))
    children = [block.child_blocks[column["type"]] for column in columns]
    for index, row in enumerate(rows):
        place = (*path, "rows", index)
        yield from unknown_names(row, ("values",), place)
        cells = row.get("values")
        if not isinstance(cells, list) or len(cells) != len(columns):
            yield (*place, "values"), f"This has to be a list of {len(columns)} values."
        else:
            for number, (child, cell) in enumerate(zip(children, cells, strict=True)):
                yield from misfits(child, cell, (*place, "values", number))


def in_text(value: Any, path: Path) -> Misfits:
    if not isinstance(value, str):
        yield path, has_to_be(["string"], value)
    elif not is_text(value):
        yield path, is_no_text(value)


def is_list_of(value: Any, kind: type) -> TypeGuard[list[Any]]:
    return isinstance(value, list) and all(isinstance(each, kind) for each in value)


def can_be_converted(block: RichTextBlock, value: Any) -> bool:
    """Whether Wagtail gets rich text into its editor, which it goes through."""
    try:
        html, _ = APIRichText.convert_input(value, features=block.features)
        block.field.widget.format_value(html)
        links = find_links([html])
    except (
        # A link with an odd key, a list's item without its list, too many levels.
        ArithmeticError,
        AssertionError,
        LookupError,
        ParserRejectedMarkup,
        RecursionError,
        TypeError,
        ValueError,
    ):
        return False
    # Of a document, Wagtail would lose what is no key.
    return all(
        read_key(kind, link) is not None
        for kind, found in links.items()
        for link in found
        if "id" in link
    )


def types_of(schema: Schema) -> list[str]:
    """Return the types in JSON, but for null, that a value may have."""
    if "anyOf" in schema:
        return [each for option in schema["anyOf"] for each in types_of(option)]
    if "type" in schema:
        types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        return [each for each in types if each != "null"]
    return [JSON_NAMES[type(schema["const"])]] if "const" in schema else []


def is_a(value: Any, json_type: str) -> bool:
    """Whether it is of a type in JSON, where 1.0 is an integer, and true is not."""
    if isinstance(value, bool):
        return json_type == "boolean"
    if json_type == "integer" and isinstance(value, float):
        return value.is_integer()
    return isinstance(value, JSON_IN_WORDS[json_type][1])


def is_empty_text(block: Block, value: Any) -> bool:
    """Whether it is "", which stands for nothing; but for a number, it is none."""
    return value == "" and not isinstance(block, DecimalBlock)


def can_be_read(block: Block, value: Any) -> bool:
    try:
        return block.to_python(value) is not None
    except (ArithmeticError, ValidationError, ValueError):
        return False


def has_to_be(types: list[str], value: Any) -> str:
    names = " or ".join(JSON_IN_WORDS[each][0] for each in types)
    return f"This has to be {names}, not {shown(value)}."


def is_text(value: str) -> bool:
    """Whether it can be stored: without NUL, and surrogates that stand alone."""
    try:
        return b"\0" not in value.encode()
    except UnicodeEncodeError:
        return False


def is_no_text(value: str) -> str:
    return f"{shown(value)} has a null character, or half of a character."


def shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else f"{text[:79]}…"


def no_such(name: Any, names: Iterable[str]) -> str:
    return f"There is no {shown(name)} here. Choose from: {', '.join(names)}."
