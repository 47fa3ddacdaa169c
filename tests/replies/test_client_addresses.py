"""Whose word is taken for where a request came from."""

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from wagtail_newsblocks.replies.client_addresses import client_address, network_of

PROXIES = ["10.0.0.0/8", "2001:db8:1::/48"]


@pytest.mark.parametrize(
    ("remote", "forwarded", "proxies", "expected"),
    [
        ("192.0.2.1", "", [], "192.0.2.1"),
        ("192.0.2.1", "203.0.113.9", [], "192.0.2.1"),
        ("192.0.2.1", "203.0.113.9", PROXIES, "192.0.2.1"),
        ("10.0.0.1", "203.0.113.9", PROXIES, "203.0.113.9"),
        # What the client made up stands before what the proxy added.
        ("10.0.0.1", "1.1.1.1, 203.0.113.9", PROXIES, "203.0.113.9"),
        ("10.0.0.1", "1.1.1.1, 203.0.113.9, 10.9.9.9", PROXIES, "203.0.113.9"),
        ("10.0.0.1", "", PROXIES, "10.0.0.1"),
        ("10.0.0.1", "nonsense", PROXIES, "10.0.0.1"),
        ("10.0.0.1", "203.0.113.9, nonsense", PROXIES, "10.0.0.1"),
        ("10.0.0.1", "203.0.113.9:8080", PROXIES, "203.0.113.9"),
        ("10.0.0.1", "[2001:db8::9]:8080", PROXIES, "2001:db8::9"),
        ("2001:db8:1::5", "2001:db8::9", PROXIES, "2001:db8::9"),
        ("::ffff:10.0.0.1", "203.0.113.9", PROXIES, "203.0.113.9"),
        ("fe80::1%eth0", "203.0.113.9", PROXIES, "fe80::1"),
        ("10.0.0.1", " ,", PROXIES, "10.0.0.1"),
        ("10.0.0.1", "10.0.0.2, 10.0.0.3", PROXIES, "10.0.0.2"),
        ("", "203.0.113.9", PROXIES, ""),
        ("unix:", "203.0.113.9", PROXIES, ""),
    ],
)
def test_the_address(remote, forwarded, proxies, expected, rf, settings):
    settings.NEWSBLOCKS_REPLY_TRUSTED_PROXIES = proxies
    request = rf.get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == expected


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.sampled_from("0123456789abcdef.:,[] x"), max_size=80))
def test_nothing_that_is_claimed_is_an_error(rf, settings, forwarded):
    settings.NEWSBLOCKS_REPLY_TRUSTED_PROXIES = PROXIES
    request = rf.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request)
    request = rf.get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == "192.0.2.1"


@pytest.mark.parametrize(
    ("address", "network"),
    [("192.0.2.1", "192.0.2.1"), ("2001:db8::9", "2001:db8::/64")],
)
def test_what_one_client_has(address, network):
    assert network_of(address) == network
