"""Decisions about several replies at once."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.shortcuts import get_list_or_404
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.models import BaseLogEntry

from ..models import AlreadyDecided, Reply, Status
from .decisions import DECISIONS, decisions_about, read_ids, with_undo
from .permissions import replies_for, reply_permission_policy


class SeenForm(forms.Form):
    """Carries the status that each reply had when the moderator chose it."""

    seen = forms.JSONField(widget=forms.HiddenInput)

    def clean_seen(self) -> dict[str, str]:
        seen = self.cleaned_data["seen"]
        if not isinstance(seen, dict):
            return {}
        return {pk: status for pk, status in seen.items() if status in Status.values}


class DecideAction(PermissionCheckedMixin, BulkAction):
    """The base of the actions: a subclass names its decision."""

    models = [Reply]
    form_class = SeenForm
    template_name = "wagtail_newsblocks/replies/admin/confirm_bulk_decision.html"
    permission_policy = reply_permission_policy
    permission_required = "change"

    def get_actionable_objects(self) -> tuple[list[Reply], dict[str, Any]]:
        # "All" would pass over the list's filters: only what was ticked is meant. Of
        # replies elsewhere in the site, not even the names are told.
        ids = read_ids(self.request.GET.getlist("id"))
        replies = replies_for(self.request.user).filter(pk__in=ids)
        # In this order, for two moderators not to wait for each other's pages.
        return get_list_or_404(replies.order_by("page", "pk")), {
            "items_with_no_access": []
        }

    def get_initial(self) -> dict[str, Any]:
        replies, _without_access = self.get_actionable_objects()
        return {"seen": {str(reply.pk): reply.status for reply in replies}}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        decision = DECISIONS[self.action_type]
        return {**super().get_context_data(**kwargs), "decision": decision}

    def get_execution_context(self) -> dict[str, Any]:
        seen = self.cleaned_form.cleaned_data["seen"]
        return {"action": self, "seen": seen, "user": self.request.user}

    @classmethod
    def execute_action(
        cls,
        objects: Iterable[Reply],
        action: "DecideAction | None" = None,
        seen: dict[str, str] | None = None,
        user: Any = None,
        **kwargs: Any,
    ) -> tuple[int, int]:
        """Return how many replies were decided about; the others are told of."""
        decision, left = DECISIONS[cls.action_type], 0
        entries: list[BaseLogEntry] = []
        for reply in objects:
            # One that the moderator did not see is left as it is.
            reply.status = (seen or {}).get(str(reply.pk), "")
            try:
                if decision not in decisions_about(reply):
                    raise AlreadyDecided(reply)
                entries.append(reply.decide(decision.result, by=user))
            except AlreadyDecided:
                left += 1
        if action:
            action.entries = entries
            if left:
                messages.warning(action.request, action.get_left_message(left))
        return len(entries), 0

    def get_left_message(self, left: int) -> str:
        return ngettext(
            "%(count)d reply was left as it is: the decision does not go with its "
            "status, or somebody else decided about it in the meantime.",
            "%(count)d replies were left as they are: the decision does not go with "
            "their status, or somebody else decided about them in the meantime.",
            left,
        ) % {"count": left}

    def get_success_message(
        self, num_parent_objects: int, num_child_objects: int
    ) -> Any:
        if not num_parent_objects:
            return None
        done = ngettext(
            "%(decision)s: %(count)d reply.",
            "%(decision)s: %(count)d replies.",
            num_parent_objects,
        ) % {
            "decision": DECISIONS[self.action_type].result.label,
            "count": num_parent_objects,
        }
        return with_undo(done, self.entries, self.request)


class ApproveAction(DecideAction):
    action_type = "approve"
    display_name = DECISIONS["approve"].label
    aria_label = _("Approve the selected replies")
    action_priority = 10


class RejectAction(DecideAction):
    action_type = "reject"
    display_name = DECISIONS["reject"].label
    aria_label = _("Reject the selected replies")
    action_priority = 20


class SpamAction(DecideAction):
    action_type = "spam"
    display_name = DECISIONS["spam"].label
    aria_label = _("Mark the selected replies as spam")
    action_priority = 30


class RemoveAction(DecideAction):
    action_type = "remove"
    display_name = DECISIONS["remove"].label
    aria_label = _("Remove the selected replies")
    action_priority = 40
    classes = {"no"}
