"""The package's settings, each read when it is asked for."""

from collections.abc import Sequence

from django.conf import settings as django_settings

DEFAULT_CHECKS = tuple(
    f"wagtail_newsblocks.replies.screening.{name}"
    for name in (
        "held_by_policy",
        "filled_honeypot",
        "held_in_flood",
        "lacks_proof_of_work",
        "odd_token",
        "has_links",
        "has_listed_words",
        "seen_before",
        "named_like_staff",
        "many_from_address",
        "many_on_page",
    )
)
DEFAULT_RATES: dict[str, tuple[int, int] | None] = {
    "address": (5, 600),
    "page": (60, 600),
}
# Replies by their state, and the addresses of those that stay.
DEFAULT_RETENTION: dict[str, int | None] = {
    "spam": 30,
    "rejected": 180,
    "removed": 180,
    "email": None,
}


class Settings:
    @property
    def NEWSBLOCKS_API_SCHEMA(self) -> bool:
        """Whether Wagtail's API v3 says in its schemas what the blocks hold."""
        return bool(getattr(django_settings, "NEWSBLOCKS_API_SCHEMA", True))

    @property
    def NEWSBLOCKS_DOCUMENT_VIEWER(self) -> bool:
        """Whether a fact sheet's own PDF may be framed in the page."""
        return bool(getattr(django_settings, "NEWSBLOCKS_DOCUMENT_VIEWER", False))

    @property
    def NEWSBLOCKS_REPLY_MAX_LENGTH(self) -> int:
        """How many characters a reader's reply may have."""
        return getattr(django_settings, "NEWSBLOCKS_REPLY_MAX_LENGTH", 5000)

    @property
    def NEWSBLOCKS_REPLY_ORDER(self) -> str:
        """Which replies a page shows first: "oldest" or "newest"."""
        return getattr(django_settings, "NEWSBLOCKS_REPLY_ORDER", "oldest")

    @property
    def NEWSBLOCKS_REPLY_CLOSE_AFTER_DAYS(self) -> int | None:
        """How many days after publication readers may reply; None: for ever."""
        return getattr(django_settings, "NEWSBLOCKS_REPLY_CLOSE_AFTER_DAYS", None)

    @property
    def NEWSBLOCKS_REPLY_POLICY(self) -> str:
        """What appears at once: "hold" (nothing) or "publish_known"."""
        return getattr(django_settings, "NEWSBLOCKS_REPLY_POLICY", "hold")

    @property
    def NEWSBLOCKS_REPLY_CHECKS(self) -> Sequence[str]:
        """The checks that look for a reason to hold a reply, in order."""
        return getattr(django_settings, "NEWSBLOCKS_REPLY_CHECKS", DEFAULT_CHECKS)

    @property
    def NEWSBLOCKS_REPLY_WORDS(self) -> dict[str, list[str]]:
        """Words and phrases for which a reply is held ("hold"), or is "spam"."""
        return getattr(django_settings, "NEWSBLOCKS_REPLY_WORDS", {})

    @property
    def NEWSBLOCKS_REPLY_RATES(self) -> dict[str, tuple[int, int] | None]:
        """How many replies, in how many seconds, are usual: by "address", by "page"."""
        own = getattr(django_settings, "NEWSBLOCKS_REPLY_RATES", {})
        return {**DEFAULT_RATES, **own}

    @property
    def NEWSBLOCKS_REPLY_TRUSTED_PROXIES(self) -> Sequence[str]:
        """The networks whose word is taken for where a request came from."""
        return getattr(django_settings, "NEWSBLOCKS_REPLY_TRUSTED_PROXIES", [])

    @property
    def NEWSBLOCKS_REPLY_FROM_EMAIL(self) -> str:
        """Who writes to readers and moderators; "" if nobody does."""
        return getattr(django_settings, "NEWSBLOCKS_REPLY_FROM_EMAIL", "")

    @property
    def NEWSBLOCKS_REPLY_ORIGINS(self) -> list[str]:
        """Which other sites' pages may use the JSON API: "https://example.org"."""
        return list(getattr(django_settings, "NEWSBLOCKS_REPLY_ORIGINS", []))

    @property
    def NEWSBLOCKS_REPLY_RETENTION(self) -> dict[str, int | None]:
        """After how many days ``purge_replies`` erases what; None: never."""
        own = getattr(django_settings, "NEWSBLOCKS_REPLY_RETENTION", {})
        return {**DEFAULT_RETENTION, **own}


settings = Settings()
