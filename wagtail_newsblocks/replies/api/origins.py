"""
Which other sites may use the JSON API from a reader's browser.

This is not django-cors-headers' work: its settings hold for a whole site, credentials
included, and it never refuses a request, it only keeps browsers from reading the
answer. Here it is about a handful of routes, none of which looks at a cookie.
"""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from ...conf import settings
from .problems import Kind, Problem

REQUEST_HEADERS = "Content-Type, Idempotency-Key, If-None-Match"
PREFLIGHT_MAX_AGE = "7200"  # in seconds; no browser keeps it longer


def refuse_unlisted_origin(request: HttpRequest) -> None:
    """
    Raise Problem if the page of an unknown site sends something.

    Reading is left to the browser, which keeps the answer from such a page. A client
    that is no browser names no origin.
    """
    origin = request.headers.get("Origin")
    if request.method == "POST" and origin is not None:
        # The host decides: behind a proxy, Django may not know that it is https.
        is_own = origin.partition("://")[2] == request.get_host()
        if not is_own and not is_listed(origin):
            raise Problem(Kind.UNLISTED_ORIGIN)


def is_listed(origin: str | None) -> bool:
    return origin in settings.NEWSBLOCKS_REPLY_ORIGINS


def allow_origin(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let pages of listed sites read the response."""
    patch_vary_headers(response, ["Origin"])
    origin = request.headers.get("Origin")
    if origin is not None and is_listed(origin):
        response["Access-Control-Allow-Origin"] = origin
        response["Access-Control-Expose-Headers"] = "ETag"
    return response


def respond_to_preflight(request: HttpRequest, methods: Iterable[str]) -> HttpResponse:
    """Tell a browser what the page of a listed site may send."""
    allowed = ", ".join(methods)
    response = allow_origin(
        request, HttpResponse(status=204, headers={"Allow": allowed})
    )
    if "Access-Control-Allow-Origin" in response:
        response["Access-Control-Allow-Methods"] = allowed
        response["Access-Control-Allow-Headers"] = REQUEST_HEADERS
        response["Access-Control-Max-Age"] = PREFLIGHT_MAX_AGE
    return response
