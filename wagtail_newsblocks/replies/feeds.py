"""A page's newest replies as an Atom feed."""

import re
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from .access import Discussion, find_discussion
from .caching import make_etag, respond_if_changed
from .threads import read_newest

# Plain text may hold them, XML may not.
FORBIDDEN_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@require_safe
def feed(request: HttpRequest, reference: str) -> HttpResponse:
    discussion = find_discussion(reference)
    page, version = discussion.page, discussion.thread.version
    etag = make_etag(request, version, page.title, discussion.page_url)
    return respond_if_changed(request, etag, lambda: write_feed(request, discussion))


def write_feed(request: HttpRequest, discussion: Discussion) -> HttpResponse:
    language = discussion.page.locale.language_code
    host = urlsplit(request.build_absolute_uri()).hostname
    with translation.override(language):
        feed = Atom1Feed(
            title=clean(gettext("Replies to “%s”") % discussion.page.title),
            link=request.build_absolute_uri(discussion.page_url),
            description="",
            language=language,
            feed_url=request.build_absolute_uri(),
        )
        for shown in read_newest(discussion.page.pk):
            reply = shown.reply
            url = request.build_absolute_uri(discussion.url("thread", reply.pk))
            feed.add_item(
                title=clean(str(reply)),
                link=f"{url}#{reply.anchor}",
                description=clean(reply.html),
                # Not its address, which changes with the site's secret key.
                unique_id=f"tag:{host},{reply.published_at:%Y-%m-%d}:{reply.anchor}",
                author_name=clean(reply.author_name),
                author_link=reply.website or None,
                pubdate=reply.published_at,
                updateddate=reply.edited_at or reply.published_at,
            )
    response = HttpResponse(content_type=feed.content_type)
    feed.write(response, "utf-8")
    return response


def clean(text: str) -> str:
    return FORBIDDEN_IN_XML.sub("", text)
