from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RepliesConfig(AppConfig):
    name = "wagtail_newsblocks.replies"
    label = "wagtail_newsblocks_replies"
    verbose_name = _("Replies")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.signals import page_published, page_unpublished

        from . import purging, signals, tasks

        signals.reply_published.connect(tasks.announce_when_published)
        signals.thread_changed.connect(purging.purge_thread)
        page_published.connect(purging.purge_page)
        page_unpublished.connect(purging.purge_page)
