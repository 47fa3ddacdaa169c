"""The package's settings, each read when it is asked for."""

from django.conf import settings as django_settings

# Replies by their state, and the addresses of those that stay.
DEFAULT_RETENTION: dict[str, int | None] = {
    "spam": 30,
    "rejected": 180,
    "removed": 180,
    "email": None,
}


class Settings:
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
    def NEWSBLOCKS_REPLY_DAYS(self) -> int | None:
        """How many days after publication readers may reply; None: for ever."""
        return getattr(django_settings, "NEWSBLOCKS_REPLY_DAYS", None)

    @property
    def NEWSBLOCKS_REPLY_POLICY(self) -> str:
        """What appears at once: "hold" (nothing) or "publish_known"."""
        return getattr(django_settings, "NEWSBLOCKS_REPLY_POLICY", "hold")

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
