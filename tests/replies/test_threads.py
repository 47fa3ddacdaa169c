"""Parts of what readers see, in order, whatever happens between one and the next."""

import datetime

import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from wagtail_newsblocks.replies import threads
from wagtail_newsblocks.replies.models import Status, Thread
from wagtail_newsblocks.replies.threads import (
    InvalidCursor,
    Order,
    Place,
    find_shown,
    read_answers,
    read_answers_around,
    read_newest,
    read_roots,
)


def at(minute):
    return datetime.datetime(2024, 3, 14, 10, minute, tzinfo=datetime.timezone.utc)


@pytest.fixture
def approved(make_reply):
    def approved(minute, **fields):
        return make_reply(
            status=Status.APPROVED, published_at=at(minute), text=f"{minute}", **fields
        )

    return approved


def texts(part):
    return [shown.reply.text for shown in part.replies]


def all_parts(read):
    """Read part after part, and return what each holds."""
    part, found = read(after=""), []
    found.append(texts(part))
    while part.next_cursor:
        part = read(after=part.next_cursor)
        found.append(texts(part))
    return found


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order.OLDEST, [["1", "2"], ["3", "3"], ["3"]]),
        (Order.NEWEST, [["3", "3"], ["3", "2"], ["1"]]),
    ],
)
def test_roots_come_in_parts(order, expected, article, approved):
    for minute in (3, 2, 3, 1, 3):
        approved(minute)
    assert expected == all_parts(
        lambda after: read_roots(article.pk, order=order, after=after, size=2)
    )


def test_what_is_approved_late_moves_nothing(article, approved):
    for minute in (1, 2, 4):
        approved(minute)
    first = read_roots(article.pk, size=2)
    approved(5)
    approved(2)
    rest = read_roots(article.pk, after=first.next_cursor, size=9)
    assert (texts(first), texts(rest)) == (["1", "2"], ["2", "4", "5"])


def test_the_first_answers_come_with_their_roots(article, approved):
    roots = [approved(1), approved(2), approved(3)]
    for minute in (15, 14, 13, 12, 11):
        approved(minute, parent=roots[0])
    approved(16, parent=approved(10, parent=roots[1]))
    part = read_roots(article.pk)
    assert [
        ([a.reply.text for a in shown.answers], shown.more_answers)
        for shown in part.replies
    ] == [(["11", "12", "13"], 2), (["10", "16"], 0), ([], 0)]


def test_answers_say_whom_they_answer(article, approved, moderator):
    root = approved(1, author_name="Amina")
    answer = approved(2, parent=root, author_name="Bashir")
    approved(3, parent=answer, author_name="Chen")

    def seen():
        (shown,) = read_roots(article.pk).replies
        return [(a.answers_another, a.addressee) for a in shown.answers]

    assert seen() == [(False, "Amina"), (True, "Bashir")]
    answer.decide(Status.REMOVED, moderator)
    assert seen() == [(False, "Amina"), (True, "")]


def test_of_a_removed_reply_only_its_place_is_seen(article, approved, moderator):
    root = approved(1, website="https://example.org")
    answer = approved(2, parent=root)
    root.decide(Status.REMOVED, moderator)
    (shown,) = read_roots(article.pk).replies
    assert shown.is_removed
    reply = shown.reply
    assert (reply.author_name, reply.website, reply.text) == ("", "", "")
    assert [a.reply.text for a in shown.answers] == ["2"]
    assert Thread.objects.of(article.pk).reply_count == 1
    # Without answers, nothing is left of it.
    answer.decide(Status.REMOVED, moderator)
    assert read_roots(article.pk).replies == []
    assert Thread.objects.of(article.pk).reply_count == 0


def test_what_was_never_published_is_not_seen(article, make_reply, approved):
    for status in set(Status) - {Status.APPROVED}:
        make_reply(status=status)
    root = approved(1)
    make_reply(parent=root)
    (shown,) = read_roots(article.pk).replies
    assert (shown.reply.text, shown.answers, shown.more_answers) == ("1", [], 0)


