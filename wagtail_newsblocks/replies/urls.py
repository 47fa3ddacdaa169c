"""Where readers send and read replies. Mount these before Wagtail's own URLs."""

from django.urls import path

from . import views

app_name = "newsblocks_replies"
urlpatterns = [
    path("<str:reference>/", views.reply, name="reply"),
    path("<str:reference>/received/", views.received, name="received"),
    path("<str:reference>/token/", views.token, name="token"),
    path("<str:reference>/all/", views.thread_list, name="list"),
    path("<str:reference>/<int:reply_id>/", views.thread, name="thread"),
]
