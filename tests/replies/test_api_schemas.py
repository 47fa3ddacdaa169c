"""What the OpenAPI document names, beside whatever a site has in the same API."""

from collections.abc import Iterator
from typing import Any, get_type_hints

import pytest
import wagtail
from ninja import NinjaAPI, Schema

from wagtail_newsblocks.replies.api import router
from wagtail_newsblocks.replies.blocks import ReplyFormLabels
from wagtail_newsblocks.replies.forms import ReplyFormField
from wagtail_newsblocks.replies.threads import Order


class Author(Schema):
    """What a news site has, and has named as anybody would."""

    slug: str
    biography: str


def document_of(api: NinjaAPI) -> dict[str, Any]:
    return api.get_openapi_schema(path_prefix="")


def mounted_in(api: NinjaAPI) -> NinjaAPI:
    api.add_router("", router)
    return api


def objects_in(document: Any) -> Iterator[dict[str, Any]]:
    """Yield the schemas of objects that a document names or writes out."""
    if isinstance(document, dict):
        if "properties" in document and document.get("type") == "object":
            yield document
        document = document.values()
    if not isinstance(document, str | int | None):
        for each in document:
            yield from objects_in(each)


@pytest.fixture
def document():
    return document_of(mounted_in(NinjaAPI(urls_namespace="alone")))


def test_all_names_are_our_own(document):
    components = document["components"]["schemas"]
    assert sorted(components) == [
        "NewsblocksAnswer",
        "NewsblocksAnswers",
        "NewsblocksOwnReplies",
        "NewsblocksOwnReply",
        "NewsblocksReplies",
        "NewsblocksReply",
        "NewsblocksReplyAddressee",
        "NewsblocksReplyAuthor",
        "NewsblocksReplyForm",
        "NewsblocksReplyFormField",
        "NewsblocksReplyFormLabels",
        "NewsblocksReplyToken",
        "NewsblocksSentReply",
    ]
    titles = {schema["title"] for schema in objects_in(document)}
    # The others stand where they are used: Ninja has no place for them.
    assert titles - components.keys() == {
        "NewsblocksProblem",
        "NewsblocksProblemError",
        "NewsblocksReceiptsInput",
        "NewsblocksReplyInput",
    }


def test_generated_clients_do_not_name_our_modules(document):
    operations = [
        operation["operationId"]
        for methods in document["paths"].values()
        for operation in methods.values()
    ]
    assert operations == [
        "newsblocks_get_reply_form",
        "newsblocks_post_reply_token",
        "newsblocks_get_replies",
        "newsblocks_post_reply",
        "newsblocks_get_reply",
        "newsblocks_get_answers",
        "newsblocks_post_receipts",
    ]


@pytest.mark.parametrize("comes_first", [True, False])
def test_a_sites_own_schemas_keep_their_shapes(comes_first, document):
    site = NinjaAPI(urls_namespace=f"site-{comes_first}")
    if not comes_first:
        mounted_in(site)
    site.get("authors/", response=list[Author])(lambda request: [])
    if comes_first:
        mounted_in(site)
    components = document_of(site)["components"]["schemas"]
    assert components.pop("Author")["properties"].keys() == {"slug", "biography"}
    assert components == document["components"]["schemas"]


@pytest.mark.skipif(wagtail.VERSION < (8,), reason="API v3 came with Wagtail 8")
def test_wagtails_own_api_has_them_as_they_are(document, client):
    components = client.get("/api/v3/openapi.json").json()["components"]["schemas"]
    for name, schema in document["components"]["schemas"].items():
        assert components[name] == schema


@pytest.mark.parametrize("declared", [ReplyFormField, ReplyFormLabels])
def test_what_the_block_resolves_to_is_described_once(declared, document):
    component = document["components"]["schemas"][f"Newsblocks{declared.__name__}"]
    hints = get_type_hints(declared, include_extras=True)
    assert component["description"] == declared.__doc__.strip()
    assert component["required"] == list(hints)
    assert {
        name: schema.get("description")
        for name, schema in component["properties"].items()
    } == {
        name: next(iter(getattr(hint, "__metadata__", [])), None)
        for name, hint in hints.items()
    }


@pytest.mark.parametrize(
    ("name", "prop", "values"),
    [
        ("NewsblocksReplyForm", "state", ["open", "closed"]),
        ("NewsblocksReplies", "order", Order.values),
        ("NewsblocksSentReply", "state", ["approved", "waiting"]),
        ("NewsblocksOwnReply", "state", ["approved", "waiting", "removed"]),
        (
            "NewsblocksReplyFormField",
            "type",
            ["text", "email", "textarea", "checkbox", "honeypot"],
        ),
    ],
)
def test_closed_sets_are_told(name, prop, values, document):
    schema = document["components"]["schemas"][name]
    assert schema["properties"][prop]["enum"] == values


def test_what_machines_read_may_be_null(document):
    components = document["components"]["schemas"]
    nullable = {
        f"{name}.{key}"
        for name, schema in components.items()
        for key, each in schema["properties"].items()
        if {"type": "null"} in each.get("anyOf", [])
    }
    assert nullable == {
        *(
            f"{name}.{key}"
            for name in ("NewsblocksAnswer", "NewsblocksReply")
            for key in ("addressee", "answer_url", "author", "edited_at", "parent")
        ),
        "NewsblocksAnswers.next",
        "NewsblocksOwnReply.parent",
        "NewsblocksOwnReply.url",
        "NewsblocksReplies.next",
        "NewsblocksReplies.next_url",
        "NewsblocksReplyAuthor.url",
        "NewsblocksReplyForm.last_day",
        "NewsblocksReplyFormField.autocomplete",
        "NewsblocksReplyFormField.inputmode",
        "NewsblocksReplyFormField.max_length",
        "NewsblocksReplyToken.altcha",
        "NewsblocksSentReply.url",
    }
