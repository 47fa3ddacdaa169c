"""The blocks through GraphQL, as wagtail-grapple answers a site's readers."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Annotated, TypedDict, get_type_hints

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    PageViewRestriction,
    Site,
)

from news.models import ArticlePage
from wagtail_newsblocks import graphql
from wagtail_newsblocks.blocks import NewsStructBlock, Resolved

ROOT = Path(__file__).resolve().parents[1]
# What a chosen page, document or picture is asked for.
CHOSEN = {
    "PageInterface": "{ id title url }",
    "DocumentObjectType": "{ id title url file collection { name } }",
    "ImageObjectType": "{ id title url rendition(width: 50) { url } }",
}


def ask(client, query):
    response = client.post(
        "/graphql/", {"query": query}, content_type="application/json"
    )
    answer = response.json()
    assert "errors" not in answer, answer["errors"]
    return answer["data"]


def body_of(client, page, selection):
    """Return what GraphQL gives of an article's blocks."""
    selection = f"... on ArticlePage {{ body {{ {selection} }} }}"
    answer = ask(client, f"{{ page(id: {page.pk}) {{ {selection} }} }}")
    return answer["page"]["body"]


@pytest.fixture
def types(client, db):
    """All types of the site's schema, as introspection gives them, by their names."""
    kind = "kind name ofType { kind name ofType { kind name ofType { kind name } } }"
    about = f"name interfaces {{ name }} fields {{ name type {{ {kind} }} }}"
    answer = ask(client, f"{{ __schema {{ types {{ {about} }} }} }}")
    return {each["name"]: each for each in answer["__schema"]["types"]}


def written(kind):
    """Write a type as the schema language does."""
    if kind["kind"] == "NON_NULL":
        return f"{written(kind['ofType'])}!"
    if kind["kind"] == "LIST":
        return f"[{written(kind['ofType'])}]"
    return kind["name"]


def fields_of(types, name):
    """Return the fields of a type, with theirs."""
    fields = types[name]["fields"] or []
    return {field["name"]: written(field["type"]) for field in fields}


def everything(types, name):
    """Return the selection of all that a type has, down to what was chosen."""
    if name in CHOSEN:
        return CHOSEN[name]
    if name == "StreamFieldInterface":
        return f"{{ field id {on(types, 'NewsblocksStatisticBlock')} }}"
    fields = fields_of(types, name)
    if "value" in fields:
        return "{ value }"
    selected = [
        f"{field} {everything(types, kind.strip('[]!'))}"
        for field, kind in fields.items()
        if field not in ("id", "blockType", "field", "rawValue")
    ]
    return f"{{ {' '.join(selected)} }}" if selected else ""


def on(types, name):
    return f"... on {name} {everything(types, name)}"


def whole_body(types, page):
    """Return the selection of all that an article's blocks have."""
    children = page.body.stream_block.child_blocks.values()
    names = sorted(f"Newsblocks{type(child).__name__}" for child in children)
    return " ".join(["field id rawValue", *(on(types, name) for name in names)])


def as_api_v2(answer):
    """Put an answer into the shape that API v2 has."""
    if isinstance(answer, list):
        return [as_api_v2(each) for each in answer]
    if not isinstance(answer, dict):
        return answer
    if "field" in answer:
        general = ("field", "id", "rawValue")
        value = {key: answer[key] for key in answer if key not in general}
        return {
            "type": answer["field"],
            "value": value["value"] if "value" in value else as_api_v2(value),
            "id": answer["id"],
        }
    if "id" in answer:
        return int(answer["id"])
    return {
        re.sub("[A-Z]", lambda capital: f"_{capital[0].lower()}", key): as_api_v2(each)
        for key, each in answer.items()
    }


@pytest.mark.parametrize(
    ("slug", "name"), [("fentanyl", "Name"), ("fentanyl-ar", "الاسم")]
)
def test_an_article_is_what_it_is_in_api_v2(client, db, types, settings, slug, name):
    call_command("fill_demo", verbosity=0)
    page = ArticlePage.objects.get(slug=slug)
    for language in ("en", "ar"):
        settings.LANGUAGE_CODE = language
        given = body_of(client, page, whole_body(types, page))
        v2 = client.get(f"/api/v2/pages/{page.pk}/").json()["body"]
        assert as_api_v2(given) == v2
        # It is in the language of the page, whatever that of the request.
        assert given[-1]["resolved"]["fields"][0]["label"] == name
        assert "@" not in json.dumps(given)


class Answers(TypedDict):
    """How readers answered."""

    yes: Annotated[int, "How many said yes."]
    no: int


