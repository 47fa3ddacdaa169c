"""What a reader opens from a block."""

from dataclasses import dataclass
from typing import Annotated, TypedDict
from urllib.parse import unquote, urlsplit

# Hosts whose documents may be framed, with the path that their documents have.
FRAMED_DOCUMENTS = {
    "www.documentcloud.org": "/documents/",
    "embed.documentcloud.org": "/documents/",
}


def web_address(url: str) -> str:
    """Return an address that may be linked: one of the web, otherwise ""."""
    try:
        return url if urlsplit(url).scheme in ("http", "https") else ""
    except ValueError:  # stored by other means than the editor
        return ""


class LinkTarget(TypedDict):
    """What readers may open. Of what is elsewhere, only the address is known."""

    href: str
    media_type: Annotated[str | None, "As in “application/pdf”."]
    size: Annotated[int | None, "In bytes."]
    details: Annotated[str, "What will open: “PDF, 1.2 MB, French”."]


@dataclass(frozen=True)
class Target:
    """What a reader opens: its address, and what will open there."""

    href: str
    full_href: str  # with the site's own address
    media_type: str = ""
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

    @property
    def is_pdf(self) -> bool:
        return self.file_type == "PDF"

    def href_of_page(self, number: int | None) -> str | None:
        """Return the address of a page in it; None where pages have none."""
        if number and self.is_pdf:
            return f"{self.full_href}#page={number}"
        return None
