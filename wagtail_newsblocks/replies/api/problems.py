"""What goes wrong in the JSON API, told as problem documents (RFC 9457)."""

import enum
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils.functional import Promise

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:problem-type:newsblocks:"


class Kind(enum.Enum):
    """Each with its name in ``type``, its status, and its title."""

    MALFORMED = "malformed", 400, "The request cannot be read."
    UNLISTED_ORIGIN = "unlisted-origin", 403, "This site may not send replies here."
    CLOSED = "closed", 403, "Replies are closed."
    NOT_FOUND = "not-found", 404, "There is nothing here."
    METHOD_NOT_ALLOWED = "method-not-allowed", 405, "This cannot be done here."
    TOO_LARGE = "too-large", 413, "The request is too large."
    NOT_JSON = "not-json", 415, "The request is not JSON."
    INVALID = "invalid", 422, "Something has to be corrected."
    KEY_REUSED = (
        "idempotency-key-reused",
        422,
        "Another reply was sent with this idempotency key.",
    )

    def __init__(self, code: str, status: int, title: str) -> None:
        self.code, self.status, self.title = code, status, title


class Problem(Exception):
    """
    Why a request is not answered as it hoped.

    ``errors`` are objects with the ``field`` at fault, a ``code`` and a ``message``.
    """

    def __init__(
        self,
        kind: Kind,
        detail: "str | Promise" = "",
        errors: Iterable[dict[str, str]] = (),
    ) -> None:
        super().__init__(kind.code)
        # In words now, while the language is the page's.
        self.content: dict[str, Any] = {
            "type": TYPE_PREFIX + kind.code,
            "title": str(kind.title),
            "status": kind.status,
            "detail": str(detail),
            "errors": list(errors),
        }

    def as_response(self) -> HttpResponse:
        return JsonResponse(
            self.content, status=self.content["status"], content_type=MEDIA_TYPE
        )


def field_error(field: str, code: str, message: "str | Promise") -> dict[str, str]:
    return {"field": field, "code": code, "message": str(message)}


# Written out, since a site's own Ninja API would call ours by another media type.
SCHEMA = {
    "title": "NewsblocksProblem",
    "type": "object",
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "title": "NewsblocksProblemError",
                "type": "object",
                "properties": {
                    "field": {"type": "string"},
                    "code": {"type": "string"},
                    "message": {"type": "string"},
                },
                "required": ["field", "code", "message"],
            },
        },
    },
    "required": ["type", "title", "status", "detail", "errors"],
}


def openapi_responses(*kinds: Kind) -> dict[int, dict[str, Any]]:
    """Return what an OpenAPI operation says of these problems, by status."""
    return {
        kind.status: {
            "description": HTTPStatus(kind.status).phrase,
            "content": {MEDIA_TYPE: {"schema": SCHEMA}},
        }
        for kind in kinds
    }
