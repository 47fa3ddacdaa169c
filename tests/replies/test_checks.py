"""Wrong settings are said at startup."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.urls import include, path, re_path
from django.views.generic import View

from wagtail_newsblocks.checks import check_reply_length, check_reply_urls

replies = path("replies/", include("wagtail_newsblocks.replies.urls"))
catch_all = re_path(r"^(.*)$", View.as_view())


def found(check):
    return [(error.id, error.msg) for error in check()]


def test_the_example_is_right():
    assert found(check_reply_length) == found(check_reply_urls) == []


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
