"""Settings of the example site. For trying the package out, not for production."""

import os
from pathlib import Path

import dj_database_url
import django
import wagtail
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
VAR_DIR.mkdir(exist_ok=True)

SECRET_KEY = "the example site keeps no secrets"
DEBUG = True
ALLOWED_HOSTS = ["*"]

# Wagtail's API v3 came with Wagtail 8.
API_V3 = ["wagtail.api.v3"] if wagtail.VERSION >= (8,) else []

INSTALLED_APPS = [
    "news",
    "wagtail_newsblocks.replies",
    "wagtail_newsblocks",
    "wagtail_headless_preview",
    *API_V3,
    "wagtail.api.v2",
    "grapple",
    "graphene_django",
    # Purges what has changed, once WAGTAILFRONTENDCACHE names a cache.
    "wagtail.contrib.frontend_cache",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.simple_translation",
    "wagtail.locales",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "rest_framework",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}",
    )
}
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    INSTALLED_APPS.append("django.contrib.postgres")  # for Wagtail's search
elif DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Without these, an autosave while the preview is written answers with an error.
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        init_command="PRAGMA journal_mode = WAL", transaction_mode="IMMEDIATE"
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ar", _("Arabic"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"

# Mail is printed where the server was started.
MAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
if django.VERSION >= (6, 1):
    MAILERS = {"default": {"BACKEND": MAIL_BACKEND}}
else:
    EMAIL_BACKEND = MAIL_BACKEND

GRAPHENE = {
    "SCHEMA": "grapple.schema.schema",
    "MIDDLEWARE": ["wagtail_newsblocks.page_languages.graphql_middleware"],
}
GRAPPLE = {"APPS": ["news"], "EXPOSE_GRAPHIQL": DEBUG}

WAGTAIL_SITE_NAME = "The Harbour Post"
WAGTAILADMIN_BASE_URL = os.environ.get("BASE_URL", "http://localhost:8000")
WAGTAIL_GRAVATAR_PROVIDER_URL = None

# The headless site, from which readers send replies too.
FRONTEND_URL = os.environ.get("FRONTEND_URL", "http://localhost:4321")
NEWSBLOCKS_REPLY_ORIGINS = [FRONTEND_URL]
WAGTAIL_HEADLESS_PREVIEW = {"REDIRECT_ON_PREVIEW": True}
WAGTAILDOCS_EXTENSIONS = ["pdf"]
WAGTAILEMBEDS_FINDERS = [{"class": "news.embeds.DemoVideoFinder"}]

# The editor may frame the site's own pages (preview) and documents (fact sheets).
X_FRAME_OPTIONS = "SAMEORIGIN"
NEWSBLOCKS_DOCUMENT_VIEWER = True
NEWSBLOCKS_REPLY_FROM_EMAIL = "The Harbour Post <replies@example.com>"
