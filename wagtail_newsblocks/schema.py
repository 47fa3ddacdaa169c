"""
What a stream's blocks look like in the API, as JSON Schema 2020-12.

The read form says what the API gives: whatever editors, defaults and lookups can
leave there, also in pages saved before a block became stricter. The write form says
what API v3 accepts for a page that is to be published.

Of a block that makes its own values nothing is said but its label: those may be
anything.
"""

import json
from collections.abc import Callable, Iterable
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

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import CharField, IntegerField, UUIDField
from django.utils.choices import flatten_choices
from wagtail import blocks
from wagtail.blocks import Block
from wagtail.embeds.blocks import EmbedBlock
from wagtail.images.blocks import ImageBlock

from .blocks.base import TEXT_BLOCKS, NewsStructBlock, NewsStructValue

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# By these a block decides what its value is in JSON.
VALUE_METHODS = (
    "get_api_representation",
    "get_prep_value",
    "normalize",
    "to_python",
    "value_from_form",
)
ANNOTATIONS = ("title", "description")
NOTHING: dict[str, Any] = {"not": {}}
TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}

Schema = dict[str, Any]
Form = Literal["read", "write"]


def stream_schema(stream_block: blocks.StreamBlock, form: Form = "read") -> Schema:
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


def annotations(block: Block) -> Schema:
    """Return what editors read about a block."""
    help_text = getattr(block.meta, "help_text", "") or block.get_description()
    texts = {"title": str(block.label or ""), "description": str(help_text or "")}
    return {name: text for name, text in texts.items() if text}


