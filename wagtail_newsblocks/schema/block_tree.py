"""
What a stream's blocks look like in the API, as JSON Schema 2020-12.

What is read is whatever editors, defaults and lookups can leave there, also in pages
saved before a block became stricter; objects may get further keys in later versions.
What is written is what API v3 accepts for a page that is to be published; it refuses
keys that it does not know.

Of a block that makes its own values nothing is said but its label: those may be
anything.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import CharField, IntegerField, UUIDField
from django.utils.choices import flatten_choices
from wagtail import blocks
from wagtail.blocks import Block
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.embeds.blocks import EmbedBlock
from wagtail.images.blocks import ImageBlock

from ..blocks import ParagraphBlock
from ..blocks.base import (
    TEXT_BLOCKS,
    NewsStructBlock,
    NewsStructValue,
    Resolved,
    has_to_choose,
)
from ..blocks.languages import LanguageBlock
from ..declarations import resolved_type
from .terms import NOTHING, Definitions, Schema, closed, nullable, object_of, one_of

# By these a block decides what its value is in JSON.
VALUE_METHODS = (
    "get_api_representation",
    "get_prep_value",
    "normalize",
    "to_python",
    "value_from_form",
)
ANNOTATIONS = ("title", "description")
RICH_TEXT_FORMATS = ("db_html", "db_markdown")


def annotations(block: Block) -> Schema:
    """Return what editors read about a block."""
    help_text = getattr(block.meta, "help_text", "") or block.get_description()
    texts = {"title": str(block.label or ""), "description": str(help_text or "")}
    return {name: text for name, text in texts.items() if text}


def is_resolved(block: Block) -> bool:
    """Whether the block's value has the key "resolved", which is ignored if written."""
    return isinstance(block, NewsStructBlock) and bool(block.meta.kind)


def completes(block: blocks.StructBlock) -> bool:
    """Whether its values see to it that every child has one."""
    return issubclass(block.meta.value_class, NewsStructValue)


