from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class NewsblocksConfig(AppConfig):
    name = "wagtail_newsblocks"
    verbose_name = _("News blocks")
    describes_api = True

    def ready(self) -> None:
        from . import checks  # noqa: F401  registers the system checks
        from .conf import settings

        if settings.NEWSBLOCKS_API_SCHEMA and apps.is_installed("wagtail.api.v3"):
            from .schema import api_v3

            self.describes_api = api_v3.register()

        if apps.is_installed("grapple"):
            from .graphql import register_blocks

            register_blocks()
