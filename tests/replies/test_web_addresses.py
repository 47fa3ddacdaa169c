"""Public websites, and what only looks like one."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from wagtail_newsblocks.replies.forms import WEBSITE_LIMITS
from wagtail_newsblocks.replies.web_addresses import clean_web_address


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("https://example.org", "https://example.org"),
        ("http://Example.ORG/Path?q=1#x", "http://example.org/Path?q=1#x"),
        ("example.org/about", "https://example.org/about"),
        ("example.org:8080", "https://example.org:8080"),
        ("https://münchen.example", "https://xn--mnchen-3ya.example"),
        ("https://xn--mnchen-3ya.example", "https://xn--mnchen-3ya.example"),
        ("https://пример.рф/путь", "https://xn--e1afmkfd.xn--p1ai/путь"),
        # Cyrillic letters that look like Latin ones show what they are.
        ("https://аррӏе.com", "https://xn--80ak6aa92e.com"),
    ],
)
def test_stores_an_absolute_address_with_an_ascii_host(typed, stored):
    assert clean_web_address(typed, WEBSITE_LIMITS) == stored


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "JavaScript://example.org/%0aalert(1)",
        "data:text/html,<script>alert(1)</script>",
        "mailto:amina@example.org",
        "ftp://example.org",
        "//evil.example.org",
        "https://user@example.org",
        "https://user:secret@example.org",
        "https://example.org\\@evil.example",
        "https://exa\u202emple.org",
        "https://example.org/\u202egnp.exe",
        "https://example\u200b.org",
        "https://example。org",
        "https://exa mple.org",
        "https://example.org/a b",
        "https://example.org/\n",
        "https://example.org/\0",
        "https://example.org/\ud800",
        "https://ﬁne.example",
        "https://faß.example",
        "https://localhost",
        "https://localhost./",
        "https://printer.local.",
        "https://db.internal",
        "https://intranet",
        "https://127.0.0.1/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://10.0.0.1",
        "https://8.8.8.8",
        "https://[::1]/",
        "https://[::1",
        "https://example.org:99999",
        "https://-example.org",
        "https://",
        "https://" + "a" * 64 + ".org",
        'https://example.org"onmouseover="alert(1)',
        "https://example.org/" + "a" * 500,
        "not an address",
    ],
)
def test_refuses(typed):
    with pytest.raises(ValidationError):
        clean_web_address(typed, WEBSITE_LIMITS)


@given(st.text(st.characters(codec=None)))
def test_what_is_accepted_is_http_and_stays_as_it_is(text):
    try:
        address = clean_web_address(f"https://example.org/{text}", WEBSITE_LIMITS)
    except ValidationError:
        return
    assert address.startswith("https://example.org/")
    assert clean_web_address(address, WEBSITE_LIMITS) == address
