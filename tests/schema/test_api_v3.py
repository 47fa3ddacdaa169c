"""Articles written through Wagtail's API v3."""

import json
import re
from typing import Annotated, Any, TypedDict

import jsonschema_rs
import pytest
import wagtail
from django.apps import apps
from django.core.management import call_command
from django.test import Client
from pydantic import TypeAdapter

from news.models import ArticlePage, ArticleStreamBlock

if wagtail.VERSION < (8,):
    pytest.skip("API v3 came with Wagtail 8", allow_module_level=True)


from wagtail_newsblocks import graphql, page_languages
from wagtail_newsblocks.blocks import NewsStructBlock, NewsStructValue, Resolved
from wagtail_newsblocks.checks import check_order_of_apps
from wagtail_newsblocks.schema import api_v3, stream_schema
from wagtail_newsblocks.schema.block_tree import BlockTree

from . import BLOCKS, LEAST, WORDS, closed, validator, write_schema


def stored(page_id):
    """The body of a page's newest revision as it is stored, without what is new."""
    page = ArticlePage.objects.get(pk=page_id).get_latest_revision_as_object()
    return without_ids(page.body.get_prep_value())


def without_ids(value):
    """
    Leave out the ids of lists' items and of rich text's blocks.

    API v3 does not give the former, and makes the latter anew for any rich text.
    """
    if isinstance(value, str):
        return re.sub(r' data-block-key="\w+"', "", value)
    if isinstance(value, list):
        return [without_ids(each) for each in value]
    if not isinstance(value, dict):
        return value
    is_item = value.get("type") == "item" and "value" in value
    left_out = {"id"} if is_item else set()
    return {name: without_ids(value[name]) for name in value.keys() - left_out}


def test_every_block_has_a_filled_value(filled):
    assert filled.keys() == BLOCKS.keys()


@pytest.mark.parametrize(
    ("name", "least"),
    [*((name, False) for name in BLOCKS), *((n, True) for n in LEAST)],
)
def test_what_is_read_can_be_written_back(api, home, filled, name, least):
    value = LEAST[name] if least else filled[name]
    page = home.add_child(
        instance=ArticlePage(title="An article", body=[WORDS, (name, value)])
    )
    page.save_revision().publish()
    before = stored(page.pk)

    status, given = api("GET", f"pages/{page.pk}/")
    assert status == 200
    write_schema().validate(given["body"])
    for action in ("publish", None):
        assert api("PATCH", f"pages/{page.pk}/", {"body": []})[0] == 200
        assert stored(page.pk) == []
        change = {"body": given["body"], "meta": {"action": action}}
        status, answer = api("PATCH", f"pages/{page.pk}/", change)
        assert status == 200, answer["errors"]
        assert stored(page.pk) == before
        assert without_ids(answer["body"]) == without_ids(given["body"])


def test_an_article_of_every_block_is_created(api, home, filled):
    model = home.add_child(
        instance=ArticlePage(title="Model", body=[WORDS, *filled.items()])
    )
    body = api("GET", f"pages/{model.pk}/")[1]["body"]
    for block in body:
        del block["id"]
        if isinstance(block["value"], dict):
            del block["value"]["resolved"]
    meta = {"type": "news.ArticlePage", "parent_id": home.pk, "action": "publish"}
    status, made = api("POST", "pages/", {"meta": meta, "title": "New", "body": body})
    assert status == 201, made["errors"]
    page = ArticlePage.objects.get(pk=made["id"])
    assert page.live
    assert [child.block_type for child in page.body[1:]] == list(filled)
    assert [block["value"] for block in without_ids(page.body.get_prep_value())] == [
        block["value"] for block in without_ids(model.body.get_prep_value())
    ]


def test_the_demo_can_be_written_back(api, db):
    call_command("fill_demo", verbosity=0)
    for page in ArticlePage.objects.all():
        before = stored(page.pk)
        body = api("GET", f"pages/{page.pk}/")[1]["body"]
        write_schema().validate(body)
        assert api("PATCH", f"pages/{page.pk}/", {"body": []})[0] == 200
        change = {"body": body, "meta": {"action": "publish"}}
        assert api("PATCH", f"pages/{page.pk}/", change)[0] == 200
        assert stored(page.pk) == before


