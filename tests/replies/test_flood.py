"""The flood switch: who turns it, what it holds, and that it ends."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.core import mail as outbox
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry

from wagtail_newsblocks.conf import DEFAULT_CHECKS
from wagtail_newsblocks.replies import flood, mail, proof_of_work
from wagtail_newsblocks.replies.models import Flood, Reply, Status

URL = "/admin/replies/flood/"
QUEUE = "/admin/replies/?status=pending"


@pytest.fixture
def admin(client, moderator):
    client.force_login(moderator)
    return client


@pytest.fixture
def later(monkeypatch):
    """A function that lets so many hours pass."""
    now = timezone.now

    def later(hours):
        passed = datetime.timedelta(hours=hours)
        monkeypatch.setattr(timezone, "now", lambda: now() + passed)

    return later


def logged():
    entries = ModelLogEntry.objects.order_by("timestamp", "pk")
    return [(entry.action, entry.user, entry.data) for entry in entries]


def test_it_ends_by_itself(moderator, later, django_assert_num_queries):
    assert flood.current() is None
    started = flood.hold_everything(3, by=moderator)
    assert started.started_by == moderator
    off = started.until - started.started_at - datetime.timedelta(hours=3)
    assert abs(off) < datetime.timedelta(seconds=5)
    later(hours=2.9)
    with django_assert_num_queries(1):
        assert flood.current() == started
    later(hours=3.1)
    assert not flood.is_on()
    assert logged() == [("newsblocks_flood.started", moderator, {"hours": 3})]


def test_the_last_word_counts(moderator, other_moderator, later):
    flood.hold_everything(48, by=moderator)
    second = flood.hold_everything(1, by=other_moderator)
    assert flood.current() == second
    later(hours=2)
    assert not flood.is_on()


def test_it_is_ended_early(moderator, other_moderator):
    flood.hold_everything(3, by=moderator)
    # Two began at once, so that neither ended the other's.
    Flood.objects.create(until=timezone.now() + datetime.timedelta(hours=5))
    flood.end(by=other_moderator)
    flood.end(by=other_moderator)
    assert not flood.is_on()
    ended = ("newsblocks_flood.ended", other_moderator, {})
    assert logged()[1:] == [ended, ended]


def test_what_it_holds(moderator, client, reply_url, submission, settings, monkeypatch):
    settings.NEWSBLOCKS_REPLY_CHECKS = DEFAULT_CHECKS[2:4]
    monkeypatch.setattr(proof_of_work, "altcha", None)

    def send(text):
        answer = client.post(reply_url, {**submission, "text": text})
        reply = Reply.objects.get(text=text)
        found = [finding["code"] for finding in reply.findings]
        assert answer.status_code == 303
        assert answer["Location"] == (
            f"{reply_url}{reply.pk}/#reply-{reply.pk}"
            if reply.is_visible
            else f"{reply_url}received/"
        )
        return reply.status, found

    assert send("Before.") == (Status.APPROVED, [])
    flood.hold_everything(1, by=moderator)
    assert send("In it.") == (Status.PENDING, ["flood"])
    flood.end(by=moderator)
    assert send("After.") == (Status.APPROVED, [])


def test_it_costs_one_query(moderator, client, reply_url, submission, settings):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.post(reply_url, {**submission, "text": f"{settings}"})
        return [q for q in captured if Flood._meta.db_table in q["sql"]]

    settings.NEWSBLOCKS_REPLY_CHECKS = DEFAULT_CHECKS[2:4]
    flood.hold_everything(1, by=moderator)
    assert len(queries()) == 1


def test_readers_are_sent_no_mail(make_reply, moderator, settings):
    settings.NEWSBLOCKS_REPLY_FROM_EMAIL = "replies@example.com"
    reply = make_reply()
    flood.hold_everything(1, by=moderator)
    mail.send_proof(reply)
    mail.send_answered(reply, reply)
    assert outbox.outbox == []
    flood.end(by=moderator)
    mail.send_answered(reply, reply)
    assert [message.to for message in outbox.outbox] == [["amina@example.org"]]


# The admin


def page(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def buttons(soup):
    return [button.text.strip() for button in soup.main.form.find_all("button")]


def test_a_moderator_switches_it_on_and_off(admin, moderator):
    soup = page(admin.get(URL))
    assert soup.title.text.startswith("Flood of replies")
    assert soup.main.select(".help-warning") == []
    assert buttons(soup) == ["Hold every reply"]

    soup = page(admin.post(URL, {"hours": "5"}, follow=True))
    started = flood.current()
    assert started.started_by == moderator
    (status,) = soup.main.select(".help-warning")
    assert status.p.text.split(":")[0].strip() == (
        "Every reply of the whole site is held until"
    )
    moment = datetime.datetime.fromisoformat(status.time["datetime"])
    assert abs(moment - started.until) < datetime.timedelta(seconds=1)
    assert buttons(soup) == ["Hold from now for so long", "End it now"]
    assert "From now on, every reply is held." in soup.text

    soup = page(admin.post(URL, {"end": "1"}, follow=True))
    assert not flood.is_on()
    assert buttons(soup) == ["Hold every reply"]
    assert "Replies are no longer held by the flood." in soup.text
    actions = [action for action, _user, _data in logged()]
    assert actions == ["newsblocks_flood.started", "newsblocks_flood.ended"]


@pytest.mark.parametrize("hours", ["0", "-1", "73", "", "1.5", "many"])
def test_hours_that_make_no_sense(hours, admin):
    soup = page(admin.post(URL, {"hours": hours}))
    assert soup.main.select(".error-message")
    assert not flood.is_on()


def test_looking_changes_nothing(admin):
    assert admin.get(URL, {"hours": "3", "end": "1"}).status_code == 200
    assert not Flood.objects.exists()


def test_nobody_else_switches_it(client, editor):
    client.force_login(editor)
    answers = [client.get(URL), client.post(URL, {"hours": "3"})]
    assert {(a.status_code, a["Location"]) for a in answers} == {(302, "/admin/")}
    assert not Flood.objects.exists()


def test_the_queue_leads_there(admin, moderator):
    def link():
        return page(admin.get(QUEUE)).find("a", href=URL).text.strip()

    assert link() == "Flood of replies"
    flood.hold_everything(1, by=moderator)
    assert link() == "Everything is held"


def test_the_logged_actions_have_words(client, admin_user):
    flood.hold_everything(1, by=admin_user)
    flood.end(by=admin_user)
    client.force_login(admin_user)
    report = page(client.get("/admin/reports/site-history/")).text
    assert "Every reply held" in report
    assert "Flood ended" in report
