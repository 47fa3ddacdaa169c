from typing import get_args

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.utils import translation
from wagtail.blocks import StructBlockValidationError
from wagtail.coreutils import get_content_languages

from wagtail_newsblocks.blocks import StatisticBlock, StatisticGroupBlock
from wagtail_newsblocks.blocks.figure_fields import Exactness, FigureBlock, FigureKind
from wagtail_newsblocks.figures import Kind, Qualifier


@pytest.fixture(autouse=True)
def content_languages():
    get_content_languages.cache_clear()
    yield
    get_content_languages.cache_clear()


def statistic(**value):
    return StatisticBlock().normalize(
        {"figure": "79,770", "subject": "deaths", **value}
    )


def clean(**value):
    block = StatisticBlock()
    return block.clean(
        block.to_python({"figure": "79,770", "subject": "deaths", **value})
    )


def errors_of(**value):
    with pytest.raises(StructBlockValidationError) as error:
        clean(**value)
    return error.value.as_json_data()["blockErrors"]


def rendered(value):
    return BeautifulSoup(value.block.render(value), "html.parser")


def text_of(soup):
    return " ".join(soup.get_text().split())


def test_a_figure_is_understood():
    value = statistic(figure="$2.3 billion")
    assert value.data_value == "2300000000"
    assert value.spoken == "2.3 billion US dollars"


def test_a_figure_that_cannot_be_read_is_not_guessed_and_still_reads_well():
    value = statistic(figure="a great many", subject="people waited")
    assert value.data_value == ""
    assert value.spoken == "a great many"
    assert "data" not in {tag.name for tag in rendered(value).find_all()}
    assert text_of(rendered(value)) == "a great many people waited"


def test_the_editor_overrides_number_and_spoken_unit():
    value = statistic(figure="4,2 km", number="4.2", unit="as the crow flies")
    assert value.data_value == "4.2"
    assert value.spoken == "4,2 km as the crow flies"


def test_one_sentence_for_a_screen_reader():
    value = statistic(
        subject="deaths on the roads",
        period="2022",
        change={
            "text": "a fourfold increase",
            "direction": "up",
            "reading": "bad",
            "baseline": "20,000",
            "baseline_period": "2012",
        },
        source={"publisher": "Office", "title": "Yearbook", "url": "https://e.org/"},
    )
    soup = rendered(value)
    sentence = soup.select_one("figure > p")
    assert text_of(sentence) == (
        "79,770 deaths on the roads, 2022, a fourfold increase from 20,000 in 2012"
    )
    assert {tag.name for tag in sentence.find_all()} <= {"bdi", "span", "data"}
    assert sentence.data["value"] == "79770"
    assert text_of(soup.figcaption) == "Source: Office, Yearbook"
    assert soup.figcaption.a["href"] == "https://e.org/"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("up 15% on last year", "5 cars, up 15% on last year"),
        ("the most since records began", "5 cars, up, the most since records began"),
    ],
)
def test_a_direction_is_said_once(text, said):
    change = {"text": text, "direction": "up"}
    soup = rendered(statistic(figure="5", subject="cars", change=change))
    assert text_of(soup.p) == said


def test_text_is_complete():
    value = statistic(
        figure="1,240",
        subject="deaths on the roads",
        period="2023",
        qualifier="estimate",
        change={"text": "down by a third"},
        note="Without motorways.",
        source={"publisher": "Office", "published": "2024-03"},
    )
    assert value.plain_text == (
        "an estimated 1,240 deaths on the roads (2023), down by a third. Without "
        "motorways. Source: Office, March 2024."
    )


def test_a_spoken_form_is_said_in_place_of_the_sign():
    soup = rendered(statistic(figure="$2.3bn"))
    hidden, said = soup.data.find_all(["bdi", "span"])
    assert (hidden["aria-hidden"], hidden.string) == ("true", "$2.3bn")
    assert (said["class"], said.string) == (
        ["newsblocks-hidden"],
        "2.3 billion US dollars",
    )


def test_trend_is_drawn_and_said():
    value = statistic(
        trend=[
            {"period": "2020", "number": "100"},
            {"period": "2021", "number": "300"},
            {"period": "2022", "number": "200"},
        ]
    )
    assert value.chart["line"] == "6,58 120,6 234,32"
    assert value.trend_text == "Rose from 100 (2020) to 200 (2022)"
    soup = rendered(value)
    assert soup.svg["aria-label"] == value.trend_text
    rows = [[cell.string for cell in row.find_all(["th", "td"])] for row in soup("tr")]
    assert rows == [
        ["Period", "Figure"],
        ["2020", "100"],
        ["2021", "300"],
        ["2022", "200"],
    ]


