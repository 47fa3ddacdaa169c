"""
What is kept about readers: given out to them, erased for them, and not kept for ever.

Where others answered a reply, an empty place is left of it, so that they do not
answer nothing. Whoever has the address is whose data it is: nothing else is known.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.db.models import Exists, OuterRef
from django.utils import timezone
from wagtail.models import ModelLogEntry

from ..conf import settings
from .models import Erasure, Reply, ReplyQuerySet, Status, Thread
from .transfer import json_lines


@dataclass
class Erased:
    """How many replies are gone, and of how many an empty place is left."""

    deleted: int = 0
    emptied: int = 0


def replies_from(email: str) -> ReplyQuerySet:
    """Return all replies that came with an address, however it is written."""
    return Reply.objects.filter(author_email__iexact=email.strip()).exclude(
        author_email=""
    )


def replies_by_author_of(reply: Reply) -> ReplyQuerySet:
    """Return all replies that came with a reply's address, or that one alone."""
    if reply.author_email:
        return replies_from(reply.author_email)
    return Reply.objects.filter(pk=reply.pk)


def export(replies: ReplyQuerySet) -> Iterator[str]:
    """Yield what is kept, as JSON, a line for each reply, oldest first."""
    return json_lines.write(replies.order_by("submitted_at", "pk"))


def erase(replies: ReplyQuerySet, by: Any = None) -> Erased:
    """
    Erase replies and what was logged about them, and log that it was done.

    What readers see of it is counted and purged from caches as after any decision.
    """
    erased = Erased()
    # The deepest first: what hung below may leave nothing that hangs.
    found = replies.order_by("-depth", "-pk").values_list("pk", "page_id")
    for pk, page_id in list(found):
        with Thread.objects.locked(page_id):
            reply = Reply.objects.select_for_update().filter(pk=pk).first()
            if reply is None:
                continue
            erase_one(reply, by, erased)
    return erased


def erase_one(reply: Reply, by: Any, erased: Erased) -> None:
    ModelLogEntry.objects.for_instance(reply).delete()
    Erasure.objects.remember(reply.page_id, reply.submission_key)
    if reply.has_answers():
        if reply.is_visible:
            reply.count_visible(-1)
        empty(reply)
        reply.log("newsblocks_reply.erased", by)
        erased.emptied += 1
    else:
        reply.delete()
        erased.deleted += 1


def empty(reply: Reply) -> None:
    """Leave nothing of a reply but its place."""
    reply.author_name = reply.author_email = reply.website = reply.text = ""
    reply.user = reply.email_proven_at = None
    reply.wants_mail = False
    reply.findings = []
    reply.status = Status.REMOVED
    # What it said can no longer be recognised, not even by who knows it.
    reply.submission_key = f"erased-{uuid4().hex}"
    reply.save()


def purge(now: datetime.datetime | None = None) -> Erased:
    """
    Erase what is kept no longer, by NEWSBLOCKS_REPLY_RETENTION.

    Replies in a state with so many days go as if their authors had asked for it;
    "email" is for how long addresses stay with the replies that stay.
    """
    now = now or timezone.now()
    erased = Erased()
    for what, days in settings.NEWSBLOCKS_REPLY_RETENTION.items():
        if days is None:
            continue
        old = Reply.objects.filter(submitted_at__lt=now - datetime.timedelta(days=days))
        if what == "email":
            old.exclude(author_email="").update(
                author_email="", wants_mail=False, email_proven_at=None
            )
            continue
        is_answered = Exists(Reply.objects.filter(parent=OuterRef("pk")))
        done = erase(old.filter(status=what).exclude(is_answered, text=""))
        erased.deleted += done.deleted
        erased.emptied += done.emptied
    return erased
