"""What a reader opens from a block."""

from dataclasses import dataclass
from typing import TypedDict
from urllib.parse import unquote, urlsplit

# Hosts whose documents may be framed, with the path that their documents have.
FRAMED_DOCUMENTS = {
    "www.documentcloud.org": "/documents/",
    "embed.documentcloud.org": "/documents/",
}


class ResolvedTarget(TypedDict):
    href: str
    file_type: str
    size: int | None
    language: str


@dataclass(frozen=True)
class Target:
    """What a reader opens: its address, and what will open there."""

    href: str
    full_href: str  # with the site's own address
    file_type: str = ""  # "PDF"
    size: int | None = None  # in bytes

    @property
    def hosted_frame(self) -> str:
        """The address to frame, if it is a document on a known host of them, or ""."""
        url = urlsplit(self.href)
        prefix = FRAMED_DOCUMENTS.get(url.netloc)
        is_document = (
            url.scheme == "https"
            and prefix
            and url.path.startswith(prefix)
            and ".." not in unquote(url.path)
        )
        return url._replace(query="embed=1").geturl() if is_document else ""

    def href_of_page(self, number: int | None) -> str:
        """Return the address of a page in it; "" where pages have none."""
        if number and self.file_type == "PDF":
            return f"{self.full_href}#page={number}"
        return ""

    def as_json(self, language: str) -> ResolvedTarget:
        return {
            "href": self.full_href,
            "file_type": self.file_type,
            "size": self.size,
            "language": language,
        }
