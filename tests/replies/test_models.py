"""Threads, counters, and deciding without undoing what others decided."""

import pytest
from django.db.models import ProtectedError
from wagtail.models import ModelLogEntry

from wagtail_newsblocks.replies.models import (
    MAX_DEPTH,
    AlreadyDecided,
    Reply,
    Status,
    Thread,
)
from wagtail_newsblocks.replies.moderation.decisions import decisions_about
from wagtail_newsblocks.replies.personal_data import erase
from wagtail_newsblocks.replies.signals import thread_changed
from wagtail_newsblocks.replies.threads import read_roots

DECISIONS = [Status.APPROVED, Status.REJECTED, Status.SPAM, Status.REMOVED]


@pytest.mark.parametrize("status", DECISIONS)
def test_a_decision_is_stored_and_logged(status, make_reply, moderator):
    reply = make_reply()
    reply.decide(status, moderator)
    stored = Reply.objects.get(pk=reply.pk)
    assert stored.status == reply.status == status
    assert bool(stored.published_at) == (status == Status.APPROVED)
    (entry,) = ModelLogEntry.objects.for_instance(reply)
    assert (entry.action, entry.user, entry.data, entry.label) == (
        f"newsblocks_reply.{status.value}",
        moderator,
        {"from": "pending"},
        f"Reply {reply.pk}",
    )
    assert entry.formatter is not None
    assert entry.uuid


@pytest.mark.parametrize("late", DECISIONS)
def test_the_second_of_two_moderators_is_told(
    late, make_reply, moderator, other_moderator
):
    reply = make_reply()
    seen_by_other = Reply.objects.get(pk=reply.pk)
    reply.decide(Status.APPROVED, moderator)
    with pytest.raises(AlreadyDecided):
        seen_by_other.decide(late, other_moderator)
    assert Reply.objects.get(pk=reply.pk).status == Status.APPROVED
    assert ModelLogEntry.objects.for_instance(reply).count() == 1


def test_deciding_the_same_again_changes_nothing(make_reply, moderator):
    reply = make_reply(status=Status.APPROVED)
    with pytest.raises(AlreadyDecided):
        reply.decide(Status.APPROVED, moderator)


def test_a_reply_put_back_keeps_its_place(make_reply, moderator):
    reply = make_reply()
    reply.decide(Status.APPROVED, moderator)
    first = reply.published_at
    reply.decide(Status.REMOVED, moderator)
    reply.decide(Status.APPROVED, moderator)
    assert Reply.objects.get(pk=reply.pk).published_at == first


def test_an_answer_knows_its_place(make_reply):
    root = make_reply()
    answer = make_reply(parent=root)
    deeper = make_reply(parent=answer)
    assert [(r.parent, r.root, r.depth) for r in (root, answer, deeper)] == [
        (None, None, 0),
        (root, root, 1),
        (answer, root, 2),
    ]


def test_an_answer_to_the_deepest_stands_beside_it(make_reply):
    replies = [make_reply()]
    for _answer in range(MAX_DEPTH + 2):
        replies.append(make_reply(parent=replies[-1]))
    assert [reply.depth for reply in replies] == [
        *range(MAX_DEPTH + 1),
        MAX_DEPTH,
        MAX_DEPTH,
    ]
    *_shallower, above, _deepest, second, third = replies
    assert (second.parent, third.parent) == (above, above)


def counts(*replies):
    for reply in replies:
        reply.refresh_from_db()
    return [reply.answer_count for reply in replies]


