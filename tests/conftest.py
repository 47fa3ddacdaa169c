import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.cache import cache
from django.db import connections
from django.test import override_settings
from hypothesis import HealthCheck, settings
from wagtail.models import GroupPagePermission, Page

# How long an example takes is for benchmarks to judge, on a machine that is idle.
settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("untimed")


def pytest_warning_recorded(warning_message, when):
    """
    Refuse what Wagtail calls deprecated also while the site is set up.

    Importing Wagtail puts its own filter before those of setup.cfg until then.
    """
    if when == "config" and warning_message.category.__module__.startswith("wagtail."):
        raise pytest.UsageError(str(warning_message))


def pytest_collection_modifyitems(items):
    """
    Let each test that commits start from what Wagtail's migrations put there.

    Such a test ends by emptying every table, and Django puts the rows back before
    the tests that ask for it. If only some asked, the rows of others were in the way.
    """
    for item in items:
        marker = item.get_closest_marker("django_db")
        if {"live_server", "transactional_db"}.intersection(item.fixturenames) or (
            marker and marker.kwargs.get("transaction")
        ):
            item.fixturenames.append("django_db_serialized_rollback")


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


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """
    Keep the rows that migrations put into the database, for tests that commit.

    For every connection: Playwright's event loop gives the tests another one.
    """
    connection = connections["default"]
    with django_db_blocker.unblock():
        rows = connection.creation.serialize_db_to_string()
    type(connection)._test_serialized_contents = rows


def permissions(*codenames):
    """To use the admin, and these about replies."""
    return Permission.objects.filter(
        content_type__app_label__in=["wagtailadmin", "wagtail_newsblocks_replies"],
        codename__in=["access_admin", *codenames],
    )


@pytest.fixture
def make_moderator(db):
    def make(username, *sections):
        """Return one who may decide about replies below these pages, or everywhere."""
        user = User.objects.create_user(username, password="secret")
        user.user_permissions.set(permissions("change_reply"))
        group = Group.objects.create(name=f"{username}'s sections")
        change_page = Permission.objects.get(codename="change_page")
        for section in sections or Page.objects.filter(depth=1):
            GroupPagePermission.objects.create(
                group=group, page=section, permission=change_page
            )
        user.groups.add(group)
        return user

    return make
