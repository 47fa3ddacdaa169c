"""The moderation queue in the Wagtail admin."""

from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.html import format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import (
    BulkActionsCheckboxColumn,
    Column,
    DateColumn,
    StatusTagColumn,
    TitleColumn,
)
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import AdminPageChooser, HeaderButton
from wagtail.permission_policies import ModelPermissionPolicy

from . import flood
from .models import AlreadyDecided, Reply, Status, page_model

MOST_WAITING_COUNTED = 100


@dataclass(frozen=True)
class Decision:
    """What a moderator can do with a reply."""

    code: str
    label: str | Promise
    result: Status
    done: str | Promise
    css_class: str = "button-secondary"


DECISIONS = {
    decision.code: decision
    for decision in (
        Decision(
            "approve",
            _("Approve"),
            Status.APPROVED,
            _("The reply is approved and stands under the article."),
            css_class="",
        ),
        Decision(
            "reject",
            _("Reject"),
            Status.REJECTED,
            _("The reply is rejected."),
        ),
        Decision(
            "spam",
            _("Mark as spam"),
            Status.SPAM,
            _("The reply is marked as spam."),
        ),
        Decision(
            "remove",
            _("Remove"),
            Status.REMOVED,
            _("The reply is removed from the article."),
            css_class="no",
        ),
    )
}


def decisions_about(reply: Reply) -> list[Decision]:
    """Return what makes sense next: only what was published can be removed."""
    was_published = reply.status == Status.APPROVED
    return [
        decision
        for decision in DECISIONS.values()
        if decision.result != reply.status
        and (decision.code != "remove" or was_published)
        and (decision.code != "reject" or not was_published)
    ]


def decided_meanwhile(reply: Reply) -> str:
    """Tell a moderator that another one was faster, and what became of the reply."""
    current = Reply.objects.filter(pk=reply.pk).first()
    if current is None:
        return gettext("This reply has been deleted in the meantime.")
    return gettext(
        "Nothing was changed: somebody else decided about this reply in the "
        "meantime. It is now: %(status)s."
    ) % {"status": current.get_status_display()}


