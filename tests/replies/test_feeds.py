"""The Atom feed: what appeared last, in XML that is well-formed whatever is in it."""

import datetime
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from wagtail.models import Locale

from wagtail_newsblocks.replies.forms import ReplyForm
from wagtail_newsblocks.replies.models import Reply, Status

from .test_access import HIDE

ATOM = "{http://www.w3.org/2005/Atom}"
START = datetime.datetime(2024, 3, 14, 9, tzinfo=datetime.timezone.utc)


@pytest.fixture
def feed_url(reply_url):
    return f"{reply_url}feed/"


@pytest.fixture
def publish(make_reply):
    """Store a published reply, an hour after the one before."""

    def publish(**fields):
        published_at = START + Reply.objects.count() * datetime.timedelta(hours=1)
        fields = {"status": Status.APPROVED, "published_at": published_at, **fields}
        return make_reply(**fields)

    return publish


def texts(element):
    """The children of an element, without the feed's namespace."""
    return {
        child.tag.removeprefix(ATOM): "".join(child.itertext()) or dict(child.attrib)
        for child in element
    }


def entries(response):
    assert response.status_code == 200
    return list(
        map(texts, ElementTree.fromstring(response.content).iter(f"{ATOM}entry"))
    )


def test_the_feed(article, feed_url, reply_url, client, publish):
    root = publish(text="<b>One</b>\ntwo\n\nthree", website="https://example.org")
    answer = publish(
        author_name="Sam & co.",
        text="Agreed.",
        parent=root,
        edited_at=START + datetime.timedelta(days=2),
    )
    publish(status=Status.PENDING, published_at=None, text="Held.")
    response = client.get(feed_url)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert b"@" not in response.content
    feed = ElementTree.fromstring(response.content)
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    head = texts(feed)
    assert (head["title"], head["id"], head["updated"]) == (
        "Replies to “The bridge is closed”",
        f"http://testserver{article.url}",
        "2024-03-16T09:00:00+00:00",
    )
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {
        "alternate": f"http://testserver{article.url}",
        "self": f"http://testserver{feed_url}",
    }
    assert entries(response) == [
        {
            "title": "Reply by Sam & co.",
            "link": {
                "href": f"http://testserver{reply_url}{answer.pk}/#reply-{answer.pk}",
                "rel": "alternate",
            },
            "published": "2024-03-14T10:00:00+00:00",
            "updated": "2024-03-16T09:00:00+00:00",
            "author": "Sam & co.",
            "id": f"tag:testserver,2024-03-14:reply-{answer.pk}",
            "summary": '<p dir="auto">Agreed.</p>',
        },
        {
            "title": "Reply by Amina Rahal",
            "link": {
                "href": f"http://testserver{reply_url}{root.pk}/#reply-{root.pk}",
                "rel": "alternate",
            },
            "published": "2024-03-14T09:00:00+00:00",
            "updated": "2024-03-14T09:00:00+00:00",
            "author": "Amina Rahalhttps://example.org",
            "id": f"tag:testserver,2024-03-14:reply-{root.pk}",
            "summary": (
                '<p dir="auto">&lt;b&gt;One&lt;/b&gt;<br>two</p><p dir="auto">three</p>'
            ),
        },
    ]
    kinds = {s.get("type") for s in feed.iter(f"{ATOM}summary")}
    assert kinds == {"html"}


def test_the_newest_twenty(feed_url, client, publish, django_assert_num_queries):
    for number in range(25):
        publish(text=f"No. {number}")
    client.get(feed_url)
    # To find the page takes four.
    with django_assert_num_queries(5) as asked:
        response = client.get(feed_url)
    assert all(query["sql"].startswith("SELECT") for query in asked)
    assert [entry["summary"] for entry in entries(response)] == [
        f'<p dir="auto">No. {number}</p>' for number in range(24, 4, -1)
    ]


def test_a_removed_reply_is_not_in_it(feed_url, client, publish):
    root = publish(text="Gone.")
    answer = publish(text="Stays.", parent=root)
    answer.count_visible(1)
    root.decide(Status.REMOVED, by=None)
    (entry,) = entries(client.get(feed_url))
    assert entry["summary"] == '<p dir="auto">Stays.</p>'


def test_an_empty_feed(feed_url, client):
    assert entries(client.get(feed_url)) == []


def test_the_language_is_the_articles(article, feed_url, client, publish):
    publish()
    article.locale = Locale.objects.create(language_code="ar")
    article.save()
    response = client.get(feed_url)
    assert b'xml:lang="ar"' in response.content


def test_caches_keep_what_has_not_changed(
    article, feed_url, client, publish, django_assert_num_queries, admin_user
):
    publish()
    first = client.get(feed_url)
    assert first["Cache-Control"] == (
        "public, max-age=0, s-maxage=300, stale-while-revalidate=60"
    )
    client.force_login(admin_user)
    with django_assert_num_queries(4):
        again = client.get(feed_url, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert not again.cookies
    assert again["Vary"] == "Accept-Language"
    publish().count_visible(1)
    second = client.get(feed_url, headers={"if-none-match": first["ETag"]})
    assert len(entries(second)) == 2
    article.title = "Open again"
    article.save()
    third = client.get(feed_url, headers={"if-none-match": second["ETag"]})
    assert third.status_code == 200


def test_other_methods_are_not_allowed(feed_url, client):
    assert client.head(feed_url).status_code == 200
    assert client.post(feed_url).status_code == 405


@pytest.mark.parametrize("hide", HIDE.values(), ids=HIDE)
def test_the_same_404(hide, article, feed_url, client, publish):
    publish()
    missing = client.get("/replies/made-up/feed/")
    hide(article)
    response = client.get(feed_url)
    assert (response.status_code, response.content) == (404, missing.content)


def test_the_list_of_replies_links_to_it(article, feed_url, client, publish):
    publish()
    assert f'href="{feed_url}"'.encode() in client.get(article.url).content


# Some of what the form lets through, XML cannot write: U+FFFE, for one.
TYPED = st.text(max_size=40) | st.sampled_from(
    ["a\ufffe", "\uffffb", "]]>", "&#0;", "<?xml?>", "<!--", "a\U0001fffe", "\x85a"]
)


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=TYPED, website=TYPED, text=TYPED)
def test_whatever_the_form_lets_through(feed_url, client, publish, name, website, text):
    form = ReplyForm(
        {
            "name": name,
            "email": "a@example.org",
            "text": text,
            "website": f"https://example.org/{website}",
        },
        ask_website=True,
    )
    form.is_valid()
    taken = form.cleaned_data
    Reply.objects.all().delete()
    publish(
        author_name=taken.get("name", "A"),
        website=taken.get("website", ""),
        text=taken.get("text", "b"),
    ).count_visible(1)
    (entry,) = entries(client.get(feed_url))
    assert entry["id"]


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1))
def test_even_what_an_import_brought(article, feed_url, client, publish, text):
    Reply.objects.all().delete()
    publish(author_name=text[:60], text=text).count_visible(1)
    article.title = text[:60]
    article.save(clean=False)
    assert len(entries(client.get(feed_url))) == 1
