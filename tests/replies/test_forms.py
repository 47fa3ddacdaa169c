"""The one validator: every kind of bad input through every field."""

from typing import get_args

import pytest

from wagtail_newsblocks.replies.forms import FieldType, InputMode, ReplyForm
from wagtail_newsblocks.replies.models import Reply

GOOD = {
    "name": "Amina Rahal",
    "email": "amina@example.org",
    "website": "https://example.org",
    "text": "The bridge was never safe.",
    "topic": "",
}

# Of every field: what must be refused there, whatever else a text field refuses.
BAD_TEXTS = {
    "NUL": "a\0b",
    "bell": "a\x07b",
    "lone surrogate": "a\ud800b",
    "500 combining marks": "a" + "\u0301" * 500,
    "zero width": "\u200b\u200d\u200b",
    "64 KB": "a" * 65_537,
    "64 KB of emoji": "👩‍👩‍👧‍👦" * 3000,
    "a million accents": "a" + "\u0301\u0316" * 500_000,
}
BAD = {
    "name": {**BAD_TEXTS, "newline": "Amina\nBcc: x@example.org", "return": "A\rB"},
    "email": {
        **BAD_TEXTS,
        "newline": "amina@example.org\nBcc: x@example.org",
        "no address": "amina",
        "two addresses": "amina@example.org, x@example.org",
        "too long": "a" * 250 + "@example.org",
        "angle brackets": "<script>@example.org",
        "encoded word": "=?utf-8?q?x=40example.org=2C?=@example.com",
        "quoted encoded word": '"=?utf-8?q?x=40example.org=2C?="@example.com',
    },
    "website": {
        **BAD_TEXTS,
        "script": "javascript:alert(1)",
        "user name": "https://me@example.org",
        "loopback": "http://127.0.0.1/",
        "direction override": "https://example.org/\u202egnp",
    },
    "text": BAD_TEXTS,
}


def test_accepts_a_reply_and_says_what_it_understood():
    form = ReplyForm(
        {
            "name": "  Ame\u0301lie\u202e  Rahal ",
            "email": " amina@example.org ",
            "website": "Example.org",
            "text": "\r\nNo.\r\n\r\nNever.\r\n",
            "topic": "",
        },
        ask_website=True,
    )
    assert form.errors == {}
    assert form.cleaned_data == {
        "name": "Amélie Rahal",
        "email": "amina@example.org",
        "website": "https://example.org",
        "text": "No.\n\nNever.",
        "parent": None,
        "token": "",
        "altcha": "",
        "topic": "",
    }


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        pytest.param(field, typed, id=f"{field}: {name}")
        for field, texts in BAD.items()
        for name, typed in texts.items()
    ],
)
def test_refuses(field, typed):
    form = ReplyForm({**GOOD, field: typed}, ask_website=True)
    assert list(form.errors) == [field]
    assert len(form.errors[field]) == 1


def test_asks_for_what_is_required():
    assert ReplyForm({}, ask_website=True).errors == {
        "name": ["Type your name."],
        "email": ["Type your email address."],
        "text": ["Type your reply."],
    }


@pytest.mark.parametrize("field", ["topic", "token"])
@pytest.mark.parametrize("typed", ["spam", "\0", "\ud800", "a" * 10_000, ["x"], {}])
def test_what_people_do_not_fill_in_refuses_nothing(field, typed):
    form = ReplyForm({**GOOD, field: typed}, ask_website=True)
    assert form.is_valid()
    assert len(form.cleaned_data[field]) <= 200
    form.cleaned_data[field].encode()


@pytest.mark.parametrize("typed", ["x", "0", "-1", "9" * 5000, "1.5", "٣", "\ud800"])
def test_a_reply_that_cannot_be_answered(typed, db):
    form = ReplyForm(
        {**GOOD, "parent": typed}, ask_website=True, answerable=Reply.objects.all()
    )
    assert form.errors == {
        "parent": [
            "The reply that you answer is no longer there. Send yours once more, and "
            "it will stand as a reply to the article."
        ]
    }


def test_a_reply_that_can_be_answered(make_reply):
    parent = make_reply()
    data = {**GOOD, "parent": str(parent.pk)}
    form = ReplyForm(data, ask_website=True, answerable=Reply.objects.all())
    assert form.is_valid()
    assert form.cleaned_data["parent"] == parent
    # Which those are, the caller says.
    assert list(ReplyForm(data, ask_website=True).errors) == ["parent"]


def test_the_website_is_ignored_where_it_is_not_asked_for():
    form = ReplyForm({**GOOD, "website": "javascript:alert(1)"}, ask_website=False)
    assert form.is_valid()
    assert "website" not in form.cleaned_data


def test_the_length_is_the_sites_to_choose(settings):
    settings.NEWSBLOCKS_REPLY_MAX_LENGTH = 3
    form = ReplyForm({**GOOD, "text": "Nono"}, ask_website=False)
    assert form.errors == {
        "text": ["This is 4 characters long. The limit is 3 characters."]
    }


def test_the_fields_are_of_the_types_that_front_ends_know(settings):
    settings.NEWSBLOCKS_REPLY_FROM_EMAIL = "replies@example.com"
    fields = ReplyForm(ask_website=True).described_fields
    assert {field["type"] for field in fields} == set(get_args(FieldType))
    assert {field["inputmode"] for field in fields} - {None} <= set(get_args(InputMode))
    website = next(field for field in fields if field["name"] == "website")
    assert (website["autocomplete"], website["inputmode"]) == ("url", "url")
