import re
from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail.embeds.finders.base import EmbedFinder


class DemoVideoFinder(EmbedFinder):
    """Stands in for a video site, so that the example needs no network."""

    def accept(self, url: str) -> bool:
        return bool(re.match(r"https://video\.example\.org/", url))

    def find_embed(self, url: str, max_width: Any = None, max_height: Any = None):
        title = url.rsplit("/", 1)[-1].replace("-", " ").capitalize()
        return {
            "title": title,
            "author_name": "The Harbour Post",
            "provider_name": "Example video",
            "type": "video",
            "thumbnail_url": None,
            "width": 640,
            "height": 360,
            "html": format_html(
                '<iframe src="{}" title="{}" loading="lazy"></iframe>',
                static("news/video.html"),
                title,
            ),
        }
