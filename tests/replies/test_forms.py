"""The one validator: every kind of bad input through every field."""

import pytest

from wagtail_newsblocks.replies.forms import ReplyForm

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


@pytest.mark.parametrize("typed", ["spam", "\0", "\ud800", "a" * 10_000, ["x"], {}])
def test_the_honeypot_refuses_nothing(typed):
    form = ReplyForm({**GOOD, "topic": typed}, ask_website=True)
    assert form.is_valid()
    assert len(form.cleaned_data["topic"]) <= 100
    form.cleaned_data["topic"].encode()


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
