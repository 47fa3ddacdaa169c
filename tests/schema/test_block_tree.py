"""What the API gives is as the schema says, and nothing else is."""

import copy
import datetime
import json
from decimal import Decimal
from enum import Enum
from typing import Annotated, Literal, TypedDict
from unittest.mock import Mock
from uuid import UUID

import pytest
import wagtail
from django.core.exceptions import ValidationError
from rest_framework.renderers import JSONRenderer
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.embeds.blocks import EmbedBlock
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from news.models import ArticleStreamBlock
from wagtail_newsblocks.blocks import (
    NewsStructBlock,
    NewsStructValue,
    Resolved,
    StatisticBlock,
)
from wagtail_newsblocks.blocks.languages import LanguageBlock
from wagtail_newsblocks.schema import SUFFIXES, project, stream_schema, typescript

from . import closed, objects_in, schema_of, validating

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


def given(block, value):
    """What API v2 gives for the value in a stream."""
    stream = blocks.StreamBlock([("it", block)])
    data = stream.get_api_representation(stream.to_python([("it", value)]))
    return json.loads(JSONRenderer().render(data))


@pytest.mark.parametrize("version", VERSIONS)
def test_what_the_api_gives_of_an_article_is_valid(client, article, version):
    body = client.get(f"/api/{version}/pages/{article.pk}/").json()["body"]
    stream_block = article.body.stream_block
    schema = validating(closed(stream_schema(stream_block)))
    schema.validate(body)
    validating(stream_schema(stream_block, "write")).validate(body)

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


TABLE = {
    "data": [["Year", "Deaths"], ["2022", None]],
    "cell": [{"row": 0, "col": 1, "className": "right"}],
    "first_row_is_table_header": True,
    "table_caption": "By year",
}
COLUMNS = [("text", blocks.CharBlock()), ("stat", StatisticBlock())]
TYPED_TABLE = {
    "columns": [
        {"type": "text", "heading": "Where"},
        {"type": "stat", "heading": "How many"},
    ],
    "rows": [{"values": ["North", {"figure": "1,240", "subject": "deaths"}]}],
    "caption": "By region",
}


@pytest.mark.parametrize(
    ("block", "value", "wrong"),
    [
        (TableBlock(), TABLE, {"data": ["2022"]}),
        (TypedTableBlock(COLUMNS), TYPED_TABLE, {"columns": [{"type": "other"}]}),
    ],
    ids=["TableBlock", "TypedTableBlock"],
)
def test_tables(block, value, wrong):
    schema = schema_of(block)
    for each in (block.to_python(value), block.get_default()):
        schema.validate(given(block, each))
    [filled] = given(block, block.to_python(value))
    assert not schema.is_valid([{**filled, "value": {**filled["value"], **wrong}}])
    assert not schema.is_valid([{**filled, "value": "2022"}])
    writing = schema_of(block, "write")
    assert writing.is_valid([{"type": "it", "value": value}])
    assert not writing.is_valid([{"type": "it", "value": {**value, **wrong}}])


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
    [item] = schema["$defs"]["StreamBlock"]["items"]["oneOf"]
    assert (item["title"], item["description"]) == ("Loud", "Shouted.")
    assert item["properties"]["value"] == {}
    validating(schema).validate(given(block, "go"))
    assert "value: unknown;" in typescript(schema)


@pytest.mark.parametrize("value", ["default", "preview"])
@pytest.mark.parametrize("name", ArticleStreamBlock().child_blocks)
def test_every_block_resolves_to_what_it_declares(name, value, db):
    stream = ArticleStreamBlock()
    block = stream.child_blocks[name]
    values = {"default": block.get_default, "preview": block.get_preview_value}
    body = stream.get_api_representation(stream.normalize([(name, values[value]())]))
    valid = validating(closed(stream_schema(stream)))
    valid.validate(json.loads(JSONRenderer().render(body)))
    if isinstance(block, NewsStructBlock):
        broken = copy.deepcopy(json.loads(JSONRenderer().render(body)))
        del broken[0]["value"]["resolved"]["text"]
        assert not valid.is_valid(broken)


