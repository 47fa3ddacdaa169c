"""The HTML oracle: what of a page its templates put there, and what was printed."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

URLS = {"href", "src", "action", "formaction"}
SCHEMES = {"", "http", "https", "mailto"}


class Page(HTMLParser):
    """
    HTML as a parser reads it, with scripts and half-closed tags as they come.

    Its ``skeleton`` is all but texts and values: each tag with the names of its
    attributes, each comment and declaration, in order. Two pages with the same
    skeleton are the same tree. ``text`` is what can be read, ``printed`` are the
    attributes with their values, ``values`` what stands in the fields of its forms.
    """

    def __init__(self, html):
        super().__init__()
        self.skeleton, self.printed, self.values = [], [], {}
        self.text = ""
        self.textarea = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.skeleton.append((tag, *(name for name, _value in attrs)))
        self.printed += ((tag, name, value) for name, value in attrs)
        if tag == "input":
            self.values[values.get("name")] = values.get("value", "")
        elif tag == "textarea":
            self.textarea = values.get("name")
            self.values[self.textarea] = ""

    def handle_endtag(self, tag):
        self.skeleton.append(f"/{tag}")
        if tag == "textarea" and self.textarea in self.values:
            # A parser drops the line break that a textarea begins with.
            self.values[self.textarea] = self.values[self.textarea].removeprefix("\n")
            self.textarea = None

    def handle_data(self, data):
        self.text += data
        if self.textarea is not None:
            self.values[self.textarea] += data

    def handle_other(self, data):
        self.skeleton.append("<!")

    handle_comment = handle_decl = handle_pi = unknown_decl = handle_other


def page_of(response):
    return Page(response.content.decode())


def assert_adds_nothing(page, plain):
    """Whatever was typed into a page, it is the one with plain words but for texts."""
    assert page.skeleton == plain.skeleton
    for _tag, name, value in page.printed:
        if name in URLS:
            assert urlsplit(value).scheme in SCHEMES
