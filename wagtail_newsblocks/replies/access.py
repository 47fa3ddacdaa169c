"""Who may read and answer a page: decided here for every way there is to ask."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.signing import BadSignature
from django.http import Http404
from django.utils import timezone
from wagtail.blocks import BaseStreamBlock, BaseStructBlock, Block, ListBlock
from wagtail.fields import StreamField
from wagtail.models import Page

from .models import page_model
from .tokens import read_page_reference

if TYPE_CHECKING:
    from .blocks import ReplyFormValue


@dataclass(frozen=True)
class Discussion:
    """A page that readers may answer, and the form block that stands in it."""

    page: Page
    form: "ReplyFormValue"
    page_url: str

    @property
    def form_url(self) -> str:
        return f"{self.page_url}#reply-form"


def find_discussion(reference: str) -> Discussion:
    """
    Return what a signed reference points to.

    Raises the same Http404 whether the page is missing, hidden or without a form,
    or the reference is not ours: nobody learns which pages exist.
    """
    pages = page_model()._default_manager
    try:
        page = pages.select_related("locale").get(pk=read_page_reference(reference))
    except (BadSignature, ValueError, pages.model.DoesNotExist):
        raise Http404 from None
    form = find_form(page.specific)
    page_url = page.get_url()
    if form is None or page_url is None or not is_open_to_readers(page):
        raise Http404
    return Discussion(page, form, page_url)


def is_open_to_readers(page: Page) -> bool:
    """Whether anybody at all may read the page now, without signing in."""
    expired = page.expired or (page.expire_at and page.expire_at <= timezone.now())
    return page.live and not expired and not page.get_view_restrictions().exists()


def find_form(page: Page) -> "ReplyFormValue | None":
    """Return the first reply form in the page's StreamFields, however deep."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            value = field.value_from_object(page)
            for form in find_forms(field.stream_block, value):
                return form
    return None


def find_forms(block: Block, value: Any) -> Iterator["ReplyFormValue"]:
    """Yield the reply forms in a block's value, loading nothing that holds none."""
    if is_form(block):
        yield value
    elif not can_hold_form(block):
        return
    elif isinstance(block, BaseStreamBlock):
        for name, child in block.child_blocks.items():
            if can_hold_form(child):
                for bound in value.blocks_by_name(name):
                    yield from find_forms(child, bound.value)
    elif isinstance(block, BaseStructBlock):
        for name, child in block.child_blocks.items():
            yield from find_forms(child, value[name])
    elif isinstance(block, ListBlock):
        for item in value:
            yield from find_forms(block.child_block, item)


def can_hold_form(block: Block) -> bool:
    if isinstance(block, ListBlock):
        return can_hold_form(block.child_block)
    children = getattr(block, "child_blocks", {})
    return is_form(block) or any(map(can_hold_form, children.values()))


def is_form(block: Block) -> bool:
    return getattr(block.meta, "kind", "") == "reply_form"
