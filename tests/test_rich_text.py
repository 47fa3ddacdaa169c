"""Links are looked up for all texts at once, and come out as Wagtail writes them."""

import copy
import pickle

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.documents.models import Document
from wagtail.models import Locale, Site
from wagtail.rich_text import (
    LinkHandler,
    RichText,
    expand_db_html,
    features,
    get_rewriter,
)
from wagtail.rich_text.pages import PageLinkHandler

from news.models import ArticlePage
from wagtail_newsblocks.rich_text import APIRichText, address_links, expand_all


@pytest.fixture
def home(db):
    return Site.objects.get(is_default_site=True).root_page


@pytest.fixture
def texts(home, settings, tmp_path):
    """Texts with every kind of link, whole and broken."""
    settings.MEDIA_ROOT = tmp_path
    page = home.add_child(instance=ArticlePage(title="Bridge & <water>"))
    document = Document.objects.create(
        title="A", file=ContentFile(b"x", name="a&b's.pdf")
    )
    return [
        f'<p><a linktype="page" id="{page.pk}">Bridge</a>, '
        f'<a id="{page.pk}" linktype="page">again</a>, '
        '<a linktype="page" id="99999">gone</a></p>',
        f'<p><a linktype="document" id="{document.pk}">Papers</a> '
        '<a linktype="document" id="99999">gone</a></p>',
        '<p><a href="https://example.org/?a=1&amp;b=2">elsewhere</a>, '
        '<a href="mailto:a@example.org">mail</a>, <a href="#a">below</a>, '
        '<a linktype="unheard-of" id="1">strange</a>, <a name="a">anchor</a>, '
        '<a linktype="page" id="99998"',
        "",
        '<p>1 < 2 <embed embedtype="unheard-of"/></p>',
    ]


def test_texts_are_as_wagtail_writes_them(texts):
    expected = [expand_db_html(text) for text in texts]
    assert expand_all(texts) == expected
    assert expand_all(iter(texts)) == expected
    assert expand_all([]) == []


@pytest.mark.parametrize("key", [2**63, -(10**20), "9" * 5000, "x", "", "1.5"])
@pytest.mark.parametrize("kind", ["page", "document"])
def test_a_link_with_a_key_that_is_none_leads_nowhere(kind, key, db):
    text = f'<a linktype="{kind}" id="{key}">Bridge</a>'
    assert expand_all([text]) == address_links([text]) == ["<a>Bridge</a>"]


class NamedHandler(LinkHandler):
    """Knows documents by a name, and has no model."""

    @classmethod
    def expand_db_attributes(cls, attrs):
        return f'<a href="/named/{attrs["id"]}">'


def test_a_sites_own_links_have_keys_of_its_own(db, monkeypatch):
    monkeypatch.setitem(features.get_link_types(), "document", NamedHandler)
    text = '<a linktype="document" id="plans">Plans</a>'
    assert expand_all([text]) == ['<a href="/named/plans">Plans</a>']


def test_only_pages_and_documents_are_addressed(texts):
    addressed = address_links(texts)
    assert "linktype" not in addressed[0] + addressed[1]
    assert addressed[2:] == texts[2:]


def test_a_page_is_linked_to_in_the_active_language(home, texts):
    english = ArticlePage.objects.get()
    arabic = Locale.objects.create(language_code="ar")
    home.copy_for_translation(arabic)
    translated = english.copy_for_translation(arabic)
    with translation.override("ar"):
        assert expand_all(texts)[0] == expand_db_html(texts[0])
        assert english.url in expand_all(texts)[0]  # A draft is not linked to.
        translated.save_revision().publish()
        assert expand_all(texts)[0] == expand_db_html(texts[0])
        assert f'href="{translated.url}"' in expand_all(texts)[0]
    assert english.url in expand_all(texts)[0]


def test_a_page_that_has_no_address_is_not_linked_to(texts):
    page = ArticlePage.objects.get()
    Site.objects.all().delete()
    assert expand_all([f'<p><a linktype="page" id="{page.pk}">Bridge</a></p>']) == [
        "<p><a>Bridge</a></p>"
    ]


