"""Articles written through Wagtail's API v3."""

import json
import re
from datetime import date
from functools import cache, reduce
from operator import getitem
from typing import Annotated, Any, TypedDict

import jsonschema_rs
import pytest
import wagtail
from django.apps import apps
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from pydantic import TypeAdapter
from wagtail.blocks import (
    BaseStreamBlock,
    BaseStructBlock,
    ListBlock,
    RichTextBlock,
)
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Site

from news.models import ArticlePage, ArticleStreamBlock, FrontPage

if wagtail.VERSION < (8,):
    pytest.skip("API v3 came with Wagtail 8", allow_module_level=True)

from wagtail.models import APIToken

from wagtail_newsblocks import graphql, page_languages
from wagtail_newsblocks.blocks import NewsStructBlock, NewsStructValue, Resolved
from wagtail_newsblocks.checks import check_order_of_apps
from wagtail_newsblocks.schema import api_v3, stream_schema
from wagtail_newsblocks.schema.block_tree import BlockTree

from .schemas import closed

BLOCKS = ArticleStreamBlock().child_blocks


@pytest.fixture
def home(db):
    root = Site.objects.get(is_default_site=True).root_page
    return root.add_child(instance=FrontPage(title="Front"))


@pytest.fixture
def api(client, db):
    """A function that asks the API as an editor, and returns status and answer."""
    user = User.objects.create_superuser("editor")
    _, token = APIToken.create_token(user=user, name="test")

    def ask(method, path, data=None):
        response = client.generic(
            method,
            f"/api/v3/{path}",
            "" if data is None else json.dumps(data),
            content_type="application/json",
            headers={"Authorization": f"Bearer {token}"},
        )
        answer = response.json()
        if response.status_code < 300 and path.startswith("pages/"):
            # Whatever is answered in any test here is what the schema says.
            validator("read").validate(answer)
        return response.status_code, answer

    return ask


@cache
def validator(mode):
    """For pages as API v3 itself says that they are, and nothing undeclared in them."""
    document = Client().get("/api/v3/openapi.json").json()
    if mode == "read":
        document = closed(document)
    name = {"read": "ArticlePageSchema", "write": "ArticlePageCreateSchema"}[mode]
    schema = {**document, "$ref": f"#/components/schemas/{name}"}
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True)


@cache
def write_schema():
    return jsonschema_rs.Draft202012Validator(
        stream_schema(ArticleStreamBlock(), "write"), validate_formats=True
    )


WORDS = ("paragraph", "<p>Go on</p>")
LEAST_STATISTIC = {"figure": "5", "subject": "cars"}
# A value of each block, if there are any others, in which little is filled in.
LEAST = {
    "statistic": LEAST_STATISTIC,
    "statistics": {"statistics": [("statistic", LEAST_STATISTIC)] * 2},
    "pull_quote": {"text": "Go on"},
    "quotation": {"text": "Go on", "speaker": "A"},
    "fact_sheet": {"title": "A", "url": "https://example.org/"},
    "reply_form": {"heading": "Answer"},
}


@pytest.fixture
def filled(home, settings, tmp_path):
    """A value of each block in which every field is filled in."""
    settings.MEDIA_ROOT = tmp_path
    page = home.add_child(instance=ArticlePage(title="Source"))
    image = Image.objects.create(title="Bridge", file=get_test_image_file())
    image.contextual_alt_text, image.decorative = "A bridge over a river", False
    document = Document.objects.create(title="A", file=ContentFile(b"x", name="a.pdf"))
    source = {
        "publisher": "Statistics office",
        "title": "Yearbook",
        "page": page,
        "locator": "Table 2",
        "published": "2024-03",
        "accessed": date(2024, 3, 14),
        "archived_url": "https://archive.example/1",
    }
    statistic = {
        "figure": "79,770",
        "subject": "cars",
        "period": "2022",
        "change": {
            "text": "down from before",
            "direction": "down",
            "reading": "good",
            "baseline": "80,000",
            "baseline_period": "2021",
        },
        "trend": [
            {"period": "2021", "number": "80,000"},
            {"period": "2022", "number": "79,770"},
        ],
        "note": "Without lorries.",
        "source": source,
        "number": "79770",
        "unit": "cars",
        "qualifier": "about",
        "review_after": date(2030, 1, 1),
    }
    return {
        "heading": "What happens next",
        "paragraph": (f'<p><b>Go</b> <a linktype="page" id="{page.pk}">on</a>.</p>'),
        "image": {"image": image, "caption": "The bridge", "credit": "A. Rahal"},
        "statistic": statistic,
        "statistics": {
            "heading": "A year",
            "statistics": [("statistic", statistic)] * 2,
        },
        "pull_quote": {"text": "Go on", "attribution": "A", "position": "end"},
        "quotation": {
            "text": "Go on.\r\n\r\nAnd on.",
            "speaker": "A",
            "role": "Engineer",
            "organisation": "City",
            "portrait": image,
            "said_on": "2024-03-14",
            "setting": "Press conference",
            "source": source,
            "original_text": "Allez.",
            "language": "fr",
            "translator": "B",
        },
        "fact_sheet": {
            "title": "The bridge",
            "issued_by": "City",
            "issued_on": "2024",
            "language": "en",
            "summary": "All about it.",
            "key_facts": [{"heading": "Length", "detail": "1 km", "page_number": 2}],
            "document": document,
            "archived_url": "https://archive.example/2",
            "cover": image,
            "display": "facts",
        },
        "embed": "https://video.example.org/the-bridge",
        "reply_form": {
            "heading": "Answer",
            "guidance": "Be kind.",
            "ask_website": True,
            "allow_nested_replies": False,
            "policy": "hold",
            "closes_on": date(2030, 1, 1),
            "closed_message": "Closed.",
        },
    }


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


PATH = r"(\[\d+\]|\.\w+)+( \((?P<type>\w+)\))?"
MISFITS = {
    "no object": (["x"], "[0]: A block has to be an object with “type” and “value”."),
    "no value": (
        [{"type": "statistic"}],
        "[0] (statistic): A block has to be an object with “type” and “value”.",
    ),
    "no such block": (
        [{"type": "statistik", "value": {}}],
        '[0]: There is no "statistik" here. Choose from: heading, ',
    ),
    "a type that is none": ([{"type": ["a"], "value": {}}], '[0]: There is no ["a"]'),
    "a text for an object": (
        [{"type": "statistic", "value": "1,240"}],
        '[0].value (statistic): This has to be an object, not "1,240".',
    ),
    "a text for a list": (
        [{"type": "fact_sheet", "value": {"key_facts": "x"}}],
        '[0].value.key_facts (fact_sheet): This has to be a list, not "x".',
    ),
    "an item that is none": (
        [{"type": "fact_sheet", "value": {"key_facts": [{"heading": "A"}, 5]}}],
        "[0].value.key_facts[1] (fact_sheet): This has to be an object, not 5.",
    ),
    "deep inside": (
        [{"type": "statistics", "value": {"statistics": [{"type": "heading"}]}}],
        "[0].value.statistics[0] (statistics): A block has to be an object",
    ),
    "a misspelt name": (
        [{"type": "statistic", "value": {"source": {"publsher": "A"}}}],
        '[0].value.source (statistic): There is no "publsher" here. Choose from: publ',
    ),
    "a list's item as it is stored": (
        [
            {
                "type": "fact_sheet",
                "value": {"key_facts": [{"type": "item", "value": {}, "id": "q"}]},
            }
        ],
        '[0].value.key_facts[0] (fact_sheet): There is no "type" here.',
    ),
    "a misspelt name in a struct of Wagtail's": (
        [{"type": "image", "value": {"image": {"image": None, "alt_txt": "x"}}}],
        '[0].value.image (image): There is no "alt_txt" here. Choose from: image, ',
    ),
    "what is resolved of nothing": (
        [{"type": "statistic", "value": {"change": {"resolved": {}}}}],
        '[0].value.change (statistic): There is no "resolved" here.',
    ),
    "a misspelt name of a block": (
        [{"type": "heading", "value": "A", "vlaue": "B"}],
        '[0] (heading): There is no "vlaue" here. Choose from: type, value, id.',
    ),
    "an id that is no text": (
        [{"type": "heading", "value": "A", "id": 5}],
        "[0].id (heading): This has to be a text, not 5.",
    ),
    "an id that cannot be stored": (
        [{"type": "heading", "value": "A", "id": "\x00"}],
        '[0].id (heading): "\\u0000" has a null character, or half of a character.',
    ),
    "half an id": (
        [{"type": "heading", "value": "A", "id": "\ud800"}],
        '[0].id (heading): "\\ud800" has a null character, or half of a character.',
    ),
    "a text that cannot be stored": (
        [{"type": "paragraph", "value": "A\x00"}],
        '[0].value (paragraph): "A\\u0000" has a null character, or half of a char',
    ),
    "a format that is none": (
        [{"type": "paragraph", "value": {"format": "markdown", "content": "x"}}],
        '[0].value.format (paragraph): There is no "markdown" here. Choose from: db_h',
    ),
    "a name that is no text": (
        [{"type": "statistic", "value": {"\ud800": "A"}}],
        '[0].value (statistic): There is no "\\ud800" here.',
    ),
    "a number for a text": (
        [{"type": "heading", "value": 5}],
        "[0].value (heading): This has to be a text, not 5.",
    ),
    "a number for rich text": (
        [{"type": "paragraph", "value": 5}],
        "[0].value (paragraph): This has to be a text or an object, not 5.",
    ),
    "a misspelt name in the envelope of rich text": (
        [{"type": "paragraph", "value": {"fromat": "db_html", "content": "x"}}],
        '[0].value (paragraph): There is no "fromat" here. Choose from: format, content.',
    ),
    "a name that looks like the end of a path": (
        [{"type": "statistic", "value": {"a: b": "A"}}],
        '[0].value (statistic): There is no "a: b" here.',
    ),
    "a choice that is no text": (
        [{"type": "pull_quote", "value": {"position": True}}],
        "[0].value.position (pull_quote): This has to be a text, not true.",
    ),
    "a text for a choice of two": (
        [{"type": "reply_form", "value": {"ask_website": "no"}}],
        '[0].value.ask_website (reply_form): This has to be true or false, not "no".',
    ),
    "a date that is none": (
        [{"type": "reply_form", "value": {"closes_on": "2024-13-01"}}],
        '[0].value.closes_on (reply_form): "2024-13-01" is not a date such as 2024-12-31.',
    ),
    "a page that is not there": (
        [{"type": "statistic", "value": {"source": {"page": 999999}}}],
        "[0].value.source.page (statistic): There is no page with the key 999999.",
    ),
    "a page by its address": (
        [{"type": "statistic", "value": {"source": {"page": "/bridge/" * 20}}}],
        '[0].value.source.page (statistic): This has to be a whole number, not "/bridge/',
    ),
}


@pytest.mark.parametrize("misfit", MISFITS)
def test_json_that_no_block_could_read_is_told_with_its_place(api, home, misfit):
    body, message = MISFITS[misfit]
    meta = {"type": "news.ArticlePage", "parent_id": home.pk}
    status, answer = api("POST", "pages/", {"title": "New", "body": body, "meta": meta})
    assert status == 422
    assert answer["errors"][0]["msg"].startswith(message)
    for error in answer["errors"]:
        assert error.keys() == {"type", "loc", "msg"}
        assert (error["type"], error["loc"][-1]) == ("block_shape", "body")
        path = re.fullmatch(PATH, error["msg"].partition(": ")[0])
        assert (path["type"] or "") in {"", *BLOCKS}
    assert not home.get_children().exists()


@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_each_misfit_has_an_error_of_its_own(api, home, method):
    page = home.add_child(instance=ArticlePage(title="Old"))
    source = {"publsher": "A"}
    statistic = {"type": "statistic", "value": {"note": 5, "source": source}}
    data = {
        "title": "New",
        "body": [{"type": "heading", "value": "A"}, statistic, "x"],
        "meta": {"type": "news.ArticlePage", "parent_id": home.pk},
    }
    path = "pages/" if method == "POST" else f"pages/{page.pk}/"
    status, answer = api(method, path, data)
    assert status == 422
    assert [error["msg"].partition(": ")[0] for error in answer["errors"]] == [
        "[1].value.note (statistic)",
        "[1].value.source (statistic)",
        "[2]",
    ]


@pytest.mark.parametrize("is_null", [True, False])
@pytest.mark.parametrize("name", LEAST)
def test_what_is_not_required_may_be_null_or_left_out(api, home, name, is_null):
    value = dict.fromkeys(BLOCKS[name].child_blocks) if is_null else {}
    if name == "statistics":
        items = [{"type": "statistic", "value": LEAST_STATISTIC}] * 2
        value |= {"statistics": items}
    else:
        value |= LEAST[name]
    words = {"type": WORDS[0], "value": WORDS[1]}
    body = [words, {"type": name, "value": value}]
    write_schema().validate(body)
    meta = {"type": "news.ArticlePage", "parent_id": home.pk, "action": "publish"}
    status, made = api("POST", "pages/", {"title": "A", "body": body, "meta": meta})
    assert status == 201, made["errors"]


def each_leaf(block, value, path=()):
    """
    Yield each block that has none inside, with its path.

    And JSON of the outer block in which it alone has the value.
    """
    if isinstance(block, ListBlock):
        for leaf, inner_path, inner in each_leaf(block.child_block, value, (*path, 0)):
            yield leaf, inner_path, [inner]
    elif isinstance(block, BaseStreamBlock):
        for name, child in block.child_blocks.items():
            for leaf, *found, inner in each_leaf(child, value, (*path, 0, "value")):
                yield leaf, *found, [{"type": name, "value": inner}]
    elif isinstance(block, BaseStructBlock):
        for name, child in block.child_blocks.items():
            for leaf, *found, inner in each_leaf(child, value, (*path, name)):
                yield leaf, *found, {name: inner}
    else:
        yield block, path, value


def place(path):
    return "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in path)


TEXTS = {"CharBlock", "HeadingBlock", "ParagraphBlock", "TextBlock"}
TEXTS |= {"FigureBlock", "PartialDateBlock"}  # in a draft that is not finished
# What is sent, and which blocks a draft with it may have.
ODD_VALUES = [
    ("x", TEXTS),
    ("0", TEXTS),
    ("5", TEXTS),
    ("2024-13-45", TEXTS),
    ("2024-01-01T00:00", TEXTS),
    ("\ud800", set()),
    (0, set()),
    (-1, set()),
    (5.5, set()),
    (7, {"IntegerBlock"}),
    (10**30, set()),
    (True, {"BooleanBlock"}),
    (False, {"BooleanBlock"}),
    ([], set()),
    (["a"], set()),
    (["\ud800"], set()),
    ({}, set()),
    ({"id": 1}, set()),
]


@pytest.mark.parametrize(("value", "accepted"), ODD_VALUES)
def test_a_draft_keeps_what_is_sent_or_refuses_it(api, home, value, accepted):
    leaves = {}
    for leaf, path, body in each_leaf(ArticleStreamBlock(), value):
        # Of a picture that is not there, Wagtail's own block keeps nothing.
        if "image" not in path:
            leaves.setdefault(type(leaf), (path, body))
    meta = {"type": "news.ArticlePage", "parent_id": home.pk}
    kept = set()
    for leaf, (path, body) in leaves.items():
        data = {"title": "New", "slug": leaf.__name__, "body": body, "meta": meta}
        status, answer = api("POST", "pages/", data)
        if status == 422:
            for error in answer["errors"]:
                assert error["msg"].startswith(place(path))
            continue
        assert status == 201
        given = reduce(getitem, path, answer["body"])
        if issubclass(leaf, RichTextBlock):
            given = re.fullmatch("<p[^>]*>(.*)</p>", given).group(1)
        assert (given, type(given)) == (value, type(value))
        kept.add(leaf.__name__)
    assert kept == accepted


def test_a_value_of_a_type_that_nothing_has_is_refused_wherever_it_stands(db):
    block = ArticleStreamBlock()
    for _, path, body in each_leaf(block, ["a"]):
        [(place, message)] = api_v3.misfits(block, body)
        assert (place, message[:15]) == (path, "This has to be ")


def test_what_is_left_out_of_a_news_block_is_its_default(api, home):
    body = [
        {"type": "reply_form", "value": {"heading": "Reply"}},
        {"type": "statistics", "value": {"statistics": [{"type": "statistic"}]}},
    ]
    body[1]["value"]["statistics"][0]["value"] = {"figure": "5"}
    meta = {"type": "news.ArticlePage", "parent_id": home.pk}
    status, made = api("POST", "pages/", {"title": "A", "body": body, "meta": meta})
    assert status == 201
    form, group = (block["value"] for block in made["body"])
    assert (form["allow_nested_replies"], form["ask_website"]) == (True, False)
    assert group["statistics"][0]["value"]["qualifier"] == "exact"
    # A box that is sent is as it was sent.
    body[0]["value"]["allow_nested_replies"] = False
    _, made = api("PATCH", f"pages/{made['id']}/", {"body": body})
    assert made["body"][0]["value"]["allow_nested_replies"] is False


@pytest.mark.parametrize("linktype", ["page", "document"])
@pytest.mark.parametrize("key", ["x", "", "1.5", "99999999999999999999999", "-1"])
def test_a_link_that_leads_nowhere_is_refused(api, home, linktype, key):
    text = f'<p><a linktype="{linktype}" id="{key}">it</a></p>'
    for value in (text, {"format": "db_html", "content": text}):
        body = [{"type": "paragraph", "value": value}]
        meta = {"type": "news.ArticlePage", "parent_id": home.pk}
        status, answer = api(
            "POST", "pages/", {"title": "A", "body": body, "meta": meta}
        )
        assert status == 422
        [error] = answer["errors"]
        assert error["msg"].startswith("[0].value")
        assert f'There is no {linktype} with the key "{key}".' in error["msg"]


def test_a_link_to_what_is_gone_is_kept(api, home):
    text = '<p data-block-key="a"><a linktype="page" id="2147483647">it</a></p>'
    body = [{"type": "paragraph", "value": text}]
    meta = {"type": "news.ArticlePage", "parent_id": home.pk}
    status, made = api("POST", "pages/", {"title": "A", "body": body, "meta": meta})
    assert status == 201
    assert 'id="2147483647"' in made["body"][0]["value"]


def test_rich_text_is_not_nested_without_an_end(api, home):
    for element in ("b", "ul><li"):
        text = f"<{element}>" * 500
        body = [{"type": "paragraph", "value": text}]
        meta = {"type": "news.ArticlePage", "parent_id": home.pk}
        status, answer = api(
            "POST", "pages/", {"title": "A", "body": body, "meta": meta}
        )
        assert status == 422
        [error] = answer["errors"]
        assert error["msg"] == (
            "[0].value (paragraph): There are more than 50 elements in each other."
        )


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
    assert [found.id for found in check_order_of_apps()] == ["wagtail_newsblocks.W011"]
