"""Where readers send and read replies. Mount these before Wagtail's own URLs."""

from django.urls import path

from . import feeds, mail_views, views

app_name = "newsblocks_replies"
urlpatterns = [
    # What links in mails lead to. No page has such a reference.
    path("prove/<str:token>/", mail_views.prove, name="prove"),
    path("stop/<str:token>/", mail_views.stop, name="stop"),
    path("<str:reference>/", views.reply, name="reply"),
    path("<str:reference>/received/", views.received, name="received"),
    path("<str:reference>/token/", views.token, name="token"),
    path("<str:reference>/all/", views.thread_list, name="list"),
    path("<str:reference>/feed/", feeds.feed, name="feed"),
    path("<str:reference>/<int:reply_id>/", views.thread, name="thread"),
]
