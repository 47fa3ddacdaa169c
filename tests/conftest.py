import pytest
from django.core.cache import cache
from django.db import connections
from django.test import override_settings


def pytest_warning_recorded(warning_message, when):
    """
    Refuse what Wagtail calls deprecated also while the site is set up.

    Importing Wagtail puts its own filter before those of setup.cfg until then.
    """
    if when == "config" and warning_message.category.__module__.startswith("wagtail."):
        raise pytest.UsageError(str(warning_message))


@pytest.fixture(scope="session", autouse=True)
def test_settings(tmp_path_factory):
    """Keep uploads out of the demo's, and hash passwords without the wait."""
    with override_settings(
        MEDIA_ROOT=tmp_path_factory.mktemp("media"),
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield


@pytest.fixture(autouse=True)
def empty_cache():
    """Wagtail caches the addresses of sites, which the next test no longer has."""
    cache.clear()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory):
    """
    Put SQLite's test database into a file.

    A browser asks for several things at once, and the threads that answer would
    share an in-memory database's only connection, and so each other's transactions.
    """
    connection = connections["default"]
    if connection.vendor == "sqlite":
        settings = connection.settings_dict
        settings["TEST"]["NAME"] = str(tmp_path_factory.mktemp("db") / "test.sqlite3")
        settings["OPTIONS"] = {
            **settings["OPTIONS"],
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;",
            "transaction_mode": "IMMEDIATE",
        }
