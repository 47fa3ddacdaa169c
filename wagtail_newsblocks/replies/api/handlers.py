"""What is answered at each address of the JSON API."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ...conf import settings
from .. import proof_of_work
from ..access import Discussion, find_discussion_by_id, read_id
from ..caching import make_etag, respond_if_changed
from ..client_addresses import client_address
from ..models import Reply, Status
from ..submissions import IdempotencyKeyReused, submit
from ..threads import (
    FIRST_ANSWERS,
    InvalidCursor,
    Order,
    Part,
    ShownReply,
    find_shown,
    read_answers,
    read_roots,
)
from ..tokens import FormToken, issue_receipt, read_receipt
from .json_input import form_data, read_object
from .origins import allow_origin, refuse_unlisted_origin
from .problems import Kind, Problem, field_error
from .schemas import OwnState

MOST_RECEIPTS = 20
LONGEST_KEY = 255

Handler = Callable[[HttpRequest, Discussion], HttpResponse]


def respond(request: HttpRequest, page_id: str, handle: Handler) -> HttpResponse:
    """Answer in the language of the page, or with what the problem is."""
    try:
        refuse_unlisted_origin(request)
        try:
            discussion = find_discussion_by_id(read_id(page_id))
        except Http404:
            raise Problem(Kind.NOT_FOUND) from None
        with translation.override(discussion.page.locale.language_code):
            response = handle(request, discussion)
    except Problem as problem:
        response = problem.as_response()
        add_never_cache_headers(response)
    return allow_origin(request, response)


def uncached_json(content: dict[str, Any], status: int = 200) -> HttpResponse:
    """What holds for one client and one moment."""
    response = JsonResponse(content, status=status)
    add_never_cache_headers(response)
    return response


# Reading


def show_form(request: HttpRequest, discussion: Discussion) -> HttpResponse:
    form = discussion.make_form()
    value, page = discussion.form, discussion.page
    content = {
        "state": discussion.state,
        "heading": value["heading"],
        "guidance": value["guidance"],
        "closed_text": value.closed_text,
        "last_day": value.last_day(page),
        "allow_nested_replies": value["allow_nested_replies"],
        "fields": form.described_fields,
        "action": request.build_absolute_uri(discussion.url("reply")),
        "labels": value.labels,
    }
    etag = make_etag(request, content)
    return respond_if_changed(request, etag, lambda: JsonResponse(content))


def list_replies(
    request: HttpRequest, discussion: Discussion, *, asked_order: str, cursor: str
) -> HttpResponse:
    order = asked_order or settings.NEWSBLOCKS_REPLY_ORDER
    if order not in Order.values:
        raise invalid("order", "Ask for “oldest” or “newest”.")

    def read() -> HttpResponse:
        part = read_part(
            lambda: read_roots(discussion.page.pk, order=Order(order), after=cursor)
        )
        serializer = ReplySerializer(request, discussion)
        cursor_of_next = part.next_cursor
        query = urlencode({"order": order, "after": cursor_of_next})
        next_path = f"{discussion.url('list')}?{query}"
        return JsonResponse(
            {
                "count": discussion.thread.reply_count,
                "heading": discussion.thread.count_text,
                "order": order,
                "replies": [serializer.root(root) for root in part.replies],
                "next": cursor_of_next or None,
                "next_url": (
                    request.build_absolute_uri(next_path) if cursor_of_next else None
                ),
                "feed_url": request.build_absolute_uri(discussion.url("feed")),
            }
        )

    etag = etag_of_replies(request, discussion, order)
    return respond_if_changed(request, etag, read)


def list_answers(
    request: HttpRequest, discussion: Discussion, *, reply_id: str, cursor: str
) -> HttpResponse:
    def read() -> HttpResponse:
        root = find_reply(discussion, reply_id)
        if root.root_id:
            raise Problem(Kind.NOT_FOUND)
        part = read_part(lambda: read_answers(root, after=cursor))
        serializer = ReplySerializer(request, discussion)
        answers = [serializer.reply(reply) for reply in part.replies]
        return JsonResponse({"answers": answers, "next": part.next_cursor or None})

    etag = etag_of_replies(request, discussion)
    return respond_if_changed(request, etag, read)


def show_reply(
    request: HttpRequest, discussion: Discussion, *, reply_id: str
) -> HttpResponse:
    def read() -> HttpResponse:
        reply = find_reply(discussion, reply_id)
        answers = read_answers(reply, size=FIRST_ANSWERS).replies
        shown = ShownReply(reply, answers)
        return JsonResponse(ReplySerializer(request, discussion).root(shown))

    etag = etag_of_replies(request, discussion)
    return respond_if_changed(request, etag, read)


def etag_of_replies(request: HttpRequest, discussion: Discussion, *asked: str) -> str:
    version = discussion.thread.version
    return make_etag(request, version, discussion.takes_answers, *asked)


def find_reply(discussion: Discussion, reply_id: str) -> Reply:
    try:
        return find_shown(discussion.page.pk, read_id(reply_id))
    except Reply.DoesNotExist:
        raise Problem(Kind.NOT_FOUND) from None


def read_part(read: Callable[[], Part]) -> Part:
    try:
        return read()
    except InvalidCursor:
        raise invalid("cursor", "This cursor was not given out here.") from None


class ReplySerializer:
    """Shows replies as JSON, with addresses as the client sees the site."""

    def __init__(self, request: HttpRequest, discussion: Discussion) -> None:
        self.request, self.discussion = request, discussion

    def url(self, reply_id: int) -> str:
        path = self.discussion.url("thread", reply_id)
        return self.request.build_absolute_uri(f"{path}#reply-{reply_id}")

    def answer_url(self, reply_id: int) -> str:
        path = self.discussion.url("reply")
        return self.request.build_absolute_uri(f"{path}?to={reply_id}")

    def root(self, shown: ShownReply) -> dict[str, Any]:
        return {
            **self.reply(shown),
            "answers": [self.reply(answer) for answer in shown.answers],
            "more_answers": shown.more_answers,
            "more_answers_text": shown.more_answers_text,
        }

    def reply(self, shown: ShownReply) -> dict[str, Any]:
        reply = shown.reply
        can_be_answered = self.discussion.takes_answers and not shown.is_removed
        return {
            "id": reply.pk,
            "url": self.url(reply.pk),
            "parent": reply.parent_id,
            "depth": reply.depth,
            "is_removed": shown.is_removed,
            "author": None if shown.is_removed else author_of(reply),
            "addressee": self.addressee(shown),
            "text": reply.text,
            "html": reply.html,
            "published_at": reply.published_at,
            "published_text": date_format(
                timezone.localtime(reply.published_at), "DATETIME_FORMAT"
            ),
            "answer_label": shown.answer_label if can_be_answered else "",
            "answer_url": self.answer_url(reply.pk) if can_be_answered else None,
            "edited_at": reply.edited_at,
        }

    def addressee(self, shown: ShownReply) -> dict[str, str] | None:
        parent = shown.reply.parent
        if not (parent and shown.answers_another and shown.addressee):
            return None
        return {"name": shown.addressee, "url": self.url(parent.pk)}


def author_of(reply: Reply) -> dict[str, Any]:
    return {
        "name": reply.author_name,
        "url": reply.website or None,
        "is_desk": reply.by_desk,
    }


# Sending


def give_token(request: HttpRequest, discussion: Discussion) -> HttpResponse:
    return uncached_json(
        {
            "token": FormToken.issue(discussion.page.pk),
            "altcha": proof_of_work.challenge(),
        }
    )


def take_reply(request: HttpRequest, discussion: Discussion) -> HttpResponse:
    """The answer is the same whatever is thought of the reply, unless it is out."""
    content = read_object(request)
    if discussion.state == "closed":
        raise Problem(Kind.CLOSED, discussion.form.closed_text)
    form = discussion.make_form()
    data, errors = form_data(form.fields, content)
    form = discussion.make_form(data)
    if errors or not form.is_valid():
        of_wrong_type = {error["field"] for error in errors}
        errors += [
            field_error(name, item["code"] or "invalid", item["message"])
            for name, items in form.errors.get_json_data().items()
            for item in items
            if name not in of_wrong_type
        ]
        raise Problem(Kind.INVALID, _("Your reply was not sent."), errors)
    try:
        reply = submit(
            discussion,
            form,
            address=client_address(request),
            idempotency_key=read_key(request),
        )
    except IdempotencyKeyReused:
        raise Problem(Kind.KEY_REUSED) from None
    serializer = ReplySerializer(request, discussion)
    return uncached_json(
        {
            "state": "approved" if reply.is_visible else "waiting",
            "receipt": issue_receipt(reply.pk),
            "url": serializer.url(reply.pk) if reply.is_visible else None,
        },
        status=201,
    )


def read_key(request: HttpRequest) -> str:
    key = request.headers.get("Idempotency-Key", "")
    if len(key) > LONGEST_KEY or not (key.isascii() and key.isprintable()):
        raise invalid("Idempotency-Key", "Choose a shorter key of plain letters.")
    return key


def show_own_replies(request: HttpRequest, discussion: Discussion) -> HttpResponse:
    """
    Tell senders what became of their replies.

    Of what was rejected, or taken for spam, they learn no more than that it waits.
    """
    receipts = read_object(request).get("receipts")
    if not isinstance(receipts, list) or not all(isinstance(r, str) for r in receipts):
        raise invalid("receipts", "Give a list of receipts.")
    if len(receipts) > MOST_RECEIPTS:
        detail = f"Ask for at most {MOST_RECEIPTS} at once."
        raise invalid("receipts", detail)
    receipt_of = {}
    for receipt in receipts:
        try:
            receipt_of[read_receipt(receipt)] = receipt
        except BadSignature:
            continue  # of another site, or of before its key was changed
    replies = Reply.objects.filter(page=discussion.page.pk, pk__in=receipt_of)
    serializer = ReplySerializer(request, discussion)
    return uncached_json(
        {
            "replies": [
                {
                    "receipt": receipt_of[reply.pk],
                    "state": state_told(reply),
                    "url": serializer.url(reply.pk) if reply.is_visible else None,
                    "parent": reply.parent_id,
                    "author": author_of(reply),
                    "text": reply.text,
                    "submitted_at": reply.submitted_at,
                }
                for reply in replies.order_by("pk")
            ]
        }
    )


def state_told(reply: Reply) -> OwnState:
    """What never appeared is waiting, whatever was decided; what was taken down, gone."""
    if reply.is_visible:
        return "approved"
    is_gone = reply.published_at is not None and reply.status != Status.PENDING
    return "removed" if is_gone else "waiting"


def invalid(field: str, message: Any) -> Problem:
    return Problem(Kind.INVALID, message, [field_error(field, "invalid", message)])
