"""What a StreamField holds, for front ends: as JSON Schema, and as TypeScript."""

from typing import Literal

from wagtail.blocks import StreamBlock

from .block_tree import BlockTree
from .terms import Schema
from .typescript import typescript

__all__ = ["DIALECT", "Form", "stream_schema", "typescript"]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Form = Literal["read", "write"]


def stream_schema(stream_block: StreamBlock, form: Form = "read") -> Schema:
    """
    Return the schema of a whole stream, with the labels in the active language.

    Raises ValueError for another form than "read" or "write".
    """
    if form not in ("read", "write"):
        raise ValueError(f"There is no form {form!r}. Choose “read” or “write”.")
    tree = BlockTree(writes=form == "write")
    schema = {
        "$schema": DIALECT,
        "title": type(stream_block).__name__,
        **tree.of(stream_block),
    }
    named = dict(sorted(tree.definitions.items()))
    return {**schema, "$defs": named} if named else schema
