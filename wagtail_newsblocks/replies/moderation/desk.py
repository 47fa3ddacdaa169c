"""What the newsroom answers to its readers."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from wagtail.models import BaseLogEntry

from ..forms import NAME_LIMITS
from ..models import AlreadyDecided, Reply, Status, Thread
from ..plain_text import clean_line
from ..tokens import submission_key


def answer(parent: Reply, text: str, by: Any) -> list[BaseLogEntry]:
    """
    Publish an answer to a reply that waits or is approved; the reply is, then, too.

    ``text`` is cleaned. Sending it twice publishes it once. Returns the log entries
    of the decisions. Raises AlreadyDecided, and publishes nothing, if the reply has
    another status by now than the one it was loaded with.
    """
    entries = []
    with Thread.objects.locked(parent.page_id):
        if parent.status == Status.PENDING:
            entries.append(parent.decide(Status.APPROVED, by=by))
        # Nobody removes it before the answer stands there.
        locked = Reply.objects.select_for_update().filter(pk=parent.pk).first()
        if locked is None or not locked.is_visible:
            raise AlreadyDecided(parent)
        reply = find_or_store(locked, text, by)
        if not reply.is_visible:
            entries.append(reply.decide(Status.APPROVED, by=by))
            locked.log("newsblocks_reply.answered", by, answer=reply.pk)
    return entries


def find_or_store(parent: Reply, text: str, by: Any) -> Reply:
    """Return the answer, which waits if it is new."""
    key = submission_key(parent.page_id, "desk", str(by.pk), str(parent.pk), text)
    stored = Reply.objects.filter(page_id=parent.page_id, submission_key=key).first()
    if stored is not None:
        return stored
    reply = Reply(
        page_id=parent.page_id,
        author_name=desk_name(by),
        text=text,
        user=by,
        by_desk=True,
        submission_key=key,
    )
    reply.place_below(parent)
    reply.save(force_insert=True)
    return reply


def desk_name(user: Any) -> str:
    """Return the full name of a member of staff, or else the site's: no user name."""
    full_name = user.get_full_name() if hasattr(user, "get_full_name") else ""
    site_name = getattr(settings, "WAGTAIL_SITE_NAME", "")
    for name in (full_name, site_name):
        try:
            if cleaned := clean_line(name or "", NAME_LIMITS):
                return cleaned
        except ValidationError:  # Longer, or stranger, than a reader's may be.
            continue
    return gettext("The newsroom")
