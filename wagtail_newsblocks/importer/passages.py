"""What every reader makes of its source."""

import html
from dataclasses import dataclass
from typing import Any, NamedTuple

from .receipt import Role

TITLE_LENGTH = 255  # that of Page.title


class SourceLine(NamedTuple):
    number: int  # from 1
    text: str


@dataclass(frozen=True)
class Passage:
    """
    Lines of the source that became one thing.

    A reader returns passages that hold every line of its source once and in
    order. Where ``value`` is set, it is the raw value of a block whose type is
    ``became``; the lines of other passages do not go into the stream.
    """

    became: Role
    lines: tuple[SourceLine, ...]
    value: Any = None
    reason: str = ""
    attention: str = ""

    @property
    def number(self) -> int:
        return self.lines[0].number

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


def paragraph_value(text: str) -> str:
    """Return plain text as the HTML that Wagtail stores for a rich text."""
    return f"<p>{html.escape(text, quote=False)}</p>"
