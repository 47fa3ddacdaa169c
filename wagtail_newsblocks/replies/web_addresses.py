"""Which web address a reader may link to."""

import ipaddress
import unicodedata
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from .plain_text import Limits, check_size

# Names that lead into the network of whoever follows the link.
PRIVATE_SUFFIXES = ("localhost", "local", "internal", "lan", "home.arpa")


def clean_web_address(text: str, limits: Limits) -> str:
    """
    Return an absolute http(s) address; "https://" is added where it was left out.

    The host comes back in ASCII, so that a name spelled with letters that look
    like others shows what it is. Raises ValidationError for what is no public
    website: other schemes, user names and passwords, IP addresses, local names.
    """
    check_size(text, limits)
    if "://" not in text:
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        host = ascii_host(parts.hostname or "")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:  # includes UnicodeError
        raise no_web_address() from None
    hides_something = any(
        unicodedata.category(character)[0] in "CZ" for character in text
    )
    if hides_something or "@" in parts.netloc or "\\" in text or is_private(host):
        raise no_web_address()
    address = parts._replace(netloc=f"{host}{port}").geturl()
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        raise no_web_address() from None
    return address


def ascii_host(host: str) -> str:
    """
    Return a host name as DNS knows it.

    Raises ValueError where browsers could understand another name than was typed.
    """
    if host.isascii():
        return host
    encoded = host.encode("idna")
    if encoded.decode("idna") != host:
        raise ValueError(f"Ambiguous host name: {host!r}")
    return encoded.decode("ascii")


def is_private(host: str) -> bool:
    host = host.rstrip(".")
    if any(host == name or host.endswith(f".{name}") for name in PRIVATE_SUFFIXES):
        return True
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return "." not in host
    return True


def no_web_address() -> ValidationError:
    return ValidationError(
        _(
            "This is not the address of a public website. Type one such as "
            "https://example.org, or leave the field empty."
        ),
        code="invalid_website",
    )
