"""References and keys: stable, and not to be made up."""

import pytest
from django.core.signing import BadSignature, Signer

from wagtail_newsblocks.replies.tokens import (
    read_page_reference,
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
