"""The pages that replies belong to."""

from typing import Any

from django.apps import apps
from django.conf import settings

# Wagtail 8 lets a site swap the page model; Wagtail 7 has only the one.
PAGE_MODEL = getattr(settings, "WAGTAIL_PAGE_MODEL", "wagtailcore.Page")


def page_model() -> Any:
    return apps.get_model(PAGE_MODEL)
