"""
Why a reply is held: ordered checks, each of which can explain itself.

A check is a function that is given a ``Submission``, and returns a ``Finding`` or
None. It never refuses a reply: people are refused by mistake, robots try again.
"""

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings as django_settings
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db.models import Q
from django.utils.module_loading import import_string

from ..conf import settings
from . import flood, proof_of_work
from .access import Discussion
from .client_addresses import network_of
from .findings import Finding, Outcome
from .links import find_links
from .look_alikes import fold, skeleton
from .models import Reply
from .tokens import FormToken, keyed_digest

logger = logging.getLogger(__name__)

FASTEST = 3  # seconds in which a person can have written something
LONGEST = 24 * 60 * 60
MOST_LINKS = 3  # More of them are spam.
SHORTEST_DUPLICATE = 20  # "Thank you!" may be said by many.
DUPLICATES_KEPT = 7 * 24 * 60 * 60
STAFF_NAMES_KEPT = 300


@dataclass(frozen=True)
class Submission:
    """A valid reply with all that is known of how it came."""

    discussion: Discussion
    fields: dict[str, Any]  # the form's ``cleaned_data``
    token: FormToken | None
    address: str  # of the network, as "192.0.2.1"; "" if it is not known

    @property
    def user_id(self) -> int | None:
        """The account that it was sent from, if its author is signed in."""
        return self.token.user_id if self.token else None

    @cached_property
    def is_in_flood(self) -> bool:
        return flood.is_on()


Check = Callable[[Submission], Finding | None]


def screen(submission: Submission) -> list[Finding]:
    """
    Return what the checks found. Without any finding, the reply may be published.

    The sender is told the same in every case.
    """
    findings = (run(path, submission) for path in settings.NEWSBLOCKS_REPLY_CHECKS)
    return [finding for finding in findings if finding]


def run(path: str, submission: Submission) -> Finding | None:
    """Return what a check finds. One that fails lets nothing through."""
    try:
        check: Check = import_string(path)
        return check(submission)
    except Exception:
        logger.exception("The check %s failed: the reply is held.", path)
        return Finding("check_failed", detail=path.rpartition(".")[2])


def held_by_policy(submission: Submission) -> Finding | None:
    """
    Every reply is held, or those of authors of whom nothing was approved before.

    Anybody can type anybody's address: an author is known by an account, or by an
    address that was proven for this very reply, which can only be done afterwards.
    """
    policy = submission.discussion.form["policy"] or settings.NEWSBLOCKS_REPLY_POLICY
    if policy != "publish_known":
        return Finding("policy")
    user_id = submission.user_id
    is_known = user_id and Reply.objects.visible().filter(user_id=user_id).exists()
    return None if is_known else Finding("unknown_author")


def filled_honeypot(submission: Submission) -> Finding | None:
    filled = submission.fields["topic"]
    return Finding("honeypot", detail=filled) if filled else None


def held_in_flood(submission: Submission) -> Finding | None:
    return Finding("flood") if submission.is_in_flood else None


def lacks_proof_of_work(submission: Submission) -> Finding | None:
    """Whether a browser did not do what it was asked for in a flood."""
    if not (submission.is_in_flood and proof_of_work.is_available()):
        return None
    payload = submission.fields["altcha"]
    if not payload:
        return Finding("no_proof_of_work")
    return None if proof_of_work.accept(payload) else Finding("bad_proof_of_work")


def odd_token(submission: Submission) -> Finding | None:
    token = submission.token
    if token is None:
        return Finding("no_token")
    if token.age < FASTEST:
        return Finding("too_fast", detail=f"{token.age} s")
    return Finding("old_token") if token.age > LONGEST else None


def has_links(submission: Submission) -> Finding | None:
    fields = submission.fields
    links = find_links(f"{fields['name']}\n{fields['text']}")
    if not links:
        return None
    outcome = Outcome.SPAM if len(links) > MOST_LINKS else Outcome.HOLD
    return Finding("links", detail=", ".join(links[:MOST_LINKS])[:200], outcome=outcome)


def has_listed_words(submission: Submission) -> Finding | None:
    typed = fold(" ".join(map(str, submission.fields.values())))
    for outcome in (Outcome.SPAM, Outcome.HOLD):
        for words in settings.NEWSBLOCKS_REPLY_WORDS.get(outcome.value, []):
            if re.search(rf"(?<!\w){re.escape(fold(words))}(?!\w)", typed):
                return Finding("words", detail=words, outcome=outcome)
    return None


def seen_before(submission: Submission) -> Finding | None:
    """Whether this text came in the last days, to any page and from anybody."""
    text = "".join(c for c in fold(submission.fields["text"]) if c.isalnum())
    if len(text) < SHORTEST_DUPLICATE:
        return None
    key = f"newsblocks-text-{keyed_digest('text', text)}"
    return None if cache.add(key, True, DUPLICATES_KEPT) else Finding("duplicate")


def named_like_staff(submission: Submission) -> Finding | None:
    name = skeleton(submission.fields["name"])
    if submission.user_id or not name:
        return None
    names = cache.get_or_set("newsblocks-staff-names", staff_names, STAFF_NAMES_KEPT)
    return Finding("staff_name") if name in (names or ()) else None


def staff_names() -> set[str]:
    """Return the skeletons of the names that readers know the newsroom by."""
    access = {"codename": "access_admin", "content_type__app_label": "wagtailadmin"}
    by_user = {f"user_permissions__{name}": value for name, value in access.items()}
    by_group = {f"groups__permissions__{name}": value for name, value in access.items()}
    staff = get_user_model()._default_manager.filter(
        Q(is_superuser=True) | Q(**by_user) | Q(**by_group), is_active=True
    )
    names = [user.get_full_name() for user in staff.distinct()]
    names.append(getattr(django_settings, "WAGTAIL_SITE_NAME", ""))
    return {skeleton(name) for name in names} - {""}


def many_from_address(submission: Submission) -> Finding | None:
    if not submission.address:
        return None
    return is_many("address", network_of(submission.address))


def many_on_page(submission: Submission) -> Finding | None:
    return is_many("page", str(submission.discussion.page.pk))


def is_many(kind: str, what: str) -> Finding | None:
    """Count one more, and find it too many. What is counted is kept as a digest."""
    usual, seconds = settings.NEWSBLOCKS_REPLY_RATES[kind]
    key = f"newsblocks-rate-{keyed_digest(kind, what)}"
    cache.add(key, 0, seconds)
    try:
        count = cache.incr(key)
    except ValueError:  # It expired in between.
        return None
    return Finding(f"rate_{kind}", detail=str(count)) if count > usual else None
