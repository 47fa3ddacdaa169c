"""A comment's HTML read as plain text."""

import html

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from wagtail_newsblocks.replies.transfer.markup import MOST_CHARACTERS, plain_text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("No bridge.", "No bridge."),
        ("One.\n\nTwo,\nthree.", "One.\n\nTwo,\nthree."),
        ("I <3 it & more", "I <3 it & more"),
        ("Fish &amp; ships &#8217;n&#8217; caf&eacute;", "Fish & ships ’n’ café"),
        ("<p>One.</p><p>Two,<br>three.</p>", "One.\n\nTwo,\nthree."),
        ("<p>One.</p>\n\n\n<p>Two.</p>", "One.\n\nTwo."),
        ("An <em>old</em> <b>bridge</b>", "An old bridge"),
        (
            'See <a href="https://example.org/a?b=1&amp;c=2" rel="nofollow">this</a>.',
            "See this (https://example.org/a?b=1&c=2).",
        ),
        (
            '<a href="https://example.org/x">https://example.org/x</a>',
            "https://example.org/x",
        ),
        ('<a href="mailto:a@example.org">a@example.org</a>', "a@example.org"),
        ("<a>nowhere</a>", "nowhere"),
        (
            'A map: <img src="https://example.org/map.png" alt="The river">',
            "A map: The river https://example.org/map.png",
        ),
        (
            "<blockquote><p>It holds.</p><p>For now.</p></blockquote>It does not.",
            "> It holds.\n>\n> For now.\n\nIt does not.",
        ),
        (
            "<blockquote>Yes.<blockquote>No.</blockquote></blockquote>",
            "> Yes.\n>\n> > No.",
        ),
        ("Two:<ul><li>One</li>\n<li>Two</li></ul>", "Two:\n\n- One\n- Two"),
        ("a<script>alert(1)</script><!-- hidden -->b", "ab"),
    ],
)
def test_what_can_be_seen_is_kept(source, text):
    assert plain_text(source) == text


def test_what_is_longer_than_any_reply_is_not_read():
    source = "<div>" * MOST_CHARACTERS
    assert plain_text(source) == source


def visible(text):
    return [character for character in text if not character.isspace()]


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])))
def test_no_character_is_lost(text):
    assert visible(plain_text(html.escape(text))) == visible(text)


TAGS = ["p", "b", "div", "ul", "li", "blockquote", "a", "table", "tr", "td", "unknown"]


@given(
    st.recursive(
        st.text("ab c\n", max_size=5),
        lambda children: st.builds(
            lambda tag, inner: f"<{tag}>{''.join(inner)}</{tag}>",
            st.sampled_from(TAGS),
            st.lists(children, max_size=3),
        ),
        max_leaves=20,
    )
)
def test_no_word_is_lost_and_none_is_said_twice(source):
    words = BeautifulSoup(source, "html.parser").get_text()
    marks = str.maketrans("", "", ">-")
    assert visible(plain_text(source).translate(marks)) == visible(words)


@pytest.mark.parametrize(
    "source",
    [
        "<br>" * 12_000,
        "<a " * 16_000,
        "<p>" * 900 + "x " * 20_000,
        "<blockquote>" * 90 + "a\n" * 20_000,
    ],
)
def test_what_would_take_too_long_is_not_read(source):
    assert plain_text(source) == source


def test_many_spaces_cost_no_time():
    assert plain_text(f"<b>a{' ' * 49_000}b") == f"a{' ' * 49_000}b"
