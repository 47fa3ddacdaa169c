"""What WordPress exports."""

import io

import pytest

from wagtail_newsblocks.replies.transfer import wordpress as format
from wagtail_newsblocks.replies.transfer import xml_elements
from wagtail_newsblocks.replies.transfer.lines import UnreadableFile


def read(text):
    return [line.values for line in format.read(io.StringIO(text))]


def test_a_comment(wordpress, make_comment):
    comment = make_comment(
        7,
        author="<![CDATA[Rahal &amp; Daughters]]>",
        author_url="https://example.org/?a=1&amp;#038;b=2",
        content="<![CDATA[It <em>never</em> was.]]>",
        parent="5",
        user_id="3",
    )
    (values,) = read(wordpress(comment))
    site = values["id"].split(":")[1]
    assert values == {
        "id": f"wordpress:{site}:7",
        "parent": f"wordpress:{site}:5",
        "kind": "comment",
        "page_url": "https://old.example/the-bridge-is-closed/",
        "page_title": "The bridge",
        "author_name": "Rahal & Daughters",
        "author_email": "amina@example.org",
        "website": "https://example.org/?a=1&b=2",
        "text": "It never was.",
        "status": "approved",
        "by_desk": True,
        "submitted_at": "2019-05-01 12:30:00Z",
    }


def test_the_state_the_kind_and_the_author(wordpress, make_comment):
    found = read(
        wordpress(
            make_comment(1, approved="0", user_id="4"),
            make_comment(2, approved="trash", type=""),
            make_comment(3, approved="post-trashed"),
            make_comment(4, approved="spam"),
            make_comment(5, approved="2", type="pingback"),
        )
    )
    assert [(v["status"], v["kind"], v["by_desk"]) for v in found] == [
        ("pending", "comment", False),
        ("removed", "comment", False),
        ("removed", "comment", False),
        ("spam", "comment", False),
        ("2", "pingback", False),
    ]


def test_a_date_without_utc_is_that_of_the_site(wordpress, make_comment):
    (values,) = read(wordpress(make_comment(1, date_gmt="0000-00-00 00:00:00")))
    assert values["submitted_at"] == "2019-05-01 14:30:00"


def test_comments_of_two_sites_are_not_the_same(wordpress, make_comment):
    one = wordpress(make_comment(1))
    other = one.replace("base_blog_url>https://old", "base_blog_url>https://another")
    assert read(one)[0]["id"] != read(other)[0]["id"]


def test_control_characters_do_not_end_the_import(wordpress, make_comment):
    found = read(wordpress(make_comment(1, content="a\x08b"), make_comment(2)))
    assert [values["text"] for values in found] == ["a\ufffdb", "Comment 2"]


def test_an_article_without_an_address_has_not_that_of_the_one_before(make_comment):
    text = (
        '<rss xmlns:wp="http://wordpress.org/export/1.1/"><channel>'
        "<wp:wxr_version>1.1</wp:wxr_version>"
        "<item><title>One</title><link>https://old.example/one/</link></item>"
        f"<item><title>Two</title>{make_comment(1)}</item>"
        "</channel></rss>"
    )
    (values,) = read(text)
    assert (values["page_title"], values["page_url"]) == ("Two", "")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no well-formed XML: no element found"),
        ("<rss>", "no well-formed XML: no element found"),
        ("<rss><a></b></rss>", "no well-formed XML: mismatched tag: line 1, column"),
        ("<html></html>", "begins with <html>, not with <rss>"),
        ("<rss><channel><title/></channel></rss>", "a feed, but no export"),
        ("<rss>" + "<a>" * 100, "tags in over 50 others"),
        ('<!DOCTYPE rss [<!ENTITY a "b">]><rss>&a;</rss>', "a document type"),
        ('<!DOCTYPE rss SYSTEM "file:///etc/passwd"><rss/>', "a document type"),
    ],
)
def test_what_is_no_export(text, message):
    with pytest.raises(UnreadableFile, match=message):
        read(text)


def test_a_text_without_end_is_not_read_into_memory(monkeypatch, wordpress):
    monkeypatch.setattr(xml_elements, "MOST_CHARACTERS", 1_000_000)
    text = io.StringIO(wordpress(f"<description>{'a' * 3_000_000}</description>"))
    with pytest.raises(UnreadableFile, match="over 1000000 characters without a tag"):
        list(format.read(text))
    assert text.tell() < 1_200_000


def test_a_comment_without_end_is_not_read_into_memory(monkeypatch, wordpress):
    monkeypatch.setattr(xml_elements, "MOST_CHARACTERS", 1_000_000)
    text = wordpress(f"<wp:comment>{'<a/>' * 300_000}</wp:comment>")
    with pytest.raises(UnreadableFile, match="or in one comment"):
        list(format.read(io.StringIO(text)))


def test_who_had_no_account_is_not_of_the_newsroom(wordpress, make_comment):
    text = wordpress(make_comment(1, user_id="0"), make_comment(2, user_id=""))
    ids = "<wp:author_id>0</wp:author_id><wp:author_id></wp:author_id>"
    text = text.replace("<wp:author>", f"<wp:author>{ids}", 1)
    lines = format.read(io.StringIO(text))
    assert [line.values["by_desk"] for line in lines] == [False, False]


def test_what_was_read_is_forgotten(wordpress, make_comment, monkeypatch):
    """So that a file may be larger than memory."""
    sizes = []
    original = xml_elements.iterparse

    def watched(*args, **options):
        root = None
        for event, element in original(*args, **options):
            root = element if root is None else root
            if element.tag.endswith("}comment"):
                sizes.append(sum(1 for _ in root.iter("*")))
            yield event, element

    monkeypatch.setattr(xml_elements, "iterparse", watched)
    assert len(read(wordpress(*map(make_comment, range(600))))) == 600
    # Each has 15 elements. The parser is as far ahead as it reads at once.
    assert max(sizes) < 15 * 600 / 3
