"""Wrong settings, said at startup with the way to mend them."""

import difflib
from typing import Any

from django.apps import apps
from django.conf import settings as django_settings
from django.core.checks import CheckMessage, Error, Warning, register

from .conf import settings
from .page_languages import graphql_middleware

XFRAME_MIDDLEWARE = "django.middleware.clickjacking.XFrameOptionsMiddleware"


@register
def check_setting_names(**kwargs: Any) -> list[CheckMessage]:
    """Under a misspelt name, nothing would change."""
    known = [name for name in dir(settings) if name.startswith("NEWSBLOCKS_")]
    return [
        Warning(
            f"{name} is not a setting of wagtail_newsblocks.",
            hint=hint_for(name, known),
            id="wagtail_newsblocks.W001",
        )
        for name in dir(django_settings)
        if name.startswith("NEWSBLOCKS_") and name not in known
    ]


def hint_for(name: str, known: list[str]) -> str:
    if close := difflib.get_close_matches(name, known, n=1, cutoff=0.8):
        return f"Did you mean {close[0]}?"
    return "Remove it, or look up its name in the README's “Settings”."


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
def check_order_of_apps(**kwargs: Any) -> list[CheckMessage]:
    """API v3 makes its schemas when first imported; what comes later is ignored."""
    config: Any = apps.get_app_config("wagtail_newsblocks")
    if config.is_before_api_v3:
        return []
    return [
        Warning(
            "API v3 neither answers in the language of the page nor says what news "
            "blocks hold: an app before wagtail_newsblocks has already asked for it.",
            hint="Move wagtail_newsblocks up in INSTALLED_APPS, before Wagtail's own "
            "apps.",
            id="wagtail_newsblocks.W002",
        )
    ]


@register
def check_graphql_middleware(**kwargs: Any) -> list[CheckMessage]:
    """Without it, an Arabic page's blocks would be read in the request's language."""
    if not (apps.is_installed("grapple") and django_settings.USE_I18N):
        return []
    from graphene_django.settings import graphene_settings

    if graphql_middleware in graphene_settings.MIDDLEWARE:
        return []
    return [
        Warning(
            "GraphQL does not give blocks in the language of their page.",
            hint='Add "wagtail_newsblocks.page_languages.graphql_middleware" to '
            'GRAPHENE["MIDDLEWARE"].',
            id="wagtail_newsblocks.W003",
        )
    ]
