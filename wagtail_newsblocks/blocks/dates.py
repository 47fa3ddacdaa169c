"""Dates known to the year, the month or the day."""

import datetime
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.dateformat import format as format_date
from django.utils.formats import get_format
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock

FORMATS = {4: "%Y", 7: "%Y-%m", 10: "%Y-%m-%d"}


def parse_partial_date(text: str) -> datetime.date:
    """
    Return the first day that ``text`` covers: "2023", "2023-06" or "2023-06-14".

    Raises ValueError for anything else.
    """
    try:
        if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
            raise ValueError
        return datetime.datetime.strptime(text, FORMATS[len(text)]).date()
    except ValueError:
        raise ValueError(f"Not a year, month or day: {text!r}") from None


def format_partial_date(text: str) -> str:
    """
    Write a partial date in the active language: "2023", "June 2023", "June 14, 2023".

    Text that is not a partial date (in a draft) comes back as it is.
    """
    try:
        date = parse_partial_date(text)
    except ValueError:
        return text
    if len(text) == 4:
        return text
    return format_date(
        date, get_format("YEAR_MONTH_FORMAT" if len(text) == 7 else "DATE_FORMAT")
    )


class PartialDateBlock(CharBlock):
    """A date as exactly as it is known, stored as "2023", "2023-06" or "2023-06-14"."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "help_text", _("A year, a month or a day: 2023, 2023-06 or 2023-06-14.")
        )
        super().__init__(**kwargs)

    def clean(self, value: str) -> str:
        value = super().clean(value)
        if value and not self.is_deferred_validation:
            try:
                parse_partial_date(value)
            except ValueError:
                raise ValidationError(
                    _(
                        "“%(value)s” is not a date. Type a year (2023), a month "
                        "(2023-06) or a day (2023-06-14)."
                    ),
                    params={"value": value},
                ) from None
        return value

    class Meta:
        icon = "date"
