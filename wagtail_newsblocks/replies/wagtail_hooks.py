from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from . import flood_admin  # noqa: F401  registers its own hooks
from .bulk_actions import ApproveAction, RejectAction, SpamAction
from .models import Reply
from .viewsets import ReplyViewSet, reply_permission_policy, reply_viewset

try:
    from wagtail.permissions import register_permission_policy
except ImportError:  # Wagtail 7 takes the policy from the viewset.
    pass
else:
    register_permission_policy(Reply, reply_permission_policy)

hooks.register("register_bulk_action", ApproveAction)
hooks.register("register_bulk_action", RejectAction)
hooks.register("register_bulk_action", SpamAction)


@hooks.register("register_admin_viewset")
def register_replies() -> ReplyViewSet:
    return reply_viewset


@hooks.register("register_log_actions")
def register_reply_log_actions(actions: Any) -> None:
    actions.register_action(
        "newsblocks_reply.approved", _("Approve reply"), _("Reply approved")
    )
    actions.register_action(
        "newsblocks_reply.rejected", _("Reject reply"), _("Reply rejected")
    )
    actions.register_action(
        "newsblocks_reply.spam", _("Mark reply as spam"), _("Reply marked as spam")
    )
    actions.register_action(
        "newsblocks_reply.removed", _("Remove reply"), _("Reply removed")
    )
    actions.register_action(
        "newsblocks_reply.erased", _("Erase reply"), _("Reply erased")
    )
