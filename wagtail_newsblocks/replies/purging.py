"""
What front-end caches forget when readers would see something else.

Only addresses that can be told are purged: those with a cursor in them expire by
themselves, soon. A held reply changes nothing, and purges nothing.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from wagtail.contrib.frontend_cache.utils import PurgeBatch
from wagtail.models import Page, Site
from wagtail.signals import page_published, page_unpublished

from ..pages import page_model
from ..streams import can_hold, stream_fields
from .access import api_mounts, is_form
from .signals import thread_changed
from .threads import Order, ids_in_thread
from .tokens import sign_page


def connect() -> None:
    thread_changed.connect(purge_thread)
    page_published.connect(purge_discussion)
    page_unpublished.connect(purge_discussion)


def purge_thread(
    page_id: int, reply_id: int | None, root_id: int | None, **kwargs: Any
) -> None:
    """Forget what shows a reply: its page, the lists of replies, and its thread."""
    page = page_model()._default_manager.filter(pk=page_id).first()
    if page is None:
        return  # It was deleted with all that is below it.
    page = page.specific  # whose addresses may be of its own
    paths = [*list_paths(page_id)]
    if reply_id is not None and root_id is not None:
        paths += thread_paths(page_id, reply_id, root_id)
    batch = PurgeBatch([*page_urls(page), *on_all_sites(page, paths)])
    batch.add_page(page)
    batch.purge()


def purge_discussion(instance: Page, **kwargs: Any) -> None:
    """Forget the form and the lists of replies of a page that appears or goes."""
    if any(can_hold(field.stream_block, is_form) for field in stream_fields(instance)):
        forms = (f"{url}reply-form/" for url in api_mounts(instance.pk))
        # Now, since the page may be about to be deleted.
        urls = on_all_sites(instance, [*list_paths(instance.pk), *forms])
        transaction.on_commit(PurgeBatch(urls).purge, robust=True)


def list_paths(page_id: int) -> Iterator[str]:
    reference = sign_page(page_id)
    yield reverse("newsblocks_replies:feed", args=[reference])
    lists = [reverse("newsblocks_replies:list", args=[reference])]
    for path in lists + [f"{url}replies/" for url in api_mounts(page_id)]:
        yield path
        yield from (f"{path}?order={order}" for order in Order)


def thread_paths(page_id: int, reply_id: int, root_id: int) -> Iterator[str]:
    """Yield the pages of a thread, and what the API says of the reply and the root."""
    reference = sign_page(page_id)
    for pk in {reply_id, root_id, *ids_in_thread(root_id)}:
        yield reverse("newsblocks_replies:thread", args=[reference, pk])
    for url in api_mounts(page_id):
        yield from {f"{url}replies/{pk}/" for pk in (reply_id, root_id)}
        yield f"{url}replies/{root_id}/answers/"


def on_all_sites(page: Page, paths: Iterable[str]) -> list[str]:
    """Return the full addresses of paths on every site that the page belongs to."""
    bases = {root.root_url for root in root_paths(page)}
    # Where a front end asks for Wagtail's own API, it asks for ours.
    bases |= {getattr(settings, "WAGTAILAPI_BASE_URL", None) or ""} - {""}
    return [urljoin(base, path) for path in paths for base in sorted(bases)]


def page_urls(page: Page) -> Iterator[str]:
    """Yield the page's address on every site; Wagtail by itself purges only one."""
    for root in root_paths(page):
        path = page.url_path[len(root.root_path) :]
        # A site that serves no pages itself has no such route.
        with translation.override(root.language_code), suppress(NoReverseMatch):
            yield urljoin(root.root_url, reverse("wagtail_serve", args=[path]))


def root_paths(page: Page) -> list[Any]:
    roots = Site.get_site_root_paths()
    return [root for root in roots if page.url_path.startswith(root.root_path)]
