"""What a moderator sees around a reply."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from wagtail_newsblocks.replies.models import MAX_DEPTH, Reply, Status
from wagtail_newsblocks.replies.moderation.surroundings import Surroundings

HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def make_answer(make_reply):
    def make(parent, **fields):
        placed = Reply()
        placed.place_below(parent)
        fields = {"author_email": "other@example.org", **fields}
        return make_reply(
            parent=placed.parent, root=placed.root, depth=placed.depth, **fields
        )

    return make


def test_the_thread(make_reply, make_answer, moderator):
    root = make_reply(status=Status.REMOVED)
    above = make_answer(root, status=Status.APPROVED)
    reply = make_answer(above)
    first = make_answer(reply, status=Status.SPAM)
    second = make_answer(reply)
    make_answer(first)
    make_answer(root)
    seen = Surroundings.of(reply, moderator)
    assert (seen.above, seen.answers, seen.more_answers) == (
        [root, above],
        [first, second],
        0,
    )


@pytest.mark.parametrize(("number", "shown", "more"), [(10, 10, 0), (12, 10, 2)])
def test_many_answers(number, shown, more, make_reply, make_answer, moderator):
    reply = make_reply()
    for _number in range(number):
        make_answer(reply)
    seen = Surroundings.of(reply, moderator)
    assert (len(seen.answers), seen.more_answers) == (shown, more)


def test_the_author(make_reply, moderator):
    now = timezone.now()
    account = User.objects.create_user("amina")
    reply = make_reply(user=account)
    same_email = [
        make_reply(
            status=status,
            author_email="AMINA@example.org",
            submitted_at=now - number * HOUR,
        )
        for number, status in enumerate(
            [Status.SPAM, Status.PENDING, Status.SPAM, Status.APPROVED]
        )
    ]
    same_account = make_reply(
        user=account, author_email="work@example.org", submitted_at=now - 9 * HOUR
    )
    older = make_reply(submitted_at=now - 10 * HOUR)
    make_reply(author_email="amina@example.com")
    seen = Surroundings.of(reply, moderator)
    assert seen.author_counts == [
        (Status.PENDING, 3),
        (Status.APPROVED, 1),
        (Status.SPAM, 2),
    ]
    assert seen.by_author == [*same_email, same_account]
    assert older not in seen.by_author


def test_without_account_and_email_nobody_is_the_same(make_reply, moderator):
    make_reply(author_email="")
    seen = Surroundings.of(make_reply(author_email=""), moderator)
    assert (seen.author_counts, seen.by_author) == ([], [])


def test_only_what_the_moderator_may_see(make_reply, make_moderator, make_article):
    section = make_article()
    moderator = make_moderator("sports", section)
    reply, other = make_reply(page=section), make_reply(page=section)
    make_reply()
    seen = Surroundings.of(reply, moderator)
    assert (seen.author_counts, seen.by_author) == ([(Status.PENDING, 1)], [other])


def test_what_it_costs(make_reply, make_answer, moderator, django_assert_num_queries):
    reply = make_reply(status=Status.APPROVED)
    for _level in range(MAX_DEPTH):
        reply = make_answer(reply, author_email="amina@example.org")
    reply = Reply.objects.get(pk=reply.pk)
    # The permissions once; then answers, the chain above, counts, latest and edits.
    Surroundings.of(reply, moderator)
    with django_assert_num_queries(5):
        Surroundings.of(reply, moderator)
    for _number in range(10):
        make_reply()
    with django_assert_num_queries(5):
        Surroundings.of(reply, moderator)


def test_the_page_shows_it_all(client, make_reply, make_answer, moderator):
    client.force_login(moderator)
    root = make_reply(author_name="<b>Root</b>", author_email="root@example.org")
    reply = make_answer(root, author_name="Bashir", author_email="b@example.org")
    answer = make_answer(reply, author_name="Chen", by_desk=True)
    other = make_reply(author_email="b@example.org", status=Status.SPAM, text="Buy")
    reply.edit(by=moderator, text="Corrected.", author_name="<i>Bashir</i>")
    response = client.get(reverse("newsblocks_moderation:edit", args=[reply.pk]))
    main = BeautifulSoup(response.content, "html.parser").main

    def lines(id):
        panel = main.find(id=f"{id}-content")
        return [" ".join(item.text.split()) for item in panel.find_all("li")]

    assert lines("thread")[0].startswith(
        "<b>Root</b>: The bridge was never safe. Waiting"
    )
    assert lines("thread")[1] == "This reply"
    assert lines("thread")[2].startswith(
        "Chen: The bridge was never safe. Waiting From the newsroom"
    )
    (line,) = lines("author")
    assert line.startswith("Amina Rahal: Buy Spam")
    assert main.find(id="author-content").p.text == "Spam: 1"
    assert [
        a["href"] for a in main.select("#thread-content li a, #author-content li a")
    ] == [
        reverse("newsblocks_moderation:edit", args=[r.pk])
        for r in (root, answer, other)
    ]
    edits = main.find(id="edits-content")
    assert [q.text for q in edits.find_all("blockquote")] == [
        "The bridge was never safe.",
        "Bashir",
    ]
    assert "by moderator" in edits.h3.text