class ResolvedPoll(Resolved):
    answers: Annotated[Answers | None, "Null before it is closed."]


def test_types_and_their_fields_are_described():
    poll, answers = map(graphql.object_type, (ResolvedPoll, Answers))
    assert poll._meta.fields["answers"].type is answers
    assert (poll._meta.description, answers._meta.description) == (
        None,
        "How readers answered.",
    )
    described = {**poll._meta.fields, **answers._meta.fields}
    assert {name: field.description for name, field in described.items()} == {
        **{name: field.description for name, field in graphql.RESOLVED.items()},
        "answers": "Null before it is closed.",
        "yes": "How many said yes.",
        "no": None,
    }


def test_every_block_is_a_type_and_its_resolved_another(types):
    for block in ArticlePage.body.field.stream_block.child_blocks.values():
        name = f"Newsblocks{type(block).__name__}"
        if isinstance(block, NewsStructBlock):
            assert {"name": "NewsblocksBlock"} in types[name]["interfaces"]
            declared = get_type_hints(block.meta.value_class.resolve)["return"]
            resolved = types[f"Newsblocks{declared.__name__}"]
            assert {"name": "NewsblocksResolvedBlock"} in resolved["interfaces"]
            assert [field["name"] for field in resolved["fields"]] == [
                re.sub("_(.)", lambda match: match[1].upper(), key)
                for key in get_type_hints(declared)
            ]
        else:
            assert "value" in [field["name"] for field in types[name]["fields"]]


def test_children_are_typed(types):
    assert fields_of(types, "NewsblocksStatisticBlock") == {
        "id": "String",
        "blockType": "String!",
        "field": "String!",
        "rawValue": "String!",
        "figure": "String!",
        "subject": "String!",
        "period": "String!",
        "change": "NewsblocksChangeBlock!",
        "trend": "[NewsblocksTrendPointBlock!]!",
        "note": "String!",
        "source": "NewsblocksSourceBlock!",
        "number": "String!",
        "unit": "String!",
        "qualifier": "String!",
        "reviewAfter": "Date",
        "resolved": "NewsblocksResolvedStatistic!",
    }
    for name, expected in {
        "NewsblocksFactSheetBlock": {
            "document": "DocumentObjectType",
            "page": "PageInterface",
            "cover": "ImageObjectType",
            "keyFacts": "[NewsblocksKeyFactBlock!]!",
        },
        "NewsblocksKeyFactBlock": {"pageNumber": "Int"},
        "NewsblocksPhotoBlock": {"image": "ImageBlock"},
        "NewsblocksReplyFormBlock": {"askWebsite": "Boolean!", "closesOn": "Date"},
        "NewsblocksStatisticGroupBlock": {"statistics": "[StreamFieldInterface!]!"},
        "NewsblocksResolvedStatistic": {
            "version": "Int!",
            "number": "String",
            "range": "NewsblocksNumberRange",
            "trend": "[NewsblocksDataPoint!]!",
        },
        "NewsblocksResolvedFactSheet": {
            "target": "NewsblocksLinkTarget",
            "cover": "NewsblocksPicture",
        },
        "NewsblocksResolvedReplyForm": {
            "state": "String",
            "apiUrls": "NewsblocksReplyApiUrls",
            "fields": "[NewsblocksReplyFormField!]!",
        },
    }.items():
        assert expected.items() <= fields_of(types, name).items()


def test_a_front_end_need_not_know_the_block(client, db):
    call_command("fill_demo", verbosity=0)
    page = ArticlePage.objects.get(slug="bridge")
    resolved = "... on NewsblocksBlock { resolved { block version text } }"
    assert body_of(client, page, resolved) == [{}] + [
        {
            "resolved": {
                "block": child.block_type,
                "version": 1,
                "text": child.value.plain_text,
            }
        }
        for child in list(page.body)[1:]
    ]


def test_raw_values_are_as_they_are_stored(client, db):
    call_command("fill_demo", verbosity=0)
    page = ArticlePage.objects.get(slug="fentanyl")
    given = [block["rawValue"] for block in body_of(client, page, "rawValue")]
    for raw, block in zip(given, page.body.raw_data, strict=True):
        stored = block["value"]
        assert (raw if isinstance(stored, str) else json.loads(raw)) == stored


def make_public(page, collection):
    pass


def unpublish(page, collection):
    page.live = False
    page.save()
    CollectionViewRestriction.objects.create(collection=collection)


