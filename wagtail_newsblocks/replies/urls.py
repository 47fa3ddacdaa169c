"""Where readers send their replies. Mount these before Wagtail's own URLs."""

from django.urls import path

from . import views

app_name = "newsblocks_replies"
urlpatterns = [
    path("<str:reference>/", views.reply, name="reply"),
    path("<str:reference>/received/", views.received, name="received"),
]
