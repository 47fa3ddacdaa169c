"""What front-end caches are told to forget, and that nobody can make them by spam."""

import json

import pytest
import wagtail
from django.test import Client
from wagtail.contrib.frontend_cache.backends import BaseBackend
from wagtail.models import Locale, Page, Site

from news.models import ArticlePage, FrontPage
from wagtail_newsblocks.replies.models import Reply, Status, Thread
from wagtail_newsblocks.replies.personal_data import erase
from wagtail_newsblocks.replies.threads import NEWEST_IN_THREAD
from wagtail_newsblocks.replies.tokens import sign_page

APIS = ["/api/newsblocks"]
if wagtail.VERSION >= (8,):
    APIS.append("/api/v3/newsblocks")


class RecordingBackend(BaseBackend):
    """A cache that only notes what it is told to forget."""

    purged: list[str] = []

    def purge(self, url):
        self.purged.append(url)


@pytest.fixture
def purged(settings, django_capture_on_commit_callbacks, monkeypatch):
    """A function that says what is purged when another one has been called."""
    settings.WAGTAILFRONTENDCACHE = {
        "default": {"BACKEND": f"{__name__}.RecordingBackend"}
    }

    def purged(act, *args, **kwargs):
        monkeypatch.setattr(RecordingBackend, "purged", [])
        with django_capture_on_commit_callbacks(execute=True):
            act(*args, **kwargs)
        urls = RecordingBackend.purged
        assert len(urls) == len(set(urls))
        return set(urls)

    return purged


def on(host, *paths):
    return {f"http://{host}{path}" for path in paths}


def lists(page):
    reference = sign_page(page.pk)
    paths = [f"/replies/{reference}/all/"]
    paths += [f"{api}/pages/{page.pk}/replies/" for api in APIS]
    orders = ("", "?order=oldest", "?order=newest")
    return {
        f"/replies/{reference}/feed/",
        *(path + order for path in paths for order in orders),
    }


def forms(page):
    return {f"{api}/pages/{page.pk}/reply-form/" for api in APIS}


def threads(page, root, *replies):
    """Where a thread is shown in which the first of the replies has changed."""
    reference = sign_page(page.pk)
    base = [f"{api}/pages/{page.pk}/replies/" for api in APIS]
    return {
        *(f"/replies/{reference}/{reply}/" for reply in (root, *replies)),
        *(f"{api}{reply}/" for api in base for reply in (root, *replies[:1])),
        *(f"{api}{root}/answers/" for api in base),
    }


def publish(page):
    page.save_revision().publish()


def test_a_reply_is_approved_edited_and_removed(article, make_reply, purged):
    reply = make_reply()
    expected = on(
        "localhost", article.url, *lists(article), *threads(article, reply.pk)
    )
    assert purged(reply.decide, Status.APPROVED, by=None) == expected
    assert purged(Thread.objects.record, article.pk, reply=reply) == expected
    assert purged(reply.decide, Status.REMOVED, by=None) == expected


def test_an_answer(article, make_reply, purged):
    root = make_reply(status=Status.APPROVED)
    other = make_reply(status=Status.APPROVED, parent=root)
    make_reply(status=Status.APPROVED)
    answer = make_reply(parent=other)
    assert purged(answer.decide, Status.APPROVED, by=None) == on(
        "localhost",
        article.url,
        *lists(article),
        *threads(article, root.pk, answer.pk, other.pk),
    )


def test_of_a_long_thread_the_end_is_purged(article, make_reply, purged):
    root = make_reply(status=Status.APPROVED)
    for _ in range(NEWEST_IN_THREAD + 5):
        make_reply(status=Status.APPROVED, parent=root)
    first, *_rest = Reply.objects.filter(root=root).order_by("pk")
    last = Reply.objects.filter(root=root).order_by("-pk")[:NEWEST_IN_THREAD]
    assert purged(first.decide, Status.REMOVED, by=None) == on(
        "localhost",
        article.url,
        *lists(article),
        *threads(article, root.pk, first.pk, *last.values_list("pk", flat=True)),
    )


def test_many_at_once(article, purged):
    assert purged(Thread.objects.record, article.pk) == on(
        "localhost", article.url, *lists(article)
    )


def test_an_erased_reply_is_purged_though_it_is_gone(article, make_reply, purged):
    root = make_reply(status=Status.APPROVED)
    answer = make_reply(status=Status.APPROVED, parent=root)
    paths = threads(article, root.pk, answer.pk)
    assert purged(erase, Reply.objects.filter(pk=answer.pk)) == on(
        "localhost", article.url, *lists(article), *paths
    )
    assert not Reply.objects.filter(pk=answer.pk).exists()


