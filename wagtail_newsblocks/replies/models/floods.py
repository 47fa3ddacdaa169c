"""The times in which everything was held."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Flood(models.Model):
    """A time in which a moderator has every reply of the site held; see ``flood``."""

    started_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(db_index=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("flood of replies")
        default_permissions = ()

    def __str__(self) -> str:
        return gettext("Flood of replies")
