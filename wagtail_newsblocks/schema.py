"""
What a stream's blocks look like in the API, as JSON Schema 2020-12.

The read form says what the API gives: what editors, defaults and lookups can leave
there, also in pages saved before a block became stricter, but not what only a
programmer can store past Wagtail's forms. The write form says what API v3 accepts
for a page that is published.

Of a block that makes its own values nothing is said but its label: it may be
anything.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from types import NoneType, UnionType
from typing import (
    Any,
    Literal,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import CharField, IntegerField, UUIDField
from wagtail import blocks
from wagtail.blocks import Block
from wagtail.embeds.blocks import EmbedBlock
from wagtail.images.blocks import ImageBlock

from .blocks.base import TEXT_BLOCKS, NewsStructBlock, NewsStructValue

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]
Form = Literal["read", "write"]


def stream_schema(stream_block: blocks.StreamBlock, form: Form = "read") -> Schema:
    """Return the schema of a whole stream, in the words of the active language."""
    tree = BlockTree(form)
    stream = tree.stream(stream_block)
    named = {"title": type(stream_block).__name__, **annotations(stream_block)}
    definitions = dict(sorted(tree.definitions.items()))
    schema = {"$schema": DIALECT, **named, **stream}
    return {**schema, "$defs": definitions} if definitions else schema


def annotations(block: Block) -> Schema:
    """Return what editors read about a block."""
    help_text = getattr(block.meta, "help_text", "") or block.get_description()
    texts = {"title": str(block.label or ""), "description": str(help_text or "")}
    return {name: text for name, text in texts.items() if text}


def known_class(block: Block) -> type[Block] | None:
    """
    Return the class by which a block's values are known.

    None if a subclass may have changed what is stored or given out.
    """
    cls = type(block)
    for base in cls.__mro__:
        if base in BlockTree.KINDS:
            changed = any(
                getattr(cls, name) is not getattr(base, name)
                for name in ("get_api_representation", "get_prep_value")
            ) or any(
                getattr(cls, name, None) is not getattr(base, name, None)
                for name in ("to_python", "normalize", "value_from_form")
            )
            return None if changed else base
    return None


def nullable(schema: Schema) -> Schema:
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None]}
    if isinstance(schema.get("type"), str):
        return {**schema, "type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]} if schema else schema


def closed(properties: dict[str, Schema], required: Iterable[str]) -> Schema:
    """Return the schema of an object that has no other properties."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }
