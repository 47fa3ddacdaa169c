"""JSON that API v3 refuses, or completes, before blocks get to see it."""

import re
from functools import reduce
from operator import getitem

import pytest
import wagtail
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from news.models import ArticlePage, ArticleStreamBlock
from wagtail_newsblocks.blocks import StatisticBlock
from wagtail_newsblocks.schema import stream_schema

from . import (
    BLOCKS,
    LEAST,
    LEAST_STATISTIC,
    WORDS,
    objects_in,
    schema_of,
    validating,
    write_schema,
)

if wagtail.VERSION < (8,):
    pytest.skip("API v3 came with Wagtail 8", allow_module_level=True)

from wagtail_newsblocks.schema.shapes import misfits, with_defaults

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
    if isinstance(block, blocks.ListBlock):
        for leaf, inner_path, inner in each_leaf(block.child_block, value, (*path, 0)):
            yield leaf, inner_path, [inner]
    elif isinstance(block, blocks.BaseStreamBlock):
        for name, child in block.child_blocks.items():
            for leaf, *found, inner in each_leaf(child, value, (*path, 0, "value")):
                yield leaf, *found, [{"type": name, "value": inner}]
    elif isinstance(block, blocks.BaseStructBlock):
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
        if issubclass(leaf, blocks.RichTextBlock):
            given = re.fullmatch("<p[^>]*>(.*)</p>", given).group(1)
        assert (given, type(given)) == (value, type(value))
        kept.add(leaf.__name__)
    assert kept == accepted


def test_a_value_of_a_type_that_nothing_has_is_refused_wherever_it_stands(db):
    block = ArticleStreamBlock()
    for _, path, body in each_leaf(block, ["a"]):
        [(place, message)] = misfits(block, body)
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
    body[0]["value"]["allow_nested_replies"] = None
    _, made = api("PATCH", f"pages/{made['id']}/", {"body": body})
    assert made["body"][0]["value"]["allow_nested_replies"] is True
    # A box that is sent is as it was sent.
    body[0]["value"]["allow_nested_replies"] = False
    _, made = api("PATCH", f"pages/{made['id']}/", {"body": body})
    assert made["body"][0]["value"]["allow_nested_replies"] is False


UNREADABLE = {
    "a page's key": '<p><a linktype="page" id="x">it</a></p>',
    "a document's key": '<p><a linktype="document" id="x">it</a></p>',
    "levels": "<b>" * 500,
    "levels of lists": "<ul><li>" * 500,
    "an item of no list": "<li>x</li>",
    "a part of a document": "<p><![foo[x]]></p>",
}


@pytest.mark.parametrize("format", [None, "db_html"])
@pytest.mark.parametrize("reason", UNREADABLE)
def test_rich_text_that_wagtail_cannot_read_is_refused(api, home, reason, format):
    text = UNREADABLE[reason]
    value = {"format": format, "content": text} if format else text
    body = [{"type": "paragraph", "value": value}]
    meta = {"type": "news.ArticlePage", "parent_id": home.pk}
    status, answer = api("POST", "pages/", {"title": "A", "body": body, "meta": meta})
    assert status == 422
    place = "[0].value.content" if format else "[0].value"
    assert [error["msg"] for error in answer["errors"]] == [
        f"{place} (paragraph): Wagtail cannot read this rich text: look at links and "
        "lists."
    ]


def test_markdown_that_wagtail_cannot_read_is_refused(api, home):
    text = "\n".join("  " * level + "- a" for level in range(300))
    value = {"format": "db_markdown", "content": text}
    body = [{"type": "paragraph", "value": value}]
    meta = {"type": "news.ArticlePage", "parent_id": home.pk}
    status, _ = api("POST", "pages/", {"title": "A", "body": body, "meta": meta})
    assert status == 422


