"""Where moderators switch the flood on and off, in the Wagtail admin."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from .. import flood
from .permissions import reply_permission_policy


class FloodForm(forms.Form):
    hours = forms.IntegerField(
        label=_("Hours"),
        min_value=1,
        max_value=flood.MOST_HOURS,
        initial=3,
        help_text=_("It ends by itself after so many hours from now."),
    )


class FloodView(
    PermissionCheckedMixin,
    WagtailAdminTemplateMixin,
    FormView,  # type: ignore[type-arg]  # It takes none when it runs.
):
    """Says whether everything is held, and lets a moderator begin or end it."""

    permission_policy = reply_permission_policy
    permission_required = "change"
    form_class = FloodForm
    template_name = "wagtail_newsblocks/replies/admin/flood.html"
    page_title = _("Flood of replies")
    header_icon = "warning"
    success_url = reverse_lazy("newsblocks_flood")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "end" not in request.POST:
            return super().post(request, *args, **kwargs)
        flood.end(by=request.user)
        messages.success(request, gettext("Replies are no longer held by the flood."))
        return redirect(self.success_url)

    def form_valid(self, form: FloodForm) -> HttpResponse:
        flood.hold_everything(form.cleaned_data["hours"], by=self.request.user)
        messages.success(self.request, gettext("From now on, every reply is held."))
        return super().form_valid(form)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        replies = {
            "url": reverse("newsblocks_moderation:index"),
            "label": _("Replies"),
        }
        return [*self.breadcrumbs_items, replies, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "flood": flood.current()}
