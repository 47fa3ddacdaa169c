"""A site that has not mounted the JSON API."""

from django.urls import include, path
from wagtail import urls as wagtail_urls

urlpatterns = [
    path("replies/", include("wagtail_newsblocks.replies.urls")),
    path("", include(wagtail_urls)),
]
