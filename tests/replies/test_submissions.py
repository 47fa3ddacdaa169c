"""Stored once, whatever clicks how often."""

import pytest
from wagtail.models import ReferenceIndex

from wagtail_newsblocks.replies.access import find_discussion_by_id
from wagtail_newsblocks.replies.findings import Finding, Outcome
from wagtail_newsblocks.replies.forms import ReplyForm
from wagtail_newsblocks.replies.models import Reply, Status, Thread
from wagtail_newsblocks.replies.submissions import IdempotencyKeyReused, submit
from wagtail_newsblocks.replies.tokens import FormToken


@pytest.fixture
def send(article, submission):
    discussion = find_discussion_by_id(article.pk)

    def send(idempotency_key="", **typed):
        form = ReplyForm(
            {**submission, **typed},
            ask_website=False,
            answerable=discussion.answerable,
        )
        assert form.is_valid(), form.errors
        return submit(
            discussion, form, address="192.0.2.1", idempotency_key=idempotency_key
        )

    return send


def test_a_reply_is_stored_once(send, django_assert_num_queries):
    ReferenceIndex.objects.all().delete()
    first, again = send(), send()
    assert first.pk == again.pk
    assert (first.status, first.published_at) == (Status.PENDING, None)
    assert Reply.objects.pending().count() == 1
    assert not ReferenceIndex.objects.exists()
    thread = Thread.objects.get(page=first.page_id)
    assert (thread.reply_count, thread.version) == (0, 0)


def test_a_corrected_reply_is_another_one(send):
    assert len({send(text=text).pk for text in ("10 km2", "10 km²", "10 KM2")}) == 3


def test_the_same_answer_to_another_reply_is_another_one(send, make_reply):
    parents = [make_reply(status=Status.APPROVED) for _parent in range(2)]
    answers = [send(parent=parent.pk) for parent in (*parents, parents[0])]
    assert [answer.parent for answer in answers] == [*parents, parents[0]]
    assert answers[2].pk == answers[0].pk != answers[1].pk


def test_what_was_published_may_be_copied_by_who_guesses_at_the_address(
    send, moderator
):
    published = send()
    published.decide(Status.APPROVED, by=moderator)
    for email in ("amina@example.org", "guessed@example.org"):
        copies = [send(email=email) for _time in range(2)]
        assert copies[0].pk == copies[1].pk != published.pk
        assert copies[0].status == Status.PENDING
    assert Reply.objects.count() == 3


def test_from_the_same_account_it_is_the_same(send, article, moderator, checks_find):
    checks_find(None)
    token = FormToken.issue(article.pk, user_id=moderator.pk)
    published = send(token=token)
    assert published.is_visible
    assert send(token=token).pk == published.pk
    assert send().pk != published.pk


def test_an_edited_reply_is_still_the_same(send, moderator):
    reply = send()
    reply.edit(moderator, author_name="Amina", text="Corrected.")
    assert send().pk == reply.pk


def test_a_key_decides_what_is_the_same(send):
    first = send(idempotency_key="1")
    assert send(idempotency_key="1").pk == first.pk
    assert send(idempotency_key="2").pk != first.pk
    with pytest.raises(IdempotencyKeyReused):
        send(idempotency_key="1", text="Something else.")
    assert Reply.objects.count() == 2


@pytest.mark.parametrize(
    ("found", "status"),
    [
        ([], Status.APPROVED),
        ([Finding("a")], Status.PENDING),
        ([Finding("a"), Finding("b", outcome=Outcome.SPAM)], Status.SPAM),
    ],
)
def test_what_is_found_decides(found, status, send, checks_find, article):
    checks_find(None, *found)
    reply = send()
    reply.refresh_from_db()
    assert reply.status == status
    assert [finding["code"] for finding in reply.findings] == [f.code for f in found]
    is_visible = status == Status.APPROVED
    assert bool(reply.published_at) == is_visible
    assert Thread.objects.filter(page=article, reply_count=1).exists() == is_visible


def test_the_account_is_remembered(send, article, moderator):
    token = FormToken.issue(article.pk, user_id=moderator.pk)
    assert send(token=token).user == moderator
    foreign = FormToken.issue(article.pk + 1, user_id=moderator.pk)
    assert send(token=foreign, text="Another.").user is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("findings", [[Finding("policy")], []])
def test_an_answer_to_what_was_just_erased_is_a_reply_to_the_page(
    findings, article, submission, make_reply, checks_find
):
    checks_find(*findings)
    parent = make_reply(status=Status.APPROVED)
    discussion = find_discussion_by_id(article.pk)
    form = ReplyForm(
        {**submission, "parent": parent.pk},
        ask_website=False,
        answerable=discussion.answerable,
    )
    assert form.is_valid()
    Reply.objects.get(pk=parent.pk).delete()
    stored = submit(discussion, form, address="192.0.2.1")
    reply = Reply.objects.get()
    assert (reply.pk, reply.parent, reply.depth) == (stored.pk, None, 0)
    assert reply.is_visible is not bool(findings)
    assert Thread.objects.get().reply_count == (0 if findings else 1)
