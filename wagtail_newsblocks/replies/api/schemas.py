"""
What the JSON API answers with.

Each is named as it stands in an OpenAPI document, which may be that of a site's own
API: of two schemas of one name, Ninja keeps the one that comes last.
"""

import datetime
from typing import Any, Literal, get_type_hints

from ninja import Schema
from pydantic import Field, create_model

from ...declarations import descriptions, public_name
from ..access import FormState
from ..blocks import ReplyFormLabels
from ..forms import ReplyFormField

OrderName = Literal["oldest", "newest"]
SentState = Literal["approved", "waiting"]
OwnState = Literal["approved", "waiting", "removed"]


def schema_of(declared: Any) -> Any:
    """
    Return the schema of a TypedDict, with what that says of its keys.

    Pydantic itself takes none of Python 3.10's.
    """
    texts = descriptions(declared)
    fields: dict[str, Any] = {
        name: (hint, Field(description=texts.get(name)))
        for name, hint in get_type_hints(declared).items()
    }
    name, doc = public_name(declared), declared.__doc__
    return create_model(name, __base__=Schema, __doc__=doc, **fields)


NewsblocksReplyFormField: Any = schema_of(ReplyFormField)
NewsblocksReplyFormLabels: Any = schema_of(ReplyFormLabels)


class NewsblocksReplyForm(Schema):
    """The form; ``action`` is where a browser without a script sends it."""

    state: FormState
    heading: str
    guidance: str
    closed_text: str
    last_day: datetime.date | None
    allow_nested_replies: bool
    fields: list[NewsblocksReplyFormField]
    action: str
    labels: NewsblocksReplyFormLabels


class NewsblocksReplyAuthor(Schema):
    """Who wrote a reply. The address is their own website, if they gave one."""

    name: str
    url: str | None
    is_desk: bool


class NewsblocksReplyAddressee(Schema):
    """Whom a reply answers. The address is that of the reply that is answered."""

    name: str
    url: str


class NewsblocksAnswer(Schema):
    """
    A reply as readers see it. Of a removed one, only that it was there.

    It has an addressee if it answers another answer that is still there, and what
    the link to answer it says and opens, as long as it can be answered.
    """

    id: int
    url: str
    parent: int | None
    depth: int
    is_removed: bool
    author: NewsblocksReplyAuthor | None
    addressee: NewsblocksReplyAddressee | None
    text: str
    html: str
    published_at: datetime.datetime
    published_text: str
    answer_label: str
    answer_url: str | None
    edited_at: datetime.datetime | None


class NewsblocksReply(NewsblocksAnswer):
    """A reply to the page, with its first answers and how many more there are."""

    answers: list[NewsblocksAnswer]
    more_answers: int
    more_answers_text: str


class NewsblocksReplies(Schema):
    """
    A part of the replies.

    ``next`` is the next one's cursor, and ``next_url`` where that is a page of the
    site; ``feed_url`` is their feed.
    """

    count: int
    heading: str
    order: OrderName
    replies: list[NewsblocksReply]
    next: str | None
    next_url: str | None
    feed_url: str


class NewsblocksAnswers(Schema):
    """A part of the answers below a reply; ``next`` is the next one's cursor."""

    answers: list[NewsblocksAnswer]
    next: str | None


class NewsblocksReplyToken(Schema):
    """
    A token for the form's ``token``.

    In a flood of replies also an ALTCHA challenge, whose solution goes into ``altcha``.
    """

    token: str
    altcha: dict[str, Any] | None


class NewsblocksSentReply(Schema):
    """What became of a reply: "approved" if it is published already, or "waiting"."""

    state: SentState
    receipt: str
    url: str | None


class NewsblocksOwnReply(Schema):
    """What only the holder of its receipt is told of a reply."""

    receipt: str
    state: OwnState
    url: str | None
    parent: int | None
    author: NewsblocksReplyAuthor
    text: str
    submitted_at: datetime.datetime


class NewsblocksOwnReplies(Schema):
    """The replies whose receipts were shown."""

    replies: list[NewsblocksOwnReply]
