"""Text that looks like markup comes back from a parser of CommonMark as it was."""

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from wagtail_newsblocks import commonmark
from wagtail_newsblocks.commonmark import Run

PARSERS = [
    MarkdownIt("commonmark"),
    MarkdownIt("commonmark").enable(["table", "strikethrough"]),
]


def read(markdown, parser=PARSERS[-1]):
    """Return what a parser makes of Markdown, which must have no HTML in it."""
    tokens = parser.parse(markdown)
    inner = [child for token in tokens for child in token.children or []]
    assert not {"html_block", "html_inline"} & {t.type for t in [*tokens, *inner]}
    return BeautifulSoup(parser.render(markdown), "html.parser")


def spaced(text):
    return re.sub(r"[\s\0]+", " ", text).strip()


LOOKS_LIKE_MARKUP = [
    "*a* **b** _c_ __d__ snake_case _",
    "# Not a heading #",
    "C #",
    "1. April 2024",
    "2024) and 3.",
    "- not - a list",
    "+ 5 = 6",
    "===",
    "---",
    "> 5% & < 3",
    "[x](https://example.org) [y]: z ![q](r) [^1]",
    "<script>alert(1)</script> <https://example.org> <b>",
    "`code` ``` ~~gone~~ ~~~",
    "a | b\n- | -\n1 | 2",
    "&amp; &#65; AT&T; R&D",
    "back\\slash \\* \\",
    "one\ntwo\r\n\r\n    three\tfour",
    "Stop! [Go]!",
    "$5_000 * 3 = $15_000",
    "«قال: *نعم*» 1. _لا_",
]
TEXTS = st.text(
    st.sampled_from("\\`*_{}[]()#+-.!<>&;~|=:$'\"1a \n\t/“م،")
    | st.characters(exclude_categories=["Cs", "Cc"]),
    max_size=25,
)


@pytest.mark.parametrize("text", LOOKS_LIKE_MARKUP)
@pytest.mark.parametrize("parser", PARSERS)
def test_what_looks_like_markup_is_text(text, parser):
    soup = read(commonmark.escape(text), parser)
    assert [tag.name for tag in soup.find_all()] == ["p"]
    assert spaced(soup.get_text()) == spaced(text)


@pytest.mark.parametrize(
    "text", ["AT&T, R&D: 5 > 3, a + b = c, snake_case (2.5)", "“No,” she said. 1990s"]
)
def test_what_is_no_markup_stays_as_it_is(text):
    assert commonmark.escape(text) == text


@given(TEXTS)
@example("&amp")
@example("C ##")
def test_any_text_comes_back(text):
    link = commonmark.link(text, "https://example.org/(a)")
    for written in (
        commonmark.escape(text),
        commonmark.heading(2, commonmark.escape(text)),
        commonmark.bullets([commonmark.escape(text)]),
        commonmark.quote(commonmark.escape(text)),
        commonmark.strong(text),
        commonmark.emphasised(text),
        link,
    ):
        for parser in PARSERS:
            assert spaced(read(written, parser).get_text()) == spaced(text), written
    assert len(read(link).find_all("a")) == bool(text.strip("\0").strip())


@given(TEXTS, TEXTS)
def test_texts_side_by_side_come_back(before, after):
    runs = [
        Run(commonmark.one_line(before)),
        Run("x y", href="/x"),
        Run(commonmark.one_line(after), strong=True),
        Run(commonmark.one_line(before), emphasised=True),
    ]
    soup = read(commonmark.write(runs))
    assert spaced(soup.get_text()) == spaced(f"{before}x y{after}{before}")
    assert [a["href"] for a in soup.find_all("a")] == ["/x"]
    assert not soup.find("img")


@pytest.mark.parametrize(
    ("href", "read_as"),
    [
        ("https://en.example.org/wiki/A_(b)_c", "https://en.example.org/wiki/A_(b)_c"),
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("https://example.org/)?a=1&copy;=2*_", "https://example.org/)?a=1&copy;=2*_"),
        ("https://example.org/`<b>\\|\n", "https://example.org/%60%3Cb%3E%5C%7C%0A"),
        ("/relative#part", "/relative#part"),
        ("mailto:a@example.org", "mailto:a@example.org"),
    ],
)
def test_addresses_come_back(href, read_as):
    (link,) = read(commonmark.link("x", href) + " ` |").find_all("a")
    assert (link["href"], link.get_text()) == (read_as, "x")
    (picture,) = read(commonmark.picture("x *y* ]", href)).find_all("img")
    assert (picture["src"], picture["alt"]) == (read_as, "x *y* ]")


@pytest.mark.parametrize("href", ["", "javascript:alert(1)", "data:,x", "http://["])
def test_what_may_not_be_linked_is_text(href):
    assert commonmark.link("*x*", href) == r"\*x\*"
    assert commonmark.picture("*x*", href) == r"\*x\*"


@pytest.mark.parametrize(
    ("runs", "written"),
    [
        ([Run("a"), Run(" b ", strong=True), Run("c")], "a **b** c"),
        ([Run("a", strong=True), Run("b", strong=True)], "**ab**"),
        ([Run("in"), Run("side", emphasised=True)], "in*side*"),
        ([Run("x", strong=True, emphasised=True)], "**_x_**"),
        ([Run("Go", href="/g"), Run(", he", strong=True)], "[Go](/g)**, he**"),
        # CommonMark has no way to say these.
        ([Run("“Go,”", strong=True), Run("he")], "“Go,”he"),
        ([Run("a", strong=True), Run("b", emphasised=True)], "**a**b"),
        ([Run("€"), Run("a", emphasised=True), Run("€")], "€*a*€"),
        ([Run("a"), Run("€5", strong=True)], "a€5"),
        ([Run(" ", strong=True), Run(" ", href="/x")], ""),
        # A link after it must not become a picture.
        ([Run("Wow!"), Run("x", href="/x")], r"Wow\![x](/x)"),
        ([Run("a `b`", "code"), Run("c", "code")], "`` a `b`c ``"),
        ([Run("a \n # b\n==\n\n1) c")], "a  \n\\# b  \n\\==  \n1\\) c"),
        ([Run("a "), Run(" b  c ", strong=True), Run(" d")], "a **b c** d"),
    ],
)
def test_styles(runs, written):
    assert commonmark.write(runs) == written


def test_lists_and_quotations_hold_several_lines():
    item = commonmark.paragraphs(["a", "b"])
    assert commonmark.bullets([item, "", "c"]) == "- a\n\n  b\n- c"
    assert commonmark.quote(item) == "> a\n>\n> b"
    assert commonmark.quote("") == commonmark.heading(2, "") == ""
