"""References and keys: stable, and not to be made up."""

import time
import uuid

import pytest
from django.core.signing import BadSignature, Signer

from wagtail_newsblocks.replies.tokens import (
    FormToken,
    form_signer,
    issue_receipt,
    read_page_reference,
    read_receipt,
    receipt_signer,
    sign_page,
    submission_key,
)


def test_a_page_has_one_reference():
    assert sign_page(12) == sign_page(12)
    assert read_page_reference(sign_page(12)) == 12


@pytest.mark.parametrize(
    "reference",
    [
        "",
        "12",
        "12:",
        sign_page(12)[:-1],
        "13" + sign_page(12)[2:],
        Signer().sign("12"),
    ],
)
def test_a_reference_that_was_made_up_is_refused(reference):
    with pytest.raises(BadSignature):
        read_page_reference(reference)


def test_the_same_reply_has_the_same_key():
    key = submission_key(12, "Amina", "Never safe.")
    assert len(key) == 64
    assert submission_key(12, "Amina", "Never safe.") == key
    assert submission_key(13, "Amina", "Never safe.") != key
    assert submission_key(12, "Amnia", "Never safe.") != key
    assert submission_key(12, "Amina", "Never safe") != key


def test_a_form_token_is_for_one_page(monkeypatch):
    monkeypatch.setattr(time, "time", lambda: 1_000.9)
    account = uuid.UUID(int=3)  # a site's accounts may have any kind of key
    token = FormToken.issue(12, user_id=account)
    monkeypatch.setattr(time, "time", lambda: 1_060.1)
    read = FormToken.read(token, 12)
    assert read == FormToken(page_id=12, issued_at=1000, user_id=str(account))
    assert read.age == 60
    assert FormToken.read(token, 13) is None


@pytest.mark.parametrize(
    "token",
    [
        "",
        "a:b",
        "\ud800",
        form_signer.sign_object([12, 1000, None])[:-1],
        form_signer.sign("12"),
        form_signer.sign_object([12]),
        Signer().sign_object([12, 1000, None]),
        issue_receipt(12),
        sign_page(12),
    ],
)
def test_a_form_token_that_was_made_up_counts_for_nothing(token):
    assert FormToken.read(token, 12) is None


def test_a_receipt_is_for_one_reply():
    assert read_receipt(issue_receipt(7)) == 7
    assert issue_receipt(7) != issue_receipt(8)


@pytest.mark.parametrize(
    "receipt",
    [
        "",
        "7",
        "\ud800",
        issue_receipt(7)[:-1],
        form_signer.sign_object([7]),
        receipt_signer.sign("7"),
        receipt_signer.sign_object([]),
    ],
)
def test_a_receipt_that_was_made_up_is_refused(receipt):
    with pytest.raises(BadSignature):
        read_receipt(receipt)
