"""
What readers may type: plain text of any script, and nothing that only looks like it.

Every rule raises ValidationError with what to change. Nothing is cut off.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

ZERO_WIDTH_JOINERS = "\u200c\u200d"  # Persian and Indic scripts and emoji need them.
# Letters and symbols that show nothing: fillers of Hangul and Khmer, empty Braille.
BLANK_LETTERS = "\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
EMOJI_MODIFIERS = re.compile("[\U0001f3fb-\U0001f3ff]")
REGIONAL_INDICATORS = re.compile("[\U0001f1e6-\U0001f1ff]")
# Arabic, Vietnamese, Thai and pointed Hebrew stay within this.
MOST_MARKS = 4


@dataclass(frozen=True)
class Limits:
    """
    How long a text may be.

    Readers count graphemes. One grapheme can hold any number of code points, and a
    database column and an index hold bytes: so all three are bounded.
    """

    graphemes: int
    code_points: int
    bytes: int

    @classmethod
    def of(cls, graphemes: int) -> "Limits":
        """Allow for scripts and emoji that take several code points a grapheme."""
        return cls(graphemes, code_points=4 * graphemes, bytes=12 * graphemes)


def clean_line(text: str, limits: Limits) -> str:
    """
    Return a single line without anything invisible: a name or an address.

    Direction overrides and zero-width characters, which let one name pass for
    another, are taken out; the joiners that some scripts spell with are kept.
    """
    check_size(text, limits)
    kept = (c for c in text if c in ZERO_WIDTH_JOINERS or category(c) != "Cf")
    text = normalise("".join(kept), allowed="")
    text = " ".join(text.split())
    check_size(text, limits)  # NFC writes some letters with more code points.
    check_visible(text)
    check_length(text, limits)
    return text


def clean_paragraphs(text: str, limits: Limits) -> str:
    r"""Return running text, its line breaks all written as ``\n``."""
    check_size(text, limits)
    text = re.sub("\r\n?|\u2028|\u2029", "\n", text)
    text = normalise(text, allowed="\n\t").strip()
    check_size(text, limits)
    check_visible(text)
    check_length(text, limits)
    return text


def normalise(text: str, allowed: str) -> str:
    """Return ``text`` as NFC, with no control character but those ``allowed``."""
    for character in text:
        if category(character) in ("Cc", "Cs", "Zl", "Zp") and character not in allowed:
            raise forbidden_character(character)
    # Before normalising too: putting a long run of marks in order takes quadratic time.
    check_marks(text)
    text = unicodedata.normalize("NFC", text)
    check_marks(text)
    return text


def forbidden_character(character: str) -> ValidationError:
    if character in "\n\r\u2028\u2029":
        message = _("Type this in one line, without a line break.")
    else:
        message = _(
            "This contains a control character (%(code)s), which cannot be shown. "
            "Remove it, or type the text again."
        )
    return ValidationError(
        message, code="control_character", params={"code": f"U+{ord(character):04X}"}
    )


def check_marks(text: str) -> None:
    """Refuse accents piled up until they cover the lines around them."""
    marks = 0
    for character in text:
        kind = category(character)
        if kind in ("Mn", "Me") and not is_variation_selector(character):
            marks += 1
        elif kind not in ("Mc", "Cf"):
            marks = 0
        if marks > MOST_MARKS:
            raise ValidationError(
                _("Too many accents stand on one letter. Remove some of them."),
                code="stacked_marks",
            )


def check_visible(text: str) -> None:
    """Refuse text that is there but shows nothing."""
    if text and not any(
        category(character)[0] in "LNPS" and character not in BLANK_LETTERS
        for character in text
    ):
        raise ValidationError(
            _("This contains nothing that can be seen. Type letters or numbers."),
            code="invisible",
        )


def check_size(text: str, limits: Limits) -> None:
    """Refuse what is too big to store, before any more work is spent on it."""
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > limits.bytes or len(text) > limits.code_points:
        raise ValidationError(
            _("This is too long. The limit is about %(limit)s characters."),
            code="max_length",
            params={"limit": limits.graphemes},
        )


def check_length(text: str, limits: Limits) -> None:
    length = count_graphemes(text)
    if length > limits.graphemes:
        raise ValidationError(
            ngettext_lazy(
                "This is %(length)s characters long. The limit is %(limit)s character.",
                "This is %(length)s characters long. The limit is %(limit)s "
                "characters.",
                "limit",
            ),
            code="max_length",
            params={"length": length, "limit": limits.graphemes},
        )


def count_graphemes(text: str) -> int:
    """
    Count what a reader would call characters.

    These are the extended grapheme clusters of Unicode (UAX #29) without its tables:
    each consonant of an Indic conjunct counts for itself.
    """
    return sum(1 for _cluster in grapheme_starts(text))


def grapheme_starts(text: str) -> Iterator[int]:
    previous, flag_is_open = "", False
    for index, character in enumerate(text):
        kind = category(character)
        joins = (
            kind in ("Mn", "Me", "Mc")
            or character in ZERO_WIDTH_JOINERS
            or EMOJI_MODIFIERS.match(character)
            or "\U000e0020" <= character <= "\U000e007f"  # the tags of some flags
            or (previous == "\u200d" and kind == "So")
            or (previous == "\r" and character == "\n")
        )
        is_indicator = bool(REGIONAL_INDICATORS.match(character))
        if is_indicator and flag_is_open:
            joins, is_indicator = True, False
        flag_is_open = is_indicator
        if not joins or not previous:
            yield index
        previous = character


def is_variation_selector(character: str) -> bool:
    return (
        "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    )


def category(character: str) -> str:
    return unicodedata.category(character)
