from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class NewsblocksConfig(AppConfig):
    name = "wagtail_newsblocks"
    verbose_name = _("News blocks")

    def ready(self) -> None:
        from . import checks  # noqa: F401  registers the system checks

        if apps.is_installed("grapple"):
            from .graphql import register_blocks

            register_blocks()
