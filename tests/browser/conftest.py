"""
Pages in a real browser, against a server with the example site.

Playwright is used as it is. pytest-playwright would bring its own ``page``, which
knows neither our looks nor what else counts as a failure, and options that we
would have to override to start the browsers that ``chromium.py`` finds.
"""

import os
import sqlite3
from contextlib import closing

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from playwright.sync_api import sync_playwright
from wagtail.models import Page, Site

from news.models import ArticlePage, FrontPage

from .chromium import launch


@pytest.fixture(scope="session")
def browser():
    # Playwright runs an event loop in this thread; Django then refuses the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()
        connections.close_all()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def live_server(django_db_setup, live_server):
    """
    pytest-django's, started when the test database is there.

    Before, it may find one in memory, whose connection its threads would then share.
    """
    return live_server


@pytest.fixture(autouse=True)
def quiet_admin(settings):
    """Nothing happens in the admin that a test did not do."""
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    settings.WAGTAIL_ENABLE_UPDATE_CHECK = False
    settings.WAGTAIL_GRAVATAR_PROVIDER_URL = None


@pytest.fixture
def front_page(live_server):
    """The front page, without articles, of the site that ``live_server`` serves."""
    root = Page.get_first_root_node()
    front_page = root.add_child(instance=FrontPage(title="Front page", slug="front"))
    Site.objects.all().delete()
    Site.objects.create(
        hostname=live_server.thread.host,
        port=live_server.thread.port,
        root_page=front_page,
        is_default_site=True,
    )
    return front_page


@pytest.fixture(scope="session")
def filled_database(tmp_path_factory):
    """Where SQLite keeps the demonstration, once it has been filled in."""
    return tmp_path_factory.mktemp("demo") / "filled.sqlite3"


@pytest.fixture
def demo(front_page, live_server, filled_database):
    """
    The demonstration, on the live server. It comes first of the fixtures with rows.

    What others had made would be lost, or be there in all the tests that follow.
    """
    assert not User.objects.exists()
    assert Page.objects.count() == 3
    if filled_database.exists():
        with closing(sqlite3.connect(filled_database)) as filled:
            filled.backup(connection.connection)
    else:
        front_page.delete()
        call_command("fill_demo", verbosity=0)
        if connection.vendor == "sqlite":
            part = filled_database.with_suffix(".part")
            with closing(sqlite3.connect(part)) as filled:
                connection.connection.backup(filled)
            part.rename(filled_database)
    thread = live_server.thread
    Site.objects.update(hostname=thread.host, port=thread.port)
    Site.clear_site_root_paths_cache()


@pytest.fixture
def article(demo):
    """The demo's long article, with its replies."""
    return ArticlePage.objects.get(slug="fentanyl")


@pytest.fixture
def browser_errors():
    """
    What went wrong in the test's pages; the test fails if anything is left here.

    A test that causes an error on purpose looks for it here and clears the list.
    """
    errors = []
    yield errors
    assert not errors, "\n".join(["The browser reported:", *errors])


@pytest.fixture
def servers(live_server):
    """Where pages may fetch from."""
    return (live_server.url,)


@pytest.fixture
def new_page(browser, live_server, servers, browser_errors):
    """
    A function that opens a page with nothing in common with the test's other pages.

    Addresses are the live server's: ``new_page(locale="ar").goto("/ar/")``.
    """
    contexts = []

    def new_page(width=1280, color_scheme="light", locale="en", javascript=True):
        context = browser.new_context(
            base_url=live_server.url,
            java_script_enabled=javascript,
            viewport={"width": width, "height": 900},
            color_scheme=color_scheme,
            locale=locale,
            reduced_motion="reduce",
        )
        watch(context, servers, browser_errors)
        contexts.append(context)
        return context.new_page()

    yield new_page
    for context in contexts:
        context.close()


def watch(context, servers, errors):
    """Add to ``errors`` what fails in any of the context's pages, pop-ups included."""

    def on_console(message):
        # What could not be loaded is reported below, with its address.
        if message.type == "error" and "Failed to load resource" not in message.text:
            errors.append(f"console: {message.text}")

    def on_request(request):
        if request.url.startswith("http") and not request.url.startswith(servers):
            errors.append(f"request to another server: {request.url}")

    def on_response(response):
        if response.status >= 400:
            errors.append(f"status {response.status}: {response.url}")

    def on_request_failed(request):
        # A page that is left, or a download, aborts what it was loading.
        if request.url.startswith(servers) and request.failure != "net::ERR_ABORTED":
            errors.append(f"request failed ({request.failure}): {request.url}")

    context.on("console", on_console)
    context.on("weberror", lambda e: errors.append(f"uncaught: {e.error.stack}"))
    context.on("request", on_request)
    context.on("response", on_response)
    context.on("requestfailed", on_request_failed)


@pytest.fixture
def page(new_page):
    """A reader's page: 1280 pixels wide, light, in English."""
    return new_page()


@pytest.fixture(
    params=[(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")],
    ids=lambda look: f"{look[0]}px-{look[1]}",
)
def page_in_each_look(request, new_page):
    """A reader's page; the test runs once for each width and colour scheme."""
    width, color_scheme = request.param
    return new_page(width=width, color_scheme=color_scheme)


@pytest.fixture
def new_admin_page(new_page, live_server):
    """A function that opens a page of the admin, logged in: ``new_page``, by whom."""

    def new_admin_page(user, **look):
        client = Client()  # One alone would end the session of who was there before.
        client.force_login(user)
        name = django_settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value}
        page = new_page(**look)
        page.context.add_cookies([{**cookie, "url": live_server.url}])
        return page

    return new_admin_page


@pytest.fixture
def admin_page(new_admin_page, admin_user):
    """An editor's page, logged in as a superuser."""
    return new_admin_page(admin_user)


@pytest.fixture(scope="session")
def axe():
    """A function that fails on whatever axe-core finds, in the page or a part of it."""

    def axe(page, selector=None):
        results = Axe().run(page, context=selector)
        assert not results.violations_count, results.generate_report()

    return axe