class ExternalHandler(LinkHandler):
    @classmethod
    def expand_db_attributes(cls, attrs):
        return f'<a href="{attrs["href"]}" rel="nofollow">'


def test_what_a_site_does_with_external_links_is_done_to_those_alone(
    home, texts, monkeypatch
):
    monkeypatch.setitem(features.get_link_types(), "external", ExternalHandler)
    get_rewriter.cache_clear()
    try:
        # Of two sites, pages have full addresses.
        page = ArticlePage.objects.get()
        Site.objects.create(hostname="other.example", root_page=page)
        expected = [expand_db_html(text) for text in texts]
        assert expected[0].startswith('<p><a href="http://')
        assert "nofollow" in str(expected)
        assert expand_all(texts) == expected
        assert [str(child.value) for child in stored(texts).body] == [
            str(RichText(text)) for text in texts
        ]
    finally:
        get_rewriter.cache_clear()


class LoudHandler(PageLinkHandler):
    @classmethod
    def expand_db_attributes_many(cls, attrs_list):
        return [f'<a class="page" href="/{attrs["id"]}/">' for attrs in attrs_list]


def test_a_sites_own_links_are_used(texts, monkeypatch):
    monkeypatch.setitem(features.get_link_types(), "page", LoudHandler)
    assert '<a class="page" href="/99999/">gone</a>' in address_links(texts)[0]


def stored(texts):
    """An article as it is loaded, with each text as a paragraph."""
    home = Site.objects.get(is_default_site=True).root_page
    body = [("paragraph", text) for text in texts]
    article = home.add_child(instance=ArticlePage(title="Stored", body=body))
    return ArticlePage.objects.get(pk=article.pk)


def test_a_rendered_article_asks_once_for_all_its_paragraphs(home, texts):
    counts = []
    for number in (2, 40):
        pages = [
            home.add_child(instance=ArticlePage(title=f"{number} {n}"))
            for n in range(number)
        ]
        article = stored(
            [f'<p><a linktype="page" id="{page.pk}">{page}</a></p>' for page in pages]
        )
        str(article.body)
        article = ArticlePage.objects.get(pk=article.pk)
        with CaptureQueriesContext(connection) as queries:
            html = str(article.body)
        assert all(f'<a href="{page.url}">{page}</a>' in html for page in pages)
        counts.append(len(queries))
    assert counts[0] == counts[1], [query["sql"] for query in queries]


def test_paragraphs_are_rich_text_as_any_other(texts):
    body = stored(texts).body
    for child, text in zip(body, texts, strict=True):
        assert child.value == RichText(text)
        assert str(child.value) == str(RichText(text))
        for same in (copy.copy, copy.deepcopy, lambda v: pickle.loads(pickle.dumps(v))):
            assert str(same(child.value)) == str(RichText(text))
    again = body.stream_block.to_python(body.get_prep_value())
    assert again == body


def test_a_paragraph_that_is_changed_is_looked_up_anew(texts):
    body = stored(texts[:2]).body
    str(body)
    body[0].value.source = "<p>New</p>"
    assert "New" in str(body)
    body[1] = ("paragraph", RichText(texts[0]))
    assert str(RichText(texts[0])) in str(body)


def test_the_api_gives_texts_as_they_are_stored(client, texts):
    article = stored(texts)
    given = client.get(f"/api/v2/pages/{article.pk}/").json()["body"]
    assert [block["value"] for block in given] == texts


@pytest.mark.parametrize("form", ["db_html", "html", "db_markdown", "markdown"])
def test_the_api_gives_every_format_as_wagtail_does(client, texts, form):
    article = stored(texts)
    response = client.get(f"/api/v2/pages/{article.pk}/?rich_text_format={form}")
    assert [block["value"] for block in response.json()["body"]] == [
        # Wagtail 7 has no formats: texts are as they are stored.
        APIRichText.serialize(text, format=form) if APIRichText else text
        for text in texts
    ]
