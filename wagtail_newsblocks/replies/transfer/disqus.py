"""Reads the comments in what Disqus exports: all threads first, then their posts."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TextIO
from urllib.parse import unquote

from ..models import Status
from .lines import Line
from .markup import plain_text
from .xml_elements import name_of, read_elements, texts_in

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# Disqus has links go by way of its own counter: an address, a colon and a key.
COUNTED_LINK = re.compile(
    r"https?://disq\.us/url\?url=([^\"'\s>]+?)(?:&[^\"'\s>]*)?(?=[\"'])"
)
ID = "{http://disqus.com/disqus-internals}id"


def read(file: TextIO) -> Iterator[Line]:
    """Yield the posts in all threads. Raises UnreadableFile."""
    threads: dict[tuple[str, str], dict[str, str]] = {}
    for name, element in read_elements(file, "disqus", {"thread", "post"}):
        if name == "post":
            yield as_line(element, threads)
            continue
        texts = texts_in(element)
        page = {
            "page_url": texts.get("link", ""),
            "page_title": texts.get("title", ""),
        }
        # A post may name its thread by either.
        threads["number", element.get(ID, "")] = page
        threads["name", texts.get("id", "")] = page


def as_line(post: "Element", threads: Mapping[tuple[str, str], dict[str, str]]) -> Line:
    children = {name_of(child): child for child in post}
    texts = texts_in(post)
    author = texts_in(children["author"]) if "author" in children else {}
    pk = post.get(ID) or texts.get("id", "")
    _, parent = key_of(children.get("parent"))
    values = {
        "id": f"disqus:{pk}",
        "parent": f"disqus:{parent}" if parent else None,
        **threads.get(key_of(children.get("thread")), {}),
        "author_name": author.get("name", ""),
        "author_email": author.get("email", ""),
        "text": plain_text(uncounted(texts.get("message", ""))),
        "status": status_of(texts),
        # They are all in UTC, whether they say so or not.
        "submitted_at": texts.get("createdAt", "").removesuffix("Z") + "Z",
    }
    return Line(f"post {pk}", values)


def uncounted(message: str) -> str:
    """Return the message with links that lead straight to where they go."""
    return COUNTED_LINK.sub(
        lambda link: unquote(link.group(1)).rpartition(":")[0], message
    )


def key_of(reference: "Element | None") -> tuple[str, str]:
    """Return what a parent or a thread is called where a post refers to it."""
    if reference is None:
        return "name", ""
    number = reference.get(ID, "")
    return ("number", number) if number else ("name", (reference.text or "").strip())


def status_of(texts: Mapping[str, str]) -> Status:
    if texts.get("isSpam") == "true":
        return Status.SPAM
    if texts.get("isDeleted") == "true":
        return Status.REMOVED
    return Status.PENDING if texts.get("isApproved") == "false" else Status.APPROVED