REJECTED = {
    "a field of a block": (
        [("pull_quote", {"attribution": "A"})],
        "[0].value.text (pull_quote): This field is required.",
        "required",
    ),
    "a field of a part": (
        [("heading", "A"), ("statistic", {"source": {"url": "no address"}})],
        "[1].value.source.url (statistic): Enter a valid URL.",
        "invalid",
    ),
    "an item of a list": (
        [("fact_sheet", {"key_facts": [{"heading": "A"}]})],
        "[0].value.key_facts[0].detail (fact_sheet): This field is required.",
        "required",
    ),
    "a block of a stream within": (
        [("statistics", {"statistics": [{"type": "statistic", "value": {}}] * 2})],
        "[0].value.statistics[1].value.figure (statistics): This field is required.",
        "required",
    ),
    "a stream within": (
        [("statistics", {"statistics": []})],
        "[0].value.statistics (statistics): The minimum number of items is 2",
        "invalid",
    ),
    "fields that do not go together": (
        [("pull_quote", {"text": "Nobody said so."})],
        "[0].value.text (pull_quote): These words do not stand in this article.",
        "invalid",
    ),
    "blocks that do not go together": (
        [("reply_form", {"heading": "A"})] * 2,
        "[1].value (reply_form): An article has only one “Reply form”. Remove this",
        "invalid",
    ),
}


@pytest.mark.parametrize("rejected", REJECTED)
@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_a_rejected_block_is_told_with_its_field(api, home, method, rejected):
    blocks, message, code = REJECTED[rejected]
    data = {
        "title": "New",
        "body": [{"type": name, "value": value} for name, value in blocks],
        "meta": {
            "type": "news.ArticlePage",
            "parent_id": home.pk,
            "action": "publish",
        },
    }
    page = home.add_child(instance=ArticlePage(title="Old"))
    path = "pages/" if method == "POST" else f"pages/{page.pk}/"
    status, answer = api(method, path, data)
    assert status == 422
    found = [error for error in answer["errors"] if error["msg"].startswith(message)]
    assert [(error["loc"], error["type"]) for error in found] == [(["body"], code)]
    assert "StreamBlock" not in json.dumps(answer)
    assert not home.get_children().exclude(pk=page.pk).exists()


def test_everything_that_is_wrong_is_told_at_once(api, home):
    body = [{"type": "pull_quote", "value": {}}, {"type": "quotation", "value": {}}]
    meta = {"type": "news.ArticlePage", "parent_id": home.pk, "action": "publish"}
    _, answer = api("POST", "pages/", {"title": "New", "body": body, "meta": meta})
    assert [error["msg"].partition(":")[0] for error in answer["errors"]] == [
        "[0].value.text (pull_quote)",
        "[1].value.text (quotation)",
        "[1].value.speaker (quotation)",
    ]


def test_drafts_may_be_unfinished(api, home):
    body = [{"type": "quotation", "value": {}}]
    meta = {"type": "news.ArticlePage", "parent_id": home.pk}
    status, made = api("POST", "pages/", {"title": "New", "body": body, "meta": meta})
    assert status == 201, made["errors"]
    page = ArticlePage.objects.get(pk=made["id"])
    assert (page.live, page.body[0].block_type) == (False, "quotation")


def test_the_openapi_document_knows_the_blocks(api, home, filled):
    page = home.add_child(instance=ArticlePage(title="A", body=[*filled.items()]))
    answer = api("GET", f"pages/{page.pk}/")[1]
    written = {
        "title": "A",
        "body": answer["body"],
        "meta": {"type": "news.ArticlePage", "parent_id": home.pk},
    }
    validator("write").validate(written)
    for block in answer["body"]:
        if isinstance(block["value"], dict):
            text = block["value"]["resolved"].pop("text")
            assert not validator("read").is_valid(answer)
            block["value"]["resolved"]["text"] = text
            if required := [
                name for name in ("text", "figure") if name in block["value"]
            ]:
                content = block["value"].pop(required[0])
                assert not validator("write").is_valid(written)
                block["value"][required[0]] = content
        block["type"] += "s"
        assert not validator("read").is_valid(answer)
        assert not validator("write").is_valid(written)
        block["type"] = block["type"][:-1]
    assert validator("read").is_valid(answer)
    assert validator("write").is_valid(written)


