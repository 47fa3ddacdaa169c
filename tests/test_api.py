"""The same data through Wagtail's API v2 and v3."""

import itertools
import json

import pytest
import wagtail
from django.core.management import call_command
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from news.models import ArticlePage
from wagtail_newsblocks.structured_data import is_news

VERSIONS = ["v2"] + (["v3"] if wagtail.VERSION >= (8,) else [])


@pytest.fixture
def article(db):
    call_command("fill_demo", verbosity=0)
    return ArticlePage.objects.get(slug="fentanyl")


def body_of(client, version, page):
    response = client.get(f"/api/{version}/pages/{page.pk}/")
    assert response.status_code == 200
    return response.json()["body"]


@pytest.mark.parametrize("version", VERSIONS)
def test_every_news_block_is_raw_and_resolved(client, article, version):
    body = body_of(client, version, article)
    assert [block["type"] for block in body] == [
        child.block_type for child in article.body
    ]
    for block, child in zip(body, article.body, strict=True):
        if not isinstance(block["value"], dict):
            continue
        resolved = block["value"].pop("resolved")
        assert resolved["block"] == child.block_type
        assert resolved["version"] == 1
        assert resolved["text"] == child.value.plain_text


@pytest.mark.parametrize("version", VERSIONS)
def test_every_version_gives_what_the_blocks_say(client, article, version):
    said = article.body.stream_block.get_api_representation(article.body)
    assert body_of(client, version, article) == json.loads(
        json.dumps(said, cls=DjangoJSONEncoder)
    )


@pytest.mark.parametrize("version", VERSIONS)
def test_a_page_is_given_in_its_own_language(client, article, version):
    arabic = article.get_translations().get(locale__language_code="ar").specific
    with translation.override("ar"):
        said = [child.value.plain_text for child in arabic.body if is_news(child.block)]
    given = body_of(client, version, arabic)
    texts = [
        block["value"]["resolved"]["text"]
        for block in given
        if isinstance(block["value"], dict)
    ]
    assert texts == said
    assert any("المصدر" in text for text in texts)
    assert "Source" in str(body_of(client, version, article))


@pytest.mark.parametrize("version", VERSIONS)
def test_what_the_api_gives_can_be_stored_again(client, article, version):
    given = body_of(client, version, article)
    stream_block = article.body.stream_block
    stored = stream_block.clean(stream_block.to_python(given))
    assert "resolved" not in str(stream_block.get_prep_value(stored))
    assert stream_block.get_api_representation(stored) == (
        stream_block.get_api_representation(article.body)
    )


def test_queries_do_not_grow_with_the_blocks(client, make_long_article):
    formats = (
        ("db_html", "html", "markdown") if wagtail.VERSION >= (8,) else ("db_html",)
    )
    counts = {}
    for number in (1, 25):
        article = make_long_article(number)
        for version, rich_text_format in itertools.product(VERSIONS, formats):
            url = f"/api/{version}/pages/{article.pk}/?rich_text_format={rich_text_format}"
            client.get(url)
            with CaptureQueriesContext(connection) as queries:
                body = client.get(url).json()["body"]
            assert len(body) == 8 * number + 1
            assert body[3]["value"]["source"]["resolved"]["href"]
            assert body[7]["value"]["resolved"]["target"]["href"]
            asked = (version, rich_text_format)
            expected = counts.setdefault(asked, len(queries))
            assert len(queries) == expected, (asked, [q["sql"] for q in queries])


def test_a_draft_is_not_found_by_what_is_no_token(client, db):
    for token in ("", "x", "%00"):
        assert client.get(f"/api/v2/drafts/?token={token}").status_code == 404
