"""Who may read and answer a page: decided here for every way there is to ask."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from django.core.signing import BadSignature
from django.db.models import OuterRef, QuerySet
from django.http import Http404
from django.urls import NoReverseMatch, reverse
from wagtail.blocks import Block
from wagtail.models import Page

from ..pages import page_model, public_page_url
from ..streams import values_in_page
from .forms import ReplyForm
from .models import Reply, Thread
from .tokens import read_page_reference, sign_page

if TYPE_CHECKING:
    from .blocks import ReplyFormValue

# Of our own API, and of Wagtail's, where a site may have mounted the router.
API_NAMESPACES = ("newsblocks_api", "wagtailapi_v3")

FormState = Literal["open", "closed"]


@dataclass(frozen=True)
class Discussion:
    """A page that readers may answer, and the form block that stands in it."""

    page: Page
    form: "ReplyFormValue"
    page_url: str  # "" if not everybody may open it
    thread: Thread

    @property
    def reference(self) -> str:
        return sign_page(self.page.pk)

    @property
    def form_url(self) -> str:
        return f"{self.page_url}#reply-form"

    @property
    def state(self) -> FormState:
        """ "open" if readers may reply now, otherwise "closed"."""
        is_closed = not self.page_url or self.form.is_closed(self.page)
        return "closed" if is_closed else "open"

    @property
    def takes_answers(self) -> bool:
        """Whether readers may answer each other now."""
        return self.state == "open" and bool(self.form["allow_nested_replies"])

    @property
    def answerable(self) -> QuerySet[Reply]:
        """The replies that may be answered."""
        if not self.form["allow_nested_replies"]:
            return Reply.objects.none()
        return Reply.objects.visible().filter(page_id=self.page.pk)

    @property
    def api_url(self) -> str:
        """The address of the page in the JSON API, or "" if that is not mounted."""
        return next(api_mounts(self.page.pk), "")

    def make_form(self, data: Any = None) -> ReplyForm:
        return ReplyForm(
            data, ask_website=self.form["ask_website"], answerable=self.answerable
        )

    def url(self, name: str, *args: Any) -> str:
        """Return one of the addresses in ``urls.py``, for this page."""
        return reverse(f"newsblocks_replies:{name}", args=[self.reference, *args])


def find_discussion(reference: str) -> Discussion:
    """Return what a signed reference points to, or raise Http404."""
    try:
        return find_discussion_by_id(read_page_reference(reference))
    except (BadSignature, ValueError):
        raise Http404 from None


def find_discussion_by_id(page_id: int) -> Discussion:
    """
    Return the discussion of a page.

    Raises the same Http404 whether the page is missing, hidden or without a form:
    nobody learns which pages exist.
    """
    threads = Thread.objects.filter(page=OuterRef("pk"))
    pages = page_model()._default_manager.annotate(
        newsblocks_version=threads.values("version"),
        newsblocks_reply_count=threads.values("reply_count"),
    )
    page = pages.select_related("locale").filter(pk=page_id).first()
    form = page and find_form(page.specific)
    # Its own type may have addresses of its own.
    page_url = public_page_url(page and page.specific)
    if form is None or not page_url:
        raise Http404
    thread = Thread(
        page_id=page_id,
        version=page.newsblocks_version or 0,
        reply_count=page.newsblocks_reply_count or 0,
    )
    return Discussion(page, form, page_url, thread)


def read_id(text: str) -> int:
    """Return an id that came as a text; 0, which nothing has, if it can be none."""
    is_id = text.isascii() and text.isdecimal() and len(text) <= 18
    return int(text) if is_id else 0


def api_mounts(page_id: int | str) -> Iterator[str]:
    """Yield where a page's replies are in the JSON API, if that is mounted."""
    for namespace in API_NAMESPACES:
        try:
            url = reverse(f"{namespace}:newsblocks_reply_form", args=[page_id])
        except NoReverseMatch:
            continue
        yield url.removesuffix("reply-form/")


def find_form(page: Page) -> "ReplyFormValue | None":
    """Return the first reply form in the page's StreamFields, however deep."""
    return next(values_in_page(page, is_form), None)


def is_form(block: Block) -> bool:
    return getattr(block.meta, "kind", "") == "reply_form"
