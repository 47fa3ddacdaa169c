"""
Proof of work by ALTCHA: some seconds of computing, which a robot has to pay for too.

It needs the package ``altcha`` (``pip install wagtail-newsblocks[altcha]``). Without
it, nothing is asked for.
"""

import time
from typing import Any

from django.core.cache import cache

from . import flood
from .tokens import keyed_digest

try:
    import altcha
except ImportError:  # It is an extra; to mypy, the name is that of a module.
    altcha = None  # type: ignore[assignment,unused-ignore]

# About 256 times so many rounds for a browser, which takes a second or two, and once
# for us. WebCrypto has it built in.
ALGORITHM, ROUNDS = "PBKDF2/SHA-256", 5000
LIFETIME = 60 * 60  # seconds for solving it and writing the reply


def is_available() -> bool:
    return altcha is not None


def challenge() -> dict[str, Any] | None:
    """
    Return what a browser has to solve, as ALTCHA's own widget takes it too.

    There is None unless a flood is on. The solution is sent as the form's ``altcha``.
    """
    if not (is_available() and flood.is_on()):
        return None
    asked = altcha.create_challenge(
        ALGORITHM,
        ROUNDS,
        expires_at=int(time.time()) + LIFETIME,
        hmac_secret=secret(),
    )
    return asked.to_dict()


def accept(payload: str) -> bool:
    """Return whether this solves a challenge of ours, and none that was used before."""
    if not altcha.verify_solution(payload, secret()).verified:
        return False
    # The library takes a solution again and again, written one way or another.
    signature = altcha.Payload.from_base64(payload).challenge.signature
    return cache.add(f"newsblocks-altcha-{signature}", True, LIFETIME)


def secret() -> str:
    return keyed_digest("altcha", "")