class BlockTree:
    """Writes the schemas of blocks, as they are read or as they are to be written."""

    def __init__(
        self, *, writes: bool, suffix: str = "", reserved: Iterable[str] = ()
    ) -> None:
        self.writes = writes
        self.definitions = Definitions(suffix, reserved)

    def of(self, block: Block, is_complete: bool = False) -> Schema:
        """
        Return the schema of a block's value.

        A complete one is never null, if it is a text, and never empty, if it has to be
        chosen: a news block's value sees to it.
        """
        known = known_class(block)
        schema = DESCRIBED_BY[known](self, block) if known else {}
        if is_complete and has_to_choose(block) and "enum" in schema:
            schema = one_of(value for value in schema["enum"] if value != "")
        if known and self.may_be_null(block, known, is_complete):
            schema = nullable(schema)
        return {**annotations(block), **schema}

    def of_field(self, block: blocks.StreamBlock) -> Schema:
        """Return the schema of all that a StreamField holds, which has no title yet."""
        about = annotations(block)
        about.pop("title", None)
        # It is a list in any case, also if it may be empty.
        return {**about, **(self.stream(block) if known_class(block) else {})}

    def may_be_null(self, block: Block, known: type[Block], is_complete: bool) -> bool:
        if self.writes:
            return self.may_be_left_out(block, is_complete)
        if not isinstance(block, blocks.FieldBlock) or known in NEVER_NULL:
            return False
        if is_complete and isinstance(block, TEXT_BLOCKS):
            return False
        # Where nothing was stored, the API gives the default.
        default = block.meta.default
        return known in EMPTY_IS_NULL or default is None or callable(default)

    def may_be_left_out(self, block: Block, is_complete: bool) -> bool:
        """Whether a value need not be sent. A complete one sees to its choices."""
        known = known_class(block)
        if known is None or known is blocks.StaticBlock:
            return True
        if isinstance(block, blocks.StructBlock):
            return not self.required(block)
        if isinstance(block, blocks.ListBlock | blocks.StreamBlock):
            return not self.limits(block).get("minItems")
        if is_complete and has_to_choose(block):
            return True
        return known is not blocks.RawHTMLBlock and not block.required

    def required(self, block: blocks.StructBlock) -> list[str]:
        """Return the names of children that have to be sent."""
        return [
            name
            for name, child in block.child_blocks.items()
            if not self.may_be_left_out(child, completes(block))
        ]

    def object(self, properties: dict[str, Schema], required: Iterable[str]) -> Schema:
        """Return the schema of an object: read, it has all; written, nothing else."""
        if self.writes:
            return closed(object_of(properties, required))
        return object_of(properties, properties)

    def text(self, block: blocks.FieldBlock) -> Schema:
        schema: Schema = {"type": "string"}
        if self.writes and block.required:
            schema["minLength"] = 1
        if self.writes and getattr(block.field, "max_length", None):
            schema["maxLength"] = block.field.max_length
        return schema

    def rich_text(self, block: blocks.RichTextBlock) -> Schema:
        text = {"type": "string"}
        if not self.writes:
            return text
        formats = one_of(RICH_TEXT_FORMATS)
        envelope = object_of({"format": formats, "content": text}, ["content"])
        return {"anyOf": [text, closed(envelope)]}

    def boolean(self, block: blocks.BooleanBlock) -> Schema:
        # One that is required has to be ticked.
        must_be_true = self.writes and block.required
        return {"const": True} if must_be_true else {"type": "boolean"}

    def integer(self, block: blocks.IntegerBlock) -> Schema:
        return {"type": "integer", **self.range(block)}

    def number(self, block: blocks.FloatBlock) -> Schema:
        return {"type": "number", **self.range(block)}

    def range(self, block: blocks.FieldBlock) -> Schema:
        field = block.field
        ends = {"minimum": field.min_value, "maximum": field.max_value}
        numbers = {
            name: end for name, end in ends.items() if isinstance(end, int | float)
        }
        return numbers if self.writes else {}

    def decimal(self, block: blocks.DecimalBlock) -> Schema:
        return self.definitions.of_hint(Decimal)

    def date(self, block: blocks.DateBlock) -> Schema:
        return {"type": "string", "format": "date"}

    def time(self, block: blocks.TimeBlock) -> Schema:
        # The format "time" asks for a time zone, which these have not.
        return {"type": "string", "pattern": r"^\d{2}:\d{2}(:\d{2}(\.\d+)?)?$"}

    def date_time(self, block: blocks.DateTimeBlock) -> Schema:
        schema = {"type": "string"}
        return {**schema, "format": "date-time"} if settings.USE_TZ else schema

    def choice(self, block: blocks.ChoiceBlock) -> Schema:
        values = [value for value, _ in flatten_choices(block.field.choices)]
        if self.writes and block.required:
            return one_of(value for value in values if value not in ("", None))
        return one_of(["", *values])

    def language(self, block: LanguageBlock) -> Schema:
        # Its choices grow with Django.
        return {"type": "string"}

    def choices(self, block: blocks.MultipleChoiceBlock) -> Schema:
        values = [value for value, _ in flatten_choices(block.field.choices)]
        schema = {"type": "array", "items": one_of(values)}
        return {**schema, "minItems": 1} if self.writes and block.required else schema

    def chooser(self, block: blocks.ChooserBlock) -> Schema:
        key = getattr(block.model_class, "_meta", None) and block.model_class._meta.pk
        while key and key.remote_field:
            key = key.target_field
        if isinstance(key, IntegerField):
            return {"type": "integer"}
        return {"type": "string"} if isinstance(key, CharField | UUIDField) else {}

    def static(self, block: blocks.StaticBlock) -> Schema:
        return {"type": "null"}

    def table(self, block: TableBlock) -> Schema:
        cell = {"type": ["string", "number", "boolean", "null"]}
        rows = {"type": "array", "items": {"type": "array", "items": cell}}
        return object_of({"data": rows}, ["data"])

    def typed_table(self, block: TypedTableBlock) -> Schema:
        cells = []
        for child in block.child_blocks.values():
            cell = nullable(self.of(child))
            cells += [cell] if cell not in cells else []
        column = {"type": one_of(block.child_blocks), "heading": {"type": "string"}}
        values = {"type": "array", "items": {"anyOf": cells} if cells else {}}
        row: dict[str, Schema] = {"values": values}
        properties: dict[str, Schema] = {
            "columns": {"type": "array", "items": self.object(column, column)},
            "rows": {"type": "array", "items": self.object(row, row)},
            "caption": {"type": "string"},
        }
        return self.object(properties, ["columns", "rows"])

    def struct(self, block: blocks.StructBlock) -> Schema:
        properties = {
            name: self.of(child, completes(block))
            for name, child in block.child_blocks.items()
        }
        if is_resolved(block):
            properties["resolved"] = {} if self.writes else self.resolved(block)
        schema = self.object(properties, self.required(block))
        if type(block) is blocks.StructBlock:
            return schema
        return self.definitions.refer(type(block), schema)

    def resolved(self, block: NewsStructBlock) -> Schema:
        """
        Return the schema of what the block's values resolve to.

        It is declared as the return type of ``resolve``. Of a site's own one that
        declares no TypedDict, only what every block says of itself is known.
        """
        declared = resolved_type(block.meta.value_class) or Resolved
        # Blocks of several kinds may resolve to one type.
        kind = {
            "block": {"const": block.meta.kind},
            "version": {"const": block.meta.value_class.schema_version},
        }
        return {
            "allOf": [self.definitions.of_typed_dict(declared), object_of(kind, kind)]
        }

    def image(self, block: ImageBlock) -> Schema:
        if self.writes:
            return self.struct(block)
        # Without an image, all of it is null.
        children = block.child_blocks.items()
        properties = {name: nullable(self.of(child)) for name, child in children}
        return self.definitions.refer(type(block), object_of(properties, properties))

    def list(self, block: blocks.ListBlock) -> Schema:
        items = self.of(block.child_block)
        return {"type": "array", "items": items, **self.limits(block)}

    def stream(self, block: blocks.StreamBlock) -> Schema:
        items = [self.item(name, child) for name, child in block.child_blocks.items()]
        return {
            "type": "array",
            "items": {"oneOf": items} if items else NOTHING,
            **self.limits(block),
        }

    def item(self, name: str, block: Block) -> Schema:
        # Only a default that was never saved has no id.
        properties = {
            "type": {"const": name},
            "value": self.of(block),
            "id": {"type": ["string", "null"]},
        }
        about = {key: properties["value"].pop(key, None) for key in ANNOTATIONS}
        schema = self.object(properties, ["type", "value"])
        return {**{key: text for key, text in about.items() if text}, **schema}

    def limits(self, block: Block) -> Schema:
        """Return how many items are accepted."""
        # A stream that may be empty may also have fewer than its least.
        low = block.meta.min_num or 0
        if isinstance(block, blocks.StreamBlock):
            low = max(low, 1) if block.required else 0
        ends = {"minItems": low, "maxItems": block.meta.max_num}
        return {n: end for n, end in ends.items() if end} if self.writes else {}


