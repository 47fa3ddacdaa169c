"""Which pages of the site anybody may open."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

# Wagtail 8 lets a site swap the page model; Wagtail 7 has only the one.
PAGE_MODEL = getattr(settings, "WAGTAIL_PAGE_MODEL", "wagtailcore.Page")


def page_model() -> Any:
    return apps.get_model(PAGE_MODEL)


def is_public(page: Page) -> bool:
    """Whether anybody at all may read the page now, without signing in."""
    return page.pk in public_ids([page])


def public_page_url(page: Page | None) -> str:
    """Return the address of a page that any reader may open, otherwise ""."""
    return (page.url or "") if page and is_public(page) else ""


def public_ids(pages: Iterable[Page]) -> set[int]:
    """
    Return the ids of those pages that anybody may read now, without signing in.

    By two queries, however many pages there are, and one more if there are aliases.
    """
    live = [page for page in pages if is_live(page)]
    shown = shown_at({path for page in live for path in lineage(page)})
    restrictions = PageViewRestriction.objects.filter(page__in=shown.values())
    closed = set(restrictions.values_list("page", flat=True))
    return {
        page.pk
        for page in live
        if closed.isdisjoint(shown.get(path) for path in lineage(page))
    }


def is_live(page: Page) -> bool:
    expired = page.expired or (page.expire_at and page.expire_at <= timezone.now())
    return page.live and not expired


def lineage(page: Page) -> list[str]:
    """Return the paths of a page and of all above it."""
    ends = range(page.steplen, len(page.path) + 1, page.steplen)
    return [page.path[:end] for end in ends]


def shown_at(paths: Iterable[str]) -> dict[str, int]:
    """
    Return the ids of the pages whose content is shown at these paths.

    It is that of an alias's original which says whether the alias is private.
    """
    pages = page_model()._base_manager
    rows = pages.filter(path__in=paths).values_list("path", "pk", "alias_of")
    shown = {path: pk for path, pk, _ in rows}
    seen: set[int] = set()
    aliases = {pk: original for _, pk, original in rows if original}
    while aliases:
        shown = {path: aliases.get(pk, pk) for path, pk in shown.items()}
        seen |= aliases.keys()
        # What it shows may be an alias itself.
        originals = pages.filter(pk__in=aliases.values()).exclude(pk__in=seen)
        aliases = dict(originals.exclude(alias_of=None).values_list("pk", "alias_of"))
    return shown
