"""
The blocks in GraphQL, for sites that have wagtail-grapple.

Each block is a type with its children as fields and, as its values' ``resolve`` declares
it, ``resolved``. They are named as in the schemas: ``NewsblocksStatisticBlock`` and
``NewsblocksResolvedStatistic``; a site's as their classes, its types of what is
resolved with "Resolved" before that.

Pages, documents and images that not everybody may open are null.
"""

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache, partial
from types import NoneType, UnionType
from typing import (
    Any,
    Literal,
    Union,
    get_args,
    get_origin,
    is_typeddict,
)
from uuid import UUID

import graphene
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import prefetch_related_objects
from django.utils.translation import get_language
from graphene.types.generic import GenericScalar
from grapple.actions import build_streamfield_type
from grapple.helpers import streamfield_types
from grapple.registry import registry
from grapple.settings import grapple_settings
from grapple.types.documents import get_document_type
from grapple.types.images import get_image_type
from grapple.types.interfaces import StreamFieldInterface, get_page_interface
from grapple.types.rich_text import RichText as RichTextType
from grapple.types.streamfield import StructBlockItem
from wagtail import blocks
from wagtail.blocks import Block, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.embeds.blocks import EmbedBlock
from wagtail.images.blocks import ImageBlock, ImageChooserBlock
from wagtail.models import Page

from .blocks import NewsBlock, NewsStructBlock, NewsStructValue, Resolved
from .blocks.base import TEXT_BLOCKS
from .blocks.chosen import chosen, public_document_ids, public_file_ids, public_page_ids
from .declarations import (
    descendants,
    description,
    descriptions,
    distinct_names,
    full_name,
    keys,
    public_name,
    resolved_type,
)
from .pages import page_model

# Makes a field's answer of a value, the child's name, and what stands there.
Answer = Callable[[NewsStructValue, str, Any], Any]


def register_blocks() -> None:
    """Give Grapple a type for each block of this package, and each made from one."""
    ours = dict.fromkeys(descendants(NewsBlock))
    # Grapple would make types of its own of those that a site has decorated.
    streamfield_types[:] = [
        each for each in streamfield_types if each["cls"] not in ours
    ]
    made = registry.streamfield_blocks.items()
    others = {each._meta.name for cls, each in made if cls not in ours}
    others |= {each["cls"].__name__ for each in streamfield_types}
    names = distinct_names(ours, others)
    for cls in ours:
        if base := base_type(cls):
            prefix = names[cls].removesuffix(cls.__name__)
            interfaces = (StreamFieldInterface, *getattr(cls, "graphql_interfaces", ()))
            if "resolved" in base._meta.fields:
                interfaces += (NewsblocksBlock,)
            built = build_streamfield_type(cls, prefix, interfaces, base)
            registry.streamfield_blocks[cls] = built


def base_type(cls: type[Block]) -> type[graphene.ObjectType] | None:
    """Return a type with the block's fields; None for one that holds nothing."""
    if issubclass(cls, NewsStructBlock):
        return struct_type(cls) if cls.base_blocks else None
    known = (registry.streamfield_blocks.get(base) for base in cls.__mro__)
    base = next(filter(None, known), None)
    resolvers = next((r for c, r in RESOLVERS.items() if issubclass(cls, c)), {})
    return base and type(cls.__name__, (base,), dict(resolvers))


def struct_type(cls: type[NewsStructBlock]) -> type[graphene.ObjectType]:
    fields = {
        name: child_field(name, child)
        for name, child in cls.base_blocks.items()
        # Those mean the same in every block; a child of that name is in rawValue.
        if name not in StreamFieldInterface._meta.fields
    }
    if cls._meta_class.kind:
        fields["resolved"] = graphene.Field(
            object_type(resolved_type(cls._meta_class.value_class) or Resolved),
            required=True,
            resolver=resolve_block,
        )
    resolvers = {"resolve_id": resolve_id, "resolve_raw_value": resolve_raw_value}
    return type(cls.__name__, (graphene.ObjectType,), {**fields, **resolvers})


