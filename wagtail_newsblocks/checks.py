"""Wrong settings, said at startup with the way to mend them."""

from typing import Any

from django.apps import apps
from django.conf import settings as django_settings
from django.core.checks import CheckMessage, Error, register
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from .conf import settings

MOST_REPLY_CHARACTERS = 20_000  # A hundred of them may stand on one page.
XFRAME_MIDDLEWARE = "django.middleware.clickjacking.XFrameOptionsMiddleware"


@register
def check_document_viewer(**kwargs: Any) -> list[CheckMessage]:
    """A site that denies all framing would show an empty frame to readers."""
    if (
        settings.NEWSBLOCKS_DOCUMENT_VIEWER
        and XFRAME_MIDDLEWARE in django_settings.MIDDLEWARE
        and str(django_settings.X_FRAME_OPTIONS).upper() == "DENY"
    ):
        return [
            Error(
                "NEWSBLOCKS_DOCUMENT_VIEWER is on, but X_FRAME_OPTIONS = 'DENY' "
                "keeps browsers from showing the documents.",
                hint="Set X_FRAME_OPTIONS = 'SAMEORIGIN', or turn the viewer off.",
                id="wagtail_newsblocks.E001",
            )
        ]
    return []


@register
def check_reply_length(**kwargs: Any) -> list[CheckMessage]:
    """With a wrong limit, nobody could reply, or one reply could fill a page."""
    length = settings.NEWSBLOCKS_REPLY_MAX_LENGTH
    if type(length) is int and 1 <= length <= MOST_REPLY_CHARACTERS:
        return []
    return [
        Error(
            f"NEWSBLOCKS_REPLY_MAX_LENGTH = {length!r} is not a number of characters "
            f"from 1 to {MOST_REPLY_CHARACTERS}.",
            hint="Leave it out for 5000 characters.",
            id="wagtail_newsblocks.E002",
        )
    ]


@register
def check_reply_urls(**kwargs: Any) -> list[CheckMessage]:
    """A reply form that has nowhere to go would break every page it stands in."""
    if not apps.is_installed("wagtail_newsblocks.replies"):
        return []
    try:
        match = resolve(reverse("newsblocks_replies:reply", args=["check"]))
    except (NoReverseMatch, Resolver404):
        problem = "The URLs of wagtail_newsblocks.replies are not in your URLconf."
    else:
        if match.app_names == ["newsblocks_replies"]:
            return []
        problem = (
            f"The URLs of wagtail_newsblocks.replies come too late: {match.route!r} "
            "takes what readers send there."
        )
    return [
        Error(
            problem,
            hint=(
                'Add path("replies/", include("wagtail_newsblocks.replies.urls")) '
                "before Wagtail's own URLs."
            ),
            id="wagtail_newsblocks.E003",
        )
    ]
