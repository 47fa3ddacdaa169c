"""
What is written to readers and moderators.

A mail holds nothing that a reader typed, neither text nor name: whoever can have mail
sent to others must not choose what it says. Nothing is sent unless the site says from
whom, in NEWSBLOCKS_REPLY_FROM_EMAIL.
"""

import email.policy
import logging
from typing import Any

import django
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext

from ..conf import settings
from . import flood
from .models import Reply
from .tokens import issue_mail_token, keyed_digest, sign_page

logger = logging.getLogger(__name__)

# A stranger can have no more than one mail an hour sent to somebody else's address.
PROOF_INTERVAL = 60 * 60
LONGEST_LINE = 998  # that mail may have
# Moderators are told no more often of what waits.
MODERATORS_INTERVAL = 60 * 60


def is_on() -> bool:
    return bool(settings.NEWSBLOCKS_REPLY_FROM_EMAIL)


class Mail(EmailMessage):
    """A mail whose headers stand in one line each."""

    def message(self, **kwargs: Any) -> Any:
        # Python would write a long address in a header as no mail program reads it.
        if django.VERSION >= (6,):
            policy = kwargs.get("policy", email.policy.default)
            kwargs["policy"] = policy.clone(max_line_length=LONGEST_LINE)
        return super().message(**kwargs)


def send_proof(reply: Reply) -> None:
    """Ask whether the reply's address is its author's."""
    if is_due(f"proof {reply.author_email.casefold()}", PROOF_INTERVAL):
        with translation.override(reply.page.locale.language_code):
            subject = gettext("Is this your email address?")
            send_to_reader("prove", reply, subject)


def send_answered(answered: Reply, answer: Reply) -> None:
    """Tell the author of a reply of an answer to it, which anybody can read."""
    with translation.override(answered.page.locale.language_code):
        subject = gettext("Your reply was answered")
        path = reverse(
            "newsblocks_replies:thread", args=[sign_page(answer.page_id), answer.pk]
        )
        send_to_reader("stop", answered, subject, answer_path=path)


def send_to_reader(purpose: str, reply: Reply, subject: str, **context: Any) -> None:
    """
    Send the mail whose link leads to the page for this purpose.

    In a flood, readers are sent nothing, and nothing is made up for afterwards.
    """
    if flood.is_on():
        return
    url_parts = reply.page.specific.get_url_parts()
    if not url_parts or not url_parts[1]:
        return  # The page is in no site any more.
    token = issue_mail_token(purpose, reply.pk)
    root_url = url_parts[1]
    url = root_url + reverse(f"newsblocks_replies:{purpose}", args=[token])
    context = {"page": reply.page, "url": url, "root_url": root_url, **context}
    headers = {}
    if purpose == "stop":
        headers = {
            "List-Unsubscribe": f"<{url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    deliver(subject, f"{purpose}.txt", context, reply.author_email, headers)


def send_to_moderator(user: Any, waiting: int, url: str) -> None:
    """Tell a moderator how many replies wait."""
    subject = ngettext(
        "%(count)d reply waits for approval",
        "%(count)d replies wait for approval",
        waiting,
    ) % {"count": waiting}
    deliver(subject, "waiting.txt", {"url": url}, user.email)


def deliver(
    subject: str,
    template: str,
    context: dict[str, Any],
    address: str,
    headers: dict[str, str] | None = None,
) -> None:
    """Send a mail, or log that it could not be sent: the others are sent all the same."""
    message = Mail(
        subject,
        render_to_string(f"wagtail_newsblocks/replies/mail/{template}", context),
        from_email=settings.NEWSBLOCKS_REPLY_FROM_EMAIL,
        to=[address],
        headers={"Auto-Submitted": "auto-generated", **(headers or {})},
    )
    try:
        message.send()
    except OSError as error:  # which all errors of SMTP are
        # Not the error itself, in which the address stands.
        logger.error("A mail was not sent: %s (%s).", template, type(error).__name__)


def is_due(what: str, interval: int) -> bool:
    """Whether this is the first mail of its kind for so many seconds."""
    return cache.add(f"newsblocks-mail-{keyed_digest('mail', what)}", True, interval)
