"""Readers' replies, and what moderators decide about them."""

import re
import uuid
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from .screening import LABELS
from .tokens import submission_key

# Wagtail 8 lets a site swap the page model; Wagtail 7 has only the one.
PAGE_MODEL = getattr(settings, "WAGTAIL_PAGE_MODEL", "wagtailcore.Page")


class Status(models.TextChoices):
    PENDING = "pending", _("Waiting")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    SPAM = "spam", _("Spam")
    REMOVED = "removed", _("Removed")


class AlreadyDecided(Exception):
    """Somebody else decided about a reply since it was last looked at."""

    def __init__(self, reply: "Reply") -> None:
        super().__init__(f"{reply!r} has been decided about in the meantime.")
        self.reply = reply


class ReplyQuerySet(models.QuerySet["Reply"]):
    def pending(self) -> "ReplyQuerySet":
        return self.filter(status=Status.PENDING)

    def visible(self) -> "ReplyQuerySet":
        """
        Return the replies that anybody may read, oldest first.

        What readers must not see is not even loaded.
        """
        return (
            self.filter(status=Status.APPROVED)
            .order_by("published_at", "pk")
            .defer("author_email", "findings", "submission_key")
        )

    def submit(
        self,
        *,
        page_id: int,
        author_name: str,
        author_email: str,
        website: str,
        text: str,
        findings: list[dict[str, str]],
    ) -> "Reply":
        """
        Store a screened reply to a page, or return it if it is stored already.

        Sending a reply twice, by a double click or a reload, stores it once.
        """
        reply, _created = self.get_or_create(
            page_id=page_id,
            submission_key=submission_key(
                page_id, author_name, author_email, website, text
            ),
            defaults={
                "author_name": author_name,
                "author_email": author_email,
                "website": website,
                "text": text,
                "findings": findings,
            },
        )
        return reply


class Reply(models.Model):
    """
    What a reader answered to a page.

    It belongs to the page, not to the form block: taking the block out and putting
    it back loses nothing.
    """

    page = models.ForeignKey(
        PAGE_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("page")
    )
    author_name = models.CharField(_("name"), max_length=240)
    author_email = models.EmailField(_("email"))
    website = models.URLField(_("website"), max_length=1500, blank=True)
    text = models.TextField(_("text"))
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.PENDING
    )
    findings = models.JSONField(
        _("why it was held"),
        default=list,
        blank=True,
        help_text=_("A list of objects with a code and a detail."),
    )
    submission_key = models.CharField(max_length=64, editable=False)
    submitted_at = models.DateTimeField(_("submitted"), default=timezone.now)
    # When it was first approved: its place among the others, which stays the same.
    published_at = models.DateTimeField(
        _("published"), null=True, blank=True, editable=False
    )

    objects = ReplyQuerySet.as_manager()

    # Readers write here: Wagtail need not look for references each time.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        # Readers add replies, not users of the admin.
        default_permissions = ("change", "delete", "view")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "submission_key"], name="newsblocks_reply_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["page", "status", "published_at", "id"],
                name="newsblocks_reply_visible",
            ),
            models.Index(
                fields=["status", "submitted_at"], name="newsblocks_reply_queue"
            ),
        ]

    def __str__(self) -> str:
        return gettext("Reply by %(name)s") % {"name": self.author_name}

    @property
    def paragraphs(self) -> list[str]:
        return [part for part in re.split(r"\s*\n\s*\n\s*", self.text) if part]

    @property
    def excerpt(self) -> str:
        return Truncator(" ".join(self.text.split())).chars(100)

    @property
    def reasons_held(self) -> list[str]:
        """What the checks found, in words."""
        reasons = []
        for finding in self.findings:
            label = str(LABELS.get(finding["code"], finding["code"]))
            detail = finding.get("detail")
            reasons.append(f"{label}: {detail}" if detail else label)
        return reasons

    def approve(self, by: AbstractBaseUser | None) -> None:
        self._decide(Status.APPROVED, by)

    def reject(self, by: AbstractBaseUser | None) -> None:
        self._decide(Status.REJECTED, by)

    def mark_as_spam(self, by: AbstractBaseUser | None) -> None:
        self._decide(Status.SPAM, by)

    def remove(self, by: AbstractBaseUser | None) -> None:
        self._decide(Status.REMOVED, by)

    def _decide(self, status: Status, by: AbstractBaseUser | None) -> None:
        """
        Move the reply on from the status it was loaded with, and log who did.

        Raises AlreadyDecided, and changes nothing, if the stored status is another
        by now, or is the one asked for.
        """
        changes: dict[str, Any] = {"status": status}
        if status == Status.APPROVED:
            changes["published_at"] = self.published_at or timezone.now()
        with transaction.atomic():
            unchanged = type(self).objects.filter(pk=self.pk, status=self.status)
            if self.status == status or not unchanged.update(**changes):
                raise AlreadyDecided(self)
            log(
                instance=self,
                action=f"newsblocks_reply.{status.value}",
                user=by,
                # Of its own: a history shows one entry for each identifier.
                uuid=uuid.uuid4(),
                data={"from": self.status},
            )
        for name, value in changes.items():
            setattr(self, name, value)


def page_model() -> Any:
    """Return the model of the pages that replies belong to."""
    return Reply._meta.get_field("page").related_model
