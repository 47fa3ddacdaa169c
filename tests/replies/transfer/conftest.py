import io

import pytest
from django.core.management import call_command

from wagtail_newsblocks.replies.models import Reply

WORDPRESS = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/"
     xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
  <title>The Ferry Post</title>
  <link>https://old.example</link>
  <wp:wxr_version>1.2</wp:wxr_version>
  <wp:base_blog_url>https://old.example</wp:base_blog_url>
  <wp:author><wp:author_id>3</wp:author_id></wp:author>
  {items}
</channel>
</rss>"""
ITEM = """<item>
  <title>{title}</title>
  <link>{link}</link>
  <dc:creator>desk</dc:creator>
  <content:encoded><![CDATA[<p>The <a href="/">article</a>.</p>]]></content:encoded>
  <wp:post_id>12</wp:post_id>
  {comments}
</item>"""
DISQUS = """<?xml version="1.0"?>
<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
  <category dsq:id="1"><forum>ferry</forum><title>General</title></category>
  {content}
</disqus>"""


@pytest.fixture
def make_comment():
    def make(pk, **changes):
        """Return a comment as WordPress exports it."""
        values = {
            "id": pk,
            "author": "<![CDATA[Amina Rahal]]>",
            "author_email": "amina@example.org",
            "author_url": "",
            "author_IP": "192.0.2.7",
            "date": "2019-05-01 14:30:00",
            "date_gmt": "2019-05-01 12:30:00",
            "content": f"<![CDATA[Comment {pk}]]>",
            "approved": "1",
            "type": "comment",
            "parent": "0",
            "user_id": "0",
            **changes,
        }
        texts = (f"<wp:comment_{k}>{v}</wp:comment_{k}>" for k, v in values.items())
        meta = "<wp:commentmeta><wp:meta_key>comment_content</wp:meta_key></wp:commentmeta>"
        return f"<wp:comment>{''.join(texts)}{meta}</wp:comment>"

    return make


@pytest.fixture
def wordpress():
    def wordpress(*comments, link="https://old.example/the-bridge-is-closed/"):
        item = ITEM.format(title="The bridge", link=link, comments="".join(comments))
        return WORDPRESS.format(items=item)

    return wordpress


@pytest.fixture
def disqus():
    return lambda content: DISQUS.format(content=content)


@pytest.fixture
def import_file(tmp_path):
    """A function that imports a text, and returns what was said of it."""

    def import_file(format, text, **options):
        path = tmp_path / f"replies.{format}"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        out, err = io.StringIO(), io.StringIO()
        call_command(
            "import_replies", format, str(path), stdout=out, stderr=err, **options
        )
        return out.getvalue(), err.getvalue()

    return import_file


@pytest.fixture
def export():
    def export(**options):
        out = io.StringIO()
        call_command("export_replies", stdout=out, **options)
        return out.getvalue()

    return export


@pytest.fixture
def by_text(db):
    """A function that returns all replies by what they say."""
    return lambda: {reply.text: reply for reply in Reply.objects.all()}
