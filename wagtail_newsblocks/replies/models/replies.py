"""Readers' replies, and what moderators decide about them."""

import re
import uuid
from collections import Counter
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from django.db.models import F, ProtectedError
from django.db.models.functions import Coalesce
from django.template.defaultfilters import linebreaksbr
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import BaseLogEntry

from ...pages import PAGE_MODEL
from ..findings import explain
from ..signals import reply_published
from .threads import Thread

# An answer to a reply this deep is stored beside it instead of below it. Readers see
# two levels, however deep it is.
MAX_DEPTH = 9


class Status(models.TextChoices):
    PENDING = "pending", _("Waiting")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    SPAM = "spam", _("Spam")
    REMOVED = "removed", _("Removed")


# The log's action for a decision, by the status that it leads to.
DECISION_ACTIONS = {status: f"newsblocks_reply.{status.value}" for status in Status}


class AlreadyDecided(Exception):
    """Somebody else decided about a reply since it was last looked at."""

    def __init__(self, reply: "Reply") -> None:
        super().__init__(f"{reply!r} has been decided about in the meantime.")
        self.reply = reply


class AlreadyEdited(Exception):
    """Somebody else edited a reply since it was last looked at."""

    def __init__(self, reply: "Reply") -> None:
        super().__init__(f"{reply!r} has been edited in the meantime.")
        self.reply = reply


class ReplyQuerySet(models.QuerySet["Reply"]):
    def pending(self) -> "ReplyQuerySet":
        return self.filter(status=Status.PENDING)

    def visible(self) -> "ReplyQuerySet":
        """Return the replies that anybody may read, if the page is public."""
        return self.filter(status=Status.APPROVED)


