"""What every block of this package is, whatever it holds."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Annotated, Any, TypedDict, TypeVar

from django.core.exceptions import ValidationError
from django.utils.choices import flatten_choices
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext
from wagtail.blocks import (
    Block,
    BlockGroup,
    CharBlock,
    ChoiceBlock,
    StructBlock,
    StructBlockValidationError,
    StructValue,
    TextBlock,
    URLBlock,
)
from wagtail.models import Page

from .. import commonmark

PUBLIC_MODULE = "wagtail_newsblocks.blocks"
Found = TypeVar("Found")
Loaded = TypeVar("Loaded", bound="Batched")
TEXT_BLOCKS = (CharBlock, ChoiceBlock, TextBlock, URLBlock)


class NewsBlock(Block):
    """
    A block that upgrades of this package never show in a site's migrations.

    Wagtail freezes a StructBlock into a migration with all its children, so that
    a reworded help text would ask every site for a new migration. A news block
    deconstructs as a leaf instead: its import path, and the arguments that the
    site itself passed. A site's own subclass keeps the site's own path, so that
    historical models in data migrations know the children that the site added.
    """

    @cached_property
    def canonical_module_path(self) -> str:
        cls = type(self)
        if cls.__module__.startswith(f"{PUBLIC_MODULE}."):
            return f"{PUBLIC_MODULE}.{cls.__name__}"
        return super().canonical_module_path

    deconstruct = Block.deconstruct
    deconstruct_with_lookup = Block.deconstruct_with_lookup

    @classmethod
    def construct_from_lookup(
        cls, lookup: Any, *args: Any, **kwargs: Any
    ) -> "NewsBlock":
        return cls(*args, **kwargs)

    class Meta:
        preview_template = "wagtail_newsblocks/previews/block.html"


class Batch:
    """Values of a block that were loaded together, as all those of a stream are."""

    def __init__(self, values: Sequence[Any]) -> None:
        self.values = values
        self.found: dict[tuple[Any, ...], Any] = {}

    def look_up(self, function: Callable[..., Found], *args: Hashable) -> Found:
        """
        Return what the function finds for all values, given those and ``args``.

        It is called once, when the first of them asks, so that a stream takes as many
        queries for a hundred blocks as for one.
        """
        asked = (function, *args)
        if asked not in self.found:
            self.found[asked] = function(self.values, *args)
        return self.found[asked]


class Batched:
    """A value that may be one of a batch."""

    @cached_property
    def batch(self) -> Batch:
        """This value alone, unless it was loaded with others."""
        return Batch([self])


def load_together(values: Iterable[Loaded]) -> list[Loaded]:
    """Return the values in a list, each with the ``batch`` of all."""
    loaded = list(values)
    batch = Batch(loaded)
    for value in loaded:
        value.batch = batch
    return loaded


def listed(*parts: str) -> str:
    """Return what there is of these in one line, with the language's own commas."""
    return gettext(", ").join(part for part in parts if part)


class Resolved(TypedDict):
    """What every block of news says of itself."""

    # This, and the types of subclasses, are read for the schemas with their texts.
    block: Annotated[str, "The kind of block."]
    version: Annotated[
        int, "Of the shape of this object; another one breaks older clients."
    ]
    text: Annotated[str, "The whole block in plain text."]


def has_to_choose(block: Block) -> bool:
    """
    Whether a choice has to be made, and there is one to begin with.

    Forms always send one. Where JSON leaves it out, it is that one too.
    """
    # It is not required while a draft is saved; whether it may be empty stays the same.
    return (
        isinstance(block, ChoiceBlock)
        and bool(block.meta.default)
        and {"", None}.isdisjoint(dict(flatten_choices(block.field.choices)))
    )


class NewsStructValue(Batched, StructValue):
    """
    A news block's value: what the editor typed, and everything derived from it.

    Templates and APIs both read the derived properties from here. Every child has
    a value, also when only some were given, and a text is never None.
    """

    schema_version = 1

    def __init__(self, block: StructBlock, *args: Any) -> None:
        super().__init__(block, *args)
        for name, child in block.child_blocks.items():
            value = self[name] if name in self else child.get_default()
            is_text = isinstance(child, TEXT_BLOCKS)
            if has_to_choose(child) and not value:
                value = child.get_default()
            # Numbers may come from JSON that no form has seen.
            if isinstance(value, Promise) or (
                is_text and isinstance(value, int | float)
            ):
                value = str(value)
            elif is_text and value is None:
                value = ""
            self[name] = value

    def __setitem__(self, name: str, value: Any) -> None:
        super().__setitem__(name, value)
        # What was derived from the others, or looked up, does not hold any more.
        for known in list(self.__dict__):
            if isinstance(getattr(type(self), known, None), cached_property):
                del self.__dict__[known]

    @cached_property
    def resolved_in(self) -> dict[str | None, Resolved]:
        """What it resolved to, by language, for whoever asks more than once."""
        return {}

    @property
    def plain_text(self) -> str:
        """The whole block in lines of plain text."""
        raise NotImplementedError(f"{type(self).__name__} does not define plain_text.")

    @property
    def markdown(self) -> str:
        """The whole block as CommonMark, with full addresses; "" if it says nothing."""
        lines = self.plain_text.split("\n")
        return commonmark.paragraphs(map(commonmark.escape, lines))

    def structured_data(self, page: Page) -> Iterator[tuple[str, Any]]:
        """
        Yield what the block says of its article: a property of schema.org, and a value.

        Values that are objects are collected in a list; of others, the last one counts.
        """
        yield from ()

    def resolve(self) -> Resolved:
        """
        Return what a front end would otherwise have to compute or fetch.

        JSON-serialisable. Always has ``block`` (the block's kind), ``version``
        (of this object's shape) and ``text`` (a fallback for clients that do not
        know the block); subclasses add their own keys, and declare them.
        """
        return {
            "block": self.block.meta.kind,
            "version": self.schema_version,
            "text": self.plain_text,
        }


class NewsStructBlock(NewsBlock, StructBlock):
    """
    The base of the package's structured blocks.

    A subclass names its rarely used children in ``Meta.settings_fields``: they
    stay folded away in the editor. Checks that look at several children at once
    go into ``cross_check``; drafts are saved without them.
    """

    def get_form_layout(self) -> BlockGroup:
        if self.meta.form_layout is not None:
            return super().get_form_layout()
        settings = [n for n in self.child_blocks if n in self.meta.settings_fields]
        children = [n for n in self.child_blocks if n not in settings]
        return BlockGroup(children=children, settings=settings)

    def bulk_to_python(self, values: Iterable[Any]) -> list[Any]:
        return load_together(super().bulk_to_python(values))

    def clean(self, value: StructValue) -> StructValue:
        value = super().clean(value)
        if not self.is_deferred_validation and (errors := self.cross_check(value)):
            raise StructBlockValidationError(block_errors=errors)
        return value

    def cross_check(self, value: Any) -> dict[str, ValidationError]:
        """
        Return the errors of children that do not go together, by child name.

        Called with a value whose children are each valid, when the page is
        published or scheduled, never when a draft is saved.
        """
        return {}

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        """Return the children's raw values and ``resolved``, which writes ignore."""
        raw = super().get_api_representation(value, context=context)
        return {**raw, "resolved": value.resolve()} if self.meta.kind else raw

    class Meta:
        value_class = NewsStructValue
        # What the block is called in ``resolved``: "statistic" for a
        # StatisticBlock. A part of another block has none, and is not resolved.
        kind = ""
        settings_fields: tuple[str, ...] = ()
