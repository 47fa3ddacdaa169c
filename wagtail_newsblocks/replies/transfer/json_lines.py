"""
Replies as JSON Lines: a JSON object in each line, in UTF-8.

What is written is all that is kept of a reply but its history. Read again, it makes
the same replies, here or on another site, which knows a page by its translation key
or its address.
"""

import json
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any, TextIO

from django.utils.text import Truncator

from ..models import Reply, ReplyQuerySet
from .lines import Line, UnreadableFile

BATCH = 500
MOST_CHARACTERS = 1_000_000  # in a line
# The fields that are written, and read, as they are.
FIELDS = (
    "author_name",
    "author_email",
    "website",
    "text",
    "status",
    "by_desk",
    "findings",
    "wants_mail",
    "submitted_at",
    "published_at",
    "edited_at",
    "email_proven_at",
    "announced_at",
)


def write(replies: ReplyQuerySet) -> Iterator[str]:
    """Yield a line for each reply, in the order that they have."""
    replies = replies.select_related("page__locale", "parent", "user")
    urls: dict[int, str | None] = {}
    for reply in replies.iterator(BATCH):
        if reply.page_id not in urls:
            urls[reply.page_id] = reply.page.specific.full_url
        yield as_text(values_of(reply, urls[reply.page_id]))


def values_of(reply: Reply, page_url: str | None) -> dict[str, Any]:
    page, user = reply.page, reply.user
    account = user and {"name": user.get_username(), "email": email_of(user)}
    return {
        "id": reply.submission_key,
        "parent": reply.parent and reply.parent.submission_key,
        "page_url": page_url,
        "page_title": page.title,
        "page_translation_key": page.translation_key,
        "page_locale": page.locale.language_code,
        "account": account,
        **{name: getattr(reply, name) for name in FIELDS},
    }


def email_of(user: Any) -> str:
    return str(getattr(user, user.get_email_field_name(), ""))


def as_text(values: Mapping[str, Any]) -> str:
    # Django's encoder would cut off microseconds.
    return json.dumps(values, default=str, ensure_ascii=False) + "\n"


def read(file: TextIO) -> Iterator[Line]:
    """Yield what stands in each line that is not blank. Raises UnreadableFile."""
    is_first = True
    for number in count(1):
        text = part = file.readline(MOST_CHARACTERS)
        if not text:
            return
        while len(part) == MOST_CHARACTERS and not part.endswith("\n"):
            text, part = "", file.readline(MOST_CHARACTERS)
        if is_first and text.strip():
            is_first = False
            if not text.lstrip().startswith("{"):
                begin = Truncator(text.strip()).chars(13)
                raise UnreadableFile(f"It begins with “{begin}”, not with “{{”.")
        if not text:
            problem = f"It is longer than {MOST_CHARACTERS} characters."
            yield Line(f"line {number}", {}, problem)
        elif text.strip():
            yield as_line(f"line {number}", text)


def as_line(where: str, text: str) -> Line:
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as error:
        return Line(where, {"line": text}, f"It is no JSON: {error}.")
    if not isinstance(values, dict):
        return Line(where, {"line": text}, "It is no JSON object.")
    return Line(where, values)
