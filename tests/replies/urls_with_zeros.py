"""A site whose API is where an address looks like that of a page's id."""

from django.urls import path

from wagtail_newsblocks.replies.api import api

from .urls_without_api import urlpatterns as others

urlpatterns = [path("0/", api.urls), *others]