@pytest.mark.parametrize(
    "text",
    [
        '<a linktype="document">it</a>',
        '<a linktype="page">it</a>',
        '<a linktype="page" id="99999999999999999999999">it</a>',
        '<a linktype="document" id="99999999999999999999999">it</a>',
        '<a href="">it</a>',
        '<a id="top">it</a>',
        "<p>one" * 60,
        "<ul>" + "<li>a" * 60 + "</ul>",
    ],
)
def test_other_rich_text_is_accepted_and_can_be_read(api, home, client, text):
    body = [{"type": "paragraph", "value": text}]
    meta = {"type": "news.ArticlePage", "parent_id": home.pk, "action": "publish"}
    status, made = api("POST", "pages/", {"title": "A", "body": body, "meta": meta})
    assert status == 201
    path = f"pages/{made['id']}/"
    for version in ("v2", "v3"):
        for format in ("html", "markdown"):
            url = f"/api/{version}/{path}?rich_text_format={format}"
            assert client.get(url).status_code == 200
    # Sent back as it was read, it is accepted.
    status, _ = api("PATCH", path, {"body": made["body"]})
    assert status == 200


def test_a_link_to_what_is_gone_is_kept(api, home):
    text = '<p data-block-key="a"><a linktype="page" id="2147483647">it</a></p>'
    body = [{"type": "paragraph", "value": text}]
    meta = {"type": "news.ArticlePage", "parent_id": home.pk}
    status, made = api("POST", "pages/", {"title": "A", "body": body, "meta": meta})
    assert status == 201
    assert 'id="2147483647"' in made["body"][0]["value"]


def test_what_is_written_has_only_keys_that_the_api_accepts(client, article):
    stream_block = article.body.stream_block
    body = client.get(f"/api/v2/pages/{article.pk}/").json()["body"]
    valid = validating(stream_schema(stream_block, "write"))
    # What is resolved may be anything, and nothing.
    for each in objects_in(body):
        if "resolved" in each:
            each["resolved"]["more"] = 1
    valid.validate(body)
    for each in objects_in(body, skipped=["resolved"]):
        each["more"] = 1
        assert not valid.is_valid(body)
        assert [*misfits(stream_block, body)]
        del each["more"]
        each.pop("resolved", None)
        valid.validate(body)
    assert not [*misfits(stream_block, body)]


@pytest.mark.parametrize("data", [None, "x", ["x"], {"a": 1}])
def test_a_table_is_a_list_of_rows(data):
    stream_block = blocks.StreamBlock([("it", TableBlock())])
    body = [{"type": "it", "value": {"data": data}}]
    assert [*misfits(stream_block, body)] == [
        ((0, "value", "data"), "This has to be a list of rows, each a list.")
    ]
    body[0]["value"]["data"] = [["2022", None]]
    assert not [*misfits(stream_block, body)]
    [(path, message)] = misfits(stream_block, [{"type": "it", "value": "x"}])
    assert (path, message) == ((0, "value"), 'This has to be an object, not "x".')


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"data": [["a"], [{"a": 1}]]}, ("data", 1, 0)),
        ({"data": [["a\0"]]}, ("data", 0, 0)),
        ({"cell": 5}, ("cell",)),
        ({"mergeCells": ["x"]}, ("mergeCells",)),
    ],
)
def test_a_table_has_cells_that_can_be_shown(changed, path):
    stream_block = blocks.StreamBlock([("it", TableBlock())])
    value = {"data": [["a", 1, True, None]], "cell": [], "mergeCells": None, "x": 1}
    assert not [*misfits(stream_block, [{"type": "it", "value": value}])]
    body = [{"type": "it", "value": {**value, **changed}}]
    [(place, _)] = misfits(stream_block, body)
    assert place == (0, "value", *path)


TYPED_TABLE = {
    "columns": [{"type": "text", "heading": "A"}, {"type": "stat", "heading": "B"}],
    "rows": [{"values": ["North", {"figure": "5"}]}],
    "caption": "",
}