class ReplyPermissionPolicy(ModelPermissionPolicy):
    """Nobody adds replies in the admin, not even a superuser."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "add" and super().user_has_permission(user, action)


reply_permission_policy = ReplyPermissionPolicy(Reply)


class PageFilterChooser(AdminPageChooser):
    """A page chooser that an outdated or mistyped address does not break."""

    def get_value_data(self, value: Any) -> Any:
        try:
            return super().get_value_data(value)
        except (ValueError, ObjectDoesNotExist):
            return None


class ReplyFilterSet(WagtailFilterSet):
    status = django_filters.MultipleChoiceFilter(
        label=_("Status"), choices=Status.choices, widget=forms.CheckboxSelectMultiple
    )
    page = django_filters.ModelChoiceFilter(
        label=_("Page"),
        queryset=lambda request: page_model().objects.all(),
        widget=PageFilterChooser,
    )
    submitted_at = django_filters.DateFromToRangeFilter(
        label=_("Submitted"), widget=DateRangePickerWidget
    )

    class Meta:
        model = Reply
        fields: list[str] = []


class ReplyIndexView(generic.IndexView):
    template_name = "wagtail_newsblocks/replies/admin/index.html"
    filterset_class = ReplyFilterSet
    default_ordering = "-submitted_at"
    any_permission_required = ["change", "view"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # The queue opens on what waits. An address that says otherwise is kept.
        if not request.GET and not self.results_only:
            return redirect(f"{request.path}?status={Status.PENDING}")
        return super().get(request, *args, **kwargs)

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("page")

    @cached_property
    def header_buttons(self) -> list[Any]:
        buttons = list(super().header_buttons)
        if self.permission_policy.user_has_permission(self.request.user, "change"):
            label = _("Everything is held") if flood.is_on() else _("Flood of replies")
            url = reverse("newsblocks_flood")
            buttons.append(HeaderButton(label, url=url, icon_name="warning"))
        return buttons

    @cached_property
    def columns(self) -> list[Any]:
        title_column = self._get_title_column_class(TitleColumn)
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="reply"),
            title_column(
                "excerpt",
                label=_("Reply"),
                get_url=lambda reply: (
                    self.get_edit_url(reply) or self.get_inspect_url(reply)
                ),
                get_title_id=lambda reply: f"reply_{reply.pk}_title",
            ),
            Column("author_name", label=_("Name"), sort_key="author_name"),
            Column("page", label=_("Page"), accessor="page.title"),
            StatusTagColumn(
                "status",
                label=_("Status"),
                accessor="get_status_display",
                primary=lambda reply: reply.status == Status.APPROVED,
            ),
            DateColumn("submitted_at", label=_("Submitted"), sort_key="submitted_at"),
            Column("findings", label=_("Why it was held"), accessor=reasons_held),
        ]


def reasons_held(reply: Reply) -> str:
    return format_html_join("", "<div>{}</div>", ((r,) for r in reply.reasons_held))


class DecisionForm(WagtailAdminModelForm):
    """A decision, with the status that the moderator saw when taking it."""

    decision = forms.ChoiceField(choices=[(code, code) for code in DECISIONS])
    seen = forms.ChoiceField(choices=Status.choices)

    class Meta:
        model = Reply
        fields: list[str] = []


class ModerationView(generic.EditView):
    """One reply in full, and the buttons to decide about it."""

    template_name = "wagtail_newsblocks/replies/admin/moderate.html"
    page_title = _("Reply")

    def save_instance(self) -> Reply:
        reply = self.form.instance
        reply.status = self.form.cleaned_data["seen"]
        self.decision = DECISIONS[self.form.cleaned_data["decision"]]
        if self.decision not in decisions_about(reply):
            raise AlreadyDecided(reply)
        reply.decide(self.decision.result, by=self.request.user)
        return reply

    def form_valid(self, form: DecisionForm) -> HttpResponse:
        try:
            return super().form_valid(form)
        except AlreadyDecided as error:
            messages.error(self.request, decided_meanwhile(error.reply))
            return redirect(self.get_edit_url())

    def get_success_message(self) -> str:
        return str(self.decision.done)

    def get_success_buttons(self) -> list[Any]:
        return [messages.button(self.get_edit_url(), gettext("Open it again"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "reply": self.object,
            "decisions": decisions_about(self.object),
        }


class RepliesMenuItem(MenuItem):
    """Says how many replies wait."""

    def is_shown(self, request: HttpRequest) -> bool:
        return reply_permission_policy.user_has_any_permission(
            request.user, ReplyIndexView.any_permission_required
        )

    def render_component(self, request: HttpRequest) -> Any:
        component = super().render_component(request)
        waiting = Reply.objects.pending()[:MOST_WAITING_COUNTED].count()
        if waiting:
            more = "+" if waiting == MOST_WAITING_COUNTED else ""
            component.label = gettext("%(label)s (%(count)s)") % {
                "label": self.label,
                "count": f"{waiting}{more}",
            }
        return component


class ReplyViewSet(ModelViewSet):
    model = Reply
    name = "newsblocks_moderation"
    url_prefix = "replies"
    icon = "comment"
    menu_label = _("Replies")
    menu_name = "replies"
    menu_order = 250
    menu_item_class = RepliesMenuItem
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = [
        "text",
        "author_name",
        "author_email",
        "website",
        "page",
        "status",
        "submitted_at",
        "published_at",
    ]
    search_fields = ["author_name", "author_email", "text", "page__title"]
    permission_policy = reply_permission_policy
    index_view_class = ReplyIndexView
    edit_view_class = ModerationView

    def get_form_class(self, for_update: bool = False) -> type[DecisionForm]:
        return DecisionForm


reply_viewset = ReplyViewSet()
