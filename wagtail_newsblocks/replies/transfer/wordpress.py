"""
Reads the comments in what WordPress exports, WXR 1.0 to 1.2.

Spam is not in there, but what lies in the trash is, and so is what other sites and
plugins wrote where comments are kept.
"""

from collections.abc import Collection, Iterator, Mapping
from html import unescape
from typing import TextIO

from ..models import Status
from .lines import Line, UnreadableFile, digest
from .markup import plain_text
from .xml_elements import read_elements, texts_in

STATUSES = {
    "1": Status.APPROVED,
    "0": Status.PENDING,
    "spam": Status.SPAM,
    "trash": Status.REMOVED,
    "post-trashed": Status.REMOVED,
}
NOBODY = {"", "0"}  # The account of whoever had none.
NO_DATE = "0000-00-00 00:00:00"


def read(file: TextIO) -> Iterator[Line]:
    """Yield the comments on all articles. Raises UnreadableFile."""
    last = dict.fromkeys(("wxr_version", "base_blog_url", "title", "link"), "")
    newsroom: set[str] = set()
    names = {*last, "author_id", "comment"}
    for name, element in read_elements(file, "rss", names):
        text = (element.text or "").strip()
        if name == "comment":
            yield as_line(texts_in(element), last, newsroom)
        elif name == "author_id":
            newsroom.add(text)
            newsroom -= NOBODY
        else:
            last[name] = text
            if name == "title":  # With it begins an article.
                last["link"] = ""
    if not last["wxr_version"]:
        raise UnreadableFile("It is a feed, but no export: it has no wxr_version.")


def as_line(
    comment: Mapping[str, str], last: Mapping[str, str], newsroom: Collection[str]
) -> Line:
    site = digest(last["base_blog_url"])
    pk, parent = comment.get("comment_id", ""), comment.get("comment_parent", "0")
    approved = comment.get("comment_approved", "")
    date = comment.get("comment_date_gmt", NO_DATE)
    values = {
        "id": f"wordpress:{site}:{pk}",
        "parent": f"wordpress:{site}:{parent}" if parent != "0" else None,
        "kind": comment.get("comment_type") or "comment",
        "page_url": last["link"],
        "page_title": last["title"],
        "author_name": unescape(comment.get("comment_author", "")),
        "author_email": comment.get("comment_author_email", ""),
        "website": unescape(comment.get("comment_author_url", "")),
        "text": plain_text(comment.get("comment_content", "")),
        "status": STATUSES.get(approved, approved),
        # Whoever wrote one of the articles.
        "by_desk": comment.get("comment_user_id") in newsroom,
        "submitted_at": comment.get("comment_date") if date == NO_DATE else f"{date}Z",
    }
    return Line(f"comment {pk}", values)
