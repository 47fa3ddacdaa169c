"""What StreamFields hold, for front ends: as JSON Schema, and as TypeScript."""

from collections.abc import Sequence
from typing import Literal

from wagtail.blocks import StreamBlock
from wagtail.fields import StreamField

from .block_tree import BlockTree
from .project import project_tree, stream_titles
from .terms import Schema
from .typescript import typescript

__all__ = ["DIALECT", "Mode", "fields_schema", "stream_schema", "typescript"]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Mode = Literal["read", "write"]


def stream_schema(
    stream_block: StreamBlock, mode: Mode = "read", title: str = ""
) -> Schema:
    """
    Return the schema of a whole stream, with the labels in the active language.

    Its title is that of its class if there is none. Raises ValueError for another mode
    than "read" or "write".
    """
    title = title or type(stream_block).__name__
    tree = tree_for(mode, title)
    named = tree.definitions.named(tree.of_field(stream_block))
    return {"$schema": DIALECT, "title": title, **named}


def fields_schema(fields: Sequence[StreamField], mode: Mode = "read") -> Schema:
    """
    Return the schema of StreamFields, each titled as its model and itself.

    That of several has nothing but ``$defs``, with each of their titles.
    """
    titles = stream_titles()
    if len(fields) == 1:
        return stream_schema(fields[0].stream_block, mode, titles[fields[0]])
    tree = tree_for(mode)
    streams = {
        titles[field]: {"title": titles[field], **tree.of_field(field.stream_block)}
        for field in fields
    }
    named = tree.definitions.named(streams)
    blocks = named.pop("$defs", {})
    return {"$schema": DIALECT, "$defs": {**named, **blocks}}


def tree_for(mode: Mode, title: str = "") -> BlockTree:
    if mode not in ("read", "write"):
        raise ValueError(f"There is no mode {mode!r}. Choose “read” or “write”.")
    return project_tree(writes=mode == "write", title=title)
