"""Wrong settings of replies, said at startup with the way to mend them."""

import ipaddress
from typing import Any
from urllib.parse import urlsplit

from django.core.checks import CheckMessage, Error, register
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.module_loading import import_string

from ..conf import DEFAULT_RATES, DEFAULT_RETENTION, settings

MOST_REPLY_CHARACTERS = 20_000  # A hundred of them may stand on one page.


@register
def check_reply_length(**kwargs: Any) -> list[CheckMessage]:
    """With a wrong limit, nobody could reply, or one reply could fill a page."""
    length = settings.NEWSBLOCKS_REPLY_MAX_LENGTH
    if type(length) is int and 1 <= length <= MOST_REPLY_CHARACTERS:
        return []
    return [
        Error(
            f"NEWSBLOCKS_REPLY_MAX_LENGTH = {length!r} is not a number of characters "
            f"from 1 to {MOST_REPLY_CHARACTERS}.",
            hint="Leave it out for 5000 characters.",
            id="wagtail_newsblocks_replies.E001",
        )
    ]


@register
def check_reply_origins(**kwargs: Any) -> list[CheckMessage]:
    """An origin that no browser ever names would let nobody in."""
    return [
        Error(
            f"NEWSBLOCKS_REPLY_ORIGINS has {origin!r}, which is not an origin.",
            hint='Write a scheme and a host alone, as in "https://example.org".',
            id="wagtail_newsblocks_replies.E002",
        )
        for origin in settings.NEWSBLOCKS_REPLY_ORIGINS
        if not is_origin(origin)
    ]


def is_origin(origin: Any) -> bool:
    parts = urlsplit(str(origin))
    exact = f"{parts.scheme}://{parts.netloc}".lower()
    return parts.scheme in ("http", "https") and bool(parts.netloc) and origin == exact


@register
def check_reply_choices(**kwargs: Any) -> list[CheckMessage]:
    """A word that means nothing would be an error on every page with a form."""
    allowed = {
        "NEWSBLOCKS_REPLY_ORDER": ("oldest", "newest"),
        "NEWSBLOCKS_REPLY_POLICY": ("hold", "publish_known"),
    }
    return [
        Error(
            f"{name} = {getattr(settings, name)!r} is none of: {', '.join(words)}.",
            hint=f"Leave it out for {words[0]!r}.",
            id="wagtail_newsblocks_replies.E003",
        )
        for name, words in allowed.items()
        if getattr(settings, name) not in words
    ]


@register
def check_reply_days(**kwargs: Any) -> list[CheckMessage]:
    """Replies close, and are erased, after a whole number of days."""
    days = {
        "NEWSBLOCKS_REPLY_CLOSE_AFTER_DAYS": settings.NEWSBLOCKS_REPLY_CLOSE_AFTER_DAYS
    }
    for what, number in settings.NEWSBLOCKS_REPLY_RETENTION.items():
        days[f"NEWSBLOCKS_REPLY_RETENTION[{what!r}]"] = number
        if what not in DEFAULT_RETENTION:
            days[f"NEWSBLOCKS_REPLY_RETENTION[{what!r}]"] = -1
    return [
        Error(
            f"{name} is not a number of days that can be kept to.",
            hint=(
                "Give a whole number from 0, or None for ever. What is kept is one of: "
                f"{', '.join(DEFAULT_RETENTION)}."
            ),
            id="wagtail_newsblocks_replies.E004",
        )
        for name, number in days.items()
        if number is not None and not (type(number) is int and 0 <= number <= 36_500)
    ]


@register
def check_reply_checks(**kwargs: Any) -> list[CheckMessage]:
    """A check that cannot be found would hold every reply."""
    errors: list[CheckMessage] = []
    for path in settings.NEWSBLOCKS_REPLY_CHECKS:
        try:
            is_function = callable(import_string(path))
        except (ImportError, AttributeError, TypeError):
            is_function = False
        if not is_function:
            errors.append(
                Error(
                    f"NEWSBLOCKS_REPLY_CHECKS has {path!r}, which is no function.",
                    hint="Write the path of a function, as in “news.checks.my_check”.",
                    id="wagtail_newsblocks_replies.E005",
                )
            )
    return errors


@register
def check_reply_words(**kwargs: Any) -> list[CheckMessage]:
    """What is no word is never found; a text instead of a list is its letters."""
    errors: list[CheckMessage] = []
    for what, words in settings.NEWSBLOCKS_REPLY_WORDS.items():
        if what not in ("hold", "spam") or not isinstance(words, list | tuple):
            wrong = [f"[{what!r}], which is no list of words for “hold” or “spam”"]
        else:
            wrong = [
                f"[{what!r}] with {w!r}, which is no word"
                for w in words
                if not is_word(w)
            ]
        errors += [
            Error(
                f"NEWSBLOCKS_REPLY_WORDS has {problem}.",
                hint='Write {"hold": ["a word", …], "spam": ["another", …]}.',
                id="wagtail_newsblocks_replies.E006",
            )
            for problem in wrong
        ]
    return errors


def is_word(word: Any) -> bool:
    return isinstance(word, str) and any(map(str.isalnum, word))


@register
def check_reply_rates(**kwargs: Any) -> list[CheckMessage]:
    """A rate that cannot be counted would hold every reply."""
    return [
        Error(
            f"NEWSBLOCKS_REPLY_RATES[{what!r}] = {rate!r} is no number of replies in a "
            "number of seconds.",
            hint='Write {"address": (5, 600), "page": None}; None is for any number.',
            id="wagtail_newsblocks_replies.E007",
        )
        for what, rate in settings.NEWSBLOCKS_REPLY_RATES.items()
        if what not in DEFAULT_RATES or not (rate is None or is_rate(rate))
    ]


def is_rate(rate: Any) -> bool:
    return (
        isinstance(rate, list | tuple)
        and len(rate) == 2
        and all(type(number) is int and number > 0 for number in rate)
    )


@register
def check_trusted_proxies(**kwargs: Any) -> list[CheckMessage]:
    """A mistyped network would be an error for whoever sends a reply."""
    errors: list[CheckMessage] = []
    for network in settings.NEWSBLOCKS_REPLY_TRUSTED_PROXIES:
        try:
            ipaddress.ip_network(network, strict=False)
        except ValueError:
            errors.append(
                Error(
                    f"NEWSBLOCKS_REPLY_TRUSTED_PROXIES has {network!r}, which is no "
                    "network.",
                    hint="Write an address or a network, as in “10.0.0.0/8”.",
                    id="wagtail_newsblocks_replies.E008",
                )
            )
    return errors


@register
def check_reply_urls(**kwargs: Any) -> list[CheckMessage]:
    """A reply form that has nowhere to go would break every page it stands in."""
    try:
        match = resolve(reverse("newsblocks_replies:reply", args=["check"]))
    except (NoReverseMatch, Resolver404):
        problem = "The URLs of wagtail_newsblocks.replies are not in your URLconf."
    else:
        if match.app_names == ["newsblocks_replies"]:
            return []
        problem = (
            f"The URLs of wagtail_newsblocks.replies come too late: {match.route!r} "
            "takes what readers send there."
        )
    return [
        Error(
            problem,
            hint=(
                'Add path("replies/", include("wagtail_newsblocks.replies.urls")) '
                "before Wagtail's own URLs."
            ),
            id="wagtail_newsblocks_replies.E009",
        )
    ]
