"""What StreamFields hold, for front ends: as JSON Schema, and as TypeScript."""

from collections.abc import Iterable, Mapping
from typing import Literal

from wagtail.blocks import StreamBlock
from wagtail.fields import StreamField

from ..declarations import INPUT
from .project import project_tree, stream_titles
from .terms import Schema
from .typescript import typescript

__all__ = ["fields_schema", "stream_schema", "typescript"]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Mode = Literal["read", "write"]
SUFFIXES: dict[Mode, str] = {"read": "", "write": INPUT}


def stream_schema(
    stream_block: StreamBlock, mode: Mode = "read", title: str = ""
) -> Schema:
    """
    Return the schema of a whole stream, with the labels in the active language.

    It is called as its class, unless it has a title. Raises ValueError for another mode
    than "read" or "write".
    """
    return streams_schema({title or type(stream_block).__name__: stream_block}, mode)


def fields_schema(fields: Iterable[StreamField], mode: Mode = "read") -> Schema:
    """Return the schema of StreamFields, each called as its model and itself."""
    titles = stream_titles()
    return streams_schema({titles[field]: field.stream_block for field in fields}, mode)


def streams_schema(streams: Mapping[str, StreamBlock], mode: Mode) -> Schema:
    """
    Return the schema of streams by their titles, which stand in ``$defs``.

    To write, all names end with "Input". If there is but one stream, the schema as a
    whole is that of the stream.
    """
    if mode not in SUFFIXES:
        raise ValueError(f"There is no mode {mode!r}. Choose “read” or “write”.")
    suffix = SUFFIXES[mode]
    tree = project_tree(writes=mode == "write", suffix=suffix, reserved=streams)
    named = tree.definitions.named(
        {f"{title}{suffix}": tree.of_field(block) for title, block in streams.items()}
    )
    blocks = named.pop("$defs", {})
    schema = {"$schema": DIALECT, "$defs": {**named, **blocks}}
    if len(named) == 1:
        schema["$ref"] = f"#/$defs/{next(iter(named))}"
    return schema
