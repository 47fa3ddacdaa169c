"""Wrong settings, said at startup with the way to mend them."""

from typing import Any

from django.conf import settings as django_settings
from django.core.checks import CheckMessage, Error, register

from .conf import settings

XFRAME_MIDDLEWARE = "django.middleware.clickjacking.XFrameOptionsMiddleware"


@register
def check_document_viewer(**kwargs: Any) -> list[CheckMessage]:
    """A site that denies all framing would show an empty frame to readers."""
    if (
        settings.NEWSBLOCKS_DOCUMENT_VIEWER
        and XFRAME_MIDDLEWARE in django_settings.MIDDLEWARE
        and django_settings.X_FRAME_OPTIONS.upper() == "DENY"
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
