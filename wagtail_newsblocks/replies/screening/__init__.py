"""
Why a reply is held: ordered checks, each of which can explain itself.

A check is a function that is given a ``Submission``, and returns a ``Finding`` or
None. It never refuses a reply: people are refused by mistake, robots try again.
"""

import logging
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings as django_settings
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import transaction
from django.db.models import Q
from django.utils.module_loading import import_string
from wagtail.admin.utils import get_user_display_name

from ...conf import settings
from .. import flood, proof_of_work
from ..access import Discussion
from ..blocks import Policy
from ..client_addresses import network_of
from ..findings import Finding, Outcome
from ..models import Reply
from ..tokens import FormToken, keyed_digest
from .links import find_links
from .look_alikes import fold, skeleton, words_of

logger = logging.getLogger(__name__)

FASTEST = 3  # seconds in which a person can have written something
LONGEST = 24 * 60 * 60
# Whoever backs up what they say may name some sources. More of them are spam.
MOST_LINKS = 5
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

    @cached_property
    def user(self) -> Any:
        """The account that its author began to write from, if it still is one."""
        if self.token is None or self.token.user_id is None:
            return None
        accounts = get_user_model()._default_manager.filter(is_active=True)
        return accounts.filter(pk=self.token.user_id).first()

    @property
    def typed(self) -> list[str]:
        """What its author says, and who they say they are."""
        names = ("name", "email", "website", "text")
        return [self.fields[name] for name in names if self.fields.get(name)]

    @cached_property
    def is_in_flood(self) -> bool:
        return flood.is_on()


Check = Callable[[Submission], Finding | None]


def screen(submission: Submission) -> list[Finding]:
    """
    Return what the checks found. Without any finding, the reply may be published.

    The sender is told the same in every case.
    """
    findings = (
        run_safely(path, submission) for path in settings.NEWSBLOCKS_REPLY_CHECKS
    )
    return [finding for finding in findings if finding]


def run_safely(path: str, submission: Submission) -> Finding | None:
    """Return what a check finds. One that fails lets nothing through."""
    # A query that fails would spoil the transaction, if there is one around.
    is_in_transaction = transaction.get_connection().in_atomic_block
    try:
        with transaction.atomic() if is_in_transaction else nullcontext():
            return run(path, submission)
    except Exception:
        logger.exception("The check %s failed: the reply is held.", path)
        return Finding("check_failed", detail=str(path).rpartition(".")[2])


def run(path: str, submission: Submission) -> Finding | None:
    check: Check = import_string(path)
    finding = check(submission)
    if finding is not None and not isinstance(finding, Finding):
        raise TypeError(f"{path} returned {finding!r} instead of a Finding or None.")
    return finding


def held_by_policy(submission: Submission) -> Finding | None:
    """
    Every reply is held, or those of authors of whom nothing was approved before.

    Anybody can type anybody's address: an author is known by an account, or by an
    address that was proven for this very reply, which can only be done afterwards.
    """
    policy = submission.discussion.form["policy"] or settings.NEWSBLOCKS_REPLY_POLICY
    if policy != Policy.PUBLISH_KNOWN:
        return Finding("policy")
    user = submission.user
    is_known = user and Reply.objects.visible().filter(user=user).exists()
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
    return Finding("links", detail=in_short(links), outcome=outcome)


def has_listed_words(submission: Submission) -> Finding | None:
    """Whether a word or phrase of the site's list is said, whole and in any case."""
    typed = [words_of(text) for text in submission.typed]
    for outcome in (Outcome.SPAM, Outcome.HOLD):
        listed = settings.NEWSBLOCKS_REPLY_WORDS.get(outcome.value, [])
        found = [words for words in listed if is_said(words_of(words), typed)]
        if found:
            return Finding("words", detail=in_short(found), outcome=outcome)
    return None


def is_said(words: str, typed: list[str]) -> bool:
    return bool(words.strip()) and any(words in text for text in typed)


def in_short(found: list[str]) -> str:
    return ", ".join(found)[:200]


def seen_before(submission: Submission) -> Finding | None:
    """Whether this text came in the last days, to any page and from anybody."""
    text = "".join(c for c in fold(submission.fields["text"]) if c.isalnum())
    if len(text) < SHORTEST_DUPLICATE:
        return None
    key = f"newsblocks-text-{keyed_digest('text', text)}"
    return None if cache.add(key, True, DUPLICATES_KEPT) else Finding("duplicate")


def named_like_staff(submission: Submission) -> Finding | None:
    """Whether the name could be taken for that of one of the newsroom, but is not."""
    name = skeleton(submission.fields["name"])
    staff = cache.get_or_set("newsblocks-staff-names", staff_names, STAFF_NAMES_KEPT)
    ids = (staff or {}).get(name)
    if not name or ids is None:
        return None
    is_own = submission.user is not None and submission.user.pk in ids
    return None if is_own else Finding("staff_name")


def staff_names() -> dict[str, list[Any]]:
    """Return whose names readers know the newsroom by, by their skeletons."""
    access = {"codename": "access_admin", "content_type__app_label": "wagtailadmin"}
    by_user = {f"user_permissions__{name}": value for name, value in access.items()}
    by_group = {f"groups__permissions__{name}": value for name, value in access.items()}
    staff = get_user_model()._default_manager.filter(
        Q(is_superuser=True) | Q(**by_user) | Q(**by_group), is_active=True
    )
    names: dict[str, list[Any]] = {}
    for user in staff.distinct():
        names.setdefault(skeleton(get_user_display_name(user)), []).append(user.pk)
    site_name = getattr(django_settings, "WAGTAIL_SITE_NAME", "")
    names.setdefault(skeleton(site_name), [])
    return names


def many_from_address(submission: Submission) -> Finding | None:
    if not submission.address:
        return None
    return is_many("address", network_of(submission.address))


def many_on_page(submission: Submission) -> Finding | None:
    return is_many("page", str(submission.discussion.page.pk))


def is_many(kind: str, what: str) -> Finding | None:
    """Count one more, and find it too many. What is counted is kept as a digest."""
    usual = settings.NEWSBLOCKS_REPLY_RATES[kind]
    if usual is None:
        return None
    most, seconds = usual
    # In one span of time after the other: some caches, told to count on, forget when
    # they were to forget.
    span = int(time.time()) // seconds
    key = f"newsblocks-rate-{keyed_digest(kind, f'{span} {what}')}"
    cache.add(key, 0, seconds)
    try:
        count = cache.incr(key)
    except ValueError:  # It expired in between.
        return None
    cache.touch(key, seconds)
    return Finding(f"rate_{kind}", detail=str(count)) if count > most else None
