"""Wrong settings, said at startup with the way to mend them."""

import difflib
import ipaddress
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings as django_settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.module_loading import import_string

from .conf import DEFAULT_RATES, DEFAULT_RETENTION, settings
from .page_languages import graphql_middleware

MOST_REPLY_CHARACTERS = 20_000  # A hundred of them may stand on one page.
XFRAME_MIDDLEWARE = "django.middleware.clickjacking.XFrameOptionsMiddleware"


@register
def check_setting_names(**kwargs: Any) -> list[CheckMessage]:
    """Under a misspelt name, nothing would change."""
    known = [name for name in dir(settings) if name.startswith("NEWSBLOCKS_")]
    return [
        Warning(
            f"{name} is not a setting of wagtail_newsblocks.",
            hint=f"Did you mean {close[0]}?"
            if (close := difflib.get_close_matches(name, known, n=1, cutoff=0.8))
            else "Remove it, or look up its name in the README's “Settings”.",
            id="wagtail_newsblocks.W013",
        )
        for name in dir(django_settings)
        if name.startswith("NEWSBLOCKS_") and name not in known
    ]


@register
def check_document_viewer(**kwargs: Any) -> list[CheckMessage]:
    """A site that denies all framing would show an empty frame to readers."""
    if (
        settings.NEWSBLOCKS_DOCUMENT_VIEWER
        and XFRAME_MIDDLEWARE in django_settings.MIDDLEWARE
        and str(django_settings.X_FRAME_OPTIONS).upper() == "DENY"
    ):
        return [
            Error(
                "NEWSBLOCKS_DOCUMENT_VIEWER is on, but X_FRAME_OPTIONS = 'DENY' "
                "keeps browsers from showing the documents.",
                hint="Set X_FRAME_OPTIONS = 'SAMEORIGIN', or turn the viewer off.",
                id="wagtail_newsblocks.E001",
            )
        ]
    return []


@register
def check_order_of_apps(**kwargs: Any) -> list[CheckMessage]:
    """Once another app has asked for API v3, that learns nothing new of streams."""
    config: Any = apps.get_app_config("wagtail_newsblocks")
    if config.is_before_api_v3:
        return []
    return [
        Warning(
            "API v3 neither answers in the language of the page nor says what news "
            "blocks hold: an app before wagtail_newsblocks has already asked for it.",
            hint="Move wagtail_newsblocks up in INSTALLED_APPS, before Wagtail's own "
            "apps.",
            id="wagtail_newsblocks.W011",
        )
    ]


@register
def check_graphql_middleware(**kwargs: Any) -> list[CheckMessage]:
    """Without it, an Arabic page's blocks would be read in the request's language."""
    if not (apps.is_installed("grapple") and django_settings.USE_I18N):
        return []
    from graphene_django.settings import graphene_settings

    if graphql_middleware in graphene_settings.MIDDLEWARE:
        return []
    return [
        Warning(
            "GraphQL does not give blocks in the language of their page.",
            hint='Add "wagtail_newsblocks.page_languages.graphql_middleware" to '
            'GRAPHENE["MIDDLEWARE"].',
            id="wagtail_newsblocks.W012",
        )
    ]


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
            id="wagtail_newsblocks.E002",
        )
    ]


@register
def check_reply_origins(**kwargs: Any) -> list[CheckMessage]:
    """An origin that no browser ever names would let nobody in."""
    return [
        Error(
            f"NEWSBLOCKS_REPLY_ORIGINS has {origin!r}, which is not an origin.",
            hint='Write a scheme and a host alone, as in "https://example.org".',
            id="wagtail_newsblocks.E004",
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
            id="wagtail_newsblocks.E005",
        )
        for name, words in allowed.items()
        if getattr(settings, name) not in words
    ]


@register
def check_reply_days(**kwargs: Any) -> list[CheckMessage]:
    """Replies close, and are erased, after a whole number of days."""
    days = {"NEWSBLOCKS_REPLY_DAYS": settings.NEWSBLOCKS_REPLY_DAYS}
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
            id="wagtail_newsblocks.E006",
        )
        for name, number in days.items()
        if number is not None and not (type(number) is int and 0 <= number <= 36_500)
    ]


@register
def check_reply_checks(**kwargs: Any) -> list[CheckMessage]:
    """A check that cannot be found would hold every reply."""
    errors: list[CheckMessage] = []
    if not apps.is_installed("wagtail_newsblocks.replies"):
        return errors
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
                    id="wagtail_newsblocks.E007",
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
                id="wagtail_newsblocks.E009",
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
            id="wagtail_newsblocks.E010",
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
    for network in settings.NEWSBLOCKS_TRUSTED_PROXIES:
        try:
            ipaddress.ip_network(network, strict=False)
        except ValueError:
            errors.append(
                Error(
                    f"NEWSBLOCKS_TRUSTED_PROXIES has {network!r}, which is no network.",
                    hint="Write an address or a network, as in “10.0.0.0/8”.",
                    id="wagtail_newsblocks.E008",
                )
            )
    return errors


@register
def check_reply_urls(**kwargs: Any) -> list[CheckMessage]:
    """A reply form that has nowhere to go would break every page it stands in."""
    if not apps.is_installed("wagtail_newsblocks.replies"):
        return []
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
            id="wagtail_newsblocks.E003",
        )
    ]