def test_the_schema_endpoint_says_the_same(api, home, filled):
    page = home.add_child(instance=ArticlePage(title="A", body=[*filled.items()]))
    status, schemas = api("GET", "schema/news.ArticlePage/")
    assert status == 200
    answer = api("GET", f"pages/{page.pk}/")[1]
    for form in ("read", "create", "patch"):
        blocks = {
            "$defs": schemas[form]["$defs"],
            **schemas[form]["properties"]["body"],
        }
        if form == "read":
            blocks = closed(blocks)
        valid = jsonschema_rs.Draft202012Validator(blocks, validate_formats=True)
        valid.validate(answer["body"])
        assert not valid.is_valid([{"type": "statistic", "value": {}, "id": "1"}])


def test_definitions_are_those_of_the_schema_of_the_field():
    """Named once, and so that no schema of a site's own is overwritten by them."""
    document = Client().get("/api/v3/openapi.json").json()
    names = set(document["components"]["schemas"])
    assert not [name for name in names if re.search(r"Block\w*\d|__", name)]
    for mode, suffix in (("read", ""), ("write", "Input")):
        declared = stream_schema(ArticleStreamBlock(), mode)["$defs"]
        ours = {name for name in declared if name.startswith(("Newsblocks", "Wagtail"))}
        assert f"NewsblocksStatisticBlock{suffix}" in ours
        assert f"WagtailImageBlock{suffix}" in ours
        assert ours <= names


class Echo(TypedDict):
    echoes: "list[Echo]"


class ResolvedEcho(Resolved):
    first: Echo


def test_a_type_that_holds_itself_stands_in_the_document():
    class EchoValue(NewsStructValue):
        def resolve(self) -> ResolvedEcho:
            raise NotImplementedError

    class EchoBlock(NewsStructBlock):
        class Meta:
            value_class = EchoValue
            kind = "echo"

    described = api_v3.Described(lambda: BlockTree(writes=False), EchoBlock())
    document = TypeAdapter(Annotated[Any, described]).json_schema()
    echo = document["$defs"]["Echo"]["properties"]["echoes"]
    # Inside of itself, it may be anything.
    assert echo == {"type": "array", "items": {}}
    assert document["$defs"]["ResolvedEcho"]["properties"]["first"] == {
        "$ref": "#/$defs/Echo"
    }


@pytest.fixture
def config(monkeypatch):
    """The app, which registers nothing when it gets ready once more."""
    config = apps.get_app_config("wagtail_newsblocks")
    monkeypatch.setattr(config, "is_before_api_v3", True)
    for name in ("use_in_api_v2", "use_in_api_v3"):
        monkeypatch.setattr(page_languages, name, lambda: None)
    monkeypatch.setattr(graphql, "register_blocks", lambda: None)
    for name in ("check_shapes", "register"):
        monkeypatch.setattr(api_v3, name, lambda: None)
    return config


@pytest.mark.parametrize("wanted", [True, False])
def test_it_is_a_setting_whether_the_blocks_are_described(
    config, settings, monkeypatch, wanted
):
    registered = []
    monkeypatch.setattr(api_v3, "register", lambda: registered.append(True))
    settings.NEWSBLOCKS_API_SCHEMA = wanted
    config.ready()
    assert registered == [True] * wanted


def test_it_is_said_if_the_api_was_asked_for_too_early(config):
    assert check_order_of_apps() == []
    config.ready()  # By now, the API is there.
    assert [found.id for found in check_order_of_apps()] == ["wagtail_newsblocks.W002"]
