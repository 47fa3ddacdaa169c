import pytest

from wagtail_newsblocks.checks import (
    check_document_viewer,
    check_graphql_middleware,
    check_setting_names,
)


def found(check):
    return [(message.id, message.msg, message.hint) for message in check()]


def test_the_example_is_right():
    for check in (check_document_viewer, check_graphql_middleware, check_setting_names):
        assert found(check) == []


@pytest.mark.parametrize(
    ("viewer", "framing", "errors"),
    [
        (True, "DENY", ["wagtail_newsblocks.E001"]),
        (True, "SAMEORIGIN", []),
        (False, "DENY", []),
    ],
)
def test_a_viewer_of_what_may_not_be_framed(viewer, framing, errors, settings):
    settings.NEWSBLOCKS_DOCUMENT_VIEWER = viewer
    settings.X_FRAME_OPTIONS = framing
    assert [error.id for error in check_document_viewer()] == errors


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        (
            "NEWSBLOCKS_REPLY_CLOSE_AFTER_DAY",
            "Did you mean NEWSBLOCKS_REPLY_CLOSE_AFTER_DAYS?",
        ),
        (
            "NEWSBLOCKS_X",
            "Remove it, or look up its name in the README's “Settings”.",
        ),
    ],
)
def test_a_setting_that_is_none(name, hint, settings):
    setattr(settings, name, 30)
    assert found(check_setting_names) == [
        (
            "wagtail_newsblocks.W001",
            f"{name} is not a setting of wagtail_newsblocks.",
            hint,
        )
    ]


def test_graphql_in_the_language_of_the_request(settings):
    settings.GRAPHENE = {"SCHEMA": "grapple.schema.schema"}
    assert [message.id for message in check_graphql_middleware()] == [
        "wagtail_newsblocks.W003"
    ]
    settings.USE_I18N = False
    assert check_graphql_middleware() == []
