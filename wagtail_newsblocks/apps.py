import sys

from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class NewsblocksConfig(AppConfig):
    name = "wagtail_newsblocks"
    verbose_name = _("News blocks")
    # API v3 makes up its mind when the first app asks for it, as wagtail.images does
    # while it gets ready.
    is_before_api_v3 = True

    def ready(self) -> None:
        from . import (
            checks,  # noqa: F401  registers the system checks
            page_languages,
        )
        from .conf import settings

        if apps.is_installed("wagtail.api.v2"):
            page_languages.use_in_api_v2()

        if apps.is_installed("wagtail.api.v3"):
            self.is_before_api_v3 = "wagtail.api.v3.registry" not in sys.modules
            from .schema import api_v3

            page_languages.use_in_api_v3()
            api_v3.check_shapes()
            if settings.NEWSBLOCKS_API_SCHEMA:
                api_v3.register()

        if apps.is_installed("grapple"):
            from .graphql import register_blocks

            register_blocks()
