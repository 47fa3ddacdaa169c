"""Which pages of the site anybody may open."""

from django.utils import timezone
from wagtail.models import Page


def is_public(page: Page) -> bool:
    """Whether anybody at all may read the page now, without signing in."""
    expired = page.expired or (page.expire_at and page.expire_at <= timezone.now())
    return page.live and not expired and not page.get_view_restrictions().exists()


def public_page_url(page: Page | None) -> str:
    """Return the address of a page that any reader may open, otherwise ""."""
    return page.url or "" if page is not None and is_public(page) else ""
