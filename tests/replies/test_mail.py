"""Who is written to, when, and what stands in it."""

from email import policy
from email.parser import BytesParser
from smtplib import SMTPRecipientsRefused

import django
import pytest
from django.core import mail as outbox
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.utils import timezone
from wagtail.users.models import UserProfile

from wagtail_newsblocks.replies import flood, tasks
from wagtail_newsblocks.replies.findings import Finding, Outcome
from wagtail_newsblocks.replies.models import Reply, Status
from wagtail_newsblocks.replies.tokens import FormToken, issue_mail_token

pytestmark = pytest.mark.usefixtures("mail_is_on")


@pytest.fixture
def mail_is_on(settings):
    settings.NEWSBLOCKS_REPLY_FROM_EMAIL = "replies@example.com"


@pytest.fixture
def send(client, reply_url, submission, django_capture_on_commit_callbacks):
    """Send a reply by the form, and return what was mailed to readers then."""

    def send(**typed):
        outbox.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(reply_url, {**submission, **typed})
        assert response.status_code == 303
        return sent()

    return send


@pytest.fixture
def decide(django_capture_on_commit_callbacks, moderator):
    def decide(reply, status):
        outbox.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            Reply.objects.get(pk=reply.pk).decide(status, moderator)
        return sent()

    return decide


def sent():
    return [(m.to, m.subject, m.body.strip()) for m in outbox.outbox]


def link_in(body):
    (link,) = [w for w in body.split() if "/prove/" in w or "/stop/" in w]
    return link.removeprefix("http://localhost")


def test_nothing_is_sent_unless_it_is_asked_for(send):
    assert send() == []


def test_nothing_is_sent_unless_the_site_says_from_whom(send, settings):
    settings.NEWSBLOCKS_REPLY_FROM_EMAIL = ""
    assert send(wants_mail="on") == []
    assert not Reply.objects.get().wants_mail


def test_a_reader_proves_the_address(send, article, client, submission):
    ((to, subject, body),) = send(
        wants_mail="on", name="Buy http://spam.example", text="Buy http://spam.example"
    )
    reply = Reply.objects.get()
    path = f"/replies/prove/{issue_mail_token('prove', reply.pk)}/"
    # The signature holds the second it was made in.
    link = f"http://localhost{link_in(body)}"
    assert link_in(body)[:30] == path[:30]
    assert (to, subject, body.replace(link, "LINK")) == (
        ["amina@example.org"],
        "Is this your email address?",
        "Somebody replied to “The bridge is closed” and gave this as their address. "
        "If it was you, please open this page and press the button there:\n\n"
        "LINK\n\n"
        "If it was not you, there is nothing to do: no more mail will come.",
    )
    for method in (client.get, client.head):
        assert method(link_in(body)).status_code == 200
        reply.refresh_from_db()
        assert reply.email_proven_at is None
    response = client.post(link_in(body))
    assert "Your email address is confirmed." in response.content.decode()
    assert b"@" not in response.content
    reply.refresh_from_db()
    first = reply.email_proven_at
    assert first
    client.post(link_in(body))
    reply.refresh_from_db()
    assert reply.email_proven_at == first


def test_nobody_is_flooded_with_mail(send):
    assert len(send(wants_mail="on")) == 1
    assert send(wants_mail="on", text="Again.") == []
    assert send(wants_mail="on", text="Once more.", email="AMINA@example.org") == []
    assert len(send(wants_mail="on", email="bashir@example.org")) == 1


def test_spam_makes_no_mail(send, checks_find):
    checks_find(Finding("words", outcome=Outcome.SPAM))
    assert send(wants_mail="on") == []


def test_an_account_proves_its_own_address(send, article, editor):
    editor.email = "Amina@example.org"
    editor.save()
    token = FormToken.issue(article.pk, user_id=editor.pk)
    assert send(wants_mail="on", token=token) == []
    assert Reply.objects.get().email_proven_at
    send(wants_mail="on", token=token, email="other@example.org", text="Other.")
    assert not Reply.objects.get(text="Other.").email_proven_at


@pytest.fixture
def proven(make_reply):
    """A published reply whose author wants mail, at an address that is theirs."""
    reply = make_reply(status=Status.APPROVED, wants_mail=True)
    reply.prove_email()
    return reply


