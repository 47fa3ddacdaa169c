"""
What front-end caches forget when readers would see something else.

Only addresses that can be told are purged: those with a cursor in them expire by
themselves. A held reply changes nothing, and purges nothing.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.urls import reverse

from .access import api_urls
from .models import Reply, page_model
from .threads import Order
from .tokens import sign_page


def purge_thread(page_id: int, reply_id: int | None = None, **kwargs: Any) -> None:
    """Purge what shows a page's replies, or one of them and the thread it is in."""
    if not apps.is_installed("wagtail.contrib.frontend_cache"):
        return
    from wagtail.contrib.frontend_cache.utils import PurgeBatch

    page = page_model()._default_manager.filter(pk=page_id).first()
    url_parts = page and page.get_url_parts()
    if not url_parts or not url_parts[1]:
        return  # deleted meanwhile, or in no site
    batch = PurgeBatch()
    batch.add_page(page.specific)
    batch.add_urls(url_parts[1] + path for path in thread_paths(page_id, reply_id))
    batch.purge()


def purge_page(instance: Any, **kwargs: Any) -> None:
    """Purge what shows a page's replies when the page appears, changes or goes."""
    purge_thread(instance.pk)


def thread_paths(page_id: int, reply_id: int | None) -> Iterator[str]:
    reference = sign_page(page_id)
    lists = [reverse("newsblocks_replies:list", args=[reference])]
    yield reverse("newsblocks_replies:feed", args=[reference])
    for url in api_urls(page_id):
        yield f"{url}reply-form/"
        lists.append(f"{url}replies/")
    for path in lists:
        yield path
        yield from (f"{path}?order={order}" for order in Order)
    replies = Reply.objects.filter(pk=reply_id or 0).values_list("pk", "root_id")
    for pk in {pk for pks in replies for pk in pks if pk is not None}:
        yield reverse("newsblocks_replies:thread", args=[reference, pk])
        for url in api_urls(page_id):
            yield f"{url}replies/{pk}/"
            yield f"{url}replies/{pk}/answers/"
