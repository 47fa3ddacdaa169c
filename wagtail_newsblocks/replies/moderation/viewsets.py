"""The moderation queue in the Wagtail admin."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import (
    BulkActionsCheckboxColumn,
    Column,
    DateColumn,
    StatusTagColumn,
    TitleColumn,
)
from wagtail.admin.utils import set_query_params
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import HeaderButton

from .. import flood
from ..feeds import FORBIDDEN_IN_XML
from ..models import Reply, ReplyQuerySet, Status
from .filters import ReplyFilterSet
from .forms import DecisionForm
from .panels import RepliesMenuItem
from .permissions import reply_permission_policy
from .views import (
    AnswerView,
    EditReplyView,
    InspectReplyView,
    ModerationView,
    PersonalDataView,
    ReplyHistoryView,
    ReplyUsageView,
    UndoView,
)

# What a spreadsheet would take for a formula if a cell began with it, also in its full
# width, by which it is typed in Chinese and Japanese.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class ReplyIndexView(generic.IndexView):
    template_name = "wagtail_newsblocks/replies/admin/index.html"
    filterset_class = ReplyFilterSet
    table_classname = "listing newsblocks-queue"
    default_ordering = "-submitted_at"
    any_permission_required = ["change", "view"]
    # Without email addresses: a file goes where nobody knows.
    list_export = [
        "submitted_at",
        "get_status_display",
        "author_name",
        "website",
        "text",
        "page.title",
        "reasons_held",
    ]
    export_headings = {
        "get_status_display": _("Status"),
        "page.title": _("Page"),
        "reasons_held": _("Why it was held"),
    }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # The queue opens on what waits. An address that says otherwise is kept.
        if not request.GET and not self.results_only:
            return redirect(f"{request.path}?status={Status.PENDING}")
        return super().get(request, *args, **kwargs)

    def get_base_queryset(self) -> ReplyQuerySet:
        replies = reply_permission_policy.instances_user_has_any_permission_for(
            self.request.user, self.any_permission_required
        )
        # Joined, MariaDB would begin with the pages, and sort all replies to them.
        return replies.prefetch_related("page")

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
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="reply"),
            # Without the buttons of other lists: a reply's page has all there is to do.
            TitleColumn(
                "excerpt",
                label=_("Reply"),
                accessor=lambda reply: in_own_direction(reply.excerpt),
                get_url=self.get_reply_url,
                get_title_id=lambda reply: f"reply_{reply.pk}_title",
            ),
            Column(
                "author_name",
                label=_("Name"),
                sort_key="author_name",
                accessor=lambda reply: in_own_direction(reply.author_name),
            ),
            Column(
                "page",
                label=_("Page"),
                accessor=lambda reply: in_own_direction(reply.page.title),
            ),
            StatusTagColumn(
                "status",
                label=_("Status"),
                accessor="get_status_display",
                primary=lambda reply: reply.status == Status.APPROVED,
            ),
            DateColumn("submitted_at", label=_("Submitted"), sort_key="submitted_at"),
            Column("findings", label=_("Why it was held"), accessor=reasons_held),
        ]

    def get_reply_url(self, reply: Reply) -> str:
        """Return where to decide about a reply, and to come back here afterwards."""
        if edit_url := self.get_edit_url(reply):
            here = f"{self.index_url}?{self.request.GET.urlencode()}"
            return set_query_params(edit_url, {"next": here})
        return self.get_inspect_url(reply)

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        value = super().preprocess_field_value(field, value, export_format)
        if not isinstance(value, str):
            return value
        if export_format == "xlsx":
            value = FORBIDDEN_IN_XML.sub("", value)
        return f"'{value}" if value.startswith(FORMULA_SIGNS) else value


def in_own_direction(text: str) -> str:
    """Keep a text that runs the other way than the admin's language in its order."""
    return format_html("<bdi>{}</bdi>", text)


def reasons_held(reply: Reply) -> str:
    line = '<div class="newsblocks-queue__reason">{}</div>'
    return format_html_join("", line, ((reason,) for reason in reply.reasons_held))


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
    export_filename = "replies"
    permission_policy = reply_permission_policy
    index_view_class = ReplyIndexView
    edit_view_class = ModerationView
    inspect_view_class = InspectReplyView
    history_view_class = ReplyHistoryView
    usage_view_class = ReplyUsageView

    def get_form_class(self, for_update: bool = False) -> type[DecisionForm]:
        return DecisionForm

    def get_urlpatterns(self) -> list[URLPattern]:
        edit_text = self.construct_view(EditReplyView)
        answer = self.construct_view(AnswerView)
        personal_data = self.construct_view(PersonalDataView)
        return [
            *super().get_urlpatterns(),
            path("edit-text/<int:pk>/", edit_text, name="edit_text"),
            path("answer/<int:pk>/", answer, name="answer"),
            path("personal-data/<int:pk>/", personal_data, name="personal_data"),
            path("undo/", self.construct_view(UndoView), name="undo"),
        ]


reply_viewset = ReplyViewSet()
