"""What the API gives is as the schema says, and nothing else is."""

import copy
import datetime
import json
from decimal import Decimal

import jsonschema_rs
import pytest
import wagtail
from django.core.management import call_command
from rest_framework.renderers import JSONRenderer
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.embeds.blocks import EmbedBlock
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from news.models import ArticlePage, ArticleStreamBlock
from wagtail_newsblocks.blocks import NewsStructBlock
from wagtail_newsblocks.schema import stream_schema, typescript

VERSIONS = ["v2"] + (["v3"] if wagtail.VERSION >= (8,) else [])

# Wagtail's own blocks, each with a value.
FILLED = {
    blocks.BlockQuoteBlock: "Go.",
    blocks.BooleanBlock: True,
    blocks.CharBlock: "Go.",
    blocks.DateBlock: datetime.date(2024, 3, 14),
    blocks.DateTimeBlock: datetime.datetime(
        2024, 3, 14, 9, tzinfo=datetime.timezone.utc
    ),
    blocks.DecimalBlock: Decimal("12.50"),
    blocks.EmailBlock: "a@example.org",
    blocks.FloatBlock: 2.5,
    blocks.IntegerBlock: 5,
    blocks.RawHTMLBlock: "<b>Go</b>",
    blocks.RichTextBlock: "<p>Go</p>",
    blocks.TextBlock: "Go.",
    blocks.TimeBlock: datetime.time(9, 30),
    blocks.URLBlock: "https://example.org/",
    EmbedBlock: "https://example.org/video",
}


def validator(schema):
    jsonschema_rs.meta.validate(schema)
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True)


def schema_of(block, form="read"):
    return validator(stream_schema(blocks.StreamBlock([("it", block)]), form))


def given(block, value):
    """What API v2 gives for the value in a stream."""
    stream = blocks.StreamBlock([("it", block)])
    data = stream.get_api_representation(stream.to_python([("it", value)]))
    return json.loads(JSONRenderer().render(data))


@pytest.fixture
def article(db):
    call_command("fill_demo", verbosity=0)
    return ArticlePage.objects.get(slug="fentanyl")


@pytest.mark.parametrize("version", VERSIONS)
def test_what_the_api_gives_of_an_article_is_valid(client, article, version):
    body = client.get(f"/api/{version}/pages/{article.pk}/").json()["body"]
    stream_block = article.body.stream_block
    schema = validator(stream_schema(stream_block))
    schema.validate(body)
    validator(stream_schema(stream_block, "write")).validate(body)

    for index, item in enumerate(body):
        if isinstance(item["value"], dict):
            for keys in (item["value"], item["value"]["resolved"]):
                for key in list(keys):
                    value = keys.pop(key)
                    assert not schema.is_valid(body), (index, key)
                    keys[key] = value
        renamed = copy.deepcopy(body)
        renamed[index]["type"] = "other"
        assert not schema.is_valid(renamed)


@pytest.mark.parametrize("required", [True, False])
@pytest.mark.parametrize("block_class", FILLED)
def test_wagtails_own_blocks(block_class, required):
    block = block_class(required=required)
    schema = schema_of(block)
    for value in (FILLED[block_class], block.get_default()):
        schema.validate(given(block, value))
    assert not schema.is_valid([{"type": "it", "value": [], "id": "1"}])


@pytest.mark.parametrize(
    "block_class", [blocks.PageChooserBlock, ImageChooserBlock, DocumentChooserBlock]
)
def test_what_was_chosen_may_be_gone(block_class):
    schema = schema_of(block_class())
    for value, valid in ((5, True), (None, True), ("5", False)):
        assert schema.is_valid([{"type": "it", "value": value, "id": "1"}]) is valid
    writing = schema_of(block_class(), "write")
    assert not writing.is_valid([{"type": "it", "value": None}])


@pytest.mark.parametrize(
    "block",
    [
        blocks.StaticBlock(),
        ImageBlock(required=False),
        blocks.ListBlock(blocks.CharBlock()),
        blocks.StreamBlock([("char", blocks.CharBlock())]),
        blocks.StructBlock([("char", blocks.CharBlock()), ("day", blocks.DateBlock())]),
        blocks.ChoiceBlock(choices=[("a", "A"), ("Group", [(1, "One")])]),
        blocks.MultipleChoiceBlock(choices=lambda: [("a", "A")]),
    ],
    ids=lambda block: type(block).__name__,
)
def test_empty_containers_and_choices(block):
    schema_of(block).validate(given(block, block.get_default()))
    assert not schema_of(block).is_valid([{"type": "it", "value": 2.5, "id": "1"}])


def test_choices_are_listed():
    block = blocks.ChoiceBlock(choices=[("a", "A"), ("Group", [(1, "One")])])
    for value in ("a", 1):
        schema_of(block).validate(given(block, value))
    assert not schema_of(block).is_valid([{"type": "it", "value": "b", "id": "1"}])
    assert not schema_of(block, "write").is_valid([{"type": "it", "value": ""}])


class LoudBlock(blocks.CharBlock):
    def get_api_representation(self, value, context=None):
        return {"loud": value.upper()}


def test_a_block_that_makes_its_own_values_is_open():
    block = LoudBlock(label="Loud", help_text="Shouted.")
    schema = stream_schema(blocks.StreamBlock([("it", block)]))
    item = schema["items"]["oneOf"][0]
    assert (item["title"], item["description"]) == ("Loud", "Shouted.")
    assert item["properties"]["value"] == {}
    validator(schema).validate(given(block, "go"))
    assert "value: unknown;" in typescript(schema)


@pytest.mark.parametrize("value", ["default", "preview"])
@pytest.mark.parametrize("name", ArticleStreamBlock().child_blocks)
def test_every_block_resolves_to_what_it_declares(name, value, db):
    stream = ArticleStreamBlock()
    block = stream.child_blocks[name]
    values = {"default": block.get_default, "preview": block.get_preview_value}
    body = stream.get_api_representation(stream.normalize([(name, values[value]())]))
    valid = validator(stream_schema(stream))
    valid.validate(json.loads(JSONRenderer().render(body)))
    if isinstance(block, NewsStructBlock):
        broken = copy.deepcopy(json.loads(JSONRenderer().render(body)))
        del broken[0]["value"]["resolved"]["text"]
        assert not valid.is_valid(broken)


def test_limits_are_for_writing():
    block = blocks.ListBlock(blocks.CharBlock(max_length=2), min_num=1, max_num=2)
    writing = schema_of(block, "write")
    for value, valid in ((["a"], True), ([], False), (["a"] * 3, False)):
        assert writing.is_valid([{"type": "it", "value": value}]) is valid
    assert not writing.is_valid([{"type": "it", "value": ["abc"]}])
    assert schema_of(block).is_valid([{"type": "it", "value": ["abc"] * 3, "id": "1"}])


def test_typescript():
    struct = blocks.StructBlock(
        [
            ("title", blocks.CharBlock(help_text="Ends */ here.")),
            ("side", blocks.ChoiceBlock(choices=[("l", "Left")], default="l")),
        ]
    )
    assert typescript(stream_schema(blocks.StreamBlock([("card", struct)]))) == (
        """\
/** StreamBlock */
export type StreamBlock = Array<
  /** Card */
  | {
    type: "card";
    value: {
      /**
       * Title
       * Ends *\\/ here.
       */
      title: string | null;
      /** Side */
      side: "" | "l";
    };
    id: string | null;
  }>;
"""
    )
