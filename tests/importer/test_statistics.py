import pytest

from wagtail_newsblocks.importer.claims import Claim, claim_of
from wagtail_newsblocks.importer.languages import language_of
from wagtail_newsblocks.importer.statistics import suggest_statistics
from wagtail_newsblocks.importer.suggestions import Suggestion

ENGLISH = language_of("en")


def suggest(paragraph):
    return list(suggest_statistics(paragraph, ENGLISH))


def value_of(sentence):
    [suggestion] = suggest(sentence)
    return suggestion.value


def test_a_suggestion():
    sentence = (
        "According to the U.S. Ports and Harbours Board (PHB), jellyfish-related "
        "drownings jumped to 12,480 in 2021, marking a threefold increase over the "
        "past decade."
    )
    assert suggest(f"It was a bad summer. {sentence} It rained.") == [
        Suggestion(
            type="statistic",
            value={
                "figure": "12,480",
                "subject": "jellyfish-related drownings",
                "period": "2021",
                "change": {
                    "text": "a threefold increase over the past decade",
                    "direction": "up",
                },
                "source": {"publisher": "U.S. Ports and Harbours Board (PHB)"},
            },
            summary="12,480 jellyfish-related drownings",
            sentence=sentence,
            confidence="high",
            reason="the sentence tells its subject, source, period, change",
        )
    ]


def statistic(figure, subject, period="", publisher="", **change):
    value = {"figure": figure, "subject": subject}
    value |= {"period": period} if period else {}
    value |= {"change": change} if change else {}
    value |= {"source": {"publisher": publisher}} if publisher else {}
    return value


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        # Something rose to the figure
        ("Jellyfish landings fell to 4,120 tonnes in 2021.", None),
        (
            "In 2021, the number of moored boats fell sharply to 4,120.",
            statistic("4,120", "moored boats", "2021"),
        ),
        (
            "Last year, the average toll reached $3.2 million, according to the "
            "Ports Board.",
            statistic("$3.2 million", "average toll", publisher="Ports Board"),
        ),
        (
            "Ships were safe, but ferry deaths rose to 212 in June 2021, as deaths do.",
            statistic("212", "ferry deaths", "June 2021"),
        ),
        (
            "The share of empty berths stood at 12 percent in 2021-22.",
            statistic("12 percent", "share of empty berths", "2021-22"),
        ),
        (
            "Berths totalled more than 4,000 in 2021, up from 1,000 in 1990.",
            statistic(
                "more than 4,000",
                "Berths",
                "2021",
                text="up from 1,000 in 1990",
                direction="up",
                baseline="1,000",
                baseline_period="1990",
            ),
        ),
        (
            "According to the Ports Board, ferry deaths rose to 212 in 2021, up 40 "
            "percent, the most ever.",
            statistic(
                "212",
                "ferry deaths",
                "2021",
                "Ports Board",
                text="up 40 percent",
                direction="up",
                reading="bad",
            ),
        ),
        (
            "According to the Ports Board, ferry deaths fell to 212 in 2021, down by "
            "a third.",
            statistic(
                "212",
                "ferry deaths",
                "2021",
                "Ports Board",
                text="down by a third",
                direction="down",
            ),
        ),
        (
            "Ferry tolls fell to $4 million in 2021 from $6 million in 2020.",
            statistic("$4 million", "Ferry tolls", "2021"),
        ),
        # What a source says begins with the figure
        (
            "According to Bell & Sons, 4,120 ships passed the strait in 2021.",
            statistic("4,120", "ships passed the strait", "2021", "Bell & Sons"),
        ),
        (
            "About 12 percent of the berths were empty, according to a new report by "
            "the Ports Board.",
            statistic(
                "About 12 percent",
                "of the berths were empty",
                publisher="Ports Board",
            ),
        ),
        (
            "New figures from the Ports Board show that 1 in 5 ferries runs late.",
            statistic("1 in 5", "ferries runs late", publisher="Ports Board"),
        ),
        (
            "In 2021, according to PHB data, 4,120 ships passed the strait.",
            statistic("4,120", "ships passed the strait", "2021", "PHB"),
        ),
    ],
)
def test_value(sentence, value):
    assert [suggestion.value for suggestion in suggest(sentence)] == (
        [value] if value else []
    )


