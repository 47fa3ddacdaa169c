"""Who moderates which replies."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import page_permission_policy

from ..models import Reply, ReplyQuerySet

ACTIONS = {"change", "view"}


class ReplyPermissionPolicy(ModelPermissionPolicy):
    """
    Moderators have the permission to change replies, and see those to the pages that
    they may edit.

    Nobody adds or deletes replies in the admin, not even a superuser: readers write
    them, and removing one leaves its place to those who answered it.
    """

    def user_has_permission(self, user: Any, action: str) -> bool:
        return (
            action in ACTIONS
            and super().user_has_permission(user, action)
            and page_permission_policy.user_has_permission(user, "change")
        )

    def user_has_permission_for_instance(
        self, user: Any, action: str, instance: Reply
    ) -> bool:
        return self.user_has_permission(
            user, action
        ) and page_permission_policy.user_has_permission_for_instance(
            user, "change", instance.page
        )

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> ReplyQuerySet:
        replies = super().instances_user_has_any_permission_for(user, actions)
        if user.is_superuser:
            return replies
        pages = page_permission_policy.instances_user_has_permission_for(user, "change")
        return replies.filter(page__in=pages)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:
        actions = ACTIONS.intersection(actions)
        users = super().users_with_any_permission(actions)
        editors = page_permission_policy.users_with_permission("change")
        return users.filter(pk__in=editors) if actions else users.none()

    def users_with_any_permission_for_instance(
        self, actions: Iterable[str], instance: Reply
    ) -> QuerySet[Any]:
        editors = page_permission_policy.users_with_permission_for_instance(
            "change", instance.page
        )
        return self.users_with_any_permission(actions).filter(pk__in=editors)


reply_permission_policy = ReplyPermissionPolicy(Reply)


def replies_for(moderator: Any) -> ReplyQuerySet:
    """Return the replies that a moderator may decide about."""
    return reply_permission_policy.instances_user_has_permission_for(
        moderator, "change"
    )
