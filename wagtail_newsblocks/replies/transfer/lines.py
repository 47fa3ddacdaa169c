"""What a file says of one reply, whatever kind of file it is."""

import hashlib
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Line:
    """
    A reply as it was found, of which nothing is checked yet.

    ``where`` is its place in the file, in words. ``values`` has the names that
    ``json_lines`` writes. ``problem`` says why none could be read at all.
    """

    where: str
    values: dict[str, Any]
    problem: str = ""


class UnreadableFile(Exception):
    """A file that is not what it should be, or is broken from some place on."""


def digest(text: str) -> str:
    """Return 16 hex digits that stand for a text which is too long for a name."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
