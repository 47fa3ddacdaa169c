"""The package's settings, each read when it is asked for."""

from django.conf import settings as django_settings


class Settings:
    @property
    def NEWSBLOCKS_DOCUMENT_VIEWER(self) -> bool:
        """Whether a fact sheet's own PDF may be framed in the page."""
        return bool(getattr(django_settings, "NEWSBLOCKS_DOCUMENT_VIEWER", False))

    @property
    def NEWSBLOCKS_REPLY_MAX_LENGTH(self) -> int:
        """How many characters a reader's reply may have."""
        return getattr(django_settings, "NEWSBLOCKS_REPLY_MAX_LENGTH", 5000)


settings = Settings()
