"""What counts as the same text, and as the same name."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_newsblocks.replies.screening.look_alikes import fold, skeleton, words_of

INVISIBLE = "\u200b\u200c\u200d\u2060\u00ad\u034f\ufe0f\u115f\ufeff\u202e"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("The  BRIDGE\n was", "the bridge was"),
        ("Straße STRASSE", "strasse strasse"),
        ("ﬁve ½ Ⅳ", "five 1⁄2 iv"),
        ("𝐓𝐡𝐞 ｂridge", "the bridge"),
        ("e\u200d\u0301", "é"),
        ("كِتَـــاب", "كتاب"),
        ("قراءة مبادئ\u064e آن", "قراءة مبادئ آن"),
        (unicodedata.normalize("NFD", "مبادئ آن"), "مبادئ آن"),
        ("שָׁלוֹם", "שָׁלוֹם"),
        (INVISIBLE, ""),
    ],
)
def test_fold(text, folded):
    assert fold(text) == unicodedata.normalize("NFKC", folded)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Don’t: stop—now!", " don t stop now "),
        ("कमी, कम", " कमी कम "),
        ("…", "  "),
        ("", "  "),
    ],
)
def test_words(text, words):
    assert words_of(text) == words


@pytest.mark.parametrize(
    "names",
    [
        ("Robin Vale", "RОBIN VАLЕ", "R0b1n-Va|e", "Robín  Válé", "ROBIN.VALE"),
        ("Alice Hill", "AIice HiII", "A1ice Hi11"),
        ("Bernd Werner", "Bemd Wemer", "ВЕRND WЕRNЕR", "bernd vvemer"),
        ("Yanis", "Υanis", "\u038eanis", "Υ\u0301anis"),
        ("Nikos Beta", "Νikos Βeta", "NIKOS ΒETA"),
        ("Вера Нина", "вера нина", "Bepa Нинa"),
        ("أحمد علي", "احمد علی", "اَحمد عـلى"),
        ("O’Brien", "O'BRIEN", "o brien"),
    ],
)
def test_names_that_pass_for_each_other(names):
    assert len({skeleton(name) for name in names}) == 1


@pytest.mark.parametrize(
    ("one", "another"),
    [
        ("Robin Vale", "Robina Vale"),
        ("Anna", "Hanna"),
        ("Müller", "Mueller"),
        ("علي", "عمر"),
        ("Олег", "Ольга"),
    ],
)
def test_names_that_do_not(one, another):
    assert skeleton(one) != skeleton(another)


@given(st.text(max_size=50))
def test_both_are_stable(text):
    assert fold(fold(text)) == fold(text)
    assert skeleton(skeleton(text)) == skeleton(text)
    assert skeleton(text.upper()) == skeleton(text.lower().upper())
    assert words_of(words_of(text)) == words_of(text)


@given(st.text(max_size=50), st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_it_does_not_matter_how_a_text_is_written(text, form):
    text = text.replace("\u034f", "")
    written = unicodedata.normalize(form, text)
    assert fold(written) == fold(text)
    assert skeleton(written) == skeleton(text)


@given(st.data())
def test_what_cannot_be_seen_makes_no_difference(data):
    text = data.draw(st.text(max_size=20))
    at = data.draw(st.integers(0, len(text)))
    hidden = text[:at] + data.draw(st.sampled_from(INVISIBLE)) + text[at:]
    assert fold(hidden) == fold(text)
    assert skeleton(hidden) == skeleton(text)