def test_what_is_read_may_get_more_keys_in_a_later_version(client, article):
    body = client.get(f"/api/v2/pages/{article.pk}/").json()["body"]
    schema = stream_schema(article.body.stream_block)
    for each in objects_in(body):
        each["more"] = 1
        assert not validating(closed(schema)).is_valid(body)
        validating(schema).validate(body)
    assert "additionalProperties" not in json.dumps(schema)


def test_it_is_said_which_modes_there_are():
    with pytest.raises(ValueError, match=r"no mode 'reed'. Choose “read” or “write”"):
        stream_schema(blocks.StreamBlock(), "reed")


def test_limits_are_for_writing():
    block = blocks.ListBlock(blocks.CharBlock(max_length=2), min_num=1, max_num=2)
    writing = schema_of(block, "write")
    for value, valid in ((["a"], True), ([], False), (["a"] * 3, False)):
        assert writing.is_valid([{"type": "it", "value": value}]) is valid
    assert not writing.is_valid([{"type": "it", "value": ["abc"]}])
    assert schema_of(block).is_valid([{"type": "it", "value": ["abc"] * 3, "id": "1"}])


def test_a_stream_that_may_be_empty_has_no_least():
    for required, valid in ((True, False), (False, True)):
        block = blocks.StreamBlock(
            [("char", blocks.CharBlock())], min_num=2, required=required
        )
        body = [{"type": "it", "value": []}]
        assert schema_of(block, "write").is_valid(body) is valid
        native = block.to_python([])
        assert refuses(block, native) is not valid


def refuses(block, value):
    try:
        block.clean(value)
    except ValidationError:
        return True
    return False