@pytest.mark.parametrize(
    ("sentence", "confidence"),
    [
        ("According to the Board, toll roads rose to 212 in 2021.", "high"),
        ("According to the Board, toll roads rose to 212.", "medium"),
        ("Toll roads rose to 212 in 2021.", "medium"),
    ],
)
def test_confidence(sentence, confidence):
    assert [suggestion.confidence for suggestion in suggest(sentence)] == [confidence]


@pytest.mark.parametrize(
    "sentence",
    [
        # No figure, or one that counts nothing
        "According to the Ports Board, the strait was closed in 2021.",
        "According to the Ports Board, 2021 was a bad year for ferries.",
        "The number of the ferry came to 2021 in 2022.",
        "According to the Ports Board, March 14 was too early in 2021.",
        "According to the Ports Board, 14 March was too early in 2021.",
        "According to the Ports Board, 24 hours passed in 2021.",
        "According to the Ports Board, 34 years old ferries sailed in 2021.",
        "According to the Ports Board, 34-year-old Ana Ruiz sailed in 2021.",
        "Ana Ruiz, aged 34, sailed in 2021, according to the Ports Board.",
        "According to the Ports Board, the 21st ferry sailed in 2021.",
        "The match in Selby came to 3-1 in 2021.",
        "The Selby score reached 12–15 in 2021.",
        "According to the Ports Board, ferries sailed at 10:30 in 2021.",
        "According to the Ports Board, 10 a.m. was too early in 2021.",
        "The ferry reached page 212 in 2021.",
        "Ferries reached 3 in 2021.",
        "Call 555-0134 in 2021, according to the Ports Board.",
        "According to the Ports Board, call 020 7946 0958 in 2021.",
        "A trip to the islands costs $3, $4 or $5, according to the Ports Board.",
        "Ferry deaths rose fourfold in 2021, according to the Ports Board.",
        "Ferry deaths rose by 212 in 2021, according to the Ports Board.",
        "Ferry deaths rose 12 percent in 2021, according to the Ports Board.",
        # Nobody and nothing to hold it to
        "Ferry deaths rose to 212.",
        "4,120 ships passed the strait in 2021.",
        "According to officials, 4,120 ships passed the strait in 2021.",
        "According to a report, 4,120 ships passed the strait in 2021.",
        # The subject does not stand alone
        "They rose to 212 in 2021.",
        "Its deaths rose to 212 in 2021.",
        "Ferry deaths, which rose to 212 in 2021, fell again.",
        "While ferry deaths rose to 212 in 2021, ships were safe.",
        "The Board said that ferry deaths rose to 212 in 2021.",
        "According to the Board, the port handled 4,120 ships in 2021.",
        "According to the Board, 4,120 were sunk in 2021.",
        "According to the Board, 4,120 of them sank in 2021.",
        "Ferry deaths rose to 212 a day in 2021.",
        "Ferry deaths rose to 5.2 per 100,000 trips in 2021.",
        "The port reached 4,120 ships in 2021.",
        # It did not happen, or not yet
        "Ferry deaths never reached 212 in 2021.",
        "Ferry deaths could have reached 212 in 2021.",
        "Ferry deaths are expected to have reached 212 in 2021.",
        "If ferry deaths reached 212 in 2021, nobody knew.",
        # Several claims, or somebody's words
        "Ferry deaths rose to 212 in 2021 and to 340 in 2022.",
        "Ferry deaths rose to 212 in 2021, and ship deaths rose to 340 in 2021.",
        "“Ferry deaths rose to 212 in 2021,” said Ana Ruiz.",
        "“It was bad. Ferry deaths rose to 212 in 2021. It got worse,” said Ana Ruiz.",
        "“It was bad. Ferry deaths rose to 212 in 2021.",
    ],
)
def test_nothing_to_suggest(sentence):
    assert suggest(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("It sank.", Claim("It sank.")),
        ("According to the Board, it sank.", Claim("it sank.", "Board")),
        ("It sank, according to the U.S. Board.", Claim("It sank", "U.S. Board")),
        ("It sank, according to Board data, again.", Claim("It sank, again.", "Board")),
        ("According to officials, it sank.", Claim("it sank.")),
        (
            "According to a 2019 Selby Trust survey, it sank.",
            Claim("it sank.", "Selby Trust"),
        ),
        ("During May 2021, it sank.", Claim("it sank.", "", "May 2021")),
        (
            "A 2021 study published by the Board suggests that it sank.",
            Claim("it sank.", "Board"),
        ),
    ],
)
def test_claim(sentence, claim):
    assert claim_of(sentence, ENGLISH) == claim
