"""Suggests a quotation where the words beside quotation marks name a speaker."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from .languages import Language
from .sentences import sentence_spans
from .speakers import Attribution, Speaker
from .suggestions import Suggestion

SHORTEST = 6  # words; fewer are a phrase, not worth a block of their own
LONGEST_PULL_QUOTE = 30  # words

NAMED = "the words beside the marks name the speaker"
FULL_STOP = "its last comma became the full stop that it stands for"

DOUBLE = re.compile(r"[“”\"]")
SINGLE = re.compile(r"(?<!\w)‘[^‘’“”\"]+(?:(?<=\w)’(?=\w)[^‘’“”\"]+)*’(?!\w)")
SENTENCE_BEFORE = re.compile(r"(?:\A|[.!?…][”\"’'»)\]]*\s+)\Z")


def suggest_quotations(paragraph: str, language: Language) -> Iterator[Suggestion]:
    """
    Yield the quotations of a paragraph whose speaker is named right beside them.

    Only whole sentences in closed marks count: quoted titles, single words and words
    held at arm's length are left alone. The comma before a closing mark belongs to
    the sentence around it; the full stop that it stands for is put back.
    """
    for start, end in quoted_spans(paragraph):
        words = paragraph[start + 1 : end - 1].strip()
        if len(words.split()) < SHORTEST or not starts_sentence(words):
            continue
        found = attributed(paragraph, start, end, language)
        if found is None:
            continue
        speaker, sentence = found
        ends_in_comma = words.endswith(",")
        text = f"{words[:-1]}." if ends_in_comma else words
        value = {
            "text": text,
            "speaker": speaker.name,
            "role": speaker.role,
            "organisation": speaker.organisation,
        }
        reasons = [NAMED, speaker.note, FULL_STOP if ends_in_comma else ""]
        yield Suggestion(
            type="quotation",
            value={key: said for key, said in value.items() if said},
            summary=f"{speaker.name}: {text}",
            sentence=sentence,
            confidence="high" if speaker.is_certain else "medium",
            reason="; ".join(reason for reason in reasons if reason),
        )


def starts_sentence(words: str) -> bool:
    first = words.lstrip("“‘\"'(…. ")[:1]
    return first.isupper() or first.isdigit()


def quoted_spans(text: str, *, unclosed: bool = False) -> Iterator[tuple[int, int]]:
    """
    Yield the outermost pairs of quotation marks, with the marks.

    Curly and straight marks may be mixed; single marks count only where there are no
    double ones. What follows an unclosed mark is yielded last, if asked for.
    """
    if not DOUBLE.search(text):
        yield from (match.span() for match in SINGLE.finditer(text))
    opened: list[int] = []
    for mark in DOUBLE.finditer(text):
        at = mark.start()
        if mark[0] == "“" or (mark[0] == '"' and opens(text, at)):
            opened.append(at)
        elif opened:
            start = opened.pop()
            if not opened:
                yield start, at + 1
    if unclosed and opened:
        yield opened[0], len(text)


def opens(text: str, at: int) -> bool:
    """Whether a straight mark stands before a word and not after one."""
    return (at == 0 or text[at - 1] in " ([—–‘'") and text[
        at + 1 : at + 2
    ].strip() != ""


def attributed(
    paragraph: str, start: int, end: int, language: Language
) -> tuple[Speaker, str] | None:
    """Return the speaker of a quotation, and the sentence that it stands in."""
    before, words, after = paragraph[:start], paragraph[start:end], paragraph[end:]
    attribution = Attribution(language, before)
    begins_sentence = SENTENCE_BEFORE.search(before)
    if begins_sentence and (words[-2] in ",!?—–" or after.startswith(",")):
        _, stop = next(sentence_spans(after, language), (0, 0))
        clause = after[:stop].lstrip(", ")
        if DOUBLE.search(clause):  # "...," she said, "...": not one sentence
            return None
        speaker = attribution.after(clause)
        return (speaker, words + after[:stop]) if speaker else None
    if not begins_sentence and before.rstrip()[-1] in ",:":
        *_, (first, _) = sentence_spans(before, language)
        speaker = attribution.before(before[first:])
        return (speaker, before[first:] + words) if speaker else None
    return None


def pull_quote_from(
    quotations: Iterable[Suggestion], language: Language
) -> Suggestion | None:
    """
    Return the shortest whole sentence of the quotations as a pull quote.

    Its words stand in the article as they are; a comma that closed them is left out.
    """
    sentences = [
        (text, quotation)
        for quotation in quotations
        if quotation.confidence == "high"
        for text in sentences_of(quotation.value["text"], language)
        if SHORTEST <= len(text.split()) <= LONGEST_PULL_QUOTE
    ]
    if not sentences:
        return None
    text, quotation = min(sentences, key=lambda sentence: len(sentence[0]))
    verbatim = text if text in quotation.sentence else text[:-1]
    return replace(
        quotation,
        type="pull_quote",
        value={"text": verbatim, "attribution": quotation.value["speaker"]},
        summary=verbatim,
        confidence="medium",
        reason="the shortest whole sentence of the quotations",
    )


def sentences_of(text: str, language: Language) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, language)]