Describe = Callable[[BlockTree, Any], Schema]
# The most specific class that a block has among these says what its value is.
DESCRIBED_BY: dict[type[Block], Describe] = {
    blocks.BlockQuoteBlock: BlockTree.text,
    blocks.BooleanBlock: BlockTree.boolean,
    blocks.CharBlock: BlockTree.text,
    blocks.ChoiceBlock: BlockTree.choice,
    blocks.ChooserBlock: BlockTree.chooser,
    blocks.DateBlock: BlockTree.date,
    blocks.DateTimeBlock: BlockTree.date_time,
    blocks.DecimalBlock: BlockTree.decimal,
    blocks.EmailBlock: BlockTree.text,
    blocks.FloatBlock: BlockTree.number,
    blocks.IntegerBlock: BlockTree.integer,
    blocks.ListBlock: BlockTree.list,
    blocks.MultipleChoiceBlock: BlockTree.choices,
    blocks.RawHTMLBlock: BlockTree.text,
    blocks.RegexBlock: BlockTree.text,
    blocks.RichTextBlock: BlockTree.rich_text,
    blocks.StaticBlock: BlockTree.static,
    blocks.StreamBlock: BlockTree.stream,
    blocks.StructBlock: BlockTree.struct,
    blocks.TextBlock: BlockTree.text,
    blocks.TimeBlock: BlockTree.time,
    blocks.URLBlock: BlockTree.text,
    EmbedBlock: BlockTree.text,
    LanguageBlock: BlockTree.language,
    ImageBlock: BlockTree.image,
    NewsStructBlock: BlockTree.struct,
    TableBlock: BlockTree.table,
    TypedTableBlock: BlockTree.typed_table,
    ParagraphBlock: BlockTree.rich_text,
}
NEVER_NULL = {blocks.RawHTMLBlock, blocks.RichTextBlock, EmbedBlock, ParagraphBlock}
# An empty one is null, whatever the default; an empty text is "".
EMPTY_IS_NULL = {
    blocks.ChooserBlock,
    blocks.DateBlock,
    blocks.DateTimeBlock,
    blocks.DecimalBlock,
    blocks.FloatBlock,
    blocks.IntegerBlock,
    blocks.TimeBlock,
    TableBlock,
}


def known_class(block: Block) -> type[Block] | None:
    """
    Return the class that says what a block's value is.

    None if there is none, or if a subclass may have made something else of it.
    """
    cls = type(block)
    base = next((base for base in cls.__mro__ if base in DESCRIBED_BY), None)
    missing = object()
    if base and all(
        getattr(cls, name, missing) is getattr(base, name, missing)
        for name in VALUE_METHODS
    ):
        return base
    return None