def test_a_trend_of_shares_is_drawn_by_what_they_come_to():
    value = statistic(
        trend=[
            {"period": "1", "number": "1 in 5"},
            {"period": "2", "number": "1 in 100"},
        ]
    )
    assert value.trend_text == "Fell from 1 in 5 (1) to 1 in 100 (2)"


@pytest.mark.parametrize(
    "numbers", [["5"], ["5", "40%"], ["$5", "€5"], ["40–50", "60"]]
)
def test_points_that_make_no_line_are_refused(numbers):
    trend = [{"period": "1", "number": number} for number in numbers]
    assert errors_of(trend=trend)["trend"]["messages"] == [
        "These points cannot be drawn as one line. Give at least two, and count all in "
        "the same unit."
    ]


@pytest.mark.parametrize("numbers", [[], ["5"], ["5", "who knows"]])
def test_no_trend_is_drawn_from_what_cannot_be_read(numbers):
    value = statistic(trend=[{"period": "1", "number": number} for number in numbers])
    assert value.chart is None
    assert rendered(value).svg is None


def test_a_flat_trend():
    value = statistic(trend=[{"period": "1", "number": "5"}] * 2)
    assert value.trend_text == "The same at both ends: 5 (1), 5 (1)"
    assert value.chart["line"] == "6,32 234,32"


def test_a_direction_needs_a_change():
    assert errors_of(change={"direction": "up"}) == {
        "change": {
            "blockErrors": {
                "direction": {
                    "messages": [
                        "A direction is chosen, but no change is described. Say in "
                        "words what changed, or choose no direction."
                    ]
                }
            }
        }
    }


def test_a_direction_must_not_contradict_the_words():
    change = {"text": "a fourfold increase", "direction": "down"}
    errors = errors_of(change=change)["change"]["blockErrors"]
    assert errors["direction"]["messages"] == [
        "The words say otherwise. Correct the direction or the words."
    ]


def test_numbers_follow_the_language_of_the_page():
    value = statistic(figure="79.770")
    with translation.override("de"):
        assert value.data_value == "79770"
    assert value.data_value == "79.77"


def test_a_baseline_must_not_contradict_the_words():
    change = {"text": "a fourfold increase", "baseline": "40,000"}
    assert errors_of(change=change) == {
        "change": {
            "blockErrors": {
                "baseline": {
                    "messages": [
                        "From 40,000 to 79,770 is not “a fourfold increase”. Correct "
                        "the starting figure, the figure or the words."
                    ]
                }
            }
        }
    }


def test_shares_are_compared_as_shares():
    change = {"text": "rose", "baseline": "1 in 5"}
    assert clean(figure="1 in 4", change=change)["figure"] == "1 in 4"
    assert errors_of(figure="1 in 6", change=change).keys() == {"change"}


def test_a_figure_is_read_in_another_language_only_if_all_others_agree(settings):
    settings.LANGUAGES = [(code, code) for code in ("en", "de", "fr")]
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES
    assert statistic(figure="vierfach").data_value == "4"
    assert statistic(figure="79.770,5").data_value == "79770.5"
    with translation.override("fr"):
        assert statistic(figure="79.770").data_value == ""


@pytest.mark.parametrize(
    "change",
    [
        {"text": "a fourfold increase", "baseline": "20,000"},
        {"text": "a fourfold increase", "baseline": "$40,000"},
        {"text": "a fourfold increase", "baseline": "30,000–40,000"},
        {"text": "more than anybody feared", "baseline": "40,000"},
        {"text": "a fourfold increase"},
        {"baseline": "40,000"},
    ],
)
def test_what_is_not_plainly_wrong_is_accepted(change):
    assert clean(change=change)["change"]["text"] == change.get("text", "")


def test_drafts_are_not_cross_checked():
    block = StatisticBlock()
    value = block.to_python(
        {"change": {"text": "fourfold", "direction": "", "baseline": "40,000"}}
    )
    assert block.clean_deferred(value)["change"]["baseline"] == "40,000"


@pytest.mark.parametrize("text", ["many", "12/24", "79,77"])
def test_a_figure_to_compute_with_must_be_readable(text):
    with pytest.raises(ValidationError) as error:
        FigureBlock().clean(text)
    assert error.value.messages == [
        f"“{text}” cannot be read as a number. Type one figure, such as 79,770 or "
        "2.3 million."
    ]