def value_of(root: Any) -> Any:
    """Return a block's value, which a field is asked of by itself or in its place."""
    return root if isinstance(root, StructValue) else root.value


def resolve_block(root: Any, info: Any) -> Any:
    """Return what the value resolves to, computed once for any number of aliases."""
    value = value_of(root)
    known = value.resolved_in
    language = get_language()
    if language not in known:
        known[language] = value.resolve()
    return known[language]


def resolve_id(root: Any, info: Any) -> str | None:
    return getattr(root, "id", None)


def resolve_raw_value(root: Any, info: Any) -> str:
    """Return JSON as it is stored. Grapple's own fails, and names private files."""
    stored = root.block.get_prep_value(value_of(root))
    return json.dumps(stored, cls=DjangoJSONEncoder, ensure_ascii=False)


# Children


def child_field(name: str, child: Block) -> graphene.Field:
    known, answer = child_type(child)

    def resolver(root: Any, info: Any) -> Any:
        value = value_of(root)
        return answer(value, name, value[name])

    required = isinstance(child, NEVER_NULL)
    return graphene.Field(known, required=required, resolver=resolver)


# In the values of news blocks.
NEVER_NULL = (
    *TEXT_BLOCKS,
    blocks.BaseStreamBlock,
    blocks.BooleanBlock,
    blocks.ListBlock,
    NewsStructBlock,
)


def child_type(child: Block) -> tuple[Any, Answer]:
    if isinstance(child, blocks.ListBlock):
        known, answer = child_type(child.child_block)

        def answers(value: NewsStructValue, name: str, items: ListValue) -> list[Any]:
            given = (answer(value, name, item) for item in items)
            return [each for each in given if each is not None]

        return graphene.List(graphene.NonNull(known)), answers
    if isinstance(child, NewsStructBlock) and type(child).base_blocks:
        return lambda: registry.streamfield_blocks[type(child)], as_it_is
    known = next((cls for cls in type(child).__mro__ if cls in CHILDREN), Block)
    return CHILDREN[known]


def as_it_is(value: NewsStructValue, name: str, held: Any) -> Any:
    return held


def as_block(value: NewsStructValue, name: str, held: Any) -> StructBlockItem:
    return StructBlockItem(name, value.block.child_blocks[name], held)


def page(value: NewsStructValue, name: str, held: Page | None) -> Page | None:
    return held and value.batch.look_up(public_pages, name).get(held.pk)


def public_pages(values: Sequence[NewsStructValue], name: str) -> dict[int, Page]:
    public = values[0].batch.look_up(public_page_ids, name)
    pages = page_model().objects.filter(pk__in=public).specific()
    # One that stands in no site has no address.
    return {page.pk: page for page in pages if page.url}


def document(value: NewsStructValue, name: str, held: Any) -> Any:
    is_public = held and held.pk in value.batch.look_up(public_document_ids, name)
    return held if is_public else None


def image(value: NewsStructValue, name: str, held: Any) -> Any:
    is_public = held and held.pk in value.batch.look_up(public_images, name)
    return held if is_public else None


def image_block(value: NewsStructValue, name: str, held: Any) -> Any:
    return as_block(value, name, held) if image(value, name, held) else None


def public_images(values: Sequence[NewsStructValue], name: str) -> set[int]:
    images = chosen(values, name)
    # Grapple's type asks each for its renditions.
    prefetch_related_objects(images, "renditions")
    return public_file_ids(images)


