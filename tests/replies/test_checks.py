"""Wrong settings are said at startup."""

import pytest
from django.core.management import call_command
from django.urls import include, path, re_path
from django.views.generic import View

from wagtail_newsblocks.conf import DEFAULT_CHECKS
from wagtail_newsblocks.replies.checks import (
    check_reply_checks,
    check_reply_choices,
    check_reply_days,
    check_reply_length,
    check_reply_origins,
    check_reply_rates,
    check_reply_urls,
    check_reply_words,
    check_trusted_proxies,
)

replies = path("replies/", include("wagtail_newsblocks.replies.urls"))
catch_all = re_path(r"^(.*)$", View.as_view())


def found(check):
    return [(error.id, error.msg) for error in check()]


def test_the_example_is_right():
    for check in (
        check_reply_checks,
        check_reply_choices,
        check_reply_days,
        check_reply_length,
        check_reply_origins,
        check_reply_rates,
        check_reply_urls,
        check_reply_words,
        check_trusted_proxies,
    ):
        assert found(check) == []


@pytest.mark.parametrize("length", [0, -1, 1_000_000, "5000", None, True, 2.5])
def test_a_length_that_is_none(length, settings):
    settings.NEWSBLOCKS_REPLY_MAX_LENGTH = length
    assert found(check_reply_length) == [
        (
            "wagtail_newsblocks_replies.E001",
            f"NEWSBLOCKS_REPLY_MAX_LENGTH = {length!r} is not a number of characters "
            "from 1 to 20000.",
        )
    ]


@pytest.mark.parametrize(
    "origin",
    [
        "example.org",
        "https://example.org/",
        "https://Example.org",
        "https://",
        "ftp://example.org",
        "*",
        None,
        b"https://example.org",
    ],
)
def test_an_origin_that_is_none(origin, settings):
    settings.NEWSBLOCKS_REPLY_ORIGINS = ["https://example.org", origin]
    assert found(check_reply_origins) == [
        (
            "wagtail_newsblocks_replies.E002",
            f"NEWSBLOCKS_REPLY_ORIGINS has {origin!r}, which is not an origin.",
        )
    ]


def test_words_that_mean_nothing(settings):
    settings.NEWSBLOCKS_REPLY_ORDER = "best"
    settings.NEWSBLOCKS_REPLY_POLICY = None
    assert found(check_reply_choices) == [
        (
            "wagtail_newsblocks_replies.E003",
            "NEWSBLOCKS_REPLY_ORDER = 'best' is none of: oldest, newest.",
        ),
        (
            "wagtail_newsblocks_replies.E003",
            "NEWSBLOCKS_REPLY_POLICY = None is none of: hold, publish_known.",
        ),
    ]


@pytest.mark.parametrize(
    ("name", "days", "what"),
    [
        (
            "NEWSBLOCKS_REPLY_CLOSE_AFTER_DAYS",
            "30",
            "NEWSBLOCKS_REPLY_CLOSE_AFTER_DAYS",
        ),
        ("NEWSBLOCKS_REPLY_CLOSE_AFTER_DAYS", -1, "NEWSBLOCKS_REPLY_CLOSE_AFTER_DAYS"),
        (
            "NEWSBLOCKS_REPLY_CLOSE_AFTER_DAYS",
            True,
            "NEWSBLOCKS_REPLY_CLOSE_AFTER_DAYS",
        ),
        (
            "NEWSBLOCKS_REPLY_RETENTION",
            {"spam": 1.5, "removed": None},
            "NEWSBLOCKS_REPLY_RETENTION['spam']",
        ),
        (
            "NEWSBLOCKS_REPLY_RETENTION",
            {"approved": 3},
            "NEWSBLOCKS_REPLY_RETENTION['approved']",
        ),
    ],
)
def test_days_that_cannot_be_kept_to(name, days, what, settings):
    setattr(settings, name, days)
    assert found(check_reply_days) == [
        (
            "wagtail_newsblocks_replies.E004",
            f"{what} is not a number of days that can be kept to.",
        )
    ]


