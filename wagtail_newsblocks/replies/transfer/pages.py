"""Finds the page that a reply from elsewhere belongs to."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit
from uuid import UUID

from django.apps import apps
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from wagtail.models import Site

from ...pages import page_model
from ..access import read_id


class PageFinder:
    """
    Knows pages by their translation key, and by their present or old addresses.

    ``moved`` tells of old addresses, with or without their host, which page is there
    now: its id or its address. Redirects are followed where they are installed.
    """

    def __init__(self, moved: Mapping[str, str] | None = None) -> None:
        self.moved = {bare(old): new for old, new in (moved or {}).items()}
        self.found: dict[tuple[str, ...], int | None] = {}

    def find(self, values: Mapping[str, Any]) -> int | None:
        """Return the id of the page that a line is about, None if it is not here."""
        names = ("page_translation_key", "page_locale", "page_url")
        key, locale, url = known_by = tuple(str(values.get(name, "")) for name in names)
        if not "".join(known_by).isprintable():
            return None  # PostgreSQL cannot even look for a NUL.
        if known_by not in self.found:
            self.found[known_by] = with_key(key, locale) or self.at(url)
        return self.found[known_by]

    def at(self, url: str) -> int | None:
        address = split(url)
        if address is None:
            return None
        new = self.moved.get(bare(url)) or self.moved.get(bare(local(address)))
        if new is None:
            # Every article of WordPress is at "/?p=12" as long as it is a draft.
            is_plain = address.path in ("", "/") and address.query
            return (None if is_plain else at_address(address)) or redirected(address)
        return named(new)


def named(name: str) -> int | None:
    """Return the page with this id, or at this address."""
    if name.isdecimal():
        return page_id(pk=read_id(name))
    address = split(name)
    return at_address(address) if address else None


def split(url: str) -> SplitResult | None:
    with suppress(ValueError):  # e.g. half an IPv6 address
        address = urlsplit(url.strip())
        path = unquote(address.path)
        if path.isprintable() and (address.netloc or path):
            return address._replace(path=path)
    return None


def local(address: SplitResult) -> str:
    """Return an address without its host."""
    return address._replace(scheme="", netloc="", fragment="").geturl()


def bare(url: str) -> str:
    """Return what is left of an address if it may be written in several ways."""
    address = unquote(url.strip()).partition("#")[0].partition("://")
    return (address[2] or address[0]).rstrip("/")


def with_key(key: str, locale: str) -> int | None:
    with suppress(ValueError):
        return page_id(translation_key=UUID(key), locale__language_code=locale)
    return None


def at_address(address: SplitResult) -> int | None:
    """
    Return the page at an address, on the site of that host or else on any.

    If several sites have such a page, it is none.
    """
    roots = Site.get_site_root_paths()
    own = [root for root in roots if urlsplit(root.root_url).netloc == address.netloc]
    url_paths = {url_path(root, address.path) for root in own or roots}
    pages = page_model()._default_manager.filter(url_path__in=url_paths - {None})
    found = pages.values_list("pk", flat=True)[:2]
    return found[0] if len(found) == 1 else None


def url_path(root: Any, path: str) -> str | None:
    """Return what Wagtail calls a path below a site's root page, if it is there."""
    prefix = "/"
    # A site that serves no pages itself has no such route.
    with translation.override(root.language_code), suppress(NoReverseMatch):
        prefix = reverse("wagtail_serve", args=[""])
    path = f"{path.rstrip('/')}/"
    return root.root_path + path[len(prefix) :] if path.startswith(prefix) else None


def redirected(address: SplitResult) -> int | None:
    if not apps.is_installed("wagtail.contrib.redirects"):
        return None
    from wagtail.contrib.redirects.models import Redirect

    old_path = Redirect.normalise_path(local(address))
    redirects = Redirect.objects.filter(old_path=old_path).exclude(redirect_page=None)
    return redirects.values_list("redirect_page", flat=True).first()


def page_id(**lookup: Any) -> int | None:
    pages = page_model()._default_manager.filter(**lookup)
    return pages.values_list("pk", flat=True).first()
