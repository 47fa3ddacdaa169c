import pytest

from wagtail_newsblocks.importer.fact_sheets import (
    CUT_OFF,
    NOT_TOLD,
    PERHAPS_CUT_OFF,
    suggest_fact_sheets,
)
from wagtail_newsblocks.importer.languages import language_of
from wagtail_newsblocks.importer.suggestions import Suggestion


def suggest(paragraph):
    return list(suggest_fact_sheets(paragraph, language_of("en")))


def test_a_suggestion():
    sentence = (
        "In May 2021, the Baltic Ports Board released a fact sheet titled “Jellies.”"
    )
    assert suggest(f"It was late. {sentence} It was read.") == [
        Suggestion(
            type="fact_sheet",
            value={
                "title": "Jellies",
                "issued_by": "Baltic Ports Board",
                "issued_on": "2021-05",
            },
            summary="Jellies, Baltic Ports Board, 2021-05",
            sentence=sentence,
            confidence="high",
            reason="the sentence says “released a fact sheet titled”",
        )
    ]


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        (
            "Earlier this year the Ports Board published a fact sheet called “Jellies”.",
            {"title": "Jellies", "issued_by": "Ports Board"},
        ),
        ("Then they issued a fact sheet titled “Jellies”.", {"title": "Jellies"}),
        (
            "On March 14, 2021, the Board published a new fact sheet called “Jellies”.",
            {"title": "Jellies", "issued_by": "Board", "issued_on": "2021-03-14"},
        ),
        (
            "On 14 March 2021, Bell & Sons has issued a factsheet entitled 'The Sea's Jellies'.",
            {
                "title": "The Sea's Jellies",
                "issued_by": "Bell & Sons",
                "issued_on": "2021-03-14",
            },
        ),
        (
            "In 2021, Finland’s Ministry of Ports also issued its first fact sheet, "
            "titled “Jellies: What We Know. And Don’t”, in three languages.",
            {
                "title": "Jellies: What We Know. And Don’t",
                "issued_by": "Finland’s Ministry of Ports",
                "issued_on": "2021",
            },
        ),
        (
            "On June 31, 2021, the Board unveiled a fact sheet titled "
            "Ballast Water and the Sea: A Short Guide, which was read.",
            {
                "title": "Ballast Water and the Sea: A Short Guide",
                "issued_by": "Board",
                "issued_on": "2021-06",
            },
        ),
        (
            'The Ports Board released a fact sheet titled: "Jellies" in 2021.',
            {"title": "Jellies", "issued_by": "Ports Board"},
        ),
        (
            "In May 2021, the Board released a fact sheet titled ‘The Sea’s Jellies’.",
            {
                "title": "The Sea’s Jellies",
                "issued_by": "Board",
                "issued_on": "2021-05",
            },
        ),
    ],
)
def test_value(sentence, value):
    [suggestion] = suggest(sentence)
    assert suggestion.value == value


LEAD = "In May 2021, the Ports Board released a fact sheet titled"


@pytest.mark.parametrize(
    ("rest", "title", "attention"),
    [
        ("", "", CUT_OFF),
        (" “Jellies and the", "", CUT_OFF),
        (' "Jellies and the', "", CUT_OFF),
        (" something about jellies.", "", NOT_TOLD),
        (" Jellies.", "", NOT_TOLD),
        (" Jellies and the Sea", "Jellies and the Sea", PERHAPS_CUT_OFF),
        (" Jellies and the Sea.", "Jellies and the Sea", ""),
        (" Jellies and the Sea in three languages.", "Jellies and the Sea", ""),
    ],
)
def test_title(rest, title, attention):
    [suggestion] = suggest(LEAD + rest)
    assert (suggestion.value["title"], suggestion.attention) == (title, attention)


@pytest.mark.parametrize(
    "sentence",
    [
        "The Board released a fact sheet on jellies.",
        "The Board released a report titled “Jellies”.",
        "The Board read a fact sheet titled “Jellies”.",
        "A fact sheet titled “Jellies” was on the table.",
        "The fact sheet is titled “Jellies”.",
    ],
)
def test_other_sentences(sentence):
    assert suggest(sentence) == []
