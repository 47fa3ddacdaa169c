"""The pages, documents and pictures that editors chose, as readers may have them."""

import logging
from collections.abc import Sequence
from typing import Annotated, Any, TypedDict
from urllib.parse import urljoin

from django.conf import settings
from django.db.models import Prefetch, prefetch_related_objects
from PIL.Image import DecompressionBombError
from wagtail.admin.utils import get_admin_base_url
from wagtail.blocks.list_block import ListValue
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.images.shortcuts import get_renditions_or_not_found
from wagtail.models import CollectionViewRestriction, Page

from ..pages import lineage, public_ids
from .base import NewsStructValue

logger = logging.getLogger(__name__)

# What Pillow raises for damaged files, and Django where there is none.
UNREADABLE = (OSError, SyntaxError, ValueError, DecompressionBombError)


def public_page(value: NewsStructValue, name: str) -> Page | None:
    """Return the chosen page, if anybody may open it: one of no site has no address."""
    page = value[name]
    is_public = page and page.pk in value.batch.look_up(public_page_ids, name)
    return page if is_public and page.url else None


def public_page_ids(values: Sequence[NewsStructValue], name: str) -> set[int]:
    return public_ids(chosen(values, name))


def public_document(value: NewsStructValue, name: str) -> AbstractDocument | None:
    """Return the chosen document, if anybody may open it."""
    document = value[name]
    is_public = document and document.pk in value.batch.look_up(
        public_document_ids, name
    )
    return document if is_public else None


def public_document_ids(values: Sequence[NewsStructValue], name: str) -> set[int]:
    return public_file_ids(chosen(values, name))


def chosen(values: Sequence[NewsStructValue], name: str) -> list[Any]:
    """Return what was chosen in all values, one by one or in lists."""
    held = [value[name] for value in values]
    lists = [each if isinstance(each, ListValue) else [each] for each in held]
    return [each for items in lists for each in items if each]


def public_file_ids(files: Sequence[AbstractDocument | AbstractImage]) -> set[int]:
    """Return the ids of those that are in no private collection, by two queries."""
    if not files:
        return set()
    prefetch_related_objects(files, "collection")
    paths = {file.pk: set(lineage(file.collection)) for file in files}
    restrictions = CollectionViewRestriction.objects.filter(
        collection__path__in=set().union(*paths.values())
    )
    closed = set(restrictions.values_list("collection__path", flat=True))
    return {pk for pk, above in paths.items() if closed.isdisjoint(above)}


def full_url(url: str) -> str:
    """Return a file's address as it is from elsewhere: where Wagtail's API is."""
    base = getattr(settings, "WAGTAILAPI_BASE_URL", None) or get_admin_base_url()
    return urljoin(base or "", url)


def chosen_image(
    value: NewsStructValue, name: str, *specs: str
) -> AbstractImage | None:
    """Return the image that was chosen, with its renditions; None if it has none."""
    value.batch.look_up(load_renditions, name, *specs)
    image = value[name]
    try:
        if image:
            # Those that are made here are kept with the image, for templates.
            get_renditions_or_not_found(image, specs)
    except UNREADABLE as error:
        logger.warning("Picture %s cannot be read: %s", image.pk, error)
        return None
    return image


def load_renditions(values: Sequence[NewsStructValue], name: str, *specs: str) -> None:
    if images := chosen(values, name):
        made = images[0].get_rendition_model().objects.filter(filter_spec__in=specs)
        prefetch_related_objects(
            images, Prefetch("renditions", made, to_attr="prefetched_renditions")
        )


class Picture(TypedDict):
    """What an <img> needs."""

    src: str
    srcset: Annotated[str | None, "The same picture in several widths."]
    width: int
    height: int
    alt: str


def describe_picture(
    image: AbstractImage | None, *specs: str, alt: str = ""
) -> Picture | None:
    """Return what an <img> of these renditions needs; ``srcset`` only if several."""
    if image is None:
        return None
    first, *others = get_renditions_or_not_found(image, specs).values()
    widths = [f"{full_url(each.url)} {each.width}w" for each in (first, *others)]
    return {
        "src": full_url(first.url),
        "srcset": ", ".join(widths) if others else None,
        "width": first.width,
        "height": first.height,
        "alt": alt,
    }
