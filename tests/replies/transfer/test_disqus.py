"""What Disqus exports."""

import io

import pytest

from wagtail_newsblocks.replies.transfer import disqus as format
from wagtail_newsblocks.replies.transfer.lines import UnreadableFile

THREADS = """
<thread dsq:id="20">
  <id>article-1</id><forum>ferry</forum><category dsq:id="1"/>
  <link>https://old.example/one/</link><title>One</title><message />
  <createdAt>2012-06-01T08:00:00Z</createdAt>
  <author><name>Desk</name><isAnonymous>false</isAnonymous></author>
  <isClosed>false</isClosed><isDeleted>false</isDeleted>
</thread>
<thread dsq:id="21"><id>20</id><link>https://old.example/two/</link></thread>
"""
POST = """
<post dsq:id="901">
  <id>wp_id=5</id>
  <message><![CDATA[<p>It is <b>old</b>.</p>]]></message>
  <createdAt>2012-06-02T10:30:00Z</createdAt>
  <isDeleted>false</isDeleted><isSpam>false</isSpam>
  <author><name>Amina</name><isAnonymous>true</isAnonymous></author>
  <thread dsq:id="20" />
  <parent dsq:id="900" />
</post>
"""


def read(text):
    return [line.values for line in format.read(io.StringIO(text))]


def test_a_post(disqus):
    assert read(disqus(THREADS + POST)) == [
        {
            "id": "disqus:901",
            "parent": "disqus:900",
            "page_url": "https://old.example/one/",
            "page_title": "One",
            "author_name": "Amina",
            "author_email": "",
            "text": "It is old.",
            "status": "approved",
            "submitted_at": "2012-06-02T10:30:00Z",
        }
    ]


def test_names_by_text_and_dates_without_a_zone(disqus):
    """As in the example of Disqus's own documentation."""
    post = (
        "<post><id>2</id><message>Two</message><parent>1</parent>"
        "<thread>article-1</thread><createdAt>2012-12-12T12:12:12</createdAt>"
        "<author><name>Baz</name><email>baz@example.org</email></author></post>"
    )
    (values,) = read(disqus(THREADS + post))
    assert (values["id"], values["parent"]) == ("disqus:2", "disqus:1")
    assert values["page_url"] == "https://old.example/one/"
    assert values["author_email"] == "baz@example.org"
    assert values["submitted_at"] == "2012-12-12T12:12:12Z"


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"isSpam>false": "isSpam>true"}, "spam"),
        ({"isDeleted>false": "isDeleted>true"}, "removed"),
        ({"<isSpam>": "<isApproved>false</isApproved><isSpam>"}, "pending"),
        ({"isDeleted>false": "isDeleted>true", "isSpam>false": "isSpam>true"}, "spam"),
    ],
)
def test_states(disqus, changes, status):
    post = POST
    for old, new in changes.items():
        post = post.replace(old, new)
    assert read(disqus(THREADS + post))[0]["status"] == status


def test_a_thread_is_known_by_its_own_number_before_its_name(disqus):
    """One thread's name may be another's number."""
    found = read(disqus(THREADS + POST))
    assert found[0]["page_url"] == "https://old.example/one/"


def test_links_lead_where_they_say(disqus):
    """Disqus has them all go by way of its own counter."""
    counted = (
        "https://disq.us/url?url=https%3A%2F%2Fexample.org%2Fa%3Ax1y2-z3_&amp;cuid=5"
    )
    message = (
        f'<a href="{counted}">https://example.org/a</a>, <a href="{counted}">b</a>'
    )
    post = POST.replace("<p>It is <b>old</b>.</p>", message)
    (values,) = read(disqus(THREADS + post))
    assert values["text"] == "https://example.org/a, b (https://example.org/a)"


def test_what_is_no_export():
    with pytest.raises(UnreadableFile, match="begins with <rss>, not with <disqus>"):
        read("<rss></rss>")
