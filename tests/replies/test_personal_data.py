"""What is kept about readers: given out, erased, and not kept for ever."""

import datetime
import json
import re
from io import StringIO

import pytest
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import ModelLogEntry

from wagtail_newsblocks.replies.models import Reply, Status, Thread
from wagtail_newsblocks.replies.personal_data import (
    Erased,
    erase,
    purge,
    replies_by_author_of,
    replies_from,
)


def run(*command, **options):
    out = StringIO()
    call_command(*command, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def thread(make_reply):
    """Amina's reply, Bashir's answer, and Amina's answer to that."""
    root = make_reply(status=Status.APPROVED)
    answer = make_reply(
        status=Status.APPROVED,
        parent=root,
        author_name="Bashir",
        author_email="bashir@example.org",
    )
    deeper = make_reply(status=Status.APPROVED, parent=answer)
    return root, answer, deeper


def test_all_is_given_out(thread, article):
    root, _answer, _deeper = thread
    lines = run("export_reader", " AMINA@example.org ").splitlines()
    first, second = map(json.loads, lines)
    answer = thread[1]
    assert (first["parent"], second["parent"]) == (None, answer.submission_key)
    assert first == {
        "id": root.submission_key,
        "parent": None,
        "page_url": "http://localhost/the-bridge-is-closed/",
        "page_title": "The bridge is closed",
        "page_translation_key": str(article.translation_key),
        "page_locale": "en",
        "account": None,
        "author_name": "Amina Rahal",
        "author_email": "amina@example.org",
        "website": "",
        "text": root.text,
        "status": "approved",
        "by_desk": False,
        "findings": [{"code": "policy", "detail": ""}],
        "wants_mail": False,
        "submitted_at": "2024-03-14 09:00:00+00:00",
        "published_at": str(root.published_at),
        "edited_at": None,
        "email_proven_at": None,
        "announced_at": None,
    }


def test_nobody_is_everybody_without_an_address(make_reply):
    make_reply(author_email="")
    assert not replies_from("").exists()
    assert not replies_from(" ").exists()


def test_erasing_leaves_a_place_where_answers_hang(
    thread, article, client, moderator, make_reply
):
    root, answer, _deeper = thread
    held = make_reply()
    held.decide(Status.SPAM, moderator)
    assert erase(replies_from("Amina@example.org"), by=moderator) == Erased(
        deleted=2, emptied=1
    )
    assert set(Reply.objects.all()) == {root, answer}
    root.refresh_from_db()
    kept = {
        field.name: getattr(root, field.name)
        for field in Reply._meta.concrete_fields
        if field.name not in ("id", "page", "published_at", "submitted_at")
    }
    assert kept == {
        "parent": None,
        "root": None,
        "depth": 0,
        "answer_count": 1,
        "author_name": "",
        "author_email": "",
        "website": "",
        "text": "",
        "user": None,
        "by_desk": False,
        "status": Status.REMOVED,
        "findings": [],
        "submission_key": root.submission_key,
        "wants_mail": False,
        "email_proven_at": None,
        "announced_at": None,
        "edited_at": None,
    }
    assert re.fullmatch(r"erased-[0-9a-f]{32}", root.submission_key)
    answer.refresh_from_db()
    assert answer.answer_count == 0
    assert Thread.objects.get().reply_count == 1
    page = client.get(article.url).content.decode()
    assert "Amina" not in page
    assert "This reply has been removed." in page
    (entry,) = ModelLogEntry.objects.all()
    assert (entry.action, entry.user, entry.label) == (
        "newsblocks_reply.erased",
        moderator,
        f"Reply {root.pk}",
    )


def test_erasing_by_command(thread, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda prompt: "n")
    with pytest.raises(CommandError, match="Nothing was erased"):
        run("erase_reader", "bashir@example.org")
    assert Reply.objects.count() == 3
    output = run("erase_reader", "bashir@example.org", yes=True)
    assert output == "Deleted: 0. Emptied, since others answered: 1.\n"
    with pytest.raises(CommandError, match="No reply came with"):
        run("erase_reader", "bashir@example.org", yes=True)
    assert run("erase_reader", "amina@example.org", yes=True) == (
        "Deleted: 1. Emptied, since others answered: 1.\n"
    )


def test_nothing_is_kept_for_ever(make_reply, settings):
    now = timezone.now()
    ages = {status: now - datetime.timedelta(days=100) for status in Status}
    kept = [make_reply(status=s, submitted_at=at) for s, at in ages.items()]
    make_reply(status=Status.SPAM, submitted_at=now - datetime.timedelta(days=29))
    settings.NEWSBLOCKS_REPLY_RETENTION = {"rejected": 99, "removed": None}
    assert run("purge_replies") == "Deleted: 2. Emptied, since others answered: 0.\n"
    left = set(Reply.objects.values_list("status", "author_email"))
    assert left == {
        (status, "amina@example.org") for status in set(Status) - {Status.REJECTED}
    }
    assert purge(now) == Erased()

    settings.NEWSBLOCKS_REPLY_RETENTION = {"email": 99}
    purge(now)
    approved = next(reply for reply in kept if reply.is_visible)
    approved.refresh_from_db()
    assert (approved.author_email, approved.author_name) == ("", "Amina Rahal")


def test_an_empty_place_goes_when_nothing_hangs_there(thread, make_reply, moderator):
    root, answer, deeper = thread
    old = timezone.now() + datetime.timedelta(days=1000)
    for reply in (root, answer):
        reply.decide(Status.REMOVED, moderator)
    assert purge(old) == Erased(deleted=0, emptied=2)
    assert purge(old) == Erased()
    deeper.refresh_from_db()
    deeper.decide(Status.REMOVED, moderator)
    # From below, a level each night.
    assert [purge(old).deleted for _night in range(4)] == [1, 1, 1, 0]
    assert not Reply.objects.exists()


@pytest.fixture
def erase_url(thread):
    return f"/admin/replies/personal-data/{thread[0].pk}/"


def test_who_may_erase(erase_url, thread, client, moderator, make_moderator):
    client.force_login(moderator)
    for answer in (client.get(erase_url), client.post(erase_url)):
        assert answer.status_code == 302
    assert Reply.objects.count() == 3
    moderate = f"/admin/replies/edit/{thread[0].pk}/"
    assert erase_url not in client.get(moderate).content.decode()

    moderator.user_permissions.add(Permission.objects.get(codename="erase_reply"))
    assert erase_url in client.get(moderate).content.decode()
    page = client.get(erase_url).content.decode()
    assert "2 replies came with this author’s address." in page
    export = client.get(f"{erase_url}?export")
    assert export["Content-Disposition"] == 'attachment; filename="reader.jsonl"'
    lines = export.content.decode().splitlines()
    assert [json.loads(line)["author_name"] for line in lines] == ["Amina Rahal"] * 2
    assert Reply.objects.count() == 3

    response = client.post(erase_url, follow=True)
    assert [str(m).strip() for m in response.context["messages"]] == [
        "2 replies were erased."
    ]
    assert {r.author_name for r in Reply.objects.all()} == {"", "Bashir"}


def test_without_an_address_one_reply_is_erased(make_reply):
    first, _second = make_reply(author_email=""), make_reply(author_email="")
    assert list(replies_by_author_of(first)) == [first]
