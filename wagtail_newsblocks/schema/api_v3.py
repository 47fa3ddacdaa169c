"""
The schemas inside of Wagtail's API v3: in its OpenAPI document, and at /schema/.

Wagtail 8.0 says of a StreamField no more than that it is a list. From 8.1 on it
describes its own blocks, and has a place for the descriptions of others.
"""

from collections.abc import Callable
from functools import cache, partial
from typing import Annotated, Any

from django.conf import settings
from django.utils import translation
from ninja import Schema
from pydantic import (
    AfterValidator,
    GetJsonSchemaHandler,
    TypeAdapter,
    ValidationError,
)
from pydantic_core import InitErrorDetails, PydanticCustomError, core_schema
from wagtail.api.v3.schemas import create_generator, patch_generator, read_generator
from wagtail.api.v3.schemas.generators import read, write
from wagtail.blocks import Block, StreamBlock
from wagtail.fields import StreamField

from ..blocks import MediaEmbedBlock, ParagraphBlock
from ..blocks.base import NewsStructBlock
from ..blocks.errors import Path, with_place
from ..declarations import INPUT, descendants
from .block_tree import BlockTree
from .project import project_tree
from .shapes import misfits, with_defaults
from .terms import Schema as JsonSchema

# The bases of all whose values Wagtail does not know.
NEWS_BLOCKS = (NewsStructBlock, ParagraphBlock, MediaEmbedBlock)
# Known when it is first asked for: all models are there by then.
GetTree = Callable[[], BlockTree]


def register() -> None:
    """Have API v3 say what the values of blocks look like."""
    # One tree for all models: their definitions stand in one OpenAPI document.
    reads = cache(partial(tree_beside_others, writes=False))
    writes = cache(partial(tree_beside_others, writes=True, suffix=INPUT))
    if hasattr(read, "block_schema_builder"):
        describe_blocks(read.block_schema_builder, reads)
        describe_blocks(write.block_schema_builder, writes)
    else:  # Wagtail 8.0
        describe_streams(read_generator, reads)
        describe_streams(create_generator, writes)
        describe_streams(patch_generator, writes)


def tree_beside_others(*, writes: bool, suffix: str = "") -> BlockTree:
    """Return a tree in which nothing is called as what API v3 or a site has besides."""
    ours = f"{__package__.partition('.')[0]}."
    others = (cls for cls in descendants(Schema) if not cls.__module__.startswith(ours))
    names = {cls.__name__ for cls in others}
    return project_tree(writes=writes, suffix=suffix, reserved=names)


def check_shapes() -> None:
    """Have API v3 refuse JSON that blocks cannot read, or would lose a part of."""
    for generator in (create_generator, patch_generator):
        check_shapes_of(generator)


def check_shapes_of(generator: Any) -> None:
    known = generator.field_schemas[StreamField]

    def describe(generator: Any, field: StreamField) -> Any:
        annotation, default = known(generator, field)

        def check(value: list[Any]) -> list[Any]:
            block = field.stream_block
            if errors := [
                misfit(with_place(path, message, type_at(path, block, value)))
                for path, message in misfits(block, value)
            ]:
                raise ValidationError.from_exception_data(field.name, errors)
            return with_defaults(block, value)

        return Annotated[annotation, AfterValidator(check)], default

    generator.register_field_schema(StreamField, describe)


def type_at(path: Path, block: StreamBlock, value: list[Any]) -> str:
    """Return the type of the block that the path leads into, "" if it has none."""
    item = value[int(path[0])] if path else None
    name = item.get("type") if isinstance(item, dict) else None
    return name if isinstance(name, str) and name in block.child_blocks else ""


def misfit(message: str) -> InitErrorDetails:
    # It may quote a lone surrogate, which no answer can carry.
    text = message.encode(errors="backslashreplace").decode()
    return {"type": PydanticCustomError("block_shape", text), "input": None}


def describe_blocks(builder: Any, get_tree: GetTree) -> None:
    # A block is of the same type each time the builder asks, or it stands there twice.
    types: dict[int, Any] = {}

    def describe(builder: Any, block: Block, name: str) -> Any:
        return types.setdefault(id(block), Annotated[Any, Described(get_tree, block)])

    for block_class in NEWS_BLOCKS:
        builder.register_block_schema(block_class, describe)


def describe_streams(generator: Any, get_tree: GetTree) -> None:
    known = generator.field_schemas[StreamField]

    def describe(generator: Any, field: StreamField) -> Any:
        annotation, *rest = known(generator, field)
        return (Annotated[annotation, Described(get_tree, field.stream_block)], *rest)

    generator.register_field_schema(StreamField, describe)


class Described:
    """Tells pydantic what a block's value looks like; it is the block that checks it."""

    def __init__(self, get_tree: GetTree, block: Block) -> None:
        self.get_tree, self.block = get_tree, block

    def __get_pydantic_json_schema__(
        self, core: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchema:
        # The document is for developers, whoever of them asks for it first.
        with translation.override(settings.LANGUAGE_CODE):
            tree = self.get_tree()
            is_field = isinstance(self.block, StreamBlock)
            schema = (tree.of_field if is_field else tree.of)(self.block)
        named = tree.definitions.named(schema)
        return with_definitions(named, named.pop("$defs", {}), handler)


class Defined:
    """Tells pydantic one of the schemas that others refer to."""

    def __init__(
        self, name: str, definitions: dict[str, JsonSchema], inside: frozenset[str]
    ) -> None:
        self.name, self.definitions, self.inside = name, definitions, inside

    def __get_pydantic_json_schema__(
        self, core: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchema:
        schema = self.definitions[self.name]
        inside = self.inside | {self.name}
        return with_definitions(schema, self.definitions, handler, inside)

    def refer(self, handler: GetJsonSchemaHandler) -> JsonSchema:
        core = TypeAdapter(Annotated[Any, self]).core_schema
        named = {**core, "ref": f"{__name__}.{self.name}"}
        return handler(core_schema.definitions_schema(named, []))


def with_definitions(
    schema: Any,
    definitions: dict[str, JsonSchema],
    handler: GetJsonSchemaHandler,
    inside: frozenset[str] = frozenset(),
) -> Any:
    """
    Return the schema with references as pydantic has them in the document.

    What refers to one that it is inside of may there be anything.
    """

    def referring(part: Any) -> Any:
        if isinstance(part, list):
            return [referring(each) for each in part]
        if not isinstance(part, dict):
            return part
        others = {key: referring(each) for key, each in part.items() if key != "$ref"}
        name = part.get("$ref", "").rpartition("/")[2]
        if not name or name in inside:
            return others
        return {**others, **Defined(name, definitions, inside).refer(handler)}

    return referring(schema)
