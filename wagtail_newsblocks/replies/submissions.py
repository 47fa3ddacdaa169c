"""The way in, for whatever way it came: a valid form, screened, stored once."""

from collections.abc import Sequence
from contextlib import suppress

from django.db import IntegrityError
from wagtail.log_actions import registry

from . import flood
from .access import Discussion
from .findings import Finding, Outcome
from .forms import ReplyForm
from .models import DECISION_ACTIONS, AlreadyDecided, Reply, Status, Thread
from .screening import Submission, screen
from .tasks import ask_for_proof, enqueue, tell_moderators
from .tokens import FormToken, submission_key

# The form's fields, and where a reply keeps them.
STORED = {
    "name": "author_name",
    "email": "author_email",
    "website": "website",
    "text": "text",
}


class IdempotencyKeyReused(Exception):
    """The same key came with another reply."""


def submit(
    discussion: Discussion,
    form: ReplyForm,
    *,
    address: str,
    idempotency_key: str = "",
) -> Reply:
    """
    Screen and store a reply, or return it if it is stored already.

    Sending a reply twice, by a double click or a reload, stores it once. With an
    ``idempotency_key`` that is what decides, whatever stands in the reply. Raises
    IdempotencyKeyReused if something else stands in it.

    What was published can be copied by anybody. All but its address stands there, so
    whoever sends it again must not learn whether the address is the right one: unless
    it comes from the same account, it is a reply of its own.
    """
    page_id, fields = discussion.page.pk, form.cleaned_data
    typed = {name: fields.get(name, "") for name in STORED}
    parent_id = str(fields["parent"].pk) if fields["parent"] else ""
    what_is_once = (
        [idempotency_key] if idempotency_key else [*typed.values(), parent_id]
    )
    submission = Submission(
        discussion=discussion,
        fields=fields,
        token=FormToken.read(fields["token"], page_id),
        address=address,
    )
    key = submission_key(page_id, *what_is_once)
    reply = find_stored(page_id, key)
    while reply is not None and not idempotency_key and may_be_copy(submission, reply):
        key = submission_key(page_id, key)
        reply = find_stored(page_id, key)
    if reply is None:
        reply = store(submission, key)
    # Without a key it is the same by what was typed, even if it was edited since.
    if idempotency_key and any(
        getattr(reply, STORED[name]) != typed[name] for name in STORED
    ):
        raise IdempotencyKeyReused(idempotency_key)
    return reply


def find_stored(page_id: int, key: str) -> Reply | None:
    return Reply.objects.filter(page_id=page_id, submission_key=key).first()


def may_be_copy(submission: Submission, stored: Reply) -> bool:
    """Whether somebody else could know what stands in a reply that is stored."""
    user = submission.user
    is_own = user is not None and user.pk == stored.user_id
    return stored.published_at is not None and not is_own


def store(submission: Submission, key: str) -> Reply:
    """Store a reply that was just sent, or return what the same click stored before."""
    findings, parent = screen(submission), submission.fields["parent"]
    try:
        return save(make_reply(submission, key, findings, parent), findings)
    except IntegrityError:
        stored = find_stored(submission.discussion.page.pk, key)
        if stored is not None:
            return stored
        if parent is None:
            raise
        # What it answers was erased in the meantime.
        return save(make_reply(submission, key, findings, None), findings)


def make_reply(
    submission: Submission, key: str, findings: Sequence[Finding], parent: Reply | None
) -> Reply:
    fields, user = submission.fields, submission.user
    is_spam = any(finding.outcome == Outcome.SPAM for finding in findings)
    reply = Reply(
        page_id=submission.discussion.page.pk,
        user=user,
        status=Status.SPAM if is_spam else Status.PENDING,
        findings=[finding.as_json() for finding in findings],
        submission_key=key,
        wants_mail=fields.get("wants_mail", False),
        **{STORED[name]: fields.get(name, "") for name in STORED},
    )
    if user and user.email.casefold() == reply.author_email.casefold():
        reply.email_proven_at = reply.submitted_at
    if parent:
        reply.place_below(parent)
    return reply


def save(reply: Reply, findings: Sequence[Finding]) -> Reply:
    """Store a new reply, publish it if nothing was found, and tell whom it concerns."""
    # Those to one page are stored one after the other. On MariaDB they would deadlock:
    # two answers by the reply that both answer, one reply that is sent twice by the
    # place in the index that an equal one left when it was erased.
    with Thread.objects.locked(reply.page_id):
        reply.save(force_insert=True)
        if not findings:
            reply.decide(Status.APPROVED, by=None)
        if reply.status == Status.PENDING:
            enqueue(tell_moderators)
        is_unknown = any(finding.code == "unknown_author" for finding in findings)
        if (reply.wants_mail or is_unknown) and not (
            reply.status == Status.SPAM or reply.email_proven_at
        ):
            enqueue(ask_for_proof, reply.pk)
    return reply


def prove_email(reply: Reply) -> None:
    """
    Note that a reply's address is its author's.

    If nothing else was found than that nothing of the author was approved before, and
    something was, at this address proven alike, the reply is published: but not in a
    flood, and not if a moderator has put it back into the queue.
    """
    if not reply.author_email:
        return
    reply.prove_email()
    known = Reply.objects.visible().filter(
        author_email__iexact=reply.author_email, email_proven_at__isnull=False
    )
    found = [finding.get("code") for finding in reply.findings]
    decisions = registry.get_logs_for_instance(reply).filter(
        action__in=DECISION_ACTIONS.values()
    )
    if (
        reply.status == Status.PENDING
        and found == ["unknown_author"]
        and known.exists()
        and not decisions.exists()
        and not flood.is_on()
    ):
        with suppress(AlreadyDecided):
            reply.decide(Status.APPROVED, by=None)
