"""What moderators can decide about a reply, and how they take it back."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import registry
from wagtail.models import BaseLogEntry, ModelLogEntry

from ..access import read_id
from ..models import DECISION_ACTIONS, AlreadyDecided, Reply, Status, Thread
from .permissions import reply_permission_policy


@dataclass(frozen=True)
class Decision:
    """What a moderator can do with a reply."""

    code: str
    label: str | Promise
    result: Status
    done: str | Promise
    css_class: str = "button-secondary"


DECISIONS = {
    decision.code: decision
    for decision in (
        Decision(
            "approve",
            _("Approve"),
            Status.APPROVED,
            _("The reply is approved and stands under the article."),
            css_class="",
        ),
        Decision(
            "reject",
            _("Reject"),
            Status.REJECTED,
            _("The reply is rejected."),
        ),
        Decision(
            "spam",
            _("Mark as spam"),
            Status.SPAM,
            _("The reply is marked as spam."),
        ),
        Decision(
            "return",
            _("Return to the queue"),
            Status.PENDING,
            _("The reply waits in the queue again."),
        ),
        Decision(
            "remove",
            _("Remove"),
            Status.REMOVED,
            _("The reply is removed from the article."),
            css_class="no",
        ),
    )
}


def decisions_about(reply: Reply) -> list[Decision]:
    """Return what makes sense next: only what was published can be removed."""
    if reply.is_empty:
        return []
    was_published = reply.status == Status.APPROVED
    return [
        decision
        for decision in DECISIONS.values()
        if decision.result != reply.status
        and (decision.code != "remove" or was_published)
        and (decision.code != "reject" or not was_published)
    ]


def decided_meanwhile(reply: Reply) -> str:
    """Tell a moderator that another one was faster, and what became of the reply."""
    current = Reply.objects.filter(pk=reply.pk).first()
    if current is None:
        return gettext("This reply has been deleted in the meantime.")
    return gettext(
        "Nothing was changed: somebody else decided about this reply in the "
        "meantime. It is now: %(status)s."
    ) % {"status": current.get_status_display()}


def read_ids(typed: Iterable[str]) -> list[int]:
    """Return the ids among what a browser sent, as far as there can be such."""
    return list(filter(None, map(read_id, typed)))


def with_undo(
    message: str | Promise,
    entries: Iterable[BaseLogEntry],
    request: HttpRequest,
    reply: Reply | None = None,
) -> str:
    """
    Return a message with a button that takes these decisions back.

    If they are about one reply, the button says about which.
    """
    context = {"message": message, "entries": entries, "reply": reply}
    template = "wagtail_newsblocks/replies/admin/undo.html"
    return render_to_string(template, context, request=request)


def undo(entry_ids: Iterable[int], by: Any) -> tuple[list[Reply], int]:
    """
    Take back a moderator's own decisions, each unless another one followed it.

    Returns the replies that are as they were before, and how many were left.
    """
    entries = ModelLogEntry.objects.filter(
        pk__in=entry_ids,
        user=by,
        content_type=ContentType.objects.get_for_model(Reply),
        action__in=DECISION_ACTIONS.values(),
    )
    results = [take_back(entry, by) for entry in entries.order_by("-pk")]
    undone = [reply for reply in results if reply is not None]
    return undone, len(results) - len(undone)


def take_back(entry: ModelLogEntry, by: Any) -> Reply | None:
    """Return the reply with the status it had before, or None if others went on."""
    found = Reply.objects.filter(pk=entry.object_id).first()
    if found is None:
        return None
    with Thread.objects.locked(found.page_id):
        # Nobody decides until we have.
        reply = Reply.objects.select_for_update().filter(pk=found.pk).first()
        if (
            reply is None
            or not reply_permission_policy.user_has_permission_for_instance(
                by, "change", reply
            )
        ):
            return None
        decisions = registry.get_logs_for_instance(reply).filter(
            action__in=DECISION_ACTIONS.values()
        )
        if decisions.order_by("-pk").first() != entry:
            return None
        try:
            reply.decide(Status(entry.data["from"]), by=by)
        except AlreadyDecided:
            return None
    return reply
