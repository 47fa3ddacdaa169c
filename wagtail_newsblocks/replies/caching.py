"""How long caches keep what readers read, and how they ask whether it has changed."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import conditional_page

from .. import __version__

# Browsers ask each time whether it has changed, which costs little. A shared cache
# need not ask so long (in seconds): it is purged of what changes, as far as all
# addresses of that are known, and keeps the rest no longer than this.
MAX_AGE = 0
SHARED_MAX_AGE = 300
STALE_WHILE_REVALIDATE = 60


def let_caches_keep(response: HttpResponse) -> None:
    patch_cache_control(
        response,
        public=True,
        max_age=MAX_AGE,
        s_maxage=SHARED_MAX_AGE,
        stale_while_revalidate=STALE_WHILE_REVALIDATE,
    )


def make_etag(request: HttpRequest, *state: Any) -> str:
    """
    Return the ETag of an answer that depends on its address and on ``state`` alone.

    It is weak: it tells what the answer says, not how its bytes are written.
    """
    parts = (__version__, request.build_absolute_uri(), *state)
    content = "\0".join(map(str, parts)).encode()
    return f'W/"{hashlib.sha256(content).hexdigest()[:32]}"'


def respond_if_changed(
    request: HttpRequest, etag: str, answer: Callable[[], HttpResponse]
) -> HttpResponse:
    """Return 304 if the client has the answer with this ETag, or the answer."""
    response = get_conditional_response(request, etag=etag) or answer()
    if response.status_code in (200, 304):
        response["ETag"] = etag
        let_caches_keep(response)
    return response


def cacheable(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """
    Let caches keep a view's pages, by an ETag made from all that is in them.

    Nothing less would do: the site's own templates, with whatever they show, frame
    them. If a template looks at who is asking, the page is for that reader alone.
    """

    @conditional_page
    @wraps(view)
    def cacheable_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code == 200:
            if looked_at_reader(request):
                patch_cache_control(response, private=True, max_age=MAX_AGE)
            else:
                let_caches_keep(response)
        return response

    return cacheable_view


def looked_at_reader(request: HttpRequest) -> bool:
    """Whether a session, an account or a CSRF token was asked for."""
    session = getattr(request, "session", None)
    is_session_accessed = session is not None and session.accessed
    return is_session_accessed or "CSRF_COOKIE_NEEDS_UPDATE" in request.META
