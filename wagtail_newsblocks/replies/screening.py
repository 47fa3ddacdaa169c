"""Why a reply is held: ordered checks, each of which can explain itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .access import Discussion
from .findings import Finding
from .tokens import FormToken


@dataclass(frozen=True)
class Submission:
    """A valid reply with all that is known of how it came."""

    discussion: Discussion
    fields: dict[str, Any]  # the form's ``cleaned_data``
    token: FormToken | None
    address: str  # of the network, as "192.0.2.1"


Check = Callable[[Submission], Finding | None]


def held_by_policy(submission: Submission) -> Finding | None:
    return Finding("policy")


def filled_honeypot(submission: Submission) -> Finding | None:
    filled = submission.fields["topic"]
    return Finding("honeypot", detail=filled) if filled else None


CHECKS: tuple[Check, ...] = (held_by_policy, filled_honeypot)


def screen(submission: Submission) -> list[Finding]:
    """
    Return what the checks found. Without any finding, the reply may be published.

    A check never refuses a reply. The sender is told the same in every case.
    """
    findings = (check(submission) for check in CHECKS)
    return [finding for finding in findings if finding]
