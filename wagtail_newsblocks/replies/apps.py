from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class RepliesConfig(AppConfig):
    name = "wagtail_newsblocks.replies"
    label = "wagtail_newsblocks_replies"
    verbose_name = _("Replies")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import (
            checks,  # noqa: F401  registers the system checks
            signals,
            tasks,
        )

        signals.reply_published.connect(tasks.announce_when_published)
        if apps.is_installed("wagtail.contrib.frontend_cache"):
            from . import purging

            purging.connect()
