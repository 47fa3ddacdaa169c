"""HTML as Markdown, read again by a parser of it."""

import re
from html import escape

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st

from wagtail_newsblocks.html_as_markdown import html_as_markdown

from .test_commonmark import read

BASE = "https://example.org/news/"


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>One<br/>two</p><p>three</p>", "One  \ntwo\n\nthree"),
        ("<h1>A</h1><h3>B<br>C</h3>d", "## A\n\n### B C\n\nd"),
        ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "- a\n- b\n  - c"),
        ("<ol start=9><li>a</li><li></li><li>b</li></ol>", "9. a\n10. b"),
        ("<ol><li><p>a</p><p>b</p></li></ol>", "1. a\n\n   b"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<p>a</p><hr/><p>b</p>", "a\n\n***\n\nb"),
        ("<p><code>a*b</code></p><pre>c\n  *d*\n</pre>", "`a*b`\n\n```\nc\n  *d*\n```"),
        (
            '<a href="/a">x</a> <a href="#b">y</a>',
            f"[x](https://example.org/a) [y]({BASE}#b)",
        ),
        ('<a href="javascript:x">y</a> <a>z</a>', "y z"),
        ('<img src="/a b.png" alt="[c]">', r"![\[c\]](https://example.org/a%20b.png)"),
        ('<iframe src="//v.example/1" title="V"></iframe>', "[V](https://v.example/1)"),
        ('<a href="/a"><h3>b</h3><p>c</p></a>', "[b c](https://example.org/a)"),
        (
            "<table><caption>c</caption><tr><th>a</th><th><b>b</b></th></tr>"
            "<tr><td>1|2</td></tr></table>",
            "c\n\n| a | **b** |\n| --- | --- |\n| 1\\|2 |  |",
        ),
        (
            "<table><tr><td>a</td><td><table><tr><td>b</td></tr></table></td></tr>"
            "</table>",
            "| a | b |\n| --- | --- |",
        ),
        ("<table></table><ul></ul><p> </p><h2></h2>", ""),
        ("<div>a<section>b</section><span><p>c</p></span></div>", "a\n\nb\n\nc"),
        (
            "<!-- a --><script>b</script><style>c</style><p hidden>d</p>"
            "<form>e<input value=f><button>g</button></form>",
            "e",
        ),
        ("<p>10<sup>-6</sup> m<sup>2</sup>, 2<sup>nd</sup></p>", "10⁻⁶ m², 2nd"),
        ("<p><s>40</s> 41<s><s></s></s> <s>a<del>b</del></s></p>", "~~40~~ 41 ~~ab~~"),
        ('<p><a href="http://[">a</a><img src="http://[" alt="b"></p>', "ab"),
        ("<pre>  a\n`b\n</pre><pre> </pre>", "``` \n  a\n`b\n ```"),
        ("<p>a &lt;script&gt; &amp;amp; b</p>", r"a \<script> \&amp; b"),
    ],
)
def test_elements(html, markdown):
    assert html_as_markdown(html, BASE) == markdown
    read(markdown)


WORDS = st.text(st.sampled_from("ab1 .,!*_#&;-“م[\\<`~|>+=\n"), max_size=6).map(escape)


def element(name, content):
    return content.map(lambda inner: f"<{name}>{inner}</{name}>")


def joined(content):
    return st.lists(content, max_size=3).map("".join)


LINES = joined(
    st.recursive(
        WORDS | WORDS.map(lambda text: f'<a href="/x(1)_y">{text}</a>'),
        lambda inner: (
            st.just("<br>")
            | element("b", joined(inner))
            | element("i", joined(inner))
            | element("code", WORDS)
            | inner
        ),
        max_leaves=8,
    )
)
PAGES = joined(
    st.recursive(
        element("p", LINES) | element("h3", LINES) | st.just("<hr>"),
        lambda inner: (
            element("blockquote", joined(inner))
            | element("ul", joined(element("li", st.tuples(LINES, inner).map("".join))))
            | element("ol", joined(element("li", LINES)))
            | element("table", joined(element("tr", joined(element("td", LINES)))))
        ),
        max_leaves=4,
    )
)


def letters(soup):
    return re.sub(r"\s", "", soup.get_text())


@given(PAGES)
@example("<p>1<b><code>1</code></b></p>")
@example("<p><code>1</code><code>1</code></p>")
@example("<p>1<b></b>. x</p>")
def test_no_text_is_lost_nor_becomes_markup(html):
    soup = read(html_as_markdown(html, BASE))
    assert letters(soup) == letters(BeautifulSoup(html, "html.parser"))
    hrefs = {link["href"] for link in soup.find_all("a")}
    assert hrefs <= {"https://example.org/x(1)_y"}


def test_raised_digits_stay_raised_whatever_they_stand_in():
    assert html_as_markdown("<p>10<sup><b>6</b></sup></p>") == "10**⁶**"