CHILDREN: dict[type[Block], tuple[Any, Answer]] = {
    blocks.BaseStreamBlock: (
        graphene.List(graphene.NonNull(StreamFieldInterface)),
        as_it_is,
    ),
    blocks.BooleanBlock: (graphene.Boolean, lambda value, name, held: bool(held)),
    blocks.DateBlock: (graphene.Date, as_it_is),
    blocks.DateTimeBlock: (graphene.DateTime, as_it_is),
    blocks.DecimalBlock: (graphene.Decimal, as_it_is),
    blocks.FloatBlock: (graphene.Float, as_it_is),
    blocks.IntegerBlock: (graphene.Int, as_it_is),
    blocks.MultipleChoiceBlock: (
        graphene.List(graphene.NonNull(graphene.String)),
        as_it_is,
    ),
    blocks.PageChooserBlock: (get_page_interface, page),
    blocks.RichTextBlock: (RichTextType, as_it_is),
    blocks.TimeBlock: (graphene.Time, as_it_is),
    DocumentChooserBlock: (get_document_type, document),
    EmbedBlock: (graphene.String, lambda value, name, held: held and held.url),
    ImageBlock: (lambda: registry.streamfield_blocks[ImageBlock], image_block),
    ImageChooserBlock: (get_image_type, image),
    **dict.fromkeys(TEXT_BLOCKS, (graphene.String, as_it_is)),
    Block: (StreamFieldInterface, as_block),
}


# Rich texts and embeds


def resolve_rich_text(root: Any, info: Any) -> str:
    """Return what Grapple gives, with the links of all paragraphs looked up at once."""
    is_html = grapple_settings.RICHTEXT_FORMAT == "html"
    return str(root.value if is_html else root.value.source)


def resolve_embed(root: Any, info: Any) -> str:
    """Return the address. Grapple's own resolver fails for blocks in a stream."""
    return root.value.url if root.value else ""


RESOLVERS = {
    blocks.RichTextBlock: {"resolve_value": resolve_rich_text},
    EmbedBlock: dict.fromkeys(("resolve_value", "resolve_raw_value"), resolve_embed),
}


# Resolved values

SCALARS = {
    str: graphene.String,
    int: graphene.Int,
    float: graphene.Float,
    bool: graphene.Boolean,
    date: graphene.Date,
    datetime: graphene.DateTime,
    time: graphene.Time,
    Decimal: graphene.Decimal,
    UUID: graphene.UUID,
}


def type_of(hint: Any, required: bool = True) -> Any:
    """Return the type for a type hint; any JSON for what GraphQL does not have."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        others = [each for each in arguments if each is not NoneType]
        hint = others[0] if len(others) == 1 else Any
        required = required and len(others) == len(arguments)
    known = known_type(hint)
    is_any = known is GenericScalar
    return graphene.NonNull(known) if required and not is_any else known


def known_type(hint: Any) -> Any:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        hint = type(arguments[0])
    if is_typeddict(hint) and keys(hint):
        return partial(object_type, hint)  # It may hold others of its own.
    if origin is list:
        return graphene.List(type_of(*arguments))
    return SCALARS.get(hint, GenericScalar)


def fields_of(declared: Any) -> dict[str, graphene.Field]:
    """Return a field for each key of a TypedDict."""
    always, texts = declared.__required_keys__, descriptions(declared)
    return {
        name: graphene.Field(type_of(hint, name in always), description=texts.get(name))
        for name, hint in keys(declared).items()
    }


typed_dicts: dict[str, Any] = {}


@cache
def object_type(declared: Any) -> type[graphene.ObjectType]:
    fields, name = fields_of(declared), public_name(declared)
    if name == declared.__name__:  # A site may have a model of that name.
        name = f"Resolved{name.removeprefix('Resolved')}"
    if typed_dicts.setdefault(name, declared) is not declared:
        name = full_name(declared)
    meta = {
        "name": name,
        "description": description(declared) or None,
        "interfaces": [ResolvedBlock] if fields.keys() >= RESOLVED.keys() else [],
    }
    return type(name, (graphene.ObjectType,), {**fields, "Meta": meta})


RESOLVED = fields_of(Resolved)
ResolvedBlock = type("NewsblocksResolvedBlock", (graphene.Interface,), dict(RESOLVED))


class NewsblocksBlock(graphene.Interface):
    """One of these blocks: what can be said of it whatever it holds."""

    resolved = graphene.Field(ResolvedBlock, required=True)