def test_what_is_held_purges_nothing(
    article, reply_url, submission, make_reply, purged
):
    client = Client()
    sent = purged(
        client.post,
        f"/api/newsblocks/pages/{article.pk}/replies/",
        json.dumps(submission),
        content_type="application/json",
    )
    assert sent == set()
    assert purged(client.post, reply_url, {**submission, "text": "Again."}) == set()
    assert Reply.objects.count() == 2
    for status in (Status.SPAM, Status.REJECTED):
        assert purged(Reply.objects.first().decide, status, by=None) == set()
    assert purged(erase, Reply.objects.all()) == set()


def test_reading_purges_nothing(article, reply_url, make_reply, purged):
    make_reply(status=Status.APPROVED)
    for path in (article.url, f"{reply_url}all/", f"{reply_url}feed/"):
        assert purged(Client().get, path) == set()


def test_the_page_appears_changes_and_goes(article, purged):
    # Wagtail itself purges the page.
    expected = on("localhost", article.url, *lists(article), *forms(article))
    assert purged(publish, article) == expected
    assert purged(article.unpublish) == expected
    assert purged(publish, article) == expected
    assert purged(article.delete) == expected


def test_a_draft_purges_nothing(article, purged):
    assert purged(article.save_revision) == set()


def test_a_form_that_is_taken_out_is_purged(article, purged):
    article.body = []
    assert purged(publish, article) == on(
        "localhost", article.url, *lists(article), *forms(article)
    )


def test_pages_that_cannot_hold_a_form(article, purged):
    front = FrontPage(title="Front page")
    Site.objects.get().root_page.add_child(instance=front)
    assert purged(publish, front) == on("localhost", front.url)


def test_all_sites_of_a_page(article, make_reply, purged, settings):
    """One inside the other, and where a front end asks for Wagtail's own API."""
    section = Page(title="Section", slug="section")
    Site.objects.get().root_page.add_child(instance=section)
    Site.objects.create(hostname="section.example", root_page=section)
    article.move(section, pos="last-child")
    article = ArticlePage.objects.get()
    settings.WAGTAILAPI_BASE_URL = "https://api.example/"
    reply = make_reply(page=article)
    paths = {*lists(article), *threads(article, reply.pk)}
    assert purged(reply.decide, Status.APPROVED, by=None) == {
        f"http://localhost/section/{article.slug}/",
        f"http://section.example/{article.slug}/",
        *on("localhost", *paths),
        *on("section.example", *paths),
        *(f"https://api.example{path}" for path in paths),
    }


def test_in_the_pages_language(article, make_reply, purged):
    arabic = Locale.objects.create(language_code="ar")
    Site.objects.get().root_page.copy_for_translation(arabic)
    translated = article.copy_for_translation(arabic)
    publish(translated)
    translated = ArticlePage.objects.get(pk=translated.pk)
    assert translated.url.startswith("/ar/")
    urls = purged(make_reply(page=translated).decide, Status.APPROVED, by=None)
    assert f"http://localhost{translated.url}" in urls
    assert f"http://localhost{article.url}" not in urls


def test_a_page_outside_of_every_site(article, make_reply, purged):
    article.move(Page.objects.get(depth=1), pos="last-child")
    reply = make_reply(page=ArticlePage.objects.get())
    assert purged(reply.decide, Status.APPROVED, by=None) == set()


def test_a_page_that_is_deleted_meanwhile(article, make_reply, purged):
    reply = make_reply()

    def approve_and_delete():
        reply.decide(Status.APPROVED, by=None)
        article.delete()

    assert purged(approve_and_delete) == on(
        "localhost", article.url, *lists(article), *forms(article)
    )


def test_without_the_api_the_rest_is_purged(article, make_reply, purged, settings):
    settings.ROOT_URLCONF = "tests.replies.urls_without_api"
    reply = make_reply()
    reference = sign_page(article.pk)
    base = f"/replies/{reference}/"
    assert purged(reply.decide, Status.APPROVED, by=None) == on(
        "localhost",
        article.url,
        f"{base}all/",
        f"{base}all/?order=oldest",
        f"{base}all/?order=newest",
        f"{base}feed/",
        f"{base}{reply.pk}/",
    )


def test_a_cache_that_fails_undoes_nothing(
    make_reply, settings, django_capture_on_commit_callbacks
):
    settings.WAGTAILFRONTENDCACHE = {"default": {"BACKEND": "there.is.None"}}
    reply = make_reply()
    with django_capture_on_commit_callbacks(execute=True):
        reply.decide(Status.APPROVED, by=None)
    assert Reply.objects.get().status == Status.APPROVED
