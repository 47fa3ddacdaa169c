"""The addresses of the JSON API, and what its OpenAPI document says of them."""

from functools import partial
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import WithJsonSchema

from ..forms import ReplyForm
from .handlers import (
    LONGEST_KEY,
    MOST_RECEIPTS,
    give_token,
    list_answers,
    list_replies,
    respond,
    show_form,
    show_own_replies,
    show_reply,
    take_reply,
)
from .json_input import body_schema
from .problems import Kind, openapi_responses
from .schemas import (
    NewsblocksAnswers,
    NewsblocksOwnReplies,
    NewsblocksReplies,
    NewsblocksReply,
    NewsblocksReplyForm,
    NewsblocksReplyToken,
    NewsblocksSentReply,
)

# Whatever API it is mounted in, nobody is asked who they are.
router = Router(auth=None, tags=["replies"])

# Text to Django and Ninja, so that what is no number is the same 404 as what is none.
Id = Annotated[str, WithJsonSchema({"type": "integer", "minimum": 0})]
AskedOrder = Annotated[
    str, Query(description="“oldest” or “newest” first; by default as on the page.")
]
Cursor = Annotated[str, Query(description="The ``next`` of the part before.")]


def body_of(schema: dict[str, Any]) -> dict[str, Any]:
    return {"required": True, "content": {"application/json": {"schema": schema}}}


REPLY_BODY = {
    "title": "NewsblocksReplyInput",
    **body_schema(ReplyForm.base_fields),
}
RECEIPTS_BODY = {
    "title": "NewsblocksReceiptsInput",
    "type": "object",
    "properties": {
        "receipts": {
            "type": "array",
            "items": {"type": "string"},
            "maxItems": MOST_RECEIPTS,
        }
    },
    "required": ["receipts"],
}
KEY_PARAMETER = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Of the client's choice: with the same key, a reply is stored once.",
    "schema": {"type": "string", "maxLength": LONGEST_KEY, "pattern": "^[ -~]+$"},
}
READ_PROBLEMS = (Kind.NOT_FOUND, Kind.INVALID)
SEND_PROBLEMS = (
    Kind.MALFORMED,
    Kind.UNLISTED_ORIGIN,
    Kind.NOT_FOUND,
    Kind.TOO_LARGE,
    Kind.NOT_JSON,
    Kind.INVALID,
)


@router.get(
    "pages/{page_id}/reply-form/",
    operation_id="newsblocks_get_reply_form",
    response=NewsblocksReplyForm,
    openapi_extra={"responses": openapi_responses(Kind.NOT_FOUND)},
    summary="The form, so that a front end can build it",
    url_name="newsblocks_reply_form",
)
def get_form(request: HttpRequest, page_id: Id) -> HttpResponse:
    return respond(request, page_id, show_form)


@router.post(
    "pages/{page_id}/reply-token/",
    operation_id="newsblocks_post_reply_token",
    response=NewsblocksReplyToken,
    openapi_extra={
        "responses": openapi_responses(Kind.UNLISTED_ORIGIN, Kind.NOT_FOUND)
    },
    summary="A token, to be asked for when a reader begins to write",
)
def post_token(request: HttpRequest, page_id: Id) -> HttpResponse:
    return respond(request, page_id, give_token)


@router.get(
    "pages/{page_id}/replies/",
    operation_id="newsblocks_get_replies",
    response=NewsblocksReplies,
    openapi_extra={"responses": openapi_responses(*READ_PROBLEMS)},
    summary="Replies to the page, each with its first answers",
    url_name="newsblocks_replies",
)
def get_replies(
    request: HttpRequest, page_id: Id, order: AskedOrder = "", cursor: Cursor = ""
) -> HttpResponse:
    return respond(
        request, page_id, partial(list_replies, asked_order=order, cursor=cursor)
    )


@router.post(
    "pages/{page_id}/replies/",
    operation_id="newsblocks_post_reply",
    response={201: NewsblocksSentReply},
    openapi_extra={
        "requestBody": body_of(REPLY_BODY),
        "parameters": [KEY_PARAMETER],
        "responses": openapi_responses(*SEND_PROBLEMS),
    },
    summary="Send a reply",
)
def post_reply(request: HttpRequest, page_id: Id) -> HttpResponse:
    return respond(request, page_id, take_reply)


@router.get(
    "pages/{page_id}/replies/{reply_id}/",
    operation_id="newsblocks_get_reply",
    response=NewsblocksReply,
    openapi_extra={"responses": openapi_responses(Kind.NOT_FOUND)},
    summary="One reply; of a reply to the page, also its first answers",
)
def get_reply(request: HttpRequest, page_id: Id, reply_id: Id) -> HttpResponse:
    return respond(request, page_id, partial(show_reply, reply_id=reply_id))


@router.get(
    "pages/{page_id}/replies/{reply_id}/answers/",
    operation_id="newsblocks_get_answers",
    response=NewsblocksAnswers,
    openapi_extra={"responses": openapi_responses(*READ_PROBLEMS)},
    summary="All answers below a reply to the page",
)
def get_answers(
    request: HttpRequest, page_id: Id, reply_id: Id, cursor: Cursor = ""
) -> HttpResponse:
    return respond(
        request, page_id, partial(list_answers, reply_id=reply_id, cursor=cursor)
    )


@router.post(
    "pages/{page_id}/receipts/",
    operation_id="newsblocks_post_receipts",
    response=NewsblocksOwnReplies,
    openapi_extra={
        "requestBody": body_of(RECEIPTS_BODY),
        "responses": openapi_responses(*SEND_PROBLEMS),
    },
    summary="What became of replies, for those who sent them",
)
def post_receipts(request: HttpRequest, page_id: Id) -> HttpResponse:
    return respond(request, page_id, show_own_replies)