def test_nothing_private_is_loaded(article, approved, django_assert_num_queries):
    approved(3, parent=approved(2, parent=approved(1)))
    (shown,) = read_roots(article.pk).replies
    for reply in (shown.reply, shown.answers[1].reply, shown.answers[1].reply.parent):
        assert {"author_email", "findings", "submission_key", "user_id"} <= (
            reply.get_deferred_fields()
        )
    with django_assert_num_queries(0):
        assert shown.answers[1].addressee == "Amina Rahal"


def test_reading_costs_two_queries(article, approved, django_assert_num_queries):
    def read():
        part = read_roots(article.pk)
        return [(s.is_removed, s.addressee, s.answers) for s in part.replies]

    with django_assert_num_queries(1):
        read()
    for minute in range(30):
        approved(30, parent=approved(29, parent=approved(minute)))
    with django_assert_num_queries(2):
        assert len(read()) == 20


@pytest.mark.skipif(
    connection.vendor != "sqlite",
    reason="Only SQLite counts its steps: test_scale has others explain theirs",
)
def test_a_long_thread_is_not_read_through(article, make_article):
    def steps(page, count):
        """Return how much SQLite does for a page with one thread of so many replies."""
        call_command("generate_replies", page.pk, count=count, answers_each=count - 1)
        taken = []
        connection.connection.set_progress_handler(lambda: taken.append(1), 1)
        (root,) = read_roots(page.pk).replies
        connection.connection.set_progress_handler(None, 1)
        assert len(root.answers) == 3
        return len(taken)

    assert steps(article, 500) < 2 * steps(make_article(), 20)


def test_answers_come_in_parts(approved):
    root = approved(1)
    approved(9)
    for minute in (4, 3, 2):
        approved(minute, parent=root)
    parts = all_parts(lambda after: read_answers(root, after=after, size=2))
    assert parts == [["2", "3"], ["4"]]


def test_an_answer_in_its_context(approved, monkeypatch):
    monkeypatch.setattr(threads, "ANSWERS_BEFORE", 2)
    monkeypatch.setattr(threads, "ANSWERS_IN_PART", 4)
    root = approved(0)
    answers = [approved(minute, parent=root) for minute in range(1, 9)]
    around = [texts(read_answers_around(answer)) for answer in answers]
    assert around == [
        ["1", "2", "3", "4"],
        ["1", "2", "3", "4"],
        ["1", "2", "3", "4"],
        ["2", "3", "4", "5"],
        ["3", "4", "5", "6"],
        ["4", "5", "6", "7"],
        ["5", "6", "7", "8"],
        ["6", "7", "8"],
    ]


def test_the_newest_of_all(article, approved, make_reply, moderator):
    root = approved(1)
    make_reply()
    answer = approved(3, parent=root)
    approved(2)
    assert [s.reply.text for s in read_newest(article.pk)] == ["3", "2", "1"]
    answer.decide(Status.REMOVED, moderator)
    assert [s.reply.text for s in read_newest(article.pk, size=1)] == ["2"]


def test_finds_what_readers_may_see(article, approved, make_reply, make_article):
    reply, held = approved(1), make_reply()
    assert find_shown(article.pk, reply.pk) == reply
    for page_id, reply_id in (
        (article.pk, held.pk),
        (article.pk, 0),
        (make_article().pk, reply.pk),
    ):
        with pytest.raises(reply.DoesNotExist):
            find_shown(page_id, reply_id)


@given(
    st.datetimes(timezones=st.just(datetime.timezone.utc)),
    st.integers(1, 2**63 - 1),
)
def test_a_cursor_is_a_place(published_at, pk):
    place = Place(published_at, pk)
    assert Place.read(str(place)) == place


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=20) | st.from_regex(r"\A-?[0-9]{1,30}-[0-9]{1,30}\Z"))
def test_any_other_cursor_is_refused_or_reads_something(article, cursor):
    try:
        Place.read(cursor)
    except InvalidCursor:
        with pytest.raises(InvalidCursor):
            read_roots(article.pk, after=cursor or "-")
    else:
        assert read_roots(article.pk, after=cursor).replies == []
