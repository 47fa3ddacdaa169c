"""What the JSON API answers with."""

import datetime
from typing import Any

from ninja import Schema

from ..threads import Order


class Author(Schema):
    name: str
    url: str
    is_desk: bool


class Addressee(Schema):
    name: str
    url: str


class AnswerOut(Schema):
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
    author: Author | None
    addressee: Addressee | None
    text: str
    html: str
    published_at: datetime.datetime
    published_text: str
    answer_label: str
    answer_url: str
    edited_at: datetime.datetime | None


class ReplyOut(AnswerOut):
    """A reply to the page, with its first answers and how many more there are."""

    answers: list[AnswerOut]
    more_answers: int
    more_answers_text: str


class RepliesOut(Schema):
    """
    A part of the replies.

    ``next`` is the next one's cursor, and ``next_url`` where that is a page of the
    site; ``feed_url`` is their feed.
    """

    count: int
    heading: str
    order: Order
    replies: list[ReplyOut]
    next: str | None
    next_url: str
    feed_url: str


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
    required_text: str
    max_length: int | None
    autocomplete: str
    inputmode: str


class FormOut(Schema):
    """The form; ``action`` is where a browser without a script sends it."""

    state: str
    heading: str
    guidance: str
    closed_text: str
    last_day: datetime.date | None
    allow_nested_replies: bool
    fields: list[FieldOut]
    action: str


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