def test_a_draft_keeps_any_figure():
    assert FigureBlock().clean_deferred("a lot") == "a lot"


def test_a_group_is_a_list_of_terms():
    block = StatisticGroupBlock()
    value = block.normalize(
        {
            "heading": "The year",
            "statistics": [
                ("statistic", {"figure": "1 in 5", "subject": "by bicycle"}),
                ("statistic", {"figure": "1,240", "subject": "killed"}),
            ],
        }
    )
    soup = BeautifulSoup(block.render(value), "html.parser")
    assert soup.h2.string == "The year"
    assert [text_of(tag) for tag in soup("dt")] == ["by bicycle", "killed"]
    assert [tag["value"] for tag in soup("data")] == ["0.2", "1240"]
    assert value.plain_text == "The year:\n1 in 5 by bicycle.\n1,240 killed."


def test_a_group_has_two_to_six_statistics():
    block = StatisticGroupBlock()
    one = {"type": "statistic", "value": {"figure": "1", "subject": "x"}}
    for count in (1, 7):
        with pytest.raises(StructBlockValidationError) as error:
            block.clean(block.to_python({"statistics": [one] * count}))
        assert list(error.value.block_errors) == ["statistics"]


def test_a_range_is_no_number():
    resolved = statistic(figure="40 to 50 percent").resolve()
    assert (resolved["number"], resolved["kind"]) == (None, "percentage")
    assert resolved["range"] == {"low": "40", "high": "50"}
    assert resolved["data_value"] == "40/50"


def test_without_a_direction_none_is_said():
    value = statistic(change={"text": "more"})
    assert value["change"].direction_text == ""
    assert text_of(rendered(value)) == "79,770 deaths, more"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"baseline": "40,000"}, "from 40,000"),
        ({"baseline": "40,000", "baseline_period": "2012"}, "from 40,000 in 2012"),
        ({"baseline_period": "2012"}, ""),
    ],
)
def test_what_a_front_end_says_of_a_change(change, said):
    change = {"text": "since 2012", "direction": "up", **change}
    resolved = statistic(qualifier="at_least", change=change).resolve()
    assert resolved["change"] == {"direction_text": "up", "baseline_text": said}
    assert resolved["qualifier_text"] == "at least"


def test_a_front_end_can_draw_the_chart():
    trend = [{"period": "2020", "number": "1.5k"}, {"period": "2021", "number": "2k"}]
    resolved = statistic(trend=trend).resolve()
    assert resolved["trend"] == [
        {"period": "2020", "number": "1500", "text": "1.5k"},
        {"period": "2021", "number": "2000", "text": "2k"},
    ]
    assert resolved["chart"] == {
        "width": 240,
        "height": 64,
        "line": "6,58 234,6",
        "points": [{"x": 6.0, "y": 58.0}, {"x": 234.0, "y": 6.0}],
    }
    assert resolved["text"].endswith("Rose from 1.5k (2020) to 2k (2021).")


def test_what_the_figure_says_itself_is_said_once():
    for figure in ("about 5", "5"):
        value = statistic(figure=figure, qualifier="about")
        assert value.plain_text == "about 5 deaths."


def test_the_whole_change_is_in_the_text():
    change = {
        "text": "a fourfold increase",
        "baseline": "20,000",
        "baseline_period": "2012",
    }
    assert statistic(change=change).plain_text == (
        "79,770 deaths, a fourfold increase from 20,000 in 2012."
    )
    # As on the page, where a starting figure alone says nothing.
    assert statistic(change={"baseline": "20,000"}).plain_text == "79,770 deaths."


