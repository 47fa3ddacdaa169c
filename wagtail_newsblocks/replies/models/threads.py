"""What there is to see below a page: how many replies, and whether it changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.db.models import F
from django.utils.formats import localize
from django.utils.translation import ngettext

from ...pages import PAGE_MODEL
from ..signals import thread_changed

if TYPE_CHECKING:
    from .replies import Reply


class ThreadManager(models.Manager["Thread"]):
    def of(self, page_id: int) -> "Thread":
        """Return a page's thread; one that is not stored yet if nobody replied."""
        return self.filter(page_id=page_id).first() or Thread(page_id=page_id)

    def ensure(self, page_id: int) -> None:
        """Store a page's thread if it is not stored yet, whoever else does."""
        if not self.filter(page_id=page_id).exists():
            self.bulk_create([Thread(page_id=page_id)], ignore_conflicts=True)

    @contextmanager
    def locked(self, page_id: int) -> Iterator[None]:
        """
        Open a transaction that stores or changes replies to a page.

        Others of the page wait for it here, before they hold anything else that this
        one waits for.
        """
        # Not inside: to store the same row at once, MariaDB would have them deadlock.
        self.ensure(page_id)
        with transaction.atomic():
            # A write, for which SQLite lets others wait as well.
            self.filter(page_id=page_id).update(version=F("version"))
            yield

    def record(
        self, page_id: int, change: int = 0, reply: "Reply | None" = None
    ) -> None:
        """
        Count a change that readers can see, by so many replies more or less.

        To be called in the transaction that makes the change, while it is locked,
        with the reply in which they see it.
        """
        counted = {
            "reply_count": F("reply_count") + change,
            "version": F("version") + 1,
        }
        thread = self.filter(page_id=page_id)
        if not thread.update(**counted):
            self.ensure(page_id)
            thread.update(**counted)
        transaction.on_commit(
            # A listener that fails, such as a cache out of reach, undoes nothing.
            partial(
                thread_changed.send_robust,
                sender=Thread,
                page_id=page_id,
                # Not the reply itself: by then it may be deleted.
                reply_id=reply and reply.pk,
                root_id=reply and (reply.root_id or reply.pk),
            )
        )


class Thread(models.Model):
    """All that readers see below a page: how much it is, and whether it changed."""

    page = models.OneToOneField(
        PAGE_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    reply_count = models.PositiveIntegerField(default=0)
    # Another one whenever readers would see something else.
    version = models.PositiveIntegerField(default=0)

    objects = ThreadManager()
    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.reply_count} replies to page {self.page_id}"

    @property
    def count_text(self) -> str:
        """How many replies there are: "3 replies"."""
        count = self.reply_count
        text = ngettext("%(count)s reply", "%(count)s replies", count)
        return text % {"count": localize(count)}
