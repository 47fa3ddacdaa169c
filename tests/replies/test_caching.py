"""What caches may keep, for whom, and how they learn that it has changed."""

import pytest
from django.http import HttpResponse

from wagtail_newsblocks.replies.caching import (
    cacheable,
    make_etag,
    respond_if_changed,
)
from wagtail_newsblocks.replies.models import Status

SHARED = "public, max-age=0, s-maxage=300, stale-while-revalidate=60"
OWN_BASE = (
    "{% load wagtailuserbar %}<!DOCTYPE html><title>Our site</title>%s"
    "{% block content %}{% endblock %}"
)


@pytest.fixture
def pages(reply_url, make_reply):
    """The addresses of replies as HTML."""
    root = make_reply(status=Status.APPROVED)
    return [f"{reply_url}all/", f"{reply_url}{root.pk}/"]


@pytest.fixture
def frame(settings):
    """A function that puts something of the site around the replies."""

    def frame(template):
        (engine,) = settings.TEMPLATES
        ((cached, [(locmem, files), *loaders]),) = engine["OPTIONS"]["loaders"]
        name = "wagtail_newsblocks/replies/base.html"
        files = {**files, name: OWN_BASE.replace("%s", template)}
        loaders = [(cached, [(locmem, files), *loaders])]
        options = {**engine["OPTIONS"], "loaders": loaders}
        settings.TEMPLATES = [{**engine, "OPTIONS": options}]

    return frame


def test_the_html_is_kept_by_shared_caches(pages, client, admin_user):
    anonymous = [client.get(url) for url in pages]
    client.force_login(admin_user)
    signed_in = [client.get(url) for url in pages]
    for response, other in zip(anonymous, signed_in, strict=True):
        assert response["Cache-Control"] == other["Cache-Control"] == SHARED
        assert response["ETag"] == other["ETag"]
        assert response["Vary"] == "Accept-Language"
        assert not response.cookies


def test_the_html_is_not_sent_twice(pages, client, make_reply):
    for url in pages:
        first = client.get(url)
        again = client.get(url, headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again["Cache-Control"] == SHARED
        assert again["ETag"] == first["ETag"]
    make_reply(text="Held.")
    assert client.get(url, headers={"if-none-match": first["ETag"]}).status_code == 304


def test_another_template_is_another_page(pages, client, frame):
    before = [client.get(url)["ETag"] for url in pages]
    frame("<nav>Our sections</nav>")
    for url, etag in zip(pages, before, strict=True):
        response = client.get(url, headers={"if-none-match": etag})
        assert b"Our sections" in response.content
        assert response["Cache-Control"] == SHARED


@pytest.mark.parametrize(
    "template",
    [
        "{{ request.user }}",
        "{% wagtailuserbar %}",
        "<form>{% csrf_token %}</form>",
        "{{ request.session.visits }}",
    ],
)
def test_a_frame_that_looks_at_the_reader_is_for_that_reader(
    pages, client, frame, template, admin_user
):
    frame(template)
    client.force_login(admin_user)
    for url in pages:
        assert client.get(url)["Cache-Control"] == "private, max-age=0"


def test_what_is_not_there_is_not_kept(reply_url, client):
    for path in ("all/?order=best", "all/?after=x", "999/"):
        response = client.get(reply_url + path)
        assert response.status_code == 404
        assert "Cache-Control" not in response
        assert "ETag" not in response


def test_a_page_with_the_form_is_the_same_for_all(
    article, client, admin_user, make_reply, django_assert_max_num_queries
):
    make_reply(status=Status.APPROVED)
    anonymous = client.get(article.url)
    client.force_login(admin_user)
    with django_assert_max_num_queries(20) as asked:
        signed_in = client.get(article.url)
    assert all(query["sql"].startswith("SELECT") for query in asked)
    assert anonymous.content == signed_in.content
    for response in (anonymous, signed_in):
        assert not response.cookies
        assert "Cookie" not in response["Vary"]


def test_an_etag_depends_on_all_it_is_made_of(rf):
    request = rf.get("/a/")
    etags = [
        make_etag(request, 1, "a"),
        make_etag(request, 1, "b"),
        make_etag(request, "1a", ""),
        make_etag(rf.get("/a/?b"), 1, "a"),
        make_etag(rf.get("/b/"), 1, "a"),
        make_etag(rf.get("/a/", headers={"host": "example.org"}), 1, "a"),
    ]
    assert len(set(etags)) == len(etags)
    assert etags[0] == make_etag(rf.get("/a/"), 1, "a")
    assert all(etag.startswith('W/"') for etag in etags)


def test_an_answer_that_the_client_has_is_not_made(rf):
    etag = make_etag(rf.get("/"), 1)
    made = []

    def answer():
        made.append(1)
        return HttpResponse("Hello")

    for sent in (etag, etag.removeprefix("W/"), f'"x", {etag}'):
        request = rf.get("/", headers={"if-none-match": sent})
        response = respond_if_changed(request, etag, answer)
        assert (response.status_code, made) == (304, [])
    response = respond_if_changed(
        rf.get("/", headers={"if-none-match": '"x"'}), etag, answer
    )
    assert (response.status_code, response["ETag"], made) == (200, etag, [1])


@pytest.mark.parametrize("status", [302, 404, 412, 500])
def test_only_what_is_well_is_kept(rf, status):
    response = respond_if_changed(
        rf.get("/"), 'W/"a"', lambda: HttpResponse(status=status)
    )
    assert "Cache-Control" not in response
    assert "ETag" not in response
    response = cacheable(lambda request: HttpResponse(status=status))(rf.get("/"))
    assert "Cache-Control" not in response
