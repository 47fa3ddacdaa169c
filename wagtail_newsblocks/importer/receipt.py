"""What became of a source: its lines, the suggestions, what an editor must do."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Role = Literal[
    "title",
    "title_copy",
    "heading",
    "paragraph",
    "reply_form",
    "form_furniture",
    "page_furniture",
]
Confidence = Literal["high", "medium"]

ROLE_NAMES: dict[Role, str] = {
    "title": "title",
    "title_copy": "title again, left out",
    "heading": "heading",
    "paragraph": "paragraph",
    "reply_form": "reply form",
    "form_furniture": "part of the reply form, left out",
    "page_furniture": "page furniture, left out",
}


@dataclass(frozen=True)
class Line:
    """
    One line of the source that shows anything, and what it became.

    ``number`` counts from 1, ``text`` is the cleaned line, and ``block`` the id of
    the block that holds it, or "" if it is not in the stream.
    """

    number: int
    text: str
    became: Role
    block: str
    reason: str = ""


@dataclass(frozen=True)
class SuggestedBlock:
    """A block set beside the prose, and the sentence that it was read from."""

    line: int
    type: str
    block: str
    summary: str
    sentence: str
    confidence: Confidence
    reason: str


@dataclass(frozen=True)
class Attention:
    """Something that only an editor can put right."""

    line: int | None
    block: str
    message: str


@dataclass
class Receipt:
    """
    Where everything went.

    ``lines`` has every line of the source that shows anything, once and in order.
    ``cleaning`` says which changes were made to its characters, and how often;
    ``encoding`` how its bytes were read, if it came as bytes.
    """

    encoding: str = ""
    cleaning: dict[str, int] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    suggestions: list[SuggestedBlock] = field(default_factory=list)
    attention: list[Attention] = field(default_factory=list)

    def needs_attention(self, line: int | None, message: str, block: str = "") -> None:
        self.attention.append(Attention(line, block, message))

    def line_of(self, block: str) -> int | None:
        """Return the line of the source that a block was made of."""
        lines = {entry.block: entry.number for entry in reversed(self.lines)}
        lines |= {entry.block: entry.line for entry in self.suggestions}
        return lines.get(block) if block else None

    def as_dict(self) -> dict[str, Any]:
        """Return the receipt as JSON stores it."""
        return asdict(self)

    def as_text(self) -> str:
        """Return the receipt to read in a terminal."""
        return "\n".join(self._rows())

    def _rows(self) -> Iterator[str]:
        if self.encoding:
            yield f"Read as {self.encoding}"
        if self.cleaning:
            yield "Cleaned"
        for change, count in self.cleaning.items():
            yield f"  {count:>4}  {change}"
        yield "Lines"
        for line in self.lines:
            yield f"  {line.number:>4}  {ROLE_NAMES[line.became]}: {_short(line.text)}"
            if line.reason:
                yield f"        {line.reason}"
        if self.suggestions:
            yield "Suggestions, to be checked"
        for suggestion in self.suggestions:
            kind = suggestion.type.replace("_", " ")
            yield (
                f"  {suggestion.line:>4}  {kind} ({suggestion.confidence} confidence):"
                f" {_short(suggestion.summary)}"
            )
            yield f"        from: {_short(suggestion.sentence)}"
            yield f"        because: {suggestion.reason}"
        if self.attention:
            yield "Needs attention"
        for attention in self.attention:
            yield f"  {attention.line or '':>4}  {attention.message}"


def _short(text: str, length: int = 72) -> str:
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
