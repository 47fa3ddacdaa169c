"""Storing once, and deciding without undoing what others decided."""

import threading
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone
from wagtail.models import ModelLogEntry, ReferenceIndex

from wagtail_newsblocks.replies.models import AlreadyDecided, Reply, Status

DECISIONS = {
    Reply.approve: Status.APPROVED,
    Reply.reject: Status.REJECTED,
    Reply.mark_as_spam: Status.SPAM,
    Reply.remove: Status.REMOVED,
}


def submit(article, **fields):
    return Reply.objects.submit(
        **{
            "page_id": article.pk,
            "author_name": "Amina Rahal",
            "author_email": "amina@example.org",
            "website": "",
            "text": "Never safe.",
            "findings": [{"code": "policy", "detail": ""}],
            **fields,
        }
    )


def test_a_reply_is_stored_once(article, django_assert_num_queries):
    ReferenceIndex.objects.all().delete()
    with django_assert_num_queries(4):  # look, savepoint, insert, release
        first = submit(article)
    with django_assert_num_queries(1):
        again = submit(article)
    assert first.pk == again.pk
    assert (first.status, first.published_at) == (Status.PENDING, None)
    assert Reply.objects.pending().count() == 1
    assert not ReferenceIndex.objects.exists()


def test_a_corrected_reply_is_another_one(article):
    replies = {submit(article, text=text).pk for text in ("10 km2", "10 km²", "10 KM2")}
    assert len(replies) == 3


@pytest.mark.parametrize(("decide", "status"), DECISIONS.items())
def test_a_decision_is_stored_and_logged(
    decide, status, make_reply, moderator, django_assert_num_queries
):
    reply = make_reply()
    decide(reply, moderator)
    stored = Reply.objects.get(pk=reply.pk)
    assert stored.status == reply.status == status
    assert bool(stored.published_at) == (status == Status.APPROVED)
    (entry,) = ModelLogEntry.objects.for_instance(reply)
    assert (entry.action, entry.user, entry.data, entry.label) == (
        f"newsblocks_reply.{status.value}",
        moderator,
        {"from": "pending"},
        "Reply by Amina Rahal",
    )
    assert entry.formatter is not None
    assert entry.uuid


@pytest.mark.parametrize("late", DECISIONS)
def test_the_second_of_two_moderators_is_told(
    late, make_reply, moderator, other_moderator
):
    reply = make_reply()
    seen_by_other = Reply.objects.get(pk=reply.pk)
    reply.approve(moderator)
    with pytest.raises(AlreadyDecided):
        late(seen_by_other, other_moderator)
    assert Reply.objects.get(pk=reply.pk).status == Status.APPROVED
    assert ModelLogEntry.objects.for_instance(reply).count() == 1


def test_deciding_the_same_again_changes_nothing(make_reply, moderator):
    reply = make_reply(status=Status.APPROVED)
    with pytest.raises(AlreadyDecided):
        reply.approve(moderator)


def test_a_reply_put_back_keeps_its_place(make_reply, moderator):
    reply = make_reply()
    reply.approve(moderator)
    first = reply.published_at
    reply.remove(moderator)
    reply.approve(moderator)
    assert Reply.objects.get(pk=reply.pk).published_at == first


def test_only_approved_replies_are_visible_oldest_first(make_reply):
    now = timezone.now()
    for status in Status:
        make_reply(status=status, published_at=now, author_name=status.value)
    make_reply(
        status=Status.APPROVED,
        published_at=now - timedelta(days=1),
        author_name="earlier",
    )
    assert [reply.author_name for reply in Reply.objects.visible()] == [
        "earlier",
        "approved",
    ]
    (*_earlier, reply) = Reply.objects.visible()
    assert {"author_email", "findings"} <= reply.get_deferred_fields()


def test_deleting_the_page_deletes_its_replies(article, make_reply):
    make_reply()
    article.delete()
    assert not Reply.objects.exists()


def test_findings_are_told_in_words():
    reply = Reply(
        findings=[
            {"code": "policy", "detail": ""},
            {"code": "honeypot", "detail": "buy now"},
            {"code": "a site's own", "detail": ""},
        ]
    )
    assert reply.reasons_held == [
        "Every reply is read before it appears",
        "A field that people do not see was filled in: buy now",
        "a site's own",
    ]


def at_once(*calls):
    """Run the calls in threads, as near to each other as can be."""
    barrier, results = threading.Barrier(len(calls)), []

    def run(call):
        barrier.wait()
        try:
            results.append(call())
        except AlreadyDecided as error:
            results.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_decisions_and_eight_submissions_at_once(
    article, make_reply, moderator, other_moderator
):
    for _round in range(5):
        reply = make_reply()
        first, second = (Reply.objects.get(pk=reply.pk) for _copy in range(2))
        results = at_once(
            lambda first=first: first.approve(moderator),
            lambda second=second: second.mark_as_spam(other_moderator),
        )
        assert {type(result) for result in results} == {type(None), AlreadyDecided}
        assert ModelLogEntry.objects.for_instance(reply).count() == 1
        Reply.objects.all().delete()

        stored = at_once(*[lambda: submit(article)] * 8)
        assert len({reply.pk for reply in stored}) == 1
        assert Reply.objects.count() == 1
        Reply.objects.all().delete()
