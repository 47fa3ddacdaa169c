"""Wrong settings are said at startup."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.urls import include, path, re_path
from django.views.generic import View

from wagtail_newsblocks.checks import (
    check_reply_checks,
    check_reply_choices,
    check_reply_days,
    check_reply_length,
    check_reply_origins,
    check_reply_urls,
    check_trusted_proxies,
)
from wagtail_newsblocks.conf import DEFAULT_CHECKS

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
        check_reply_urls,
        check_trusted_proxies,
    ):
        assert found(check) == []


@pytest.mark.parametrize("length", [0, -1, 1_000_000, "5000", None, True, 2.5])
def test_a_length_that_is_none(length, settings):
    settings.NEWSBLOCKS_REPLY_MAX_LENGTH = length
    assert found(check_reply_length) == [
        (
            "wagtail_newsblocks.E002",
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
            "wagtail_newsblocks.E004",
            f"NEWSBLOCKS_REPLY_ORIGINS has {origin!r}, which is not an origin.",
        )
    ]


def test_words_that_mean_nothing(settings):
    settings.NEWSBLOCKS_REPLY_ORDER = "best"
    settings.NEWSBLOCKS_REPLY_POLICY = None
    assert found(check_reply_choices) == [
        (
            "wagtail_newsblocks.E005",
            "NEWSBLOCKS_REPLY_ORDER = 'best' is none of: oldest, newest.",
        ),
        (
            "wagtail_newsblocks.E005",
            "NEWSBLOCKS_REPLY_POLICY = None is none of: hold, publish_known.",
        ),
    ]


@pytest.mark.parametrize(
    ("name", "days", "what"),
    [
        ("NEWSBLOCKS_REPLY_DAYS", "30", "NEWSBLOCKS_REPLY_DAYS"),
        ("NEWSBLOCKS_REPLY_DAYS", -1, "NEWSBLOCKS_REPLY_DAYS"),
        ("NEWSBLOCKS_REPLY_DAYS", True, "NEWSBLOCKS_REPLY_DAYS"),
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
            "wagtail_newsblocks.E006",
            f"{what} is not a number of days that can be kept to.",
        )
    ]


def test_checks_that_cannot_be_found(settings):
    settings.NEWSBLOCKS_REPLY_CHECKS = [*DEFAULT_CHECKS, "news.checks.acme", "acme", 1]
    assert found(check_reply_checks) == [
        (
            "wagtail_newsblocks.E007",
            f"NEWSBLOCKS_REPLY_CHECKS has {path!r}, which cannot be imported.",
        )
        for path in ("news.checks.acme", "acme", 1)
    ]


def test_networks_that_are_none(settings):
    settings.NEWSBLOCKS_TRUSTED_PROXIES = ["10.0.0.1/8", "::1", "10.0.0", "localhost"]
    assert found(check_trusted_proxies) == [
        (
            "wagtail_newsblocks.E008",
            f"NEWSBLOCKS_TRUSTED_PROXIES has {network!r}, which is no network.",
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
    assert found(check_reply_urls) == [("wagtail_newsblocks.E003", problem)]


def test_without_the_app_there_is_nothing_to_check(settings, monkeypatch):
    monkeypatch.setattr(apps, "is_installed", lambda name: False)
    settings.ROOT_URLCONF = (catch_all,)
    assert found(check_reply_urls) == []


@pytest.mark.django_db
def test_the_migrations_are_up_to_date():
    call_command(
        "makemigrations", "wagtail_newsblocks_replies", check=True, dry_run=True
    )
