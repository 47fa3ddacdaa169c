"""Correcting what an author typed."""

import threading

import pytest
from bs4 import BeautifulSoup
from django.db import connections
from django.urls import reverse
from wagtail.models import ModelLogEntry

from wagtail_newsblocks.replies.models import AlreadyEdited, Reply, Status, Thread
from wagtail_newsblocks.replies.signals import thread_changed


@pytest.fixture
def admin(client, moderator):
    client.force_login(moderator)
    return client


@pytest.fixture
def changed_pages():
    pages = []

    def receive(page_id, **kwargs):
        pages.append(page_id)

    thread_changed.connect(receive)
    yield pages
    thread_changed.disconnect(receive)


def url_of(reply):
    return reverse("newsblocks_moderation:edit_text", args=[reply.pk])


def form_on(response):
    """Return what a browser would send if nothing was typed."""
    form = BeautifulSoup(response.content, "html.parser").main.form
    data = {field["name"]: field.get("value", "") for field in form.find_all("input")}
    return {**data, "text": form.textarea.text.removeprefix("\r\n").lstrip("\n")}


def stored():
    return Reply.objects.get()


def test_a_visible_reply_says_that_it_was_edited(
    make_reply,
    moderator,
    article,
    changed_pages,
    django_capture_on_commit_callbacks,
):
    reply = make_reply(status=Status.APPROVED, website="https://example.org")
    with django_capture_on_commit_callbacks(execute=True):
        reply.edit(by=moderator, author_name="Amina", website="", text=reply.text)
    assert (stored().author_name, stored().website, stored().text) == (
        "Amina",
        "",
        "The bridge was never safe.",
    )
    assert stored().edited_at == reply.edited_at is not None
    assert stored().author_email == "amina@example.org"
    assert changed_pages == [article.pk]
    assert Thread.objects.get(page=article).version == 2
    entry = ModelLogEntry.objects.for_instance(reply).get()
    assert (entry.action, entry.user, entry.label, entry.data) == (
        "newsblocks_reply.edited",
        moderator,
        f"Reply {reply.pk}",
        {"before": {"author_name": "Amina Rahal", "website": "https://example.org"}},
    )
    assert entry.formatter is not None


def test_what_nobody_sees_is_edited_quietly(
    make_reply, moderator, changed_pages, django_capture_on_commit_callbacks
):
    reply = make_reply()
    with django_capture_on_commit_callbacks(execute=True):
        reply.edit(by=moderator, text="Other words.")
    assert (stored().text, stored().edited_at) == ("Other words.", None)
    assert changed_pages == []
    assert not Thread.objects.exclude(version=0).exists()
    assert ModelLogEntry.objects.count() == 1


def test_nothing_edited_is_nothing_logged(make_reply, moderator):
    reply = make_reply(status=Status.APPROVED)
    reply.edit(by=moderator, text=reply.text, author_name=reply.author_name)
    assert stored().edited_at is None
    assert not ModelLogEntry.objects.exists()
    assert Thread.objects.get().version == 1


@pytest.mark.parametrize("theirs", ["Theirs.", "the bridge was never safe."])
def test_the_second_of_two_is_told(theirs, make_reply, moderator, other_moderator):
    reply = make_reply(status=Status.APPROVED)
    late = stored()
    reply.edit(by=other_moderator, text=theirs)
    with pytest.raises(AlreadyEdited):
        late.edit(by=moderator, text="Mine.")
    assert stored().text == theirs
    assert ModelLogEntry.objects.count() == 1


def test_a_decision_meanwhile_is_no_edit(make_reply, moderator, other_moderator):
    reply = make_reply()
    late = stored()
    reply.decide(Status.APPROVED, by=other_moderator)
    late.edit(by=moderator, text="Mine.")
    assert (stored().status, stored().text) == (Status.APPROVED, "Mine.")
    assert stored().edited_at is not None


def test_a_deleted_reply_is_not_edited(make_reply, moderator):
    reply = make_reply()
    Reply.objects.all().delete()
    with pytest.raises(AlreadyEdited):
        reply.edit(by=moderator, text="Mine.")


