import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from wagtail.blocks import StructBlockValidationError
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, Page

from wagtail_newsblocks.blocks import FactSheetBlock

FACT = {"heading": "Opened", "detail": "1936", "page_number": 3}


@pytest.fixture
def document(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return get_document_model().objects.create(
        title="Bridge", file=ContentFile(b"x" * 1536, name="bridge.pdf")
    )


@pytest.fixture
def private_document(document):
    collection = Collection.get_first_root_node().add_child(name="Desk")
    CollectionViewRestriction.objects.create(
        collection=collection, restriction_type="login"
    )
    document.collection = collection
    document.save()
    return document


def fact_sheet(**value):
    return FactSheetBlock().normalize({"title": "The bridge", **value})


def render(value):
    soup = BeautifulSoup(value.block.render(value), "html.parser")
    return soup, " ".join(soup.get_text().split())


def errors_of(**value):
    value = fact_sheet(**value)
    with pytest.raises(StructBlockValidationError) as error:
        value.block.clean(value)
    assert value.block.clean_deferred(value)["title"] == value["title"]
    return {
        name: error["messages"][0]
        for name, error in error.value.as_json_data()["blockErrors"].items()
    }


def test_the_card_says_what_will_open(document):
    value = fact_sheet(
        document=document,
        issued_by="City",
        issued_on="2024-03",
        language="fr",
        key_facts=[FACT],
    )
    soup, text = render(value)
    assert text == (
        "Fact sheet The bridge City, March 2024 Opened 1936 (page 3) Read the fact "
        "sheet: The bridge (PDF, 1.5\xa0KB, French)"
    ).replace("\xa0", " ")
    fact, link = soup("a")
    assert fact["href"] == f"{document.url}#page=3"
    assert (link["href"], link["hreflang"]) == (document.url, "fr")
    assert value.plain_text == (
        "The bridge (City, March 2024)\nOpened: 1936\n"
        f"http://localhost:8000{document.url}"
    )


def test_a_draft_without_a_title_is_called_a_fact_sheet():
    soup, text = render(fact_sheet(title="", issued_by="City"))
    assert soup.h2.string == "Fact sheet"
    assert text == "Fact sheet City"


@pytest.mark.parametrize(
    ("display", "target", "shown"),
    [
        ("card", "https://e.org/", False),
        ("facts", "https://e.org/", True),
        ("card", "", True),
    ],
)
def test_key_facts_are_shown_unless_the_card_has_a_link(display, target, shown):
    soup, _ = render(fact_sheet(display=display, url=target, key_facts=[FACT]))
    assert bool(soup.dl) is shown


def test_a_private_document_is_never_disclosed(private_document):
    value = fact_sheet(document=private_document, display="viewer", key_facts=[FACT])
    _, text = render(value)
    assert value.target is None
    assert "Read the fact sheet" not in text
    assert "bridge.pdf" not in value.block.render(value) + str(value.resolve())


def test_a_private_document_is_refused(private_document):
    assert errors_of(document=private_document) == {
        "document": "This document is in a private collection, so readers could not "
        "open it. Move it to a public collection or choose another."
    }


def test_two_targets_are_refused(document):
    message = (
        "A fact sheet opens one thing: a document, a page or a web address. Keep one "
        "and remove the others."
    )
    assert errors_of(document=document, url="https://e.org/") == {"url": message}
    page = Page.objects.first()
    assert errors_of(document=document, page=page) == {"page": message}


def test_nothing_to_read_is_refused():
    assert errors_of() == {
        "document": "There is nothing to read here yet. Choose a document or a page, "
        "type a web address, or add a key fact."
    }


def test_a_key_fact_is_enough():
    value = fact_sheet(key_facts=[FACT])
    assert value.block.clean(value)["key_facts"][0]["detail"] == "1936"


def test_the_sites_own_pdf_is_framed_where_the_site_allows_it(document, settings):
    value = fact_sheet(document=document, display="viewer")
    settings.NEWSBLOCKS_DOCUMENT_VIEWER = False
    assert render(value)[0].iframe is None
    settings.NEWSBLOCKS_DOCUMENT_VIEWER = True
    frame = render(value)[0].select_one("details iframe")
    assert frame["src"] == document.url
    assert frame["loading"] == "lazy"
    assert not frame.has_attr("sandbox"), "browsers refuse a sandboxed PDF"


@pytest.mark.parametrize(
    ("url", "framed"),
    [
        (
            "https://www.documentcloud.org/documents/1-bridge/?x=1#document/p3",
            "https://www.documentcloud.org/documents/1-bridge/?embed=1#document/p3",
        ),
        ("http://www.documentcloud.org/documents/1-bridge/", ""),
        ("https://www.documentcloud.org/app", ""),
        ("https://www.documentcloud.org/documents/../app", ""),
        ("https://www.documentcloud.org.evil.org/documents/1", ""),
        ("https://user@www.documentcloud.org/documents/1", ""),
        ("https://evil.org/documents/1", ""),
    ],
)
def test_only_known_hosts_are_framed(url, framed):
    value = fact_sheet(url=url, display="viewer")
    assert value.frame_url == framed
    frame = render(value)[0].iframe
    assert (frame["src"] if frame else "") == framed
    assert render(value)[0].find("a")["href"] == url


def test_resolved(document):
    resolved = fact_sheet(document=document).resolve()
    assert resolved == {
        "block": "fact_sheet",
        "version": 1,
        "text": f"The bridge\nhttp://localhost:8000{document.url}",
        "title": "The bridge",
        "issue_line": "",
        "issued_on_text": "",
        "key_facts": [],
        "target": {
            "href": f"http://localhost:8000{document.url}",
            "media_type": "application/pdf",
            "size": 1536,
            "details": "PDF, 1.5\xa0KB",
        },
        "cover": None,
        "archived_href": None,
        "frame": None,
        "labels": {
            "fact_sheet": "Fact sheet",
            "read": "Read the fact sheet",
            "archived_copy": "Archived copy",
            "read_here": "Read it here",
            "comma": ", ",
            "colon": ": ",
        },
    }


FACTS = [
    {"heading": "Opened", "detail": "1936.", "page_number": 3},
    {"heading": "Traffic", "detail": "18,000 a day."},
]


def test_key_facts_are_resolved_as_the_page_shows_them(document):
    opened, traffic = fact_sheet(document=document, key_facts=FACTS).resolve()[
        "key_facts"
    ]
    assert opened == {
        "heading": "Opened",
        "detail": "1936.",
        "page_text": "page 3",
        "page_href": f"http://localhost:8000{document.url}#page=3",
    }
    assert traffic == {
        "heading": "Traffic",
        "detail": "18,000 a day.",
        "page_text": "",
        "page_href": None,
    }
    # Only in a PDF is a page an address.
    elsewhere = fact_sheet(url="https://example.org/bridge", key_facts=FACTS)
    assert elsewhere.resolve()["key_facts"][0] == {**opened, "page_href": None}
    card = fact_sheet(document=document, key_facts=FACTS, display="card")
    resolved = card.resolve()
    assert resolved["key_facts"] == []
    assert "Traffic" not in resolved["text"]


def test_a_frame_of_another_site_is_resolved_with_its_sandbox():
    value = fact_sheet(
        url="https://www.documentcloud.org/documents/1-a", display="viewer"
    )
    resolved = value.resolve()["frame"]
    frame = render(value)[0].iframe
    assert resolved["src"] == frame["src"]
    assert resolved["sandbox"].split() == frame["sandbox"]
    assert "allow-same-origin" in frame["sandbox"]


def test_what_a_reader_opens_changes_with_the_address():
    value = fact_sheet(url="https://a.example/")
    assert value.target.href == "https://a.example/"
    value["url"] = "https://b.example/"
    assert value.target.href == "https://b.example/"


def test_addresses_begin_as_those_of_the_api(document, settings):
    settings.WAGTAILAPI_BASE_URL = "https://api.example"
    resolved = fact_sheet(document=document).resolve()
    assert resolved["target"]["href"] == f"https://api.example{document.url}"
