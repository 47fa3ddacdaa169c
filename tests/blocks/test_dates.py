import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from wagtail_newsblocks.blocks.dates import (
    PartialDateBlock,
    format_partial_date,
    parse_partial_date,
)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2023", datetime.date(2023, 1, 1)),
        ("2023-06", datetime.date(2023, 6, 1)),
        ("2024-02-29", datetime.date(2024, 2, 29)),
    ],
)
def test_parse(text, date):
    assert parse_partial_date(text) == date


@pytest.mark.parametrize(
    "text",
    ["", "23", "2023-13", "2023-02-29", "2023-6", "June 2023", "2023-06-14T00", "٢٠٢٣"],
)
def test_parse_refuses(text):
    with pytest.raises(ValueError, match="Not a year, month or day"):
        parse_partial_date(text)


@pytest.mark.parametrize(
    ("language", "text", "written"),
    [
        ("en", "2023", "2023"),
        ("en", "2023-06", "June 2023"),
        ("en", "2023-06-14", "June 14, 2023"),
        ("de", "2023-06-14", "14. Juni 2023"),
        ("en", "sometime", "sometime"),
        ("en", "", ""),
    ],
)
def test_format(language, text, written):
    with translation.override(language):
        assert format_partial_date(text) == written


def test_a_wrong_date_is_said_with_the_way_to_write_it():
    with pytest.raises(ValidationError) as error:
        PartialDateBlock().clean("June 2023")
    assert error.value.messages == [
        "“June 2023” is not a date. Type a year (2023), a month (2023-06) or a day "
        "(2023-06-14)."
    ]


def test_a_draft_keeps_any_date():
    block = PartialDateBlock()
    assert block.clean_deferred("June 2023") == "June 2023"


def test_an_optional_date_may_stay_empty():
    assert PartialDateBlock(required=False).clean("") == ""