def test_typescript():
    struct = blocks.StructBlock(
        [
            ("title", blocks.CharBlock(help_text="Ends */ here.")),
            ("side", blocks.ChoiceBlock(choices=[("l", "Left")], default="l")),
        ]
    )
    assert typescript(stream_schema(blocks.StreamBlock([("card", struct)]))) == (
        """\
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


def made(module, name="PollBlock", base=blocks.StructBlock, **children):
    """Return a site's own class of blocks."""
    namespace = {"__module__": module, "__qualname__": name, **children}
    return type(name, (base,), namespace)


def names_of(*children, mode="read"):
    stream_block = blocks.StreamBlock([(f"it{n}", b) for n, b in enumerate(children)])
    named = stream_schema(stream_block, mode)["$defs"]
    return {
        child["properties"]["type"]["const"]: child["properties"]["value"].get("$ref")
        for child in named.pop(f"StreamBlock{SUFFIXES[mode]}")["items"]["oneOf"]
    }, named


def test_a_type_is_called_as_its_class():
    poll = made("home.blocks", char=blocks.CharBlock())
    references, named = names_of(StatisticBlock(), ImageBlock(), poll())
    assert [*references.values()] == [
        "#/$defs/NewsblocksStatisticBlock",
        "#/$defs/WagtailImageBlock",
        "#/$defs/PollBlock",
    ]
    # So are those of what blocks resolve to.
    assert {"NewsblocksResolvedStatistic", "NewsblocksStatisticLabels"} < named.keys()


def test_classes_of_one_name_have_their_whole_path_whichever_comes_first():
    home = made("home.blocks", char=blocks.CharBlock())()
    other = made("polls.blocks", day=blocks.DateBlock())()
    for children in ((home, other), (other, home)):
        _, named = names_of(*children)
        assert {name: list(each["properties"]) for name, each in named.items()} == {
            "HomeBlocksPollBlock": ["char"],
            "PollsBlocksPollBlock": ["day"],
        }


def test_it_is_called_the_same_in_the_schemas_of_all_fields(monkeypatch):
    home = made("home.blocks", char=blocks.CharBlock())()
    other = made("polls.blocks", char=blocks.CharBlock())()
    # Somewhere in the project, there is another of that name.
    field = Mock(stream_block=blocks.StreamBlock([("other", other)]))
    monkeypatch.setattr(project, "stream_titles", lambda: {field: "PollPageBody"})
    assert list(names_of(home)[1]) == ["HomeBlocksPollBlock"]
    # Or a field that is called so.
    monkeypatch.setattr(project, "stream_titles", lambda: {field: "SurveyBlock"})
    survey = made("home.blocks", "SurveyBlock", char=blocks.CharBlock())()
    assert list(names_of(survey)[1]) == ["HomeBlocksSurveyBlock"]


def test_blocks_of_one_class_that_differ_are_numbered_in_their_order(monkeypatch):
    monkeypatch.setattr(project, "stream_titles", dict)
    poll = made("home.blocks", char=blocks.CharBlock())
    second = made("home.blocks", "PollBlock2", char=blocks.CharBlock())
    longer = poll([("day", blocks.DateBlock())])
    references, named = names_of(poll(), longer, poll(label="Else"), second())
    assert [*references.values()] == [
        "#/$defs/PollBlock",
        "#/$defs/PollBlock3",  # PollBlock2 is a class.
        "#/$defs/PollBlock",
        "#/$defs/PollBlock2",
    ]
    assert list(named["PollBlock3"]["properties"]) == ["char", "day"]
    # What may be left out is another type, but only to write.
    assert list(names_of(ImageBlock(), ImageBlock(required=False))[1]) == [
        "WagtailImageBlock"
    ]


class Side(Enum):
    LEFT = 1


class Answers(TypedDict, total=False):
    """
    How readers answered.

    In the order in which they could.
    """

    yes: Annotated[int, "How many said yes."]
    no: int


class ResolvedPoll(Resolved):
    answers: Annotated[Answers | None, 1, "Null before it is closed."]
    first: Annotated[Answers, "The very first."]
    notes: list[Annotated[str, "Of an item, not of the list."]]


class PollValue(NewsStructValue):
    schema_version = 3

    @property
    def plain_text(self):
        return "Go?"

    def resolve(self) -> ResolvedPoll:
        answers = {"yes": 5}
        more = {"answers": None, "first": answers, "notes": []}
        return {**super().resolve(), **more}


class PollBlock(NewsStructBlock):
    class Meta:
        value_class = PollValue
        kind = "poll"


class SurveyBlock(PollBlock):
    class Meta:
        kind = "survey"


def test_what_a_block_resolves_to_has_a_name_and_a_kind():
    children = [("poll", PollBlock()), ("survey", SurveyBlock())]
    stream_block = blocks.StreamBlock(children)
    schema = stream_schema(stream_block)
    for name in ("PollBlock", "SurveyBlock"):
        named, kind = schema["$defs"][name]["properties"]["resolved"]["allOf"]
        assert named == {"$ref": "#/$defs/ResolvedPoll"}
        assert kind["properties"] == {
            "block": {"const": name.removesuffix("Block").lower()},
            "version": {"const": 3},
        }
    body = [(name, child.get_default()) for name, child in children]
    body = stream_block.get_api_representation(stream_block.normalize(body))
    valid = validating(closed(schema))
    valid.validate(body)
    for key, other in (("block", "survey"), ("version", 1), ("more", 1)):
        changed = copy.deepcopy(body)
        changed[0]["value"]["resolved"][key] = other
        assert not valid.is_valid(changed)
    assert """\
export type SurveyBlock = {
  resolved: ResolvedPoll & {
    block: "survey";
    version: 3;
  };
};
""" in typescript(schema)


def test_types_and_their_keys_are_described():
    schema = stream_schema(blocks.StreamBlock([("poll", PollBlock())]))
    assert """\
/**
 * How readers answered.
 *
 * In the order in which they could.
 */
export type Answers = {
  /** How many said yes. */
  yes?: number;
  no?: number;
};
""" in typescript(schema)
    assert """
  /** Null before it is closed. */
  answers: Answers | null;
  /** The very first. */
  first: Answers;
  notes: Array<string>;
};
""" in typescript(schema)
    # It does not inherit the text of another type.
    assert "description" not in schema["$defs"]["ResolvedPoll"]


class ResolvedDay(Resolved):
    day: datetime.date
    moment: datetime.datetime | None
    hour: datetime.time
    share: Decimal
    key: UUID


class DayValue(PollValue):
    def resolve(self) -> ResolvedDay:
        more = {"day": datetime.date(2024, 3, 14), "moment": None, "key": UUID(int=5)}
        more |= {"hour": datetime.time(9, 30), "share": Decimal("0.20")}
        return {**super(PollValue, self).resolve(), **more}


class DayBlock(NewsStructBlock):
    class Meta:
        value_class = DayValue
        kind = "day"


def test_dates_and_the_like_are_texts():
    schema_of(DayBlock()).validate(given(DayBlock(), {}))
    schema = stream_schema(blocks.StreamBlock([("day", DayBlock())]))
    assert schema["$defs"]["ResolvedDay"]["properties"]["day"] == {
        "type": "string",
        "format": "date",
    }
    assert """
  /** @format date */
  day: string;
  moment: string | null;
  hour: string;
  share: number | string;
  /** @format uuid */
  key: string;
};
""" in typescript(schema)


def test_what_every_block_says_of_itself_is_known_of_those_that_declare_nothing():
    class QuietValue(PollValue):
        def resolve(self):
            return super().resolve()

    class QuietBlock(NewsStructBlock):
        class Meta:
            value_class = QuietValue
            kind = "quiet"

    assert """\
export type QuietBlock = {
  resolved: NewsblocksResolved & {
    block: "quiet";
    version: 3;
  };
};
""" in typescript(stream_schema(blocks.StreamBlock([("it", QuietBlock())])))


def test_a_language_that_is_given_to_begin_with():
    class SpokenBlock(NewsStructBlock):
        language = LanguageBlock(default="en")

    schema = schema_of(SpokenBlock())
    schema.validate(given(SpokenBlock(), {"language": "eo"}))


def test_a_sites_own_image_is_called_as_its_class():
    captioned = made("home.blocks", "CaptionedBlock", ImageBlock, x=blocks.CharBlock())
    assert list(names_of(captioned())[1]) == ["CaptionedBlock"]
    assert list(names_of(captioned(), mode="write")[1]) == ["CaptionedBlockInput"]


@pytest.mark.parametrize("name", ["Array", "string", "ContactInput"])
def test_no_class_is_called_as_what_has_that_name_already(name):
    contact = made("home.blocks", "Contact", x=blocks.CharBlock())
    other = made("home.blocks", name, y=blocks.CharBlock())
    full = f"HomeBlocks{name[:1].upper()}{name[1:]}"
    assert list(names_of(contact(), other())[1]) == ["Contact", full]
    written = list(names_of(contact(), other(), mode="write")[1])
    assert written == ["ContactInput", f"{full}Input"]


class Node(TypedDict):
    inner: "list[Node]"
    top: "ResolvedTree | None"


class ResolvedTree(Resolved):
    nodes: list[Node]
    side: Literal[Side.LEFT]


class TreeValue(NewsStructValue):
    plain_text = ""

    def resolve(self) -> ResolvedTree:
        tree = {"nodes": [{"inner": [], "top": None}], "side": "l"}
        return {**super().resolve(), **tree}


class TreeBlock(NewsStructBlock):
    side = blocks.ChoiceBlock(choices=[(("a", "b"), "Both")], required=False)

    class Meta:
        value_class = TreeValue
        kind = "tree"


def test_types_that_hold_themselves_and_what_json_cannot_hold():
    schema = stream_schema(blocks.StreamBlock([("it", TreeBlock())]))
    node = schema["$defs"]["Node"]["properties"]
    assert node["inner"]["items"] == {"$ref": "#/$defs/Node"}
    assert schema["$defs"]["ResolvedTree"]["properties"]["side"] == {}
    assert "inner: Array<Node>;" in typescript(schema)
    schema_of(TreeBlock()).validate(given(TreeBlock(), {}))


def test_a_type_that_only_type_checkers_know_is_open():
    class ResolvedSecret(Resolved):
        it: "NotImported"  # noqa: F821

    class SecretValue(TreeValue):
        def resolve(self):
            return {**super(TreeValue, self).resolve(), "it": 5}

    SecretValue.resolve.__annotations__["return"] = ResolvedSecret

    class SecretBlock(NewsStructBlock):
        class Meta:
            value_class = SecretValue
            kind = "secret"

    schema = stream_schema(blocks.StreamBlock([("it", SecretBlock())]))
    validating(schema).validate(given(SecretBlock(), {}))
    assert schema["$defs"]["ResolvedSecret"]["properties"] == {}
