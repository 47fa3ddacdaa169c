"""Why a reply is held: ordered checks, each of which can explain itself."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Finding:
    """What a check has to say about a reply; stored with it for the moderator."""

    code: str
    detail: str = ""


LABELS = {
    "policy": _("Every reply is read before it appears"),
    "honeypot": _("A field that people do not see was filled in"),
}


def held_by_policy(submission: Mapping[str, Any]) -> Finding | None:
    return Finding("policy")


def filled_honeypot(submission: Mapping[str, Any]) -> Finding | None:
    filled = submission.get("topic")
    return Finding("honeypot", detail=filled) if filled else None


CHECKS: tuple[Callable[[Mapping[str, Any]], Finding | None], ...] = (
    held_by_policy,
    filled_honeypot,
)


def screen(submission: Mapping[str, Any]) -> list[dict[str, str]]:
    """
    Return what the checks found in a form's ``cleaned_data``, to store as JSON.

    A check never refuses a reply. The sender is told the same in every case.
    """
    findings = (check(submission) for check in CHECKS)
    return [asdict(finding) for finding in findings if finding]
