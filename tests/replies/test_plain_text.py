"""What may be typed, in which script, and how long."""

import re
import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from wagtail_newsblocks.replies.plain_text import (
    Limits,
    clean_line,
    clean_paragraphs,
    count_graphemes,
)

LIMITS = Limits.of(200)

GOOD = {
    "Latin": "Jörg Müller-Lüdenscheidt",
    "Thai": "น้ำใจไมตรีที่ยิ่งใหญ่",
    "Vietnamese": "Nguyễn Thị Ánh Tuyết",
    "Hebrew with points": "בְּרֵאשִׁ֖ית בָּרָ֣א",
    "Devanagari": "क्षत्रिय विश्वविद्यालय",
    "Bengali": "বাংলাদেশের স্বাধীনতা",
    "Arabic with marks": "الْعَرَبِيَّةُ",
    "Persian with joiners": "می‌خواهم",
    "Burmese": "ကြွှော်",
    "Khmer": "ខ្ញុំ",
    "Korean": "김철수",
    "Japanese": "が行のガ",
    "emoji families": "👩‍👩‍👧‍👦 👨🏽‍🚀 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🇳🇿 ❤️",
    "punctuation": "—",
}

BAD = {
    "NUL": ("a\0b", "control_character"),
    "bell": ("a\x07b", "control_character"),
    "a next-line character": ("a\x85b", "control_character"),
    "a lone surrogate": ("a\ud800b", "control_character"),
    "five hundred marks": ("a" + "\u0301" * 500, "stacked_marks"),
    "five marks": ("x" + "\u0323\u0301\u0302\u0303\u0304", "stacked_marks"),
    "marks behind joiners": ("x" + "\u0301\u200d" * 9, "stacked_marks"),
    "enclosing marks": ("x" + "\u20dd" * 9, "stacked_marks"),
    "zero width only": ("\u200b\u200d\u2060\ufeff", "invisible"),
    "a Hangul filler": ("\u3164", "invisible"),
    "empty Braille": ("\u2800\u2800", "invisible"),
    "too long": ("ä" * 201, "max_length"),
    "too many bytes": ("😀" * 801, "max_length"),
    "too long as NFC": (("\u0958" + "\u093f" * 3) * 200, "max_length"),
    "one endless grapheme": ("a" + "\u093f" * 900, "max_length"),
}


@pytest.mark.parametrize("clean", [clean_line, clean_paragraphs])
@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD)
def test_every_script_comes_back_composed_and_otherwise_as_it_was(text, clean):
    kept = text
    if clean is clean_line:  # but for the invisible tags of some flags
        kept = re.sub("[\U000e0020-\U000e007f]", "", text)
    assert clean(text, LIMITS) == unicodedata.normalize("NFC", kept)
    decomposed = unicodedata.normalize("NFD", text)
    assert clean(decomposed, LIMITS) == unicodedata.normalize("NFC", kept)


@pytest.mark.parametrize("clean", [clean_line, clean_paragraphs])
@pytest.mark.parametrize(("text", "code"), BAD.values(), ids=BAD)
def test_refuses(text, code, clean):
    with pytest.raises(ValidationError) as caught:
        clean(text, LIMITS)
    assert caught.value.code == code


@pytest.mark.parametrize("separator", ["\n", "\r", "\r\n", "\t", "\u2028", "\u2029"])
def test_a_line_is_one_line(separator):
    with pytest.raises(ValidationError):
        clean_line(f"Amina{separator}Bcc: everybody@example.org", LIMITS)


@pytest.mark.parametrize("break_", ["\n", "\r", "\r\n", "\u2028", "\u2029"])
def test_paragraphs_have_one_kind_of_line_break(break_):
    assert clean_paragraphs(f"One.{break_}\tTwo.{break_}", LIMITS) == "One.\n\tTwo."


def test_a_line_loses_what_makes_one_name_pass_for_another():
    assert clean_line("\u202eAmina\u200b \xa0 Ra\xadhal\u2069", LIMITS) == "Amina Rahal"


def test_what_is_taken_out_of_a_line_leaves_it_composed():
    assert clean_line("Ame\u200b\u0301lie", LIMITS) == "Amélie"


def test_direction_marks_stay_in_running_text():
    assert clean_paragraphs("C++\u200e هي", LIMITS) == "C++\u200e هي"


def test_an_excess_is_told_in_characters():
    with pytest.raises(ValidationError) as caught:
        clean_line("é" * 4, Limits.of(3))
    assert caught.value.messages == [
        "This is 4 characters long. The limit is 3 characters."
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("abc", 3),
        ("e\u0301", 1),
        ("a\r\nb", 3),
        ("👩‍👩‍👧‍👦", 1),
        ("👍🏽👍", 2),
        ("🇳🇿🇩🇪🇫", 3),
        ("🏴󠁧󠁢󠁳󠁣󠁴󠁿!", 2),
        ("❤️", 1),
        ("บ้าน", 3),
        ("\u0301a", 2),
    ],
)
def test_counts_what_a_reader_would_count(text, count):
    assert count_graphemes(text) == count


@given(st.text())
def test_never_counts_more_than_code_points(text):
    assert count_graphemes(text) <= len(text)


@given(st.text(st.characters(codec=None)))
def test_what_is_accepted_can_be_stored_and_stays_as_it_is(text):
    for clean in (clean_line, clean_paragraphs):
        try:
            cleaned = clean(text, LIMITS)
        except ValidationError:
            continue
        cleaned.encode()
        assert "\0" not in cleaned
        assert unicodedata.is_normalized("NFC", cleaned)
        assert clean(cleaned, LIMITS) == cleaned
