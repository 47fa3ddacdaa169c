"""What is signed and what is hashed, so that neither can be guessed or made up."""

import datetime
import time
from dataclasses import dataclass

from django.core.signing import BadSignature, Signer, TimestampSigner
from django.utils.crypto import salted_hmac

PREFIX = "wagtail_newsblocks.replies"
page_signer = Signer(salt=f"{PREFIX}.page")
form_signer = Signer(salt=f"{PREFIX}.form")
receipt_signer = Signer(salt=f"{PREFIX}.receipt")
mail_signer = TimestampSigner(salt=f"{PREFIX}.mail")
# One may stop mail for as long as one finds it in the box.
MAIL_TOKEN_AGES = {"prove": datetime.timedelta(days=7), "stop": None}


def sign_page(page_id: int) -> str:
    """
    Return the reference to a page by which a reply says where it belongs.

    It is always the same for a page, so that a page which carries it can be cached.
    """
    return page_signer.sign(str(page_id))


def read_page_reference(reference: str) -> int:
    """Return the id of the page. Raises BadSignature if we did not sign it."""
    return int(page_signer.unsign(reference))


@dataclass(frozen=True)
class FormToken:
    """
    That somebody began to write: where, when, and from which account.

    It is asked for at the first keystroke, from an address that nothing caches. A
    reply without one, as from a browser without JavaScript, is only looked at more
    closely.
    """

    page_id: int
    issued_at: int  # in seconds since 1970
    user_id: str | None = None  # its key in whatever kind, as text

    @classmethod
    def issue(cls, page_id: int, user_id: object = None) -> str:
        issued_at = int(time.time())
        account = None if user_id is None else str(user_id)
        return form_signer.sign_object([page_id, issued_at, account])

    @classmethod
    def read(cls, token: str, page_id: int) -> "FormToken | None":
        """Return a token that we issued for this page, or None."""
        try:
            read = cls(*form_signer.unsign_object(token))
        except (BadSignature, ValueError, TypeError):  # of another shape: an old one
            return None
        return read if read.page_id == page_id else None

    @property
    def age(self) -> int:
        """In seconds."""
        return int(time.time()) - self.issued_at


def issue_receipt(reply_id: int) -> str:
    """Return what only the sender of a reply has, and may ask by what became of it."""
    return receipt_signer.sign_object([reply_id])


def read_receipt(receipt: str) -> int:
    """Return the id of the reply. Raises BadSignature if we did not sign it."""
    try:
        (reply_id,) = receipt_signer.unsign_object(receipt)
    except ValueError:
        raise BadSignature("Not a receipt.") from None
    return int(reply_id)


def issue_mail_token(purpose: str, reply_id: int) -> str:
    """Return what only the reader of a mail has; ``purpose`` is what the mail is for."""
    return mail_signer.sign_object([purpose, reply_id])


def read_mail_token(purpose: str, token: str) -> int:
    """
    Return the id of the reply that the mail was about.

    Raises BadSignature if we did not sign the token, not for this, or long ago.
    """
    try:
        signed_for, reply_id = mail_signer.unsign_object(
            token, max_age=MAIL_TOKEN_AGES[purpose]
        )
    except ValueError:
        raise BadSignature("Not a token from a mail.") from None
    if signed_for != purpose:
        raise BadSignature("A token from another mail.")
    return int(reply_id)


def keyed_digest(purpose: str, text: str) -> str:
    """Return 64 hex digits by which a text is known again, but not found out."""
    return salted_hmac(f"{PREFIX}.{purpose}", text, algorithm="sha256").hexdigest()


def submission_key(page_id: int, *typed: str) -> str:
    """
    Return what two submissions of the same reply have in common, as 64 hex digits.

    A cached page has the same form for everybody, so that a click too many cannot
    be told by a token in it. Only what is the same in every field is the same
    reply: with a name or a letter corrected, it is another one.
    """
    return keyed_digest("submission", "\0".join((str(page_id), *typed)))
