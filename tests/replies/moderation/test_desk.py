"""The newsroom answers its readers."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import ModelLogEntry

from wagtail_newsblocks.replies.models import (
    MAX_DEPTH,
    AlreadyDecided,
    Reply,
    Status,
    Thread,
)
from wagtail_newsblocks.replies.moderation.desk import answer, desk_name


def url_of(reply):
    return reverse("newsblocks_moderation:answer", args=[reply.pk])


def answers():
    return Reply.objects.filter(by_desk=True)


def logged(reply):
    entries = ModelLogEntry.objects.for_instance(reply).order_by("pk")
    return [(entry.action, entry.data, entry.user) for entry in entries]


@pytest.fixture
def admin(client, moderator):
    client.force_login(moderator)
    return client


def test_the_answer_stands_below_the_reply(make_reply, moderator, article):
    moderator.first_name, moderator.last_name = "Ines", "Halloran"
    reply = make_reply(status=Status.APPROVED)
    (entry,) = answer(reply, "It was.\n\nTwice.", by=moderator)
    stored = answers().get()
    assert (stored.parent, stored.root, stored.depth) == (reply, reply, 1)
    assert (stored.author_name, stored.author_email) == ("Ines Halloran", "")
    assert (stored.text, stored.user, stored.status) == (
        "It was.\n\nTwice.",
        moderator,
        Status.APPROVED,
    )
    assert stored.published_at
    assert Thread.objects.get(page=article).reply_count == 2
    assert Reply.objects.get(pk=reply.pk).answer_count == 1
    assert logged(reply) == [
        ("newsblocks_reply.answered", {"answer": stored.pk}, moderator)
    ]
    assert logged(stored) == [
        ("newsblocks_reply.approved", {"from": "pending"}, moderator)
    ]
    assert ModelLogEntry.objects.for_instance(stored).get() == entry


def test_below_a_deep_reply_it_stands_beside_it(make_reply, moderator):
    reply = make_reply(status=Status.APPROVED)
    for _level in range(MAX_DEPTH + 2):
        answer(reply, f"Below {reply.pk}.", by=moderator)
        reply = answers().latest("pk")
    assert reply.depth == MAX_DEPTH


def test_what_waits_is_approved_with_it(make_reply, moderator):
    reply = make_reply()
    entries = answer(reply, "It was.", by=moderator)
    assert Reply.objects.get(pk=reply.pk).status == Status.APPROVED
    assert answers().get().status == Status.APPROVED
    assert [entry.object_id for entry in entries] == [
        str(reply.pk),
        str(answers().get().pk),
    ]


@pytest.mark.parametrize("status", [Status.REJECTED, Status.SPAM, Status.REMOVED])
def test_what_was_turned_down_is_not_answered(status, make_reply, moderator):
    with pytest.raises(AlreadyDecided):
        answer(make_reply(status=status), "It was.", by=moderator)
    assert not answers().exists()
    assert not ModelLogEntry.objects.exists()


@pytest.mark.parametrize("seen", [Status.PENDING, Status.APPROVED])
def test_what_somebody_else_turned_down_meanwhile_is_not_answered(
    seen, make_reply, moderator, other_moderator
):
    reply = make_reply(status=seen)
    late = Reply.objects.get()
    reply.decide(Status.SPAM, by=other_moderator)
    with pytest.raises(AlreadyDecided):
        answer(late, "It was.", by=moderator)
    assert Reply.objects.get().status == Status.SPAM


def test_a_double_click_answers_once(make_reply, moderator, other_moderator):
    reply = make_reply(status=Status.APPROVED)
    answer(reply, "It was.", by=moderator)
    assert answer(reply, "It was.", by=moderator) == []
    assert answers().count() == 1
    answer(reply, "It was.", by=other_moderator)
    answer(reply, "It was, really.", by=moderator)
    assert answers().count() == 3


def test_an_answer_taken_back_can_be_given_again(make_reply, moderator):
    reply = make_reply(status=Status.APPROVED)
    answer(reply, "It was.", by=moderator)
    answers().get().decide(Status.REMOVED, by=moderator)
    answer(reply, "It was.", by=moderator)
    assert answers().get().status == Status.APPROVED


@pytest.mark.parametrize(
    ("names", "site_name", "shown"),
    [
        (("Ines", "Halloran"), "The Harbour Post", "Ines Halloran"),
        (("", ""), "The Harbour Post", "The Harbour Post"),
        (("x" * 61, ""), "The Harbour Post", "The Harbour Post"),
        (("\u202enimdA", ""), "The Harbour Post", "nimdA"),
        (("\u200b", ""), "The Harbour Post", "The Harbour Post"),
        (("", ""), None, "The newsroom"),
        (("", ""), "x" * 61, "The newsroom"),
    ],
)
def test_the_name_is_never_the_user_name(names, site_name, shown, moderator, settings):
    settings.WAGTAIL_SITE_NAME = site_name
    moderator.first_name, moderator.last_name = names
    assert desk_name(moderator) == shown


def test_from_the_replys_page(admin, client, make_reply, article):
    reply = make_reply(status=Status.APPROVED)
    page = admin.get(reverse("newsblocks_moderation:edit", args=[reply.pk]))
    form = BeautifulSoup(page.content, "html.parser").find("form", action=url_of(reply))
    assert form.button.text == "Publish the answer"
    assert form.find("input", {"name": "seen"})["value"] == "approved"
    data = {"seen": "approved", "text": " <b>It</b> was.\r\n\r\nTwice. "}
    response = admin.post(url_of(reply), data, follow=True)
    assert response.redirect_chain == [
        (reverse("newsblocks_moderation:edit", args=[reply.pk]), 302)
    ]
    assert answers().get().text == "<b>It</b> was.\n\nTwice."
    assert "The answer stands under the article." in response.content.decode()
    shown = client.get(article.url).content.decode()
    assert "&lt;b&gt;It&lt;/b&gt; was." in shown
    assert "From the newsroom" in shown
    assert "moderator</" not in shown  # the user name


def test_approving_and_answering_can_be_undone_together(admin, make_reply, article):
    reply = make_reply()
    page = admin.get(reverse("newsblocks_moderation:edit", args=[reply.pk]))
    form = BeautifulSoup(page.content, "html.parser").find("form", action=url_of(reply))
    assert form.button.text == "Approve and answer"
    response = admin.post(
        url_of(reply), {"seen": "pending", "text": "It was."}, follow=True
    )
    undo = BeautifulSoup(response.content, "html.parser").find(
        "form", action="/admin/replies/undo/"
    )
    entries = [field["value"] for field in undo.find_all("input", {"name": "entry"})]
    admin.post(undo["action"], {"entry": entries})
    assert [r.status for r in Reply.objects.all()] == [Status.PENDING] * 2
    assert Thread.objects.get(page=article).reply_count == 0


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "bell \x07", "e" + "\u0301" * 5])
def test_the_rules_are_those_of_the_readers_form(text, admin, make_reply):
    reply = make_reply(status=Status.APPROVED)
    response = admin.post(url_of(reply), {"seen": "approved", "text": text})
    assert response.status_code == 200
    assert response.context["form"].errors["text"]
    assert not answers().exists()


def test_an_answer_that_comes_late_is_not_lost(admin, make_reply, other_moderator):
    reply = make_reply(status=Status.APPROVED)
    reply.decide(Status.REMOVED, by=other_moderator)
    response = admin.post(url_of(reply), {"seen": "approved", "text": "It was."})
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.find("textarea", {"name": "text"}).text.strip() == "It was."
    assert (
        "Nothing was changed: somebody else decided about this reply in the meantime. "
        "It is now: Removed."
    ) in " ".join(soup.main.text.split())
    assert not answers().exists()


def test_looking_answers_nothing(admin, make_reply):
    reply = make_reply()
    response = admin.get(url_of(reply), {"seen": "pending", "text": "It was."})
    assert response.status_code == 200
    assert Reply.objects.get().status == Status.PENDING
