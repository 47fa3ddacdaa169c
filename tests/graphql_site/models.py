"""A site's own blocks, made from those of the package."""

from datetime import date
from uuid import UUID

import graphene
from grapple.helpers import register_graphql_schema, register_streamfield_block
from grapple.models import GraphQLString
from grapple.types.interfaces import StreamFieldInterface
from wagtail import blocks
from wagtail.blocks import CharBlock, StreamBlock, StructBlock
from wagtail.embeds.blocks import EmbedBlock

from wagtail_newsblocks.blocks import HeadingBlock as NewsHeadingBlock
from wagtail_newsblocks.blocks import (
    ParagraphBlock,
    PullQuoteBlock,
    PullQuoteValue,
    ResolvedPullQuote,
    StatisticBlock,
)


class ResolvedShout(ResolvedPullQuote):
    volume: int
    day: date
    key: UUID | None
    echoes: "list[ResolvedShout]"


class ShoutValue(PullQuoteValue):
    def resolve(self) -> ResolvedShout:
        more = {"volume": len(self.words), "echoes": [], "key": None}
        return {**super().resolve(), **more, "day": date(2024, 3, 14)}


class ShoutBlock(PullQuoteBlock):
    """With children that are called like attributes of blocks, or fields of Grapple."""

    label = CharBlock()
    name = CharBlock()
    meta = CharBlock()
    id = CharBlock()
    field = blocks.IntegerBlock()
    resolved = CharBlock()
    tags = blocks.ListBlock(CharBlock())
    sides = blocks.MultipleChoiceBlock(choices=[("l", "Left"), ("r", "Right")])
    at = blocks.DateTimeBlock()
    price = blocks.DecimalBlock()
    prose = blocks.RichTextBlock()
    clip = EmbedBlock()
    extra = StructBlock([("colour", CharBlock())])

    class Meta:
        value_class = ShoutValue


@register_streamfield_block
class DeskStatisticBlock(StatisticBlock):
    desk = CharBlock(required=False)

    graphql_fields = [GraphQLString("checked_by")]

    def checked_by(self, info, values):
        return f"the {values['desk']} desk"


@register_streamfield_block
class HeadingBlock(StructBlock):
    text = CharBlock()

    graphql_fields = [GraphQLString("text", required=True)]


class LoudParagraphBlock(ParagraphBlock):
    pass


class SiteStreamBlock(StreamBlock):
    shout = ShoutBlock()
    statistic = DeskStatisticBlock()
    heading = HeadingBlock()
    news_heading = NewsHeadingBlock()
    paragraph = LoudParagraphBlock()


BODY = [
    {
        "type": "shout",
        "value": {
            "text": "“Go.”",
            "label": "a label",
            "name": "a name",
            "meta": "a meta",
            "id": "an id",
            "field": 5,
            "resolved": "typed",
            "tags": ["one", "two"],
            "sides": ["l"],
            "at": "2024-03-14T09:30:00",
            "price": "12.50",
            "prose": "<p>Now.</p>",
            "clip": "https://example.org/clip",
            "extra": {"colour": "red"},
        },
        "id": "1",
    },
    {"type": "statistic", "value": {"figure": "5", "desk": "city"}, "id": "2"},
    {"type": "heading", "value": {"text": "Theirs"}, "id": "3"},
    {"type": "news_heading", "value": "Ours", "id": "4"},
    {"type": "paragraph", "value": "<p>Text</p>", "id": "5"},
]


@register_graphql_schema
class Query:
    body = graphene.List(StreamFieldInterface, required=True)

    def resolve_body(self, info):
        return SiteStreamBlock().to_python(BODY)
