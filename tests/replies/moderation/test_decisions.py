"""Deciding, going back to waiting, and taking back what one decided oneself."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import ModelLogEntry

from wagtail_newsblocks.replies.models import (
    AlreadyDecided,
    Reply,
    Status,
    Thread,
)
from wagtail_newsblocks.replies.moderation.decisions import undo

UNDO = "/admin/replies/undo/"


def stored(reply):
    return Reply.objects.get(pk=reply.pk)


def versions(article):
    thread = Thread.objects.filter(page=article).first()
    return (thread.reply_count, thread.version) if thread else (0, 0)


@pytest.fixture
def make_answer(make_reply):
    def make(parent, **fields):
        placed = Reply()
        placed.place_below(parent)
        return make_reply(parent=parent, root=placed.root, depth=placed.depth, **fields)

    return make


def test_back_to_waiting_it_waits_as_for_the_first_time(
    make_reply, moderator, article, django_capture_on_commit_callbacks
):
    reply = make_reply()
    reply.decide(Status.APPROVED, by=moderator)
    assert versions(article) == (1, 1)
    entry = reply.decide(Status.PENDING, by=moderator)
    assert (reply.status, reply.published_at) == (Status.PENDING, None)
    assert (stored(reply).status, stored(reply).published_at) == (Status.PENDING, None)
    assert versions(article) == (0, 2)
    assert (entry.action, entry.data, entry.user, entry.label) == (
        "newsblocks_reply.pending",
        {"from": "approved"},
        moderator,
        f"Reply {reply.pk}",
    )


@pytest.mark.parametrize("answer_status", Status)
def test_what_has_answers_keeps_its_place(
    answer_status, make_reply, make_answer, moderator
):
    reply = make_reply()
    reply.decide(Status.APPROVED, by=moderator)
    make_answer(reply, status=answer_status)
    reply.decide(Status.PENDING, by=moderator)
    assert stored(reply).published_at == reply.published_at is not None


def test_the_counters_go_back_as_well(make_reply, make_answer, moderator, article):
    root = make_reply()
    root.decide(Status.APPROVED, by=moderator)
    answer = make_answer(root)
    below = make_answer(answer)
    for reply in (answer, below):
        stored(reply).decide(Status.APPROVED, by=moderator)
    assert [stored(r).answer_count for r in (root, answer, below)] == [2, 1, 0]
    stored(answer).decide(Status.PENDING, by=moderator)
    assert [stored(r).answer_count for r in (root, answer, below)] == [1, 1, 0]
    assert versions(article) == (2, 4)


@pytest.mark.parametrize("status", [Status.REJECTED, Status.SPAM])
def test_what_readers_never_saw_changes_nothing_for_them(
    status, make_reply, moderator, article
):
    reply = make_reply()
    reply.decide(status, by=moderator)
    reply.decide(Status.PENDING, by=moderator)
    assert versions(article) == (0, 0)


def test_back_to_waiting_is_not_decided_twice(make_reply, moderator, other_moderator):
    reply = make_reply(status=Status.SPAM)
    late = stored(reply)
    reply.decide(Status.PENDING, by=moderator)
    with pytest.raises(AlreadyDecided):
        late.decide(Status.PENDING, by=other_moderator)
    with pytest.raises(AlreadyDecided):
        stored(reply).decide(Status.PENDING, by=other_moderator)


@pytest.mark.parametrize(
    ("before", "after"),
    [(b, a) for b in Status for a in Status if a != b],
)
def test_undone_it_is_as_before(before, after, make_reply, moderator):
    reply = make_reply(status=before)
    entry = reply.decide(after, by=moderator)
    undone, left = undo([entry.pk], by=moderator)
    assert ([r.pk for r in undone], left) == ([reply.pk], 0)
    assert stored(reply).status == before
    assert [e.action for e in ModelLogEntry.objects.for_instance(reply)] == [
        f"newsblocks_reply.{before.value}",
        f"newsblocks_reply.{after.value}",
    ]


def test_what_somebody_decided_afterwards_is_not_undone(
    make_reply, moderator, other_moderator
):
    reply = make_reply()
    entry = reply.decide(Status.APPROVED, by=moderator)
    reply.decide(Status.SPAM, by=other_moderator)
    assert undo([entry.pk], by=moderator) == ([], 1)
    # Nor if they came to the same conclusion.
    reply.decide(Status.APPROVED, by=other_moderator)
    assert undo([entry.pk], by=moderator) == ([], 1)
    assert stored(reply).status == Status.APPROVED


def test_an_edit_afterwards_is_no_decision(make_reply, moderator, other_moderator):
    reply = make_reply()
    entry = reply.decide(Status.APPROVED, by=moderator)
    reply.edit(by=other_moderator, text="Other words.")
    assert undo([entry.pk], by=moderator)[1] == 0
    assert (stored(reply).status, stored(reply).text) == ("pending", "Other words.")


def test_nobody_undoes_what_another_decided(make_reply, moderator, other_moderator):
    entry = make_reply().decide(Status.APPROVED, by=moderator)
    assert undo([entry.pk], by=other_moderator) == ([], 0)
    assert Reply.objects.get().status == Status.APPROVED


def test_nobody_undoes_twice(make_reply, moderator):
    entry = make_reply().decide(Status.APPROVED, by=moderator)
    undo([entry.pk], by=moderator)
    assert undo([entry.pk], by=moderator) == ([], 1)
    assert Reply.objects.get().status == Status.PENDING


def test_who_no_longer_moderates_there_undoes_nothing(
    make_reply, make_moderator, make_article
):
    moderator = make_moderator("sports", make_article())
    entry = make_reply().decide(Status.APPROVED, by=moderator)
    assert undo([entry.pk], by=moderator) == ([], 1)
    assert Reply.objects.get().status == Status.APPROVED


@pytest.fixture
def admin(client, moderator):
    client.force_login(moderator)
    return client


def messages_in(response):
    return [
        " ".join(BeautifulSoup(str(message), "html.parser").text.split())
        for message in response.context["messages"]
    ]


def test_the_round_in_the_admin(admin, make_reply):
    reply = make_reply()
    url = f"/admin/replies/edit/{reply.pk}/"
    response = admin.post(url, {"decision": "spam", "seen": "pending"}, follow=True)
    assert messages_in(response) == ["The reply is marked as spam. Undo Open it again"]
    form = BeautifulSoup(response.content, "html.parser").find("form", action=UNDO)
    assert form["method"] == "post"
    assert form.button["aria-label"] == "Undo: Reply by Amina Rahal"
    data = {field["name"]: field["value"] for field in form.find_all("input")}
    assert set(data) == {"csrfmiddlewaretoken", "entry"}
    response = admin.post(UNDO, data, follow=True)
    assert response.redirect_chain == [(url, 302)]
    assert messages_in(response) == ["Undone. The reply is again: Waiting."]
    assert stored(reply).status == Status.PENDING
    response = admin.post(UNDO, data, follow=True)
    assert messages_in(response) == [
        "Not undone, because somebody decided otherwise in the meantime: 1."
    ]
    assert stored(reply).status == Status.PENDING


def test_undoing_carries_the_token_that_djangos_middleware_asks_for(
    moderator, make_reply
):
    from django.test import Client

    reply = make_reply()
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(moderator)
    page = browser.get(f"/admin/replies/edit/{reply.pk}/").content
    token = BeautifulSoup(page, "html.parser").find(
        "input", {"name": "csrfmiddlewaretoken"}
    )["value"]
    data = {"decision": "spam", "seen": "pending", "csrfmiddlewaretoken": token}
    response = browser.post(f"/admin/replies/edit/{reply.pk}/", data, follow=True)
    form = BeautifulSoup(response.content, "html.parser").find("form", action=UNDO)
    data = {field["name"]: field["value"] for field in form.find_all("input")}
    assert browser.post(UNDO, {"entry": data["entry"]}).status_code == 403
    assert browser.post(UNDO, data).status_code == 302
    assert stored(reply).status == Status.PENDING


@pytest.mark.parametrize("entry", ["", "nonsense", "-1", "0", "²", "9" * 40])
def test_nonsense_undoes_nothing(entry, admin, make_reply, moderator):
    make_reply().decide(Status.APPROVED, by=moderator)
    assert admin.post(UNDO, {"entry": entry}).status_code == 302
    assert Reply.objects.get().status == Status.APPROVED


def test_looking_undoes_nothing(admin, make_reply, moderator):
    entry = make_reply().decide(Status.APPROVED, by=moderator)
    assert admin.get(UNDO, {"entry": entry.pk}).status_code == 405
    assert Reply.objects.get().status == Status.APPROVED


def test_back_where_one_came_from(admin, make_reply):
    make_reply()
    here = "/admin/replies/?status=pending&q=bridge"
    soup = BeautifulSoup(admin.get(here).content, "html.parser")
    url = soup.select_one("td.title a")["href"]
    form = BeautifulSoup(admin.get(url).content, "html.parser").main.form
    assert form.find("input", {"name": "next"})["value"] == here
    data = {"decision": "approve", "seen": "pending", "next": here}
    assert admin.post(form["action"], data)["Location"] == here


def test_no_further_than_the_site(admin, make_reply):
    reply = make_reply()
    data = {"decision": "approve", "seen": "pending", "next": "https://evil.example/"}
    response = admin.post(f"/admin/replies/edit/{reply.pk}/", data)
    assert response["Location"] == "/admin/replies/"


def test_an_erased_reply_can_no_longer_be_published(make_reply, moderator, client):
    reply = make_reply(status=Status.REMOVED, author_name="", text="")
    client.force_login(moderator)
    decision = {"decision": "approve", "seen": Status.REMOVED}
    client.post(f"/admin/replies/edit/{reply.pk}/", decision)
    assert stored(reply).status == Status.REMOVED