@pytest.mark.parametrize(
    ("fields", "qualifier", "bounds"),
    [
        ({"figure": "1,000"}, "exact", {"value": 1000}),
        ({"figure": "about 1,000"}, "about", {"value": 1000}),
        ({"figure": "more than 1,000"}, "more_than", {"minValue": 1000}),
        (
            {"figure": "1,000", "qualifier": "at_least"},
            "at_least",
            {"minValue": 1000},
        ),
        ({"figure": "under 1,000"}, "less_than", {"maxValue": 1000}),
        ({"figure": "1,000", "qualifier": "at_most"}, "at_most", {"maxValue": 1000}),
        ({"figure": "1,000", "qualifier": "estimate"}, "estimate", {"value": 1000}),
        ({"figure": "40–50"}, "exact", {"minValue": 40, "maxValue": 50}),
        ({"figure": "more than a lot", "number": "1000"}, "exact", {"value": 1000}),
        ({"figure": "over 900", "number": "1000"}, "more_than", {"value": 1000}),
        ({"figure": "over 900", "number": "900"}, "more_than", {"minValue": 900}),
        (
            {"figure": "more than 5", "qualifier": "estimate"},
            "estimate",
            {"minValue": 5},
        ),
        ({"figure": "more than 40–50"}, "more_than", {"minValue": 40}),
        ({"figure": "40–50", "qualifier": "at_most"}, "at_most", {"maxValue": 50}),
        ({"figure": "many"}, "exact", {}),
    ],
)
def test_machines_are_told_how_exact_a_figure_is(fields, qualifier, bounds):
    value = statistic(**fields)
    assert value.resolve()["qualifier"] == qualifier
    [(_, observation)] = value.structured_data(None)
    ends = {name: observation[name] for name in ("value", "minValue", "maxValue")}
    assert {name: end for name, end in ends.items() if end is not None} == bounds


def test_what_the_figure_says_must_not_contradict_the_settings():
    assert errors_of(figure="more than 5", qualifier="at_most") == {
        "figure": {
            "messages": [
                "The figure and “How certain” in its settings contradict each other."
            ]
        }
    }
    assert "figure" in errors_of(figure="more than 40–50", qualifier="at_most")
    for qualifier in ("at_least", "estimate", "about"):
        clean(figure="more than 5", qualifier=qualifier)
    for figure in ("50–50", "2–2", "0-0", "up to 50", "50+", "nearly $3 billion"):
        clean(figure=figure)


@pytest.mark.parametrize(
    ("period", "date"),
    [("2022", "2022"), ("2001-02", ""), ("0000", ""), ("٢٠٢٢", ""), ("2022-06", "")],
)
def test_a_period_that_is_a_year_is_a_date(period, date):
    [(_, observation)] = statistic(period=period).structured_data(None)
    assert observation["observationDate"] == date


@pytest.mark.parametrize(
    ("figure", "number", "kind", "currency", "data_value"),
    [
        ("$2.3bn", "", "money", "USD", "2300000000"),
        ("$2.3bn", "2400000000", "money", "USD", "2400000000"),
        ("two and a bit", "$2.4 billion", "money", "USD", "2400000000"),
        ("$2.3bn", "20%", "percentage", None, "20"),
        ("1 in 5", "0.21", "ratio", None, "0.21"),
        ("1 in 5", "20", "number", None, "20"),
        ("about twice", "2.1", "multiple", None, "2.1"),
        ("1 in 5", "0.2", "ratio", None, "0.2"),
        ("1 in 5", "½", "ratio", None, "0.5"),
        ("a lot", "7", "number", None, "7"),
    ],
)
def test_what_is_typed_for_machines_is_all_they_get(
    figure, number, kind, currency, data_value
):
    resolved = statistic(figure=figure, number=number).resolve()
    given = [resolved[name] for name in ("kind", "currency", "number", "data_value")]
    assert given == [kind, currency, data_value, data_value]


def test_the_choices_of_what_machines_are_told():
    """Types cannot be made of the names that enumerations have."""
    assert get_args(FigureKind) == tuple(kind.value for kind in Kind)
    chosen = StatisticBlock().child_blocks["qualifier"].field.choices
    chosen = {name for name, _ in chosen if name}
    said = {qualifier.value for qualifier in Qualifier}
    assert set(get_args(Exactness)) == said | chosen


def test_api_gives_raw_values_and_resolved():
    block = StatisticBlock()
    raw = {"figure": "79,770", "subject": "deaths", "period": "2022"}
    answer = block.get_api_representation(block.to_python(raw))
    resolved = answer.pop("resolved")
    assert {key: answer[key] for key in raw} == raw
    assert resolved == {
        "block": "statistic",
        "version": 1,
        "text": "79,770 deaths (2022).",
        "number": "79770",
        "range": None,
        "data_value": "79770",
        "kind": "number",
        "currency": None,
        "qualifier": "exact",
        "qualifier_text": "",
        "spoken": "79,770",
        "change": {"direction_text": "", "baseline_text": ""},
        "trend": [],
        "trend_text": "",
        "chart": None,
        "labels": {
            "comma": ", ",
            "table": "Show as a table",
            "period": "Period",
            "figure": "Figure",
        },
    }
    again = block.to_python({**answer, "resolved": resolved})
    assert block.get_prep_value(again) == block.get_prep_value(block.to_python(raw))
