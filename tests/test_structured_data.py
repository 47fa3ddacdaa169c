"""An article as schema.org data."""

import json

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.template import Context, Template
from wagtail.blocks import ListBlock, StreamBlock, StructBlock

from news.models import ArticlePage
from wagtail_newsblocks.blocks import StatisticBlock
from wagtail_newsblocks.streams import values_in
from wagtail_newsblocks.structured_data import article_data, is_news, without_empty

from .test_api import VERSIONS

# What schema.org lets each type have, of what is used here.
THING = {"@type", "name", "description", "url", "subjectOf"}
WORK = {
    *THING,
    "abstract",
    "archivedAt",
    "citation",
    "commentCount",
    "creator",
    "creditText",
    "dateCreated",
    "dateModified",
    "datePublished",
    "discussionUrl",
    "encodingFormat",
    "hasPart",
    "headline",
    "inLanguage",
    "isBasedOn",
    "mentions",
    "publisher",
    "text",
    "translator",
}
VOCABULARY = {
    "NewsArticle": {*WORK, "@context", "@id", "image"},
    "CreativeWork": WORK,
    "Quotation": WORK,
    "DigitalDocument": WORK,
    "ImageObject": {*WORK, "caption", "width", "height"},
    "Observation": {
        *THING,
        "value",
        "minValue",
        "maxValue",
        "unitText",
        "observationDate",
    },
    "QuantitativeValue": {"@type", "value", "unitCode"},
    "Person": {*THING, "jobTitle", "affiliation"},
    "Organization": THING,
}


@pytest.fixture
def article(db):
    call_command("fill_demo", verbosity=0)
    return ArticlePage.objects.get(slug="fentanyl")


def assert_is_schema_org(value):
    if isinstance(value, dict):
        assert value.keys() <= VOCABULARY[value["@type"]], value
        assert all(item not in ("", None, [], {}) for item in value.values())
        for item in value.values():
            assert_is_schema_org(item)
    elif isinstance(value, list):
        for item in value:
            assert_is_schema_org(item)


def test_an_article_says_what_its_blocks_say(article):
    data = article_data(article)
    assert_is_schema_org(data)
    assert (data["@type"], data["headline"]) == ("NewsArticle", article.title)
    assert data["url"] == article.full_url
    assert data["commentCount"] == 4
    pixels = {"@type": "QuantitativeValue", "value": 1600, "unitCode": "E37"}
    assert data["image"][0]["width"] == pixels
    blocks = {child.block_type: child.value for child in article.body}
    statistic, quotation = blocks["statistic"], blocks["quotation"]
    observations = {item["description"]: item for item in data["mentions"]}
    observation = observations[statistic.sentence]
    assert observation["value"] == int(statistic.data_value)
    assert (
        observation["subjectOf"]["publisher"]["name"]
        == (statistic["source"]["publisher"])
    )
    spoken = {item["text"]: item["creator"]["name"] for item in data["hasPart"]}
    assert spoken[quotation.words] == quotation["speaker"]
    sheets = {item["name"] for item in data["citation"]}
    assert blocks["fact_sheet"]["title"] in sheets


@pytest.mark.parametrize(
    ("figure", "quantity"),
    [
        ("79,770", {"value": 79770}),
        ("40 to 50 percent", {"minValue": 40, "maxValue": 50, "unitText": "%"}),
        ("$2.3 billion", {"value": 2300000000, "unitText": "USD"}),
        ("1 in 5", {"value": 0.2}),
        ("about as many", {}),
    ],
)
def test_figures_are_quantities(figure, quantity):
    value = StatisticBlock().normalize({"figure": figure, "subject": "cars"})
    ((_name, observation),) = value.structured_data(page=None)
    names = ("value", "minValue", "maxValue", "unitText")
    said = {name: observation[name] for name in names}
    assert without_empty(said) == quantity


def test_news_blocks_are_found_however_deep_they_stand():
    block = StreamBlock([("rows", ListBlock(StructBlock([("a", StatisticBlock())])))])
    rows = [{"a": {"figure": "5", "subject": "cars"}}]
    value = block.to_python([{"type": "rows", "value": rows}])
    (statistic,) = values_in(block, value, is_news)
    assert statistic["subject"] == "cars"


def test_nothing_in_it_ends_the_element(article):
    evil = "</script><script>alert(1)</script><!--&\u2028"
    article.title = evil
    article.body = [("statistic", {"figure": "5", "subject": evil})]
    template = Template("{% load newsblocks %}{% structured_data page %}")
    html = template.render(Context({"page": article}))
    (script,) = BeautifulSoup(html, "html.parser").find_all()
    assert script["type"] == "application/ld+json"
    assert json.loads(script.string) == json.loads(json.dumps(article_data(article)))
    assert json.loads(script.string)["headline"] == evil
    assert html.count("<") == 2


@pytest.mark.parametrize("version", VERSIONS)
def test_the_api_gives_it_too(client, article, version):
    answer = client.get(f"/api/{version}/pages/{article.pk}/").json()
    assert answer["structured_data"] == json.loads(json.dumps(article_data(article)))
