"""What the JSON API answers with."""

import datetime
from typing import Any

from ninja import Schema

from ..threads import Order


class Author(Schema):
    name: str
    url: str
    is_desk: bool


class AnswerOut(Schema):
    """A reply as readers see it. Of a removed one, only that it was there."""

    id: int
    url: str
    parent: int | None
    depth: int
    is_removed: bool
    author: Author | None
    text: str
    html: str
    published_at: datetime.datetime
    edited_at: datetime.datetime | None


class ReplyOut(AnswerOut):
    """A reply to the page, with its first answers and how many more there are."""

    answers: list[AnswerOut]
    more_answers: int


class RepliesOut(Schema):
    count: int
    order: Order
    replies: list[ReplyOut]
    next: str | None


class AnswersOut(Schema):
    answers: list[AnswerOut]
    next: str | None


class FieldOut(Schema):
    """A field of the form. Its length is counted in what readers call characters."""

    name: str
    type: str
    label: str
    help_text: str
    required: bool
    max_length: int | None
    autocomplete: str


class FormOut(Schema):
    state: str
    heading: str
    guidance: str
    closed_text: str
    last_day: datetime.date | None
    allow_nested_replies: bool
    fields: list[FieldOut]


class TokenOut(Schema):
    """
    A token for the form's ``token``.

    In a flood of replies also an ALTCHA challenge, whose solution goes into ``altcha``.
    """

    token: str
    altcha: dict[str, Any] | None


class SubmittedOut(Schema):
    """What became of a reply: "approved" if it is published already, or "waiting"."""

    state: str
    receipt: str
    url: str | None


class OwnReplyOut(Schema):
    """What only the holder of its receipt is told of a reply."""

    receipt: str
    state: str
    url: str | None
    parent: int | None
    author: Author
    text: str
    submitted_at: datetime.datetime


class OwnRepliesOut(Schema):
    replies: list[OwnReplyOut]