def test_an_answer_is_announced_once_it_is_published(
    proven, make_reply, decide, client
):
    answer = make_reply(
        parent=proven, author_email="bashir@example.org", text="Buy http://spam.example"
    )
    ((to, subject, body),) = decide(answer, Status.APPROVED)
    assert (to, subject) == (["amina@example.org"], "Your reply was answered")
    assert "“The bridge is closed”" in body
    assert "spam" not in body
    assert "Bashir" not in body
    assert "bashir@" not in body
    (message,) = outbox.outbox
    unsubscribe = f"<http://localhost{link_in(body)}>"
    assert message.extra_headers == {
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": unsubscribe,
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    # As it goes to the server: folded at most, not encoded.
    as_sent = {"policy": policy.SMTP} if django.VERSION >= (6,) else {}
    raw = message.message(**as_sent).as_bytes().replace(b"\r\n", b"\n")
    header = f"\nList-Unsubscribe: {unsubscribe}\n".encode()
    assert header in raw.replace(b" \n ", b" ")
    (answer_url,) = [w for w in body.split() if w.endswith(f"/{answer.pk}/")]
    page = client.get(answer_url.removeprefix("http://localhost"))
    assert "Buy http://spam.example" in page.content.decode()

    # Taken back and published again, it is no news.
    decide(answer, Status.REMOVED)
    assert decide(answer, Status.APPROVED) == []


@pytest.mark.parametrize(
    "change",
    [
        {"wants_mail": False},
        {"email_proven_at": None},
        {"status": Status.REMOVED},
        {"author_email": ""},
        {"author_email": "BASHIR@example.org"},
    ],
)
def test_nobody_else_is_told(change, proven, make_reply, decide):
    Reply.objects.filter(pk=proven.pk).update(**change)
    answer = make_reply(parent=proven, author_email="bashir@example.org")
    assert decide(answer, Status.APPROVED) == []


def test_everybody_above_is_told_once(proven, make_reply, decide):
    other = make_reply(
        parent=proven,
        status=Status.APPROVED,
        wants_mail=True,
        author_email="chen@example.org",
    )
    other.prove_email()
    again = make_reply(parent=other, status=Status.APPROVED, wants_mail=True)
    again.prove_email()
    answer = make_reply(parent=again, author_email="bashir@example.org")
    assert [to for to, *_rest in decide(answer, Status.APPROVED)] == [
        ["amina@example.org"],
        ["chen@example.org"],
    ]


@pytest.mark.parametrize("data", [{}, {"List-Unsubscribe": "One-Click"}])
def test_mail_stops_by_one_click(data, proven, client):
    link = f"/replies/stop/{issue_mail_token('stop', proven.pk)}/"
    assert "Send me no more" in client.get(link).content.decode()
    proven.refresh_from_db()
    assert proven.wants_mail
    response = client.post(link, data)
    assert response.status_code == 200
    assert not response.cookies
    proven.refresh_from_db()
    assert not proven.wants_mail


def test_a_link_is_for_one_thing(proven, client):
    stop, prove = (issue_mail_token(p, proven.pk) for p in ("stop", "prove"))
    urls = [
        f"/replies/stop/{prove}/",
        f"/replies/prove/{stop}/",
        f"/replies/prove/{prove[:-1]}/",
        f"/replies/stop/{issue_mail_token('stop', 0)}/",
    ]
    assert {client.post(url).status_code for url in urls} == {404}
    proven.refresh_from_db()
    assert proven.wants_mail


def test_a_title_cannot_forge_a_header(proven, make_reply, decide, article):
    article.title = "A\nBcc: everybody@example.org"
    article.save()
    decide(make_reply(parent=proven, author_email="b@example.org"), Status.APPROVED)
    (message,) = outbox.outbox
    parsed = BytesParser(policy=policy.default).parsebytes(message.message().as_bytes())
    assert parsed["Bcc"] is None


def test_mail_that_fails_fails_no_reply(send, monkeypatch):
    def fail(message):
        raise OSError("The mail server is away.")

    monkeypatch.setattr(outbox.EmailMessage, "send", fail)
    send(wants_mail="on")
    assert Reply.objects.get().status == Status.PENDING


def test_a_queue_that_is_away_fails_no_reply_and_no_decision(
    send, decide, proven, make_reply, monkeypatch
):
    def fail(*ids):
        raise OSError("The queue is away.")

    for job in (tasks.tell_moderators, tasks.ask_for_proof, tasks.announce):
        monkeypatch.setattr(type(job), "enqueue", fail)
    send(wants_mail="on", text="Stored all the same.")
    assert Reply.objects.filter(text="Stored all the same.").exists()
    answer = make_reply(parent=proven, author_email="bashir@example.org")
    decide(answer, Status.APPROVED)
    assert Reply.objects.get(pk=answer.pk).is_visible


def test_moderators_are_told_of_what_waits(send, moderator, other_moderator, editor):
    for user in (moderator, other_moderator, editor):
        user.email = f"{user.username}@example.com"
        user.save()
    UserProfile.objects.create(user=other_moderator, submitted_notifications=False)
    assert send() == [
        (
            ["moderator@example.com"],
            "1 reply waits for approval",
            "Readers’ replies wait to be read. Here they are:\n\n"
            "http://localhost:8000/admin/replies/",
        )
    ]
    # Not of each: the next mail tells how many there are by then.
    assert send(text="Another.") == []
    cache.clear()
    assert [m[1] for m in send(text="A third.")] == ["3 replies wait for approval"]


def prove(reply, client):
    return client.post(f"/replies/prove/{issue_mail_token('prove', reply.pk)}/")


def test_a_known_author_is_published_by_proving_the_address(
    send, make_reply, client, settings, moderator
):
    settings.NEWSBLOCKS_REPLY_POLICY = "publish_known"
    # They are asked though they want no mail: it is how the reply gets published.
    assert [m[1] for m in send(text="First.")] == ["Is this your email address?"]
    cache.clear()
    first = Reply.objects.get()
    prove(first, client)
    first.refresh_from_db()
    # Nobody has read anything of theirs yet.
    assert (first.status, bool(first.email_proven_at)) == (Status.PENDING, True)
    first.decide(Status.APPROVED, moderator)

    send(text="Second.", email="AMINA@example.org")
    second = Reply.objects.get(text="Second.")
    assert second.status == Status.PENDING
    prove(second, client)
    second.refresh_from_db()
    assert second.status == Status.APPROVED


def test_in_a_flood_proving_the_address_publishes_nothing(
    proven, make_reply, client, moderator
):
    reply = make_reply(findings=[{"code": "unknown_author"}])
    flood.hold_everything(1, by=moderator)
    prove(reply, client)
    reply.refresh_from_db()
    assert (reply.status, bool(reply.email_proven_at)) == (Status.PENDING, True)
    flood.end(by=moderator)
    prove(reply, client)
    reply.refresh_from_db()
    assert reply.status == Status.APPROVED


@pytest.mark.parametrize(
    "known",
    [
        {"email_proven_at": None},
        {"status": Status.PENDING},
        {"author_email": "other@example.org"},
    ],
)
def test_an_address_alone_makes_nobody_known(known, proven, make_reply, client):
    Reply.objects.filter(pk=proven.pk).update(**known)
    reply = make_reply(findings=[{"code": "unknown_author"}])
    prove(reply, client)
    reply.refresh_from_db()
    assert reply.status == Status.PENDING


@pytest.mark.parametrize(
    "findings",
    [[], [{"code": "policy"}], [{"code": "unknown_author"}, {"code": "links"}]],
)
def test_whatever_else_was_found_is_for_moderators(
    findings, proven, make_reply, client
):
    reply = make_reply(findings=findings)
    prove(reply, client)
    reply.refresh_from_db()
    assert reply.status == Status.PENDING


def test_a_reply_that_a_moderator_put_back_waits_for_moderators(
    proven, make_reply, client, decide
):
    reply = make_reply(findings=[{"code": "unknown_author"}])
    reply = decide_twice(reply, decide)
    prove(reply, client)
    reply.refresh_from_db()
    assert (bool(reply.email_proven_at), reply.status) == (True, Status.PENDING)


def decide_twice(reply, decide):
    decide(reply, Status.APPROVED)
    decide(reply, Status.PENDING)
    reply.refresh_from_db()
    return reply


def test_an_address_that_fails_keeps_no_mail_from_the_others(
    proven, make_reply, decide, monkeypatch, caplog
):
    other = make_reply(
        status=Status.APPROVED,
        parent=proven,
        author_email="refused@example.org",
        wants_mail=True,
        email_proven_at=timezone.now(),
    )
    answer = make_reply(parent=other, author_email="bashir@example.org")
    send_mail = EmailMessage.send

    def send(message, **kwargs):
        if message.to == ["refused@example.org"]:
            raise SMTPRecipientsRefused({"refused@example.org": (550, b"No")})
        return send_mail(message, **kwargs)

    monkeypatch.setattr(EmailMessage, "send", send)
    assert [to for to, _, _ in decide(answer, Status.APPROVED)] == [
        ["amina@example.org"]
    ]
    assert "A mail was not sent: stop.txt (SMTPRecipientsRefused)." in caplog.text
    assert "refused@" not in caplog.text


def test_an_address_that_is_kept_no_longer_proves_nothing(proven, make_reply, client):
    Reply.objects.filter(pk=proven.pk).update(author_email="")
    reply = make_reply(author_email="", findings=[{"code": "unknown_author"}])
    prove(reply, client)
    reply.refresh_from_db()
    assert (reply.status, reply.email_proven_at) == (Status.PENDING, None)
