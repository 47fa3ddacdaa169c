"""Work that was done once counts once."""

import base64
import json
import time

import altcha
import pytest
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from wagtail_newsblocks.conf import DEFAULT_CHECKS
from wagtail_newsblocks.replies import flood, proof_of_work
from wagtail_newsblocks.replies.models import Reply
from wagtail_newsblocks.replies.tokens import sign_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def little_work(monkeypatch):
    """The same work, but less of it."""
    monkeypatch.setattr(proof_of_work, "ROUNDS", 1)


@pytest.fixture(autouse=True)
def flooded(moderator):
    flood.hold_everything(1, by=moderator)


def solve(challenge=None):
    """What a browser sends back, as JSON and as it is sent."""
    challenge = altcha.Challenge.from_dict(challenge or proof_of_work.challenge())
    solution = altcha.solve_challenge(challenge)
    return altcha.Payload(challenge, solution).to_dict()


def encode(payload):
    return base64.b64encode(json.dumps(payload).encode()).decode()


def test_the_challenge(monkeypatch):
    monkeypatch.undo()
    challenge = proof_of_work.challenge()
    parameters = challenge["parameters"]
    assert sorted(challenge) == ["parameters", "signature"]
    assert (parameters["algorithm"], parameters["cost"], parameters["keyPrefix"]) == (
        "PBKDF2/SHA-256",
        5000,
        "00",
    )
    assert 3590 <= parameters["expiresAt"] - time.time() <= 3600
    # Whatever is typed in two seconds of computing has to fit into the form's field.
    solved = {**challenge, "solution": {"counter": 2**32, "derivedKey": "0" * 64}}
    assert len(encode(solved)) < 1000


def test_nothing_is_asked_for_without_a_flood(moderator):
    flood.end(by=moderator)
    assert proof_of_work.challenge() is None


def test_nothing_is_asked_for_without_the_package(monkeypatch):
    monkeypatch.setattr(proof_of_work, "altcha", None)
    assert proof_of_work.challenge() is None


def test_a_solution_is_accepted_once():
    payload = solve()
    assert proof_of_work.accept(encode(payload))
    assert not proof_of_work.accept(encode(payload))
    # Nor in other words: the library takes each of these.
    rewritten = [
        base64.b64encode(json.dumps(payload, indent=1).encode()).decode(),
        encode({**payload, "more": 1}),
        encode({**payload, "solution": {**payload["solution"], "time": 1}}),
        encode(payload) + "=",
    ]
    for text in rewritten:
        assert altcha.verify_solution(text, proof_of_work.secret()).verified
        assert not proof_of_work.accept(text)
    assert proof_of_work.accept(encode(solve()))


def changed(payload, part, **changes):
    return {**payload, part: {**payload[part], **changes}}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda p: changed(p, "solution", counter=p["solution"]["counter"] + 1),
        lambda p: changed(p, "solution", derivedKey="00" * 32),
        lambda p: changed(p, "challenge", signature="0" * 64),
        lambda p: changed(p, "challenge", signature=None),
        lambda p: changed(
            p, "challenge", parameters={**p["challenge"]["parameters"], "keyPrefix": ""}
        ),
    ],
)
def test_a_wrong_solution_is_not_accepted(spoil):
    assert not proof_of_work.accept(encode(spoil(solve())))


def test_an_easier_challenge_of_ones_own_is_not_accepted():
    own = altcha.create_challenge("SHA-256", 1, key_prefix="", hmac_secret="guessed")
    assert not proof_of_work.accept(encode(solve(own.to_dict())))
    unsigned = altcha.create_challenge("SHA-256", 1, key_prefix="")
    assert not proof_of_work.accept(encode(solve(unsigned.to_dict())))


def test_a_solution_is_not_accepted_for_ever(monkeypatch):
    payload, now = encode(solve()), time.time
    monkeypatch.setattr(time, "time", lambda: now() + 3601)
    assert not proof_of_work.accept(payload)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["challenge", "parameters", "signature", "solution", "counter", "salt"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=50) | json_values.map(encode))
def test_nothing_that_is_sent_is_an_error(payload):
    assert not proof_of_work.accept(payload)


def test_what_is_found(article, submission, settings):
    settings.NEWSBLOCKS_REPLY_CHECKS = DEFAULT_CHECKS[2:4]
    payload = encode(solve())

    def found(number, **sent):
        text = f"Reply {number}."
        data = {**submission, "text": text, **sent}
        answer = Client().post(f"/replies/{sign_page(article.pk)}/", data)
        assert answer.status_code == 303
        return [f["code"] for f in Reply.objects.get(text=text).findings]

    assert found(1, altcha=payload) == ["flood"]
    assert found(2, altcha=payload) == ["flood", "bad_proof_of_work"]
    assert found(3, altcha="nonsense") == ["flood", "bad_proof_of_work"]
    assert found(4, altcha="a" * 100_000) == ["flood", "bad_proof_of_work"]
    assert found(5) == ["flood", "no_proof_of_work"]
    flood.end(by=None)
    assert found(6) == found(7, altcha=payload) == []


def test_it_comes_with_the_token(article, client, moderator):
    addresses = [
        lambda: client.get(f"/replies/{sign_page(article.pk)}/token/"),
        lambda: client.post(f"/api/newsblocks/pages/{article.pk}/reply-token/"),
    ]
    for ask in addresses:
        assert proof_of_work.accept(encode(solve(ask().json()["altcha"])))
    flood.end(by=moderator)
    for ask in addresses:
        assert ask().json()["altcha"] is None
