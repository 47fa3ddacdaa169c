"""What a check has to say about a reply; stored with it for the moderator."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Outcome(TextChoices):
    HOLD = "hold"
    SPAM = "spam"


# A site's own check has a code of its own, and says in its detail what it found.
LABELS = {
    "policy": _("Every reply is read before it appears"),
    "unknown_author": _("Nothing of this author was approved before"),
    "honeypot": _("A field that people do not see was filled in"),
    "flood": _("Everything is held while too much comes in"),
    "no_proof_of_work": _("No proof of work, which is asked for in a flood"),
    "bad_proof_of_work": _("A proof of work that is wrong, old or used before"),
    "no_token": _("It came without the page’s script"),
    "too_fast": _("It was written faster than a person can"),
    "old_token": _("It was begun long ago"),
    "links": _("Links"),
    "words": _("Words on this site’s list"),
    "duplicate": _("The same text came before"),
    "staff_name": _("The name looks like that of the newsroom"),
    "rate_address": _("Many replies from the same network address"),
    "rate_page": _("Many replies to this page"),
    "check_failed": _("A check did not work"),
}


@dataclass(frozen=True)
class Finding:
    """
    Why a reply is held, or taken for spam.

    ``detail`` is what was found, in few words: the link, the word, the number.
    """

    code: str
    detail: str = ""
    outcome: Outcome = Outcome.HOLD

    def as_json(self) -> dict[str, str]:
        return {
            "code": self.code,
            "detail": self.detail,
            "outcome": self.outcome.value,
        }


def explain(finding: Mapping[str, Any]) -> str:
    """Return a stored finding in words."""
    code, detail = finding.get("code", ""), finding.get("detail", "")
    label = str(LABELS.get(code, ""))
    return ": ".join(part for part in (label, detail) if part) or code