def restrict(page, collection):
    for parent in (page.get_parent(), collection.get_parent()):
        model, key = (
            (PageViewRestriction, "page")
            if hasattr(parent, "url_path")
            else (CollectionViewRestriction, "collection")
        )
        model.objects.create(restriction_type="login", **{key: parent})


@pytest.mark.parametrize("change", [make_public, unpublish, restrict])
def test_only_what_anybody_may_open_is_given(
    client, db, types, settings, tmp_path, change
):
    settings.MEDIA_ROOT = tmp_path
    home = Site.objects.get(is_default_site=True).root_page
    section = home.add_child(instance=ArticlePage(title="Section", slug="section"))
    page = section.add_child(instance=ArticlePage(title="secret", slug="secret-1"))
    collection = (
        Collection.get_first_root_node()
        .add_child(name="All")
        .add_child(name="secret-2")
    )
    kept = {"title": "secret", "collection": collection}
    document = Document.objects.create(
        **kept, file=ContentFile(b"x", name="secret-3.pdf")
    )
    image = Image.objects.create(**kept, file=get_test_image_file("secret-4.png"))
    source = {"page": page}
    image.contextual_alt_text, image.decorative = "A bridge", False
    article = home.add_child(
        instance=ArticlePage(
            title="Article",
            body=[
                ("image", {"image": image}),
                ("statistic", {"source": source}),
                ("statistics", {"statistics": [("statistic", {"source": source})]}),
                ("quotation", {"source": source, "portrait": image}),
                ("fact_sheet", {"document": document, "cover": image}),
                ("fact_sheet", {"page": page}),
            ],
        )
    )
    change(page, collection)
    given = body_of(client, article, whole_body(types, article))
    photo, statistic, group, quotation, sheet, other_sheet = given
    is_public = change is make_public
    chosen = [
        photo["image"],
        statistic["source"]["page"],
        group["statistics"][0]["source"]["page"],
        quotation["source"]["page"],
        quotation["portrait"],
        sheet["document"],
        sheet["cover"],
        other_sheet["page"],
    ]
    assert [each is not None for each in chosen] == [is_public] * 8
    # Pictures are on the page for everybody, but not what the newsroom calls them.
    pictures = [block["resolved"].pop("image", None) for block in given]
    pictures += [block["resolved"].pop("portrait", None) for block in given]
    pictures += [block["resolved"].pop("cover", None) for block in given]
    assert len([each for each in pictures if each]) == 3
    assert ("secret" in json.dumps(given)) is is_public


def test_what_is_chosen_is_in_its_own_language_too(client, db):
    call_command("fill_demo", verbosity=0)
    arabic = ArticlePage.objects.get(slug="fentanyl-ar")
    source = {"page": arabic, "publisher": "A"}
    statistic = {"figure": "5", "subject": "cars", "source": source}
    english = ArticlePage.objects.get(slug="fentanyl")
    english.body = [("statistic", statistic)]
    english.save_revision().publish()
    [block] = body_of(
        client,
        english,
        """... on NewsblocksStatisticBlock {
            source { page { ... on ArticlePage { body {
                ... on NewsblocksBlock { resolved { text } }
            } } } }
            resolved { text }
        }""",
    )
    inner = [
        each["resolved"]["text"] for each in block["source"]["page"]["body"] if each
    ]
    assert any("المصدر" in text for text in inner)
    assert not any("Source" in text for text in inner)
    assert "Source: " in block["resolved"]["text"]


def test_queries_do_not_grow_with_the_blocks(
    client, types, settings, make_long_article
):
    articles = {number: make_long_article(number) for number in (1, 25)}
    for is_translated in (False, True):
        settings.WAGTAIL_I18N_ENABLED = is_translated
        counts = {}
        for number, article in articles.items():
            selection = whole_body(types, article)
            body_of(client, article, selection)
            with CaptureQueriesContext(connection) as queries:
                body = body_of(client, article, selection)
            assert len(body) == 8 * number + 1
            assert body[1]["value"].startswith('<p><a href="/')
            assert body[2]["image"]["image"]["rendition"]["url"]
            assert body[3]["source"]["page"]["url"]
            assert body[3]["source"]["resolved"]["href"]
            assert body[7]["document"]["collection"]["name"] == "Papers"
            assert body[7]["resolved"]["target"]["href"]
            counts[number] = len(queries)
        assert counts[25] == counts[1], [q["sql"] for q in queries]


