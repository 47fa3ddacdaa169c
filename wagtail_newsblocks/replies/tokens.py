"""What is signed and what is hashed, so that neither can be guessed or made up."""

from django.core.signing import Signer
from django.utils.crypto import salted_hmac

page_signer = Signer(salt="wagtail_newsblocks.replies.page")


def sign_page(page_id: int) -> str:
    """
    Return the reference to a page by which a reply says where it belongs.

    It is always the same for a page, so that a page which carries it can be cached.
    """
    return page_signer.sign(str(page_id))


def read_page_reference(reference: str) -> int:
    """Return the id of the page. Raises BadSignature if we did not sign it."""
    return int(page_signer.unsign(reference))


def submission_key(page_id: int, *typed: str) -> str:
    """
    Return what two submissions of the same reply have in common, as 64 hex digits.

    A cached page has the same form for everybody, so that a click too many cannot
    be told by a token in it. Only what is the same in every field is the same
    reply: with a name or a letter corrected, it is another one.
    """
    content = "\0".join((str(page_id), *typed))
    return salted_hmac(
        "wagtail_newsblocks.replies.submission", content, algorithm="sha256"
    ).hexdigest()
