"""Whatever is sent to the JSON API, it answers as its OpenAPI document says."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from wagtail_newsblocks.replies.models import Status

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


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize(("method", "path"), PATHS, ids=lambda part: str(part))
def test_the_contract(method, path, mode, article, make_reply):
    """Data that fits the document is answered as it says, and other data refused."""
    root = make_reply(status=Status.APPROVED)
    make_reply(status=Status.APPROVED, parent=root)
    ids = {"page_id": article.pk, "reply_id": root.pk}
    schema = schemathesis.openapi.from_wsgi(
        "/api/newsblocks/openapi.json", get_wsgi_application()
    )
    operation = schema[f"/api/newsblocks/pages/{{page_id}}/{path}"][method]

    @settings(max_examples=40, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(mode), exists=st.booleans())
    def answers_as_documented(case, exists):
        given_ids = case.path_parameters
        if exists and all(str(given_id).isdecimal() for given_id in given_ids.values()):
            case.path_parameters = {name: ids[name] for name in given_ids}
        # That an address is none, or a cursor, no schema can say.
        case.call_and_validate(excluded_checks=[positive_data_acceptance])

    answers_as_documented()
