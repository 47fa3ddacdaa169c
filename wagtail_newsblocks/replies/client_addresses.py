"""Where a request came from, as far as anybody can be believed about that."""

import ipaddress

from django.http import HttpRequest

from ..conf import settings

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def client_address(request: HttpRequest) -> str:
    """
    Return the network address of the client, or "" if it has none.

    A proxy says for whom it asks, but so can anybody: only those that are listed in
    NEWSBLOCKS_REPLY_TRUSTED_PROXIES are believed, from the last one backwards.
    """
    peer = read_address(request.META.get("REMOTE_ADDR", ""))
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    trusted = [
        ipaddress.ip_network(network, strict=False)
        for network in settings.NEWSBLOCKS_REPLY_TRUSTED_PROXIES
    ]
    while hops and peer and any(peer in network for network in trusted):
        before = read_address(hops.pop())
        if before is None:
            break  # Whoever stands behind it cannot be told.
        peer = before
    return str(peer or "")


def read_address(text: str) -> Address | None:
    """Return what a header names: "192.0.2.1", "192.0.2.1:80", "[2001:db8::1]:80"."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def network_of(address: str) -> str:
    """Return what one client has: an address, or with IPv6 a whole network."""
    if ":" not in address:
        return address
    return str(ipaddress.ip_network((address, 64), strict=False))
