"""
Answer a query, read from the standard input, as a site that has these apps installed.

    python -m tests.graphql_site grapple,graphene_django,wagtail_newsblocks,...

It has no database.
"""

import sys

import django
from django.conf import settings
from django.test import Client

settings.configure(
    ALLOWED_HOSTS=["*"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    GRAPHENE={"SCHEMA": "grapple.schema.schema"},
    GRAPPLE={"APPS": ["wagtail_newsblocks_replies"]},
    INSTALLED_APPS=[
        *sys.argv[1].split(","),
        "wagtail.admin",
        "wagtail.contrib.redirects",
        "wagtail.documents",
        "wagtail.embeds",
        "wagtail.images",
        "wagtail.users",
        "wagtail",
        "taggit",
        "modelcluster",
        "django.contrib.auth",
        "django.contrib.contenttypes",
    ],
    ROOT_URLCONF="grapple.urls",
    SECRET_KEY="none",
    STATIC_URL="/static/",
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
        }
    ],
    WAGTAILADMIN_BASE_URL="https://example.org",
)
django.setup()
query = {"query": sys.stdin.read()}
response = Client().post("/graphql/", query, content_type="application/json")
print(response.content.decode())
