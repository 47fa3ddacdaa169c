from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from .models import Reply
from .moderation.bulk_actions import (
    ApproveAction,
    RejectAction,
    RemoveAction,
    SpamAction,
)
from .moderation.flood import FloodView
from .moderation.panels import WaitingRepliesPanel
from .moderation.permissions import reply_permission_policy
from .moderation.viewsets import ReplyViewSet, reply_viewset

try:
    from wagtail.permissions import register_permission_policy
except ImportError:  # Wagtail 7 takes the policy from the viewset.
    pass
else:
    register_permission_policy(Reply, reply_permission_policy)

hooks.register("register_bulk_action", ApproveAction)
hooks.register("register_bulk_action", RejectAction)
hooks.register("register_bulk_action", SpamAction)
hooks.register("register_bulk_action", RemoveAction)


@hooks.register("register_admin_viewset")
def register_replies() -> ReplyViewSet:
    return reply_viewset


@hooks.register("construct_homepage_panels")
def add_waiting_replies(request: Any, panels: Any) -> None:
    panels.append(WaitingRepliesPanel())


@hooks.register("register_admin_urls")
def register_flood_url() -> list[Any]:
    return [path("replies/flood/", FloodView.as_view(), name="newsblocks_flood")]


LOG_ACTIONS = [
    ("newsblocks_reply.approved", _("Approve reply"), _("Reply approved")),
    ("newsblocks_reply.rejected", _("Reject reply"), _("Reply rejected")),
    ("newsblocks_reply.spam", _("Mark reply as spam"), _("Reply marked as spam")),
    ("newsblocks_reply.removed", _("Remove reply"), _("Reply removed")),
    (
        "newsblocks_reply.pending",
        _("Return reply to the queue"),
        _("Reply returned to the queue"),
    ),
    ("newsblocks_reply.edited", _("Edit reply"), _("Reply edited")),
    (
        "newsblocks_reply.answered",
        _("Answer reply"),
        _("Reply answered by the newsroom"),
    ),
    ("newsblocks_reply.erased", _("Erase reply"), _("Reply erased")),
    ("newsblocks_flood.started", _("Hold every reply"), _("Every reply held")),
    ("newsblocks_flood.ended", _("End the flood"), _("Flood ended")),
]


@hooks.register("register_log_actions")
def register_reply_log_actions(actions: Any) -> None:
    for action, label, message in LOG_ACTIONS:
        actions.register_action(action, label, message)