def test_what_readers_see_is_counted(
    article, make_reply, moderator, django_capture_on_commit_callbacks
):
    root = make_reply()
    answer = make_reply(parent=root)
    deeper = make_reply(parent=answer)
    changed = []

    def on_change(page_id, **kwargs):
        changed.append(page_id)

    thread_changed.connect(on_change)

    def decide(reply, status):
        changed.clear()
        with django_capture_on_commit_callbacks(execute=True):
            reply.decide(status, moderator)
        thread = Thread.objects.filter(page=article).first()
        seen = thread and (thread.reply_count, thread.version)
        return seen, counts(root, answer, deeper), changed == [article.pk]

    try:
        # Nobody sees what is held, and nothing is said of it.
        assert decide(deeper, Status.SPAM) == (None, [0, 0, 0], False)
        assert decide(root, Status.APPROVED) == ((1, 1), [0, 0, 0], True)
        assert decide(deeper, Status.APPROVED) == ((2, 2), [1, 1, 0], True)
        assert decide(answer, Status.APPROVED) == ((3, 3), [2, 1, 0], True)
        assert decide(answer, Status.REMOVED) == ((2, 4), [1, 1, 0], True)
        assert decide(answer, Status.SPAM) == ((2, 4), [1, 1, 0], False)
    finally:
        thread_changed.disconnect(on_change)


def test_deciding_costs_few_queries(make_reply, moderator, django_assert_num_queries):
    replies = [make_reply(status=Status.APPROVED)]
    for _depth in range(MAX_DEPTH):
        replies.append(make_reply(parent=replies[-1]))
    make_reply().decide(Status.SPAM, moderator)  # fills Django's own caches
    # The reply and the log, each with a savepoint.
    held = make_reply()
    with django_assert_num_queries(6):
        held.decide(Status.SPAM, moderator)
    # To have others wait; to find each reply above it, and to count it in all of them
    # and in the page.
    with django_assert_num_queries(6 + 2 + MAX_DEPTH + 2):
        replies[-1].decide(Status.APPROVED, moderator)


def test_a_reply_with_answers_goes_only_with_its_page(article, make_reply):
    root = make_reply(status=Status.APPROVED)
    make_reply(parent=make_reply(parent=root), status=Status.APPROVED)
    with pytest.raises(ProtectedError):
        root.delete()
    article.delete()
    assert not Reply.objects.exists()
    assert not Thread.objects.exists()


def test_a_reply_that_is_deleted_is_not_counted_any_more(article, make_reply):
    root = make_reply(status=Status.APPROVED)
    answer = make_reply(parent=root, status=Status.APPROVED)
    held = make_reply(parent=root)
    held.delete()
    answer.delete()
    assert counts(root) == [0]
    assert Thread.objects.get(page=article).reply_count == 1
    root.delete()
    assert Thread.objects.get(page=article).reply_count == 0


def test_of_an_erased_reply_nothing_can_appear(make_reply, moderator):
    root = make_reply(status=Status.APPROVED)
    make_reply(parent=root, status=Status.APPROVED)
    erase(Reply.objects.filter(pk=root.pk))
    root.refresh_from_db()
    assert decisions_about(root) == []
    with pytest.raises(AlreadyDecided):
        root.decide(Status.APPROVED, moderator)


def test_findings_are_told_in_words():
    reply = Reply(
        findings=[
            {"code": "policy", "detail": ""},
            {"code": "honeypot", "detail": "buy now"},
            {"code": "acme", "detail": "Acme knows this address"},
            {"code": "acme"},
            {},
        ]
    )
    assert reply.reasons_held == [
        "Every reply is read before it appears",
        "A field that people do not see was filled in: buy now",
        "Acme knows this address",
        "acme",
        "",
    ]


def test_an_answer_is_seen_even_below_what_never_appeared(
    article, make_reply, moderator
):
    root = make_reply(status=Status.REMOVED, published_at=None)
    answer = make_reply(parent=root)
    answer.decide(Status.APPROVED, by=moderator)
    assert Reply.objects.get(pk=root.pk).published_at == root.submitted_at
    (shown,) = read_roots(article.pk).replies
    assert [shown.reply for shown in shown.answers] == [answer]


def test_many_spaces_cost_no_time():
    text = "a" + 100_000 * " " + "\n" + 100_000 * " " + "b"
    assert Reply(text=text).paragraphs == [text]
