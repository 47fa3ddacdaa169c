"""What arrives in a file, checked and cleaned as if it had come by the form."""

import datetime
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext

from ..forms import ReplyForm
from ..models import Reply, Status
from ..submissions import STORED
from .json_lines import email_of
from .lines import Line
from .pages import PageFinder

NO_WEBSITE = ("http://", "https://")  # WordPress has them where nothing was typed.
FIRST_YEAR = 1990  # of the web
NOT_STORABLE = re.compile("[\0\ud800-\udfff]")  # as JSON, by PostgreSQL


class LeftOut(Exception):
    """Why a line makes no reply."""


@dataclass
class Arrival:
    """A reply that can be stored once its parent is; ``notes`` say what it lost."""

    line: Line
    reply: Reply
    parent_key: str
    notes: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        return self.reply.submission_key


class Checker:
    """Makes replies of lines, and knows what pages and accounts are here."""

    def __init__(self, pages: PageFinder) -> None:
        self.pages = pages
        self.accounts: dict[tuple[str, str], Any] = {}

    def check(self, line: Line) -> Arrival:
        """Return what a line makes. Raises LeftOut if that is nothing."""
        values = line.values
        if line.problem:
            raise LeftOut(line.problem)
        kind = values.get("kind") or "comment"
        if kind != "comment":
            raise LeftOut(f"It is a {kind}, not a reader's reply.")
        if not key_of(values.get("id")):
            raise LeftOut("It has no id.")
        page_id = self.pages.find(values)
        if page_id is None:
            raise LeftOut(f"No page is at {values.get('page_url') or 'no address'}.")
        notes: list[str] = []
        reply = Reply(
            page_id=page_id,
            submission_key=key_of(values["id"]),
            user=self.account(values.get("account")),
            status=status_of(values),
            findings=findings_of(values),
            by_desk=flag(values, "by_desk"),
            wants_mail=flag(values, "wants_mail"),
            edited_at=moment(values, "edited_at"),
            email_proven_at=moment(values, "email_proven_at"),
            **typed(values, notes),
            **dates(values),
        )
        return Arrival(line, reply, key_of(values.get("parent")), notes)

    def account(self, values: Any) -> Any:
        """Return the account of that name, if it has that address here as well."""
        if not isinstance(values, Mapping):
            return None
        name, email = (text(values, key) for key in ("name", "email"))
        if not name.isprintable():
            return None  # PostgreSQL cannot even look for a NUL.
        if (name, email) not in self.accounts:
            model = get_user_model()
            user = model._default_manager.filter(**{model.USERNAME_FIELD: name}).first()
            is_same = user is not None and email_of(user) == email
            self.accounts[name, email] = user if is_same else None
        return self.accounts[name, email]


def key_of(value: Any) -> str:
    """
    Return by what a reply is known again.

    Databases may hold two keys for the same that differ in a capital or an accent.
    """
    key = "" if value is None else str(value)
    if re.fullmatch(r"[a-z0-9:._-]{0,64}", key):
        return key
    return hashlib.sha256(key.encode(errors="surrogatepass")).hexdigest()


def typed(values: Mapping[str, Any], notes: list[str]) -> dict[str, str]:
    """Return what the author typed, as the form would have it."""
    found = {name: text(values, stored) for name, stored in STORED.items()}
    is_empty_place = values.get("status") == Status.REMOVED and not found["text"]
    if not found["text"] and not is_empty_place:
        raise LeftOut("It has no text.")
    if not found["name"] and not is_empty_place:
        found["name"] = gettext("Anonymous")
    if found["website"] in NO_WEBSITE:
        found["website"] = ""
    for name, value in found.items():
        try:
            found[name] = ReplyForm.base_fields[name].clean(value) if value else ""
        except ValidationError as error:
            problem = f"{STORED[name]}: {' '.join(error.messages)}"
            if name in ("name", "text"):
                raise LeftOut(problem) from None
            notes.append(f"without {value!r}: {problem}")
            found[name] = ""
    return {STORED[name]: value for name, value in found.items()}


def dates(values: Mapping[str, Any]) -> dict[str, datetime.datetime | None]:
    """Return when it was sent, when it appeared, and when others were told of it."""
    submitted_at = moment(values, "submitted_at")
    if submitted_at is None:
        raise LeftOut("It has no date.")
    published_at = moment(values, "published_at")
    if values.get("status") == Status.APPROVED:
        published_at = published_at or submitted_at
    announced_at = moment(values, "announced_at")
    if "announced_at" not in values:
        announced_at = published_at  # Nobody is told twice of what is old.
    return {
        "submitted_at": submitted_at,
        "published_at": published_at,
        "announced_at": announced_at,
    }


def moment(values: Mapping[str, Any], name: str) -> datetime.datetime | None:
    """Return a date; one without a time zone is in that of the site."""
    written = text(values, name)
    if not written:
        return None
    try:
        found = parse_datetime(written)
    except ValueError:
        found = None
    if found is None:
        raise LeftOut(f"Its {name} is {written!r}, which is no date with a time.")
    if not FIRST_YEAR <= found.year <= timezone.now().year + 1:
        raise LeftOut(f"Its {name} is {written!r}, a year that cannot be.")
    found = found if timezone.is_aware(found) else timezone.make_aware(found)
    if found > timezone.now() + datetime.timedelta(days=1):
        raise LeftOut(f"Its {name} is {written!r}, which is yet to come.")
    return found


def status_of(values: Mapping[str, Any]) -> Status:
    try:
        return Status(text(values, "status"))
    except ValueError:
        raise LeftOut(
            f"Its status is {values.get('status')!r}, none of: {', '.join(Status)}."
        ) from None


def findings_of(values: Mapping[str, Any]) -> list[dict[str, str]]:
    findings = values.get("findings") or []
    if isinstance(findings, list) and all(map(is_finding, findings)):
        return findings
    raise LeftOut("Its findings are no list of objects with a code and a detail.")


def is_finding(finding: Any) -> bool:
    return isinstance(finding, dict) and all(
        isinstance(word, str) and not NOT_STORABLE.search(word)
        for pair in finding.items()
        for word in pair
    )


def flag(values: Mapping[str, Any], name: str) -> bool:
    value = values.get(name)
    if value not in (True, False, None):
        raise LeftOut(f"Its {name} is {value!r}, neither true nor false.")
    return bool(value)


def text(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    if value is not None and not isinstance(value, str):
        raise LeftOut(f"Its {name} is {value!r}, which is no text.")
    return (value or "").strip()
