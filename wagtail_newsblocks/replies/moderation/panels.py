"""How many replies wait, said where a moderator looks first."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from .permissions import replies_for, reply_permission_policy

MOST_WAITING_COUNTED = 100
MOST_WAITING_SHOWN = 5


def waiting_count(moderator: Any) -> str:
    """Return how many wait for a moderator, as "3" or "100+", or "" if none do."""
    # In an order that an index has, or PostgreSQL reads all replies to find these.
    waiting = replies_for(moderator).pending().order_by("submitted_at")
    count = waiting[:MOST_WAITING_COUNTED].count()
    more = "+" if count == MOST_WAITING_COUNTED else ""
    return f"{count}{more}" if count else ""


class RepliesMenuItem(MenuItem):
    """Says how many replies wait."""

    def is_shown(self, request: HttpRequest) -> bool:
        return reply_permission_policy.user_has_any_permission(
            request.user, ["change", "view"]
        )

    def render_component(self, request: HttpRequest) -> Any:
        component = super().render_component(request)
        if count := waiting_count(request.user):
            component.label = gettext("%(label)s (%(count)s)") % {
                "label": self.label,
                "count": count,
            }
        return component


class WaitingRepliesPanel(Component):
    """The replies on the admin's front page that have waited longest."""

    name = "newsblocks_waiting_replies"
    template_name = "wagtail_newsblocks/replies/admin/waiting_panel.html"
    order = 205

    class Media:
        css = {"all": ["wagtail_newsblocks/moderation.css"]}

    def get_context_data(
        self, parent_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        moderator = (parent_context or {})["request"].user
        waiting = replies_for(moderator).pending().select_related("page")
        oldest = waiting.order_by("submitted_at", "pk")[:MOST_WAITING_SHOWN]
        return {"count": waiting_count(moderator), "oldest": oldest}