def test_checks_that_cannot_be_found(settings):
    not_callable = "wagtail_newsblocks.conf.DEFAULT_CHECKS"
    wrong = ["news.checks.acme", "acme", 1, not_callable]
    settings.NEWSBLOCKS_REPLY_CHECKS = [*DEFAULT_CHECKS, *wrong]
    assert found(check_reply_checks) == [
        (
            "wagtail_newsblocks_replies.E005",
            f"NEWSBLOCKS_REPLY_CHECKS has {path!r}, which is no function.",
        )
        for path in wrong
    ]


@pytest.mark.parametrize(
    ("words", "problems"),
    [
        ({}, []),
        ({"hold": ["casino", "free money"], "spam": ("كازينو", "24/7")}, []),
        ({"hold": ["!", "", 5]}, ["'!'", "''", "5"]),
    ],
)
def test_words_that_are_none(words, problems, settings):
    settings.NEWSBLOCKS_REPLY_WORDS = words
    assert found(check_reply_words) == [
        (
            "wagtail_newsblocks_replies.E006",
            f"NEWSBLOCKS_REPLY_WORDS has ['hold'] with {word}, which is no word.",
        )
        for word in problems
    ]


@pytest.mark.parametrize(("what", "words"), [("spam", "casino"), ("ham", ["casino"])])
def test_lists_of_words_that_are_none(what, words, settings):
    settings.NEWSBLOCKS_REPLY_WORDS = {what: words}
    assert found(check_reply_words) == [
        (
            "wagtail_newsblocks_replies.E006",
            f"NEWSBLOCKS_REPLY_WORDS has [{what!r}], which is no list of words for "
            "“hold” or “spam”.",
        )
    ]


@pytest.mark.parametrize(
    ("what", "rate", "is_right"),
    [
        ("address", None, True),
        ("address", [1, 1], True),
        ("page", (60, 600), True),
        ("pages", (60, 600), False),
        ("page", (60, 0), False),
        ("page", (0, 60), False),
        ("page", (1.5, 60), False),
        ("page", (60,), False),
        ("page", "60/h", False),
        ("page", 60, False),
    ],
)
def test_rates(what, rate, is_right, settings):
    settings.NEWSBLOCKS_REPLY_RATES = {what: rate}
    problem = (
        "wagtail_newsblocks_replies.E007",
        f"NEWSBLOCKS_REPLY_RATES[{what!r}] = {rate!r} is no number of replies in a "
        "number of seconds.",
    )
    assert found(check_reply_rates) == ([] if is_right else [problem])


def test_networks_that_are_none(settings):
    settings.NEWSBLOCKS_REPLY_TRUSTED_PROXIES = [
        "10.0.0.1/8",
        "::1",
        "10.0.0",
        "localhost",
    ]
    assert found(check_trusted_proxies) == [
        (
            "wagtail_newsblocks_replies.E008",
            f"NEWSBLOCKS_REPLY_TRUSTED_PROXIES has {network!r}, which is no network.",
        )
        for network in ("10.0.0", "localhost")
    ]


@pytest.mark.parametrize(
    ("patterns", "problem"),
    [
        (
            [catch_all],
            "The URLs of wagtail_newsblocks.replies are not in your URLconf.",
        ),
        (
            [catch_all, replies],
            "The URLs of wagtail_newsblocks.replies come too late: '^(.*)$' takes what "
            "readers send there.",
        ),
    ],
)
def test_urls_that_readers_cannot_reach(patterns, problem, settings):
    settings.ROOT_URLCONF = tuple(patterns)
    assert found(check_reply_urls) == [("wagtail_newsblocks_replies.E009", problem)]


@pytest.mark.django_db
def test_the_migrations_are_up_to_date():
    call_command(
        "makemigrations", "wagtail_newsblocks_replies", check=True, dry_run=True
    )
