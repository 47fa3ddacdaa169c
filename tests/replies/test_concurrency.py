"""Many at once: nothing twice, nothing lost, and counted right."""

import threading

import pytest
from django.db import DatabaseError, connections
from django.test import Client
from wagtail.models import ModelLogEntry

from wagtail_newsblocks.replies.access import find_discussion_by_id
from wagtail_newsblocks.replies.forms import ReplyForm
from wagtail_newsblocks.replies.models import AlreadyDecided, Reply, Status, Thread
from wagtail_newsblocks.replies.submissions import submit

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def at_once(*calls):
    """Run the calls in threads, as near to each other as can be."""
    barrier, results = threading.Barrier(len(calls)), []

    def run(call):
        barrier.wait()
        try:
            results.append(call())
        except (AlreadyDecided, DatabaseError) as error:
            results.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_two_moderators(make_reply, moderator, other_moderator):
    for _round in range(5):
        reply = make_reply()
        first, second = (Reply.objects.get(pk=reply.pk) for _copy in range(2))
        results = at_once(
            lambda first=first: first.decide(Status.APPROVED, moderator),
            lambda second=second: second.decide(Status.SPAM, other_moderator),
        )
        assert {type(result) for result in results} == {ModelLogEntry, AlreadyDecided}
        (entry,) = ModelLogEntry.objects.for_instance(reply)
        assert entry.action == f"newsblocks_reply.{Reply.objects.get().status}"
        thread = Thread.objects.filter(reply_count=1)
        assert thread.exists() == Reply.objects.get().is_visible
        Reply.objects.all().delete()
        Thread.objects.all().delete()


@pytest.mark.parametrize("key", ["", "a key"])
def test_the_same_reply_eight_times(key, article, submission):
    discussion = find_discussion_by_id(article.pk)

    def send():
        form = ReplyForm(submission, ask_website=False)
        assert form.is_valid()
        return submit(discussion, form, address="192.0.2.1", idempotency_key=key)

    for _round in range(5):
        stored = at_once(*[send] * 8)
        assert {type(reply) for reply in stored} == {Reply}
        assert len({reply.pk for reply in stored}) == 1
        assert Reply.objects.count() == 1
        Reply.objects.all().delete()


def test_fifty_readers(article, reply_url, submission):
    def send(number):
        text = f"Reply {number}."
        return Client().post(reply_url, {**submission, "text": text}).status_code

    calls = [lambda number=number: send(number) for number in range(50)]
    assert at_once(*calls) == [303] * 50
    texts = set(Reply.objects.values_list("text", flat=True))
    assert texts == {f"Reply {number}." for number in range(50)}
    assert Reply.objects.count() == 50


def test_twenty_answers_are_approved_at_once(article, make_reply, moderator):
    root = make_reply(status=Status.APPROVED)
    middle = make_reply(parent=root)
    answers = [make_reply(parent=middle) for _answer in range(19)]
    calls = [
        lambda reply=reply: Reply.objects.get(pk=reply.pk).decide(
            Status.APPROVED, moderator
        )
        for reply in (middle, *answers)
    ]
    assert {type(result) for result in at_once(*calls)} == {ModelLogEntry}
    counts = Reply.objects.in_bulk([root.pk, middle.pk])
    assert (counts[root.pk].answer_count, counts[middle.pk].answer_count) == (20, 19)
    thread = Thread.objects.get(page=article)
    assert (thread.reply_count, thread.version) == (21, 21)


def test_twenty_answers_appear_at_once(
    article, make_reply, reply_url, submission, settings
):
    settings.NEWSBLOCKS_REPLY_CHECKS = []
    root = make_reply(status=Status.APPROVED)

    def send(number):
        text = f"Answer {number}."
        typed = {**submission, "text": text, "parent": root.pk}
        return Client().post(reply_url, typed).status_code

    calls = [lambda number=number: send(number) for number in range(20)]
    assert at_once(*calls) == [303] * 20
    root.refresh_from_db()
    assert root.answer_count == 20
    assert Thread.objects.get(page=article).reply_count == 21


def test_the_first_replies_to_a_page_are_approved_at_once(
    article, make_reply, moderator
):
    replies = [make_reply() for _reply in range(8)]
    calls = [
        lambda reply=reply: reply.decide(Status.APPROVED, moderator)
        for reply in replies
    ]
    assert {type(result) for result in at_once(*calls)} == {ModelLogEntry}
    assert Thread.objects.get(page=article).reply_count == 8
