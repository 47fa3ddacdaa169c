"""The same data through Wagtail's API v2 and v3."""

import pytest
import wagtail
from django.core.management import call_command

from news.models import ArticlePage

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


@pytest.mark.skipif(len(VERSIONS) < 2, reason="API v3 came with Wagtail 8")
def test_both_versions_give_the_same(client, article):
    assert body_of(client, "v2", article) == body_of(client, "v3", article)


@pytest.mark.parametrize("version", VERSIONS)
def test_what_the_api_gives_can_be_stored_again(client, article, version):
    given = body_of(client, version, article)
    stream_block = article.body.stream_block
    stored = stream_block.clean(stream_block.to_python(given))
    assert "resolved" not in str(stream_block.get_prep_value(stored))
    assert stream_block.get_api_representation(stored) == (
        stream_block.get_api_representation(article.body)
    )
