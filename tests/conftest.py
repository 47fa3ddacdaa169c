import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import connections
from django.test import override_settings
from hypothesis import HealthCheck, settings
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, GroupPagePermission, Page, Site

from news.models import ArticlePage

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


@pytest.fixture
def make_long_article(db, settings, tmp_path):
    """A function that makes an article with so many of each block."""
    settings.MEDIA_ROOT = tmp_path
    home = Site.objects.get(is_default_site=True).root_page
    file = ContentFile(b"x", name="bridge.pdf")
    collection = Collection.get_first_root_node().add_child(name="Papers")

    def make(number):
        body = [("reply_form", {})]
        for n in range(number):
            title = f"{number} {n}"
            page = home.add_child(instance=ArticlePage(title=f"Source {title}"))
            document = Document.objects.create(
                title=title, file=file, collection=collection
            )
            image = Image.objects.create(title=title, file=get_test_image_file())
            source = {"page": page}
            statistic = {"figure": "5", "subject": "cars", "source": source}
            quotation = {"text": "Go.", "speaker": "A", "portrait": image}
            body += [
                (
                    "paragraph",
                    f'<p><a linktype="page" id="{page.pk}">Cars</a>, '
                    f'<a linktype="document" id="{document.pk}">papers</a></p>',
                ),
                ("image", {"image": image, "caption": "Cars"}),
                ("statistic", statistic),
                ("statistics", {"statistics": [("statistic", statistic)] * 2}),
                ("pull_quote", {"text": "Go."}),
                ("quotation", {**quotation, "source": source}),
                ("fact_sheet", {"title": "A", "document": document, "cover": image}),
                ("fact_sheet", {"title": "B", "page": page}),
            ]
        article = home.add_child(instance=ArticlePage(title=f"A {number}", body=body))
        # Pictures are made, and sites are looked up, when they are first asked for.
        article.body.stream_block.get_api_representation(article.body)
        return article

    return make