@pytest.mark.parametrize("form", ["html", "raw"])
def test_rich_text_is_as_grapple_gives_it(client, db, settings, form):
    settings.GRAPPLE = {**settings.GRAPPLE, "RICHTEXT_FORMAT": form}
    home = Site.objects.get(is_default_site=True).root_page
    texts = [
        f'<p><a linktype="page" id="{home.pk}">Home</a></p>',
        "<p>No link</p>",
        "",
        f'<p><a linktype="page" id="{home.pk}">Home</a></p>',
        '<p><a linktype="page" id="0">Gone</a></p>',
    ]
    article = home.add_child(
        instance=ArticlePage(title="A", body=[("paragraph", each) for each in texts])
    )
    given = [
        block["value"]
        for block in body_of(
            client, article, "... on NewsblocksParagraphBlock { value }"
        )
    ]
    values = [child.value for child in article.body]
    assert given == (texts if form == "raw" else [str(value) for value in values])


# --- A site of its own: see graphql_site


ORDERS = [
    "tests.graphql_site,wagtail_newsblocks.replies,wagtail_newsblocks,grapple,graphene_django",
    "graphene_django,grapple,wagtail_newsblocks,wagtail_newsblocks.replies,tests.graphql_site",
]


def run(*arguments, stdin=""):
    done = subprocess.run(
        [sys.executable, *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("apps", ORDERS, ids=["first", "last"])
def test_a_sites_own_blocks(apps):
    query = """
    {
      body {
        __typename id field
        ... on NewsblocksBlock { resolved { text } }
        ... on ShoutBlock {
          rawValue text label name meta tags sides at price prose clip
          extra { ... on StructBlock { blocks { ... on CharBlock { value } } } }
          resolved { words { paragraphs } volume day key echoes { volume } }
        }
        ... on DeskStatisticBlock {
          figure desk checkedBy source { publisher } resolved { number }
        }
        ... on HeadingBlock { text }
        ... on NewsblocksHeadingBlock { value }
        ... on LoudParagraphBlock { value }
      }
      reply: __type(name: "Reply") { fields { name } }
    }
    """
    data = json.loads(run("-m", "tests.graphql_site", apps, stdin=query))["data"]
    shout, statistic, heading, news_heading, paragraph = data["body"]
    raw = json.loads(shout.pop("rawValue"))
    assert (raw["id"], raw["field"], raw["resolved"]) == ("an id", 5, "typed")
    assert shout == {
        "__typename": "ShoutBlock",
        "id": "1",
        "field": "shout",
        "text": "“Go.”",
        "label": "a label",
        "name": "a name",
        "meta": "a meta",
        "tags": ["one", "two"],
        "sides": ["l"],
        "at": "2024-03-14T09:30:00",
        "price": "12.50",
        "prose": "<p>Now.</p>",
        "clip": "https://example.org/clip",
        "extra": {"blocks": [{"value": "red"}]},
        "resolved": {
            "text": "“Go.”",
            "words": {"paragraphs": ["Go."]},
            "volume": 3,
            "day": "2024-03-14",
            "key": None,
            "echoes": [],
        },
    }
    assert statistic == {
        "__typename": "DeskStatisticBlock",
        "id": "2",
        "field": "statistic",
        "figure": "5",
        "desk": "city",
        "checkedBy": "the city desk",
        "source": {"publisher": ""},
        "resolved": {"text": "5.", "number": "5"},
    }
    assert heading == {
        "__typename": "HeadingBlock",
        "id": "3",
        "field": "heading",
        "text": "Theirs",
    }
    assert news_heading == {
        "__typename": "NewsblocksHeadingBlock",
        "id": "4",
        "field": "news_heading",
        "value": "Ours",
    }
    assert paragraph == {
        "__typename": "LoudParagraphBlock",
        "id": "5",
        "field": "paragraph",
        "value": "<p>Text</p>",
    }
    # Also where a site tells Grapple to give its models.
    assert data["reply"]["fields"] == [{"name": "id"}]


def test_a_site_without_grapple_does_not_need_it():
    done = run(
        "-c",
        """
import sys

import django
from django.conf import settings

sys.modules.update(dict.fromkeys(["grapple", "graphene", "graphene_django", "graphql"]))
sys.path.append("example_project")
from config import settings as example

needs_grapple = ("grapple", "graphene_django", "news")
apps = [app for app in example.INSTALLED_APPS if app not in needs_grapple]
others = {name: value for name, value in vars(example).items() if name.isupper()}
settings.configure(**{**others, "INSTALLED_APPS": apps})
django.setup()
from wagtail_newsblocks.replies.blocks import ReplyFormBlock

print(ReplyFormBlock().meta.kind)
""",
    )
    assert done == "reply_form\n"
