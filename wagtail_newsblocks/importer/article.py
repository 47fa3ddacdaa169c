"""An article put together from the passages that a reader found in its source."""

import json
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from .fact_sheets import suggest_fact_sheets
from .languages import Language
from .passages import TITLE_LENGTH, Passage, paragraph_value
from .quotations import pull_quote_from, suggest_quotations
from .receipt import Line, Receipt, SuggestedBlock
from .statistics import suggest_statistics
from .suggestions import Suggestion

PROSE_LENGTH = 10_000  # No paragraph of an article is longer.
SUGGESTERS = (suggest_statistics, suggest_quotations, suggest_fact_sheets)
UNKNOWN_LANGUAGE = (
    "The importer has no words for the language “%s”, so it recognised no page "
    "furniture and no reply form, and suggests nothing."
)

NOT_LOOKED_THROUGH = "This paragraph is too long to be looked through for suggestions."

LineSuggestion = tuple[int, Suggestion]  # with the line that it was read from


@dataclass(frozen=True)
class Article:
    """
    An article made from a source.

    ``body`` is a list of ``{"type": ..., "value": ..., "id": ...}``, as a StreamField
    stores it. The same source always makes the same article, ids included.
    """

    title: str
    body: list[dict[str, Any]]
    receipt: Receipt

    def as_dict(self) -> dict[str, Any]:
        """Return the article as JSON stores it: "title", "body" and "receipt"."""
        return {
            "title": self.title,
            "body": self.body,
            "receipt": self.receipt.as_dict(),
        }


@dataclass
class Stream:
    """A stream as it grows. ``types`` are the blocks that it has; None: all."""

    types: Collection[str] | None
    data: list[dict[str, Any]] = field(default_factory=list)

    def has(self, block_type: str) -> bool:
        return self.types is None or block_type in self.types

    def add(self, block_type: str, value: Any) -> str:
        """Add a block and return its id, or "" if the stream has no such blocks."""
        if not self.has(block_type):
            return ""
        name = json.dumps([len(self.data), block_type, value])
        block_id = str(uuid.uuid5(uuid.NAMESPACE_OID, name))
        self.data.append({"type": block_type, "value": value, "id": block_id})
        return block_id


def assemble(
    passages: Sequence[Passage],
    *,
    cleaning: dict[str, int],
    language: Language,
    block_types: Collection[str] | None = None,
) -> Article:
    """
    Put passages together to an article, with suggestions beside its paragraphs.

    Blocks whose type is not in ``block_types`` stay out of the body: a heading
    becomes a paragraph, any other is named in the receipt.
    """
    stream, receipt = Stream(block_types), Receipt(cleaning=cleaning)
    if not language.name:
        receipt.needs_attention(None, UNKNOWN_LANGUAGE % language.locale)
    beside = suggestions_beside(passages, language)
    for passage, suggestions in zip(passages, beside, strict=True):
        place_passage(passage, stream, receipt)
        for line, suggestion in suggestions:
            place_suggestion(suggestion, line, stream, receipt)
    return Article(title_of(passages), stream.data, receipt)


def title_of(passages: Sequence[Passage]) -> str:
    """Return the title, else the opening words of the first paragraph, else ""."""
    texts = {passage.became: passage.text for passage in reversed(passages)}
    title = texts.get("title") or texts.get("paragraph", "")
    if len(title) > TITLE_LENGTH:
        title = (
            title[: TITLE_LENGTH - 1].rpartition(" ")[0] or title[: TITLE_LENGTH - 1]
        )
        title += "…"
    return title


def place_passage(passage: Passage, stream: Stream, receipt: Receipt) -> None:
    """Add a passage's block to the stream and its lines to the receipt."""
    block = ""
    if passage.value is not None:
        if passage.became == "heading" and not stream.has("heading"):
            passage = replace(
                passage,
                became="paragraph",
                value=paragraph_value(passage.text),
                reason="a heading, but the stream has no heading block",
            )
        block = stream.add(passage.became, passage.value)
        if not block:
            receipt.needs_attention(passage.number, without(passage.became))
    if passage.attention:
        receipt.needs_attention(passage.number, passage.attention, block)
    if passage.became == "paragraph" and len(passage.text) > PROSE_LENGTH:
        receipt.needs_attention(passage.number, NOT_LOOKED_THROUGH, block)
    receipt.lines += (
        Line(line.number, line.text, passage.became, block, passage.reason)
        for line in passage.lines
    )


def place_suggestion(
    suggestion: Suggestion, line: int, stream: Stream, receipt: Receipt
) -> None:
    """Add a suggested block to the stream and its reason to the receipt."""
    block = stream.add(suggestion.type, suggestion.value)
    if not block:
        receipt.needs_attention(line, without(suggestion.type))
    if suggestion.attention:
        receipt.needs_attention(line, suggestion.attention, block)
    receipt.suggestions.append(
        SuggestedBlock(
            line=line,
            type=suggestion.type,
            block=block,
            summary=suggestion.summary,
            sentence=suggestion.sentence,
            confidence=suggestion.confidence,
            reason=suggestion.reason,
        )
    )


def without(block_type: str) -> str:
    kind = block_type.replace("_", " ")
    return f"The stream has no {block_type} block, so the {kind} is left out."


def suggestions_beside(
    passages: Sequence[Passage], language: Language
) -> list[list[LineSuggestion]]:
    """Return what to set after each passage, with the line that it was read from."""
    beside = [
        [
            (passage.number, suggestion)
            for suggestion in suggestions_for(passage, language)
        ]
        for passage in passages
    ]
    quotations = [
        suggestion
        for suggestions in beside
        for _, suggestion in suggestions
        if suggestion.type == "quotation"
    ]
    if pull_quote := pull_quote_from(quotations, language):
        home = next(
            n
            for n, suggestions in enumerate(beside)
            for _, suggestion in suggestions
            if suggestion.sentence == pull_quote.sentence
        )
        place = away_from(home, passages, beside)
        if place is not None:
            beside[place].append((passages[home].number, pull_quote))
    return beside


def suggestions_for(passage: Passage, language: Language) -> list[Suggestion]:
    """Return the suggestions of a paragraph in the order of its sentences."""
    if passage.became != "paragraph" or len(passage.text) > PROSE_LENGTH:
        return []
    found = (
        suggestion
        for suggest in SUGGESTERS
        for suggestion in suggest(passage.text, language)
    )
    return sorted(found, key=lambda suggestion: passage.text.find(suggestion.sentence))


def away_from(
    home: int, passages: Sequence[Passage], beside: Sequence[Sequence[object]]
) -> int | None:
    """
    Return the paragraph after which a pull quote from paragraph ``home`` stands best.

    At least one paragraph lies between, none has a suggestion beside it already if
    that can be helped, and it is not the last. None if the article is too short.
    """
    paragraphs = [n for n, p in enumerate(passages) if p.became == "paragraph"]
    own = paragraphs.index(home)
    places = max(paragraphs[: max(own - 1, 0)], paragraphs[own + 2 : -1], key=len)
    places = [place for place in places if not beside[place]] or places
    return places[len(places) // 2] if places else None