class Reply(models.Model):
    """
    What a reader answered to a page, or to another reader's reply.

    It belongs to the page, not to the form block: taking the block out and putting
    it back loses nothing.
    """

    page = models.ForeignKey(
        PAGE_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("page")
    )
    # Replies are deleted with their page. RESTRICT, by which the database would keep a
    # single one that was answered, has Django delete pages in an order that MariaDB
    # refuses; so delete() sees to it.
    parent = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("in reply to"),
    )
    # The reply to the page that an answer is about, directly or not.
    root = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    depth = models.PositiveSmallIntegerField(default=0, editable=False)
    # The approved replies below this one, directly or not.
    answer_count = models.PositiveIntegerField(default=0, editable=False)
    author_name = models.CharField(_("name"), max_length=240)
    # An import may come without one; the form asks for it.
    author_email = models.EmailField(_("email"), blank=True)
    website = models.URLField(_("website"), max_length=1500, blank=True)
    text = models.TextField(_("text"))
    # The account it was sent from, if the author was signed in.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("account"),
    )
    by_desk = models.BooleanField(_("from the newsroom"), default=False, editable=False)
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.PENDING
    )
    findings = models.JSONField(_("why it was held"), default=list, blank=True)
    submission_key = models.CharField(max_length=64, editable=False)
    submitted_at = models.DateTimeField(_("submitted"), default=timezone.now)
    # When it was first approved: its place among the others, which stays the same.
    published_at = models.DateTimeField(
        _("published"), null=True, blank=True, editable=False
    )
    # Whether the author asked for a mail about answers, and when they opened the link
    # that was sent to the address: before, nothing else is sent there.
    wants_mail = models.BooleanField(
        _("wants mail about answers"), default=False, editable=False
    )
    email_proven_at = models.DateTimeField(
        _("email proven"), null=True, blank=True, editable=False
    )
    # When those that it answers were told of it.
    announced_at = models.DateTimeField(null=True, editable=False)
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True, editable=False)

    objects = ReplyQuerySet.as_manager()

    # Readers write here: Wagtail need not look for references each time.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        # Readers add replies, and moderators remove them: nobody deletes what others
        # answered.
        default_permissions = ("change", "view")
        permissions = [("erase_reply", _("Can erase what is kept about a reader"))]
        constraints = [
            models.UniqueConstraint(
                fields=["page", "submission_key"], name="newsblocks_reply_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["page", "root", "published_at", "id"],
                name="newsblocks_reply_roots",
            ),
            models.Index(
                fields=["root", "published_at", "id"], name="newsblocks_reply_answers"
            ),
            models.Index(
                fields=["page", "published_at", "id"], name="newsblocks_reply_newest"
            ),
            models.Index(
                fields=["status", "submitted_at"], name="newsblocks_reply_queue"
            ),
        ]

    def __str__(self) -> str:
        if not self.author_name:
            return gettext("Erased reply")
        return gettext("Reply by %(name)s") % {"name": self.author_name}

    @property
    def is_visible(self) -> bool:
        return self.status == Status.APPROVED

    @property
    def is_empty(self) -> bool:
        """Whether only its place is left, for those who answered it."""
        return not self.text

    @property
    def anchor(self) -> str:
        """Where it is in a page: in the address of a thread, after the #."""
        return f"reply-{self.pk}"

    @property
    def paragraphs(self) -> list[str]:
        # From where the spaces begin, or a long row of them takes quadratic time.
        parts = re.split(r"(?<!\s)\s*\n\s*\n\s*", self.text)
        return [part for part in parts if part]

    @property
    def html(self) -> SafeString:
        """The text as paragraphs, for who has no template: nothing in it is a tag."""
        paragraphs = ((linebreaksbr(part),) for part in self.paragraphs)
        return format_html_join("", '<p dir="auto">{}</p>', paragraphs)

    @property
    def excerpt(self) -> str:
        return Truncator(" ".join(self.text.split())).chars(100)

    @property
    def reasons_held(self) -> list[str]:
        """What the checks found, in words."""
        return [explain(finding) for finding in self.findings]

    def place_below(self, parent: "Reply") -> None:
        """Make this an answer to ``parent``, or to what that answers if it is deep."""
        if parent.depth >= MAX_DEPTH and parent.parent is not None:
            parent = parent.parent
        self.parent, self.root = parent, parent.root or parent
        self.depth = parent.depth + 1

    def decide(self, status: Status, by: AbstractBaseUser | None) -> BaseLogEntry:
        """
        Move the reply on from the status it was loaded with, and log who did.

        ``by`` is None if no person decided. Returns the log entry, by which the
        decision can be undone. Raises AlreadyDecided, and changes nothing, if the
        stored status is another by now, or is the one asked for.
        """
        changes: dict[str, Any] = {"status": status}
        is_seen = Status.APPROVED in (status, self.status)
        # Nothing may be answered between the question whether it was and the loss of
        # its place.
        has_to_wait = is_seen or status == Status.PENDING
        with (
            Thread.objects.locked(self.page_id) if has_to_wait else transaction.atomic()
        ):
            if status == Status.APPROVED:
                changes["published_at"] = self.published_at or timezone.now()
            elif status == Status.PENDING and not self.has_answers():
                # It waits as if for the first time. Below one that was answered
                # stands a thread, which keeps its place.
                changes["published_at"] = None
            unchanged = type(self).objects.filter(pk=self.pk, status=self.status)
            unchanged = unchanged.exclude(text="")  # which was erased
            if self.status == status or not unchanged.update(**changes):
                raise AlreadyDecided(self)
            if is_seen:
                self.count_visible(+1 if status == Status.APPROVED else -1)
            if status == Status.APPROVED:
                transaction.on_commit(
                    partial(reply_published.send_robust, sender=Reply, reply_id=self.pk)
                )
            entry = self.log(DECISION_ACTIONS[status], by, **{"from": self.status})
        for name, value in changes.items():
            setattr(self, name, value)
        return entry

    def edit(self, by: AbstractBaseUser, **typed: str) -> None:
        """
        Change what the author typed, and keep in the log what stood there before.

        Raises AlreadyEdited, and changes nothing, if the stored reply says something
        else by now than the one that was loaded.
        """
        with Thread.objects.locked(self.page_id):
            replies = type(self).objects.filter(pk=self.pk)
            stored = replies.select_for_update().first()
            if stored is None or any(
                getattr(stored, name) != getattr(self, name) for name in typed
            ):
                raise AlreadyEdited(self)
            changes: dict[str, Any] = {
                name: value
                for name, value in typed.items()
                if value != getattr(self, name)
            }
            if not changes:
                return
            before = {name: getattr(self, name) for name in changes}
            if stored.is_visible:
                changes["edited_at"] = timezone.now()
                Thread.objects.record(self.page_id, reply=self)
            replies.update(**changes)
            self.log("newsblocks_reply.edited", by, before=before)
        for name, value in changes.items():
            setattr(self, name, value)

    def log(
        self, action: str, by: AbstractBaseUser | None, **data: Any
    ) -> BaseLogEntry:
        """Log what was done with the reply."""
        return log(
            instance=self,
            action=action,
            user=by,
            # Of its own: a history shows one entry for each identifier.
            uuid=uuid.uuid4(),
            # The report of the whole site's history shows titles to all moderators:
            # the author's name is for those of the section alone.
            title=gettext("Reply %(id)s") % {"id": self.pk},
            data=data,
        )

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """
        Delete a reply that nobody answered.

        Raises ProtectedError for one that was: ``personal_data.erase`` leaves its
        place to those who answered it.
        """
        with Thread.objects.locked(self.page_id):
            if self.has_answers():
                raise ProtectedError(f"{self!r} was answered.", {self})
            if self.is_visible:
                self.count_visible(-1)
            return super().delete(*args, **kwargs)

    def has_answers(self) -> bool:
        """Whether anything hangs below it, in whatever state."""
        return type(self).objects.filter(parent=self.pk).exists()

    def prove_email(self) -> None:
        """Note that the author has opened the link that was sent to the address."""
        unproven = type(self).objects.filter(pk=self.pk, email_proven_at=None)
        unproven.update(email_proven_at=timezone.now())

    def stop_mail(self) -> None:
        """Send the author no more mail about answers."""
        type(self).objects.filter(pk=self.pk).update(wants_mail=False)

    def count_visible(self, change: int) -> None:
        """Count this reply in, or out, wherever it is counted."""
        count_answers([self], change)
        Thread.objects.record(self.page_id, change, reply=self)

    def ancestor_ids(self) -> list[int]:
        ids: list[int] = []
        parent_id = self.parent_id
        while parent_id is not None:
            ids.append(parent_id)
            parents = type(self).objects.filter(pk=parent_id)
            parent_id = parents.values_list("parent_id", flat=True).get()
        return ids


def count_answers(replies: Iterable[Reply], change: int = 1) -> None:
    """
    Count visible replies in, or out, in all that stand above them.

    Those get their place, should they never have appeared themselves.
    """
    level = Counter(reply.parent_id for reply in replies if reply.parent_id)
    counts: Counter[int] = Counter()
    while level:
        counts += level
        answers = Reply.objects.filter(pk__in=level, parent__isnull=False)
        above: Counter[int] = Counter()
        for pk, parent_id in answers.values_list("pk", "parent_id"):
            above[parent_id] += level[pk]
        level = above
    for number in set(counts.values()):
        ids = [pk for pk, count in counts.items() if count == number]
        Reply.objects.filter(pk__in=ids).update(
            answer_count=F("answer_count") + change * number,
            published_at=Coalesce("published_at", "submitted_at"),
        )