@pytest.mark.parametrize(
    ("changed", "path", "message"),
    [
        ({"more": 1}, (), 'There is no "more" here.'),
        ({"columns": "x"}, ("columns",), "This has to be a list of objects."),
        ({"rows": ["x"]}, ("rows",), "This has to be a list of objects."),
        (
            {"columns": [{"type": "other", "heading": "A"}]},
            ("columns", 0, "type"),
            'There is no "other" here. Choose from: text, stat.',
        ),
        (
            {"columns": [{"type": ["a"], "heading": "A"}]},
            ("columns", 0, "type"),
            'There is no ["a"] here.',
        ),
        ({"caption": 5}, ("caption",), "This has to be a text, not 5."),
        (
            {"rows": [{"values": ["North"]}]},
            ("rows", 0, "values"),
            "This has to be a list of 2 values.",
        ),
        (
            {"rows": [{"values": [{"a": 1}, {"figur": "5"}]}]},
            ("rows", 0, "values", 0),
            "This has to be a text",
        ),
        (
            {"rows": [{"values": ["North", {"figur": "5"}]}]},
            ("rows", 0, "values", 1),
            'There is no "figur" here.',
        ),
    ],
)
def test_a_typed_table_holds_what_its_columns_say(changed, path, message):
    columns = [("text", blocks.CharBlock()), ("stat", StatisticBlock())]
    stream_block = blocks.StreamBlock([("it", TypedTableBlock(columns))])
    assert not [*misfits(stream_block, [{"type": "it", "value": TYPED_TABLE}])]
    body = [{"type": "it", "value": {**TYPED_TABLE, **changed}}]
    place, told = next(misfits(stream_block, body))
    assert (place, told[: len(message)]) == ((0, "value", *path), message)


class OwnTextBlock(blocks.RichTextBlock):
    def to_python(self, value):
        return value

    def get_prep_value(self, value):
        return value


def test_of_a_text_that_makes_its_own_values_nothing_is_known():
    stream_block = blocks.StreamBlock([("it", OwnTextBlock())])
    assert not [*misfits(stream_block, [{"type": "it", "value": {"own": 1}}])]


def test_what_would_be_lost_without_an_image():
    stream_block = blocks.StreamBlock([("it", ImageBlock(required=False))])
    value = {"image": None, "alt_text": "A bridge", "decorative": True}
    message = "Without an image, this would be lost."
    assert [*misfits(stream_block, [{"type": "it", "value": value}])] == [
        ((0, "value", "alt_text"), message),
        ((0, "value", "decorative"), message),
    ]
    value = {"image": None, "alt_text": "", "decorative": False}
    assert not [*misfits(stream_block, [{"type": "it", "value": value}])]


def test_html_that_is_left_out_is_empty():
    html = blocks.RawHTMLBlock(required=False)
    stream_block = blocks.StreamBlock(
        [("raw", html), ("card", blocks.StructBlock([("html", html)]))]
    )
    body = [{"type": "raw", "value": None}, {"type": "card", "value": {}}]
    values = [item["value"] for item in with_defaults(stream_block, body)]
    assert values == ["", {"html": ""}]


@pytest.mark.parametrize(
    ("block", "value"),
    [
        (blocks.StructBlock([("char", blocks.CharBlock())]), {"char": "Go."}),
        (ImageBlock(), {"image": 1, "decorative": True, "alt_text": None}),
        (ImageBlock(required=False), {"image": None}),
        (blocks.RichTextBlock(), {"content": "<p>Go.</p>", "format": "db_html"}),
    ],
    ids=lambda each: type(each).__name__,
)
def test_blocks_of_wagtails_own_have_only_keys_that_they_accept(
    block, value, monkeypatch
):
    monkeypatch.setattr(ImageChooserBlock, "to_python", lambda self, value: value)
    valid = schema_of(block, "write")
    stream_block = blocks.StreamBlock([("it", block)])
    for key in (None, "more", "resolved"):
        body = [{"type": "it", "value": value if not key else {**value, key: 1}}]
        assert valid.is_valid(body) is not bool(key)
        assert bool([*misfits(stream_block, body)]) is bool(key)
        body[0]["more"] = 1
        assert not valid.is_valid(body)
        assert [*misfits(stream_block, body)]
