"""Whatever is sent to the JSON API, it answers as its OpenAPI document says."""

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wagtail_newsblocks.replies.models import Status

# It needs Python 3.11.
schemathesis = pytest.importorskip("schemathesis")
checks = pytest.importorskip("schemathesis.specs.openapi.checks")

PATHS = [
    ("GET", "reply-form/"),
    ("POST", "reply-token/"),
    ("GET", "replies/"),
    ("POST", "replies/"),
    ("GET", "replies/{reply_id}/"),
    ("GET", "replies/{reply_id}/answers/"),
    ("POST", "receipts/"),
]


@pytest.fixture(autouse=True)
def one_connection():
    """Keep the test's database, whose connection a real request would close."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize(("method", "path"), PATHS, ids=lambda part: str(part))
def test_the_contract(method, path, article, make_reply):
    root = make_reply(status=Status.APPROVED)
    make_reply(status=Status.APPROVED, parent=root)
    ids = {"page_id": article.pk, "reply_id": root.pk}
    schema = schemathesis.openapi.from_wsgi(
        "/api/newsblocks/openapi.json", get_wsgi_application()
    )
    operation = schema[f"/api/newsblocks/pages/{{page_id}}/{path}"][method]

    @settings(max_examples=40, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(), exists=st.booleans())
    def answers_as_documented(case, exists):
        if exists:
            case.path_parameters = {n: ids[n] for n in case.path_parameters}
        # That an address is none, or a cursor, no schema can say.
        case.call_and_validate(excluded_checks=[checks.positive_data_acceptance])

    answers_as_documented()
