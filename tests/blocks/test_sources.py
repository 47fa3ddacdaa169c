import datetime

import pytest
from bs4 import BeautifulSoup
from wagtail.blocks import StructBlockValidationError
from wagtail.models import Page, PageViewRestriction

from wagtail_newsblocks.blocks import SourceBlock


@pytest.fixture
def page(db):
    root = Page.objects.get(depth=1)
    home = root.get_children().first()
    return home.add_child(instance=Page(title="Our yearbook", slug="yearbook"))


def source(**value):
    return SourceBlock().normalize(value)


def render(value):
    soup = BeautifulSoup(value.block.render(value), "html.parser")
    return soup, " ".join(soup.get_text().split())


def test_everything_known_in_one_line():
    value = source(
        publisher="Office",
        title="Yearbook",
        url="https://example.org/yearbook",
        locator="Table 2",
        published="2024-03",
        accessed=datetime.date(2024, 4, 1),
        archived_url="https://archive.example.org/1",
    )
    soup, text = render(value)
    assert text == (
        "Source: Office, Yearbook, Table 2, March 2024; looked up April 1, 2024; "
        "archived copy"
    )
    assert soup.cite.string == "Yearbook"
    assert [link["href"] for link in soup("a")] == [
        "https://example.org/yearbook",
        "https://archive.example.org/1",
    ]
    assert value.citation == "Office, “Yearbook”, Table 2, March 2024"
    assert value.plain_text == "Source: Office, “Yearbook”, Table 2, March 2024"


def test_nothing_known_says_nothing():
    value = source()
    assert value.is_empty
    assert value.plain_text == ""
    assert render(value)[1] == ""


def test_a_bare_address_is_its_own_text():
    value = source(url="https://example.org/")
    assert value.citation == "https://example.org/"
    assert render(value)[1] == "Source: https://example.org/"


def test_a_page_gives_its_address_and_title(page):
    value = source(page=page)
    assert value.href == page.url
    assert value.citation == "“Our yearbook”"


@pytest.mark.parametrize("state", ["unpublished", "private"])
def test_a_page_that_readers_may_not_open_is_not_disclosed(page, state):
    if state == "private":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    else:
        page.unpublish()
    value = source(page=page, publisher="We")
    assert value.href == ""
    assert render(value)[1] == "Source: We"
    assert "yearbook" not in str(value.resolve()).lower()


def test_a_page_and_an_address_are_one_too_many(page):
    block = SourceBlock()
    value = block.normalize({"page": page, "url": "https://example.org/"})
    with pytest.raises(StructBlockValidationError) as error:
        block.clean(value)
    assert error.value.as_json_data() == {
        "blockErrors": {
            "url": {
                "messages": [
                    "A source is either a web address or a page of this site, not "
                    "both. Remove one of them."
                ]
            }
        }
    }
    assert block.clean_deferred(value)["page"] == page


def test_a_source_that_would_not_be_shown_is_refused():
    block = SourceBlock()
    details = {"locator": "Table 2"}
    with pytest.raises(StructBlockValidationError) as error:
        block.clean(block.normalize(details))
    assert error.value.as_json_data() == {
        "blockErrors": {
            "publisher": {
                "messages": [
                    "Without its publisher, title or address, a source is not shown. "
                    "Give one of them."
                ]
            }
        }
    }
    for known in ({"publisher": "Office"}, {"url": "https://example.org/"}, {}):
        value = block.normalize({**details, **known} if known else {})
        assert block.clean(value) == value


def test_resolved(page):
    answer = SourceBlock().get_api_representation(source(page=page, title="The book"))
    assert answer["page"] == page.pk
    assert answer["resolved"] == {
        "block": "source",
        "version": 1,
        "text": "Source: “The book”",
        "citation": "“The book”",
        "title": "The book",
        "href": "http://localhost/yearbook/",
        "archived_href": None,
        "published_text": "",
        "accessed_text": "",
        "labels": {
            "source": "Source:",
            "looked_up": "looked up",
            "archived_copy": "archived copy",
            "comma": ", ",
            "semicolon": "; ",
        },
    }


def test_another_page_that_is_chosen_later_is_another_one(page):
    block = SourceBlock()
    first, second = block.bulk_to_python([{"page": page.pk}, {"page": page.pk}])
    assert first.href == page.url
    other = page.get_parent().add_child(instance=Page(title="New", slug="new"))
    for value in (first, second):
        value["page"] = other
        assert value.href == other.url


@pytest.mark.parametrize("url", ["http://[", "http://a]b", "javascript:alert(1)"])
def test_a_stored_address_that_is_none_links_nowhere(url):
    value = source(url=url, archived_url=url)
    resolved = value.resolve()
    assert (resolved["href"], resolved["archived_href"]) == (None, None)
    assert "href" not in value.block.render(value)
