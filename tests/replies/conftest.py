import datetime
import json

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from wagtail.models import Page, Site

from news.models import ArticlePage
from wagtail_newsblocks.conf import DEFAULT_CHECKS
from wagtail_newsblocks.replies import screening
from wagtail_newsblocks.replies.models import Reply, Status
from wagtail_newsblocks.replies.tokens import sign_page

from ..conftest import permissions

ARTICLE_TEMPLATE = (
    "{% load wagtailcore_tags %}<!DOCTYPE html><title>{{ page.title }}</title>"
    "{% include_block page.body %}"
)


@pytest.fixture(autouse=True)
def plain_article_template(settings):
    """
    Show articles by their blocks alone: no user bar, nothing of the example site.

    What a test renders twice is compiled once, as on a site. Before it renders, it may
    add to the templates that are given here.
    """
    files = {"news/article_page.html": ARTICLE_TEMPLATE}
    loaders = [
        ("django.template.loaders.locmem.Loader", files),
        "django.template.loaders.app_directories.Loader",
    ]
    cached = [("django.template.loaders.cached.Loader", loaders)]
    (engine,) = settings.TEMPLATES
    options = {**engine["OPTIONS"], "loaders": cached}
    settings.TEMPLATES = [{**engine, "APP_DIRS": False, "OPTIONS": options}]
    return files


@pytest.fixture(autouse=True)
def two_checks(settings):
    """Find no more than a test expects; tests of the checks run them all."""
    settings.NEWSBLOCKS_REPLY_CHECKS = DEFAULT_CHECKS[:2]


@pytest.fixture
def checks_find(settings, monkeypatch):
    """A function that lets the checks find what a test says."""

    def checks_find(*findings):
        settings.NEWSBLOCKS_REPLY_CHECKS = range(len(findings))
        monkeypatch.setattr(
            screening, "import_string", lambda number: lambda _: findings[number]
        )

    return checks_find


@pytest.fixture(autouse=True)
def mail_is_off(settings):
    settings.NEWSBLOCKS_REPLY_FROM_EMAIL = ""


@pytest.fixture
def make_article(db):
    def make(**form):
        site = Site.objects.get(is_default_site=True)
        article = ArticlePage(
            title="The bridge is closed",
            body=json.dumps([{"type": "reply_form", "value": form}]),
        )
        site.root_page.add_child(instance=article)
        return Page.objects.get(pk=article.pk).specific

    return make


@pytest.fixture
def article(make_article):
    return make_article(heading="Leave a Reply")


@pytest.fixture
def reply_url(article):
    return f"/replies/{sign_page(article.pk)}/"


@pytest.fixture
def make_reply(article):
    def make(**fields):
        number = Reply.objects.count() + 1
        fields = {
            "page": article,
            "author_name": "Amina Rahal",
            "author_email": "amina@example.org",
            "text": "The bridge was never safe.",
            "submission_key": f"{number:064}",
            "findings": [{"code": "policy", "detail": ""}],
            "submitted_at": datetime.datetime(
                2024, 3, 14, 9, tzinfo=datetime.timezone.utc
            ),
            **fields,
        }
        if fields.get("status") == Status.APPROVED:
            fields.setdefault("published_at", timezone.now())
        parent = fields.pop("parent", None)
        reply = Reply(**fields)
        if parent:
            reply.place_below(parent)
        reply.save()
        if reply.is_visible:
            reply.count_visible(+1)
        return reply

    return make


@pytest.fixture
def submission():
    return {
        "name": "Amina Rahal",
        "email": "amina@example.org",
        "text": "The bridge was never safe.",
        "topic": "",
    }


@pytest.fixture
def moderator(make_moderator):
    return make_moderator("moderator")


@pytest.fixture
def other_moderator(make_moderator):
    return make_moderator("other")


@pytest.fixture
def editor(db):
    """May use the admin, but has nothing to do with replies."""
    user = User.objects.create_user("editor", password="secret")
    user.user_permissions.set(permissions())
    return user
