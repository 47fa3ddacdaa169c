"""
What is done after a reply was stored or published, outside of the request.

Tasks are enqueued once the transaction has committed, and are given ids only. What
fails here fails no reply.
"""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.admin.utils import get_admin_base_url
from wagtail.users.models import UserProfile

from . import mail
from .models import Reply, Status
from .moderation.permissions import replies_for, reply_permission_policy

try:
    from django.tasks import task
except ImportError:  # before Django 6
    from django_tasks import task  # type: ignore[no-redef]


def enqueue(job: Any, *ids: int) -> None:
    """Do this once the transaction has committed, if mail is sent at all."""

    # Not a partial: Django 5 wants a name to log what fails.
    def enqueue_job() -> None:
        job.enqueue(*ids)

    if mail.is_on():
        # By then the reply is stored: a queue out of reach fails nothing.
        transaction.on_commit(enqueue_job, robust=True)


@task()
def ask_for_proof(reply_id: int) -> None:
    """Ask a reader whether the address is theirs."""
    reply = Reply.objects.select_related("page__locale").filter(pk=reply_id).first()
    if reply and reply.author_email and not reply.email_proven_at:
        mail.send_proof(reply)


@task()
def announce(reply_id: int) -> None:
    """Tell the authors whom a published reply answers, once and for all."""
    published = Reply.objects.filter(pk=reply_id, status=Status.APPROVED)
    if not published.filter(announced_at=None).update(announced_at=timezone.now()):
        return
    answer = published.get()
    told = {answer.author_email.casefold(), ""}
    answered = Reply.objects.filter(
        pk__in=answer.ancestor_ids(),
        status=Status.APPROVED,
        wants_mail=True,
        email_proven_at__isnull=False,
    )
    for reply in answered.select_related("page__locale").order_by("-depth"):
        if reply.author_email.casefold() not in told:
            told.add(reply.author_email.casefold())
            mail.send_answered(reply, answer)


@task()
def tell_moderators() -> None:
    """Tell those who may decide how many replies wait, at most once in a while."""
    if not mail.is_due("moderators", mail.MODERATORS_INTERVAL):
        return
    url = (get_admin_base_url() or "") + reverse("newsblocks_moderation:index")
    for user in reply_permission_policy.users_with_permission("change"):
        profile = UserProfile.get_for_user(user)
        waiting = replies_for(user).pending().count()
        if waiting and user.email and profile.submitted_notifications:
            with translation.override(profile.get_preferred_language()):
                mail.send_to_moderator(user, waiting, url)


def announce_when_published(reply_id: int, **kwargs: Any) -> None:
    enqueue(announce, reply_id)