def closed(properties: dict[str, Schema], required: Iterable[str]) -> Schema:
    """Return the schema of an object without other properties."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def one_of(values: Iterable[Any]) -> Schema:
    """Return the schema of a value that is one of these, as they are in JSON."""
    encoded = json.loads(json.dumps(list(values), cls=DjangoJSONEncoder))
    unique = list(dict.fromkeys(encoded))
    return {"enum": unique} if unique else NOTHING


def nullable(schema: Schema) -> Schema:
    """Return the schema of a value that may also be null."""
    if not schema:
        return schema
    if "enum" in schema:
        return one_of([*schema["enum"], None])
    if "type" in schema:
        types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        return {**schema, "type": [*types, "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


class Definitions(dict[str, Schema]):
    """Schemas that are referred to by name."""

    def refer(self, name: str, schema: Schema) -> Schema:
        """Return a reference; another schema of that name has a number appended."""
        free, number = name, 1
        while self.setdefault(free, schema) != schema:
            number += 1
            free = f"{name}{number}"
        return {"$ref": f"#/$defs/{free}"}

    def of_hint(self, hint: Any) -> Schema:
        """Return the schema of a type; open for a type that JSON does not have."""
        origin, arguments = get_origin(hint), get_args(hint)
        if hint in TYPES:
            return {"type": TYPES[hint]}
        if is_typeddict(hint):
            return self.refer(hint.__name__, self.of_typed_dict(hint))
        if origin is Literal:
            return one_of(arguments)
        if origin is list:
            return {"type": "array", "items": self.of_hint(*arguments)}
        if origin in (Union, UnionType):
            options = [self.of_hint(each) for each in arguments if each is not NoneType]
            schema = options[0] if len(options) == 1 else {"anyOf": options}
            return nullable(schema) if NoneType in arguments else schema
        return {}

    def of_typed_dict(self, cls: Any) -> Schema:
        properties = {
            name: self.of_hint(hint) for name, hint in get_type_hints(cls).items()
        }
        required = [name for name in properties if name in cls.__required_keys__]
        return closed(properties, required)

    def of_resolved(self, block: NewsStructBlock) -> Schema:
        """
        Return the schema of what the block's values resolve to.

        It is declared as the return type of ``resolve``. A site's own one that
        declares no TypedDict may return any object.
        """
        try:
            declared = get_type_hints(block.meta.value_class.resolve)["return"]
        except (KeyError, NameError):
            declared = None
        if not is_typeddict(declared):
            return {"type": "object"}
        schema = self.of_typed_dict(declared)
        schema["properties"]["block"] = {"const": block.meta.kind}
        return schema


class BlockTree:
    """Writes the schemas of blocks in one form."""

    def __init__(self, *, writes: bool) -> None:
        self.writes = writes
        self.definitions = Definitions()

    def of(self, block: Block, is_complete: bool = False) -> Schema:
        """
        Return the schema of a block's value.

        A complete one is never null, if it is a text: a news block's value sees to it.
        """
        known = known_class(block)
        schema = KINDS[known](self, block) if known else {}
        if known and self.may_be_null(block, known, is_complete):
            schema = nullable(schema)
        return {**annotations(block), **schema}

    def may_be_null(
        self, block: Block, known: type[Block], is_complete: bool = False
    ) -> bool:
        if not isinstance(block, blocks.FieldBlock) or known is blocks.RawHTMLBlock:
            return False
        if self.writes:
            return not block.required
        if known in (blocks.RichTextBlock, EmbedBlock):
            return False
        if is_complete and isinstance(block, TEXT_BLOCKS):
            return False
        # Where nothing was stored, the API gives the default.
        default = block.meta.default
        return known in EMPTY_IS_NULL or default is None or callable(default)

    def may_be_left_out(self, block: Block) -> bool:
        """Whether a value need not be sent."""
        known = known_class(block)
        if known is None or known is blocks.StaticBlock:
            return True
        if isinstance(block, blocks.StructBlock):
            return all(map(self.may_be_left_out, block.child_blocks.values()))
        if isinstance(block, blocks.ListBlock | blocks.StreamBlock):
            return not self.limits(block).get("minItems")
        return self.may_be_null(block, known)

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
        envelope = {
            "type": "object",
            "properties": {
                "format": {"enum": ["db_html", "db_markdown"]},
                "content": text,
            },
            "required": ["content"],
        }
        return {"anyOf": [text, envelope]}

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
        # API v2 gives a number, v3 a string.
        return {"type": ["number", "string"]}

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

    def struct(self, block: blocks.StructBlock) -> Schema:
        complete = issubclass(block.meta.value_class, NewsStructValue)
        children = block.child_blocks.items()
        properties = {name: self.of(child, complete) for name, child in children}
        if self.writes:
            schema = {
                "type": "object",
                "properties": properties,
                "required": [n for n, c in children if not self.may_be_left_out(c)],
            }
        else:
            if getattr(block.meta, "kind", "") and isinstance(block, NewsStructBlock):
                properties["resolved"] = self.definitions.of_resolved(block)
            schema = closed(properties, properties)
        if type(block) is blocks.StructBlock:
            return schema
        return self.definitions.refer(type(block).__name__, schema)

    def image(self, block: ImageBlock) -> Schema:
        if self.writes:
            return self.struct(block)
        # Without an image, all of it is null.
        properties = {
            name: {
                **annotations(child),
                **nullable(
                    KINDS[base](self, child) if (base := known_class(child)) else {}
                ),
            }
            for name, child in block.child_blocks.items()
        }
        return self.definitions.refer("ImageBlock", closed(properties, properties))

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
        schema = (
            {
                "type": "object",
                "properties": properties,
                "required": ["type", "value"],
            }
            if self.writes
            else closed(properties, properties)
        )
        return {**{key: text for key, text in about.items() if text}, **schema}

    def limits(self, block: Block) -> Schema:
        """Return how many items are accepted."""
        low = block.meta.min_num or int(getattr(block, "required", False))
        ends = {"minItems": low, "maxItems": block.meta.max_num}
        return {n: end for n, end in ends.items() if end} if self.writes else {}


Kind = Callable[[BlockTree, Any], Schema]
# The most specific class that a block has among these says what its value is.
KINDS: dict[type[Block], Kind] = {
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
    ImageBlock: BlockTree.image,
    NewsStructBlock: BlockTree.struct,
}
# An empty one is null, whatever the default; an empty text is "".
EMPTY_IS_NULL = {
    blocks.ChooserBlock,
    blocks.DateBlock,
    blocks.DateTimeBlock,
    blocks.DecimalBlock,
    blocks.FloatBlock,
    blocks.IntegerBlock,
    blocks.TimeBlock,
}


def known_class(block: Block) -> type[Block] | None:
    """
    Return the class that says what a block's value is.

    None if there is none, or if a subclass may have made something else of it.
    """
    cls = type(block)
    base = next((base for base in cls.__mro__ if base in KINDS), None)
    missing = object()
    if base and all(
        getattr(cls, name, missing) is getattr(base, name, missing)
        for name in VALUE_METHODS
    ):
        return base
    return None