def test_in_the_admin(admin, make_reply):
    reply = make_reply(
        status=Status.APPROVED,
        author_name="<b>Amina</b>",
        text="One.\n\nTwo.",
        website="https://example.org/?a=1&b=2",
    )
    data = form_on(admin.get(url_of(reply)))
    assert set(data) == {"csrfmiddlewaretoken", "seen", "name", "website", "text"}
    # A browser sends line breaks in its own way: that alone is no edit.
    data["text"] = data["text"].replace("\n", "\r\n")
    admin.post(url_of(reply), data)
    assert not ModelLogEntry.objects.exists()
    response = admin.post(url_of(reply), {**data, "name": "Amina"}, follow=True)
    assert response.redirect_chain == [
        (reverse("newsblocks_moderation:edit", args=[reply.pk]), 302)
    ]
    assert stored().author_name == "Amina"
    assert stored().text == "One.\n\nTwo."
    history = admin.get(reverse("newsblocks_moderation:history", args=[reply.pk]))
    assert "Reply edited" in history.content.decode()


def test_the_email_address_is_not_edited(admin, make_reply):
    reply = make_reply()
    data = form_on(admin.get(url_of(reply)))
    more = {"email": "evil@example.org", "author_email": "evil@example.org"}
    admin.post(url_of(reply), {**data, **more, "text": "Other."})
    assert (stored().text, stored().author_email) == ("Other.", "amina@example.org")
    (entry,) = ModelLogEntry.objects.all()
    assert "example.org" not in str(entry.data)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("name", "\u200b"),
        ("name", "x" * 61),
        ("name", "Amina\nBcc: x@example.org"),
        ("website", "javascript:alert(1)"),
        ("website", "https://user:pass@example.org"),
        ("text", ""),
        ("text", "x" * 5001),
        ("text", "bell \x07"),
        ("text", "e" + "\u0301" * 5),
    ],
)
def test_the_rules_are_those_of_the_readers_form(field, typed, admin, make_reply):
    reply = make_reply()
    data = {**form_on(admin.get(url_of(reply))), field: typed}
    response = admin.post(url_of(reply), data)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert not ModelLogEntry.objects.exists()


def test_two_at_once_see_what_the_other_typed(
    admin, client, make_reply, other_moderator
):
    reply = make_reply()
    mine = form_on(admin.get(url_of(reply)))
    stored().edit(by=other_moderator, text="<b>Theirs</b>.")
    response = admin.post(url_of(reply), {**mine, "text": "<b>Mine</b>."})
    assert stored().text == "<b>Theirs</b>."
    main = BeautifulSoup(response.content, "html.parser").main
    assert main.blockquote.text.strip() == "<b>Theirs</b>."
    assert main.textarea.text.strip() == "<b>Mine</b>."
    assert "Nothing was changed: somebody else edited this reply" in main.text
    # Having seen it, the moderator may decide for the one or the other.
    admin.post(url_of(reply), form_on(response))
    assert stored().text == "<b>Mine</b>."
    befores = [e.data["before"]["text"] for e in ModelLogEntry.objects.order_by("pk")]
    assert befores == ["The bridge was never safe.", "<b>Theirs</b>."]


@pytest.mark.parametrize("seen", ["", "nonsense"])
def test_what_was_not_seen_is_not_overwritten(seen, admin, make_reply):
    reply = make_reply()
    data = {**form_on(admin.get(url_of(reply))), "seen": seen, "text": "Mine."}
    assert admin.post(url_of(reply), data).status_code == 200
    assert stored().text == "The bridge was never safe."


def test_looking_edits_nothing(admin, make_reply):
    reply = make_reply()
    data = form_on(admin.get(url_of(reply)))
    admin.get(url_of(reply), {**data, "text": "Mine."})
    assert stored().text == "The bridge was never safe."


@pytest.mark.django_db(transaction=True)
def test_two_at_the_very_same_time(make_reply, moderator, other_moderator):
    for _round in range(5):
        reply = make_reply()
        barrier, results = threading.Barrier(2), []

        def edit(copy, by, text, barrier=barrier, results=results):
            barrier.wait()
            try:
                copy.edit(by=by, text=text)
                results.append(text)
            except AlreadyEdited:
                results.append(None)
            finally:
                connections.close_all()

        threads = [
            threading.Thread(target=edit, args=[stored(), by, by.username])
            for by in (moderator, other_moderator)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(results, key=bool) == [None, stored().text]
        (entry,) = ModelLogEntry.objects.for_instance(reply)
        assert entry.data == {"before": {"text": "The bridge was never safe."}}
        reply.delete()
