"""What a moderator does with one reply: decide, edit, answer, take back."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import StatusSidePanel
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.views.generic.usage import UsageView

from ..models import AlreadyDecided, AlreadyEdited, Reply, ReplyQuerySet, Status
from ..personal_data import erase, export, replies_by_author_of
from .decisions import (
    DECISIONS,
    decided_meanwhile,
    decisions_about,
    read_ids,
    undo,
    with_undo,
)
from .desk import answer
from .forms import AnswerForm, DecisionForm, EditForm
from .permissions import replies_for, reply_permission_policy
from .surroundings import Surroundings

ERASE = "wagtail_newsblocks_replies.erase_reply"


class ReplyStatusPanel(StatusSidePanel):
    def get_status_templates(self, context: dict[str, Any]) -> list[str]:
        # In Wagtail's, whatever has no drafts is live.
        return ["wagtail_newsblocks/replies/admin/status.html"]


class ModerationView(generic.EditView):
    """One reply in full, and the buttons to decide about it."""

    template_name = "wagtail_newsblocks/replies/admin/moderate.html"
    page_title = _("Reply")
    header_more_buttons: list[Any] = []

    def get_queryset(self) -> ReplyQuerySet:
        return replies_for(self.request.user).select_related("page")

    def get_usage_url(self) -> None:
        return None  # Nothing refers to replies.

    def get_side_panels(self) -> MediaContainer:
        panel = ReplyStatusPanel(
            self.object,
            self.request,
            history_url=self.get_history_url(),
            last_updated_info=self.get_last_updated_info(),
        )
        return MediaContainer([panel])

    def save_instance(self) -> Reply:
        reply = self.form.instance
        reply.status = self.form.cleaned_data["seen"]
        self.decision = DECISIONS[self.form.cleaned_data["decision"]]
        if self.decision not in decisions_about(reply):
            raise AlreadyDecided(reply)
        self.entry = reply.decide(self.decision.result, by=self.request.user)
        return reply

    def form_valid(self, form: DecisionForm) -> HttpResponse:
        try:
            return super().form_valid(form)
        except AlreadyDecided as error:
            messages.error(self.request, decided_meanwhile(error.reply))
            return redirect(self.get_edit_url())

    def get_success_message(self) -> str:
        return with_undo(self.decision.done, [self.entry], self.request, self.object)

    def get_success_buttons(self) -> list[Any]:
        return [messages.button(self.get_edit_url(), gettext("Open it again"))]

    def get_success_url(self) -> str:
        return (
            get_valid_next_url_from_request(self.request) or super().get_success_url()
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reply = self.object
        return {
            **super().get_context_data(**kwargs),
            "reply": reply,
            "next": get_valid_next_url_from_request(self.request),
            "decisions": decisions_about(reply),
            "can_answer": reply.status in (Status.PENDING, Status.APPROVED),
            "answer_form": AnswerForm(initial={"seen": reply.status}),
            "surroundings": Surroundings.of(reply, self.request.user),
        }


class ReplyFormView(
    PermissionCheckedMixin,
    BaseObjectMixin,
    WagtailAdminTemplateMixin,
    FormView,  # type: ignore[type-arg]  # It takes none when it runs.
):
    """The base of the pages with a form about one reply."""

    model: Any = None
    object: Reply
    permission_required = "change"
    permission_policy = reply_permission_policy
    index_url_name = ""
    edit_url_name = ""

    @property
    def moderator(self) -> Any:
        return self.request.user

    def get_base_object_queryset(self) -> ReplyQuerySet:
        return replies_for(self.moderator).select_related("page")

    def get_success_url(self) -> str:
        return reverse(self.edit_url_name, args=[self.object.pk])

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": gettext("Replies")},
            {"url": self.get_success_url(), "label": str(self.object)},
            {"url": "", "label": self.get_page_title(), "sublabel": str(self.object)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "reply": self.object, "reply_url": self.get_success_url()}

    def ask_again(self, problem: str, **context: Any) -> HttpResponse:
        """Show what was typed once more, with the reply as it is by now."""
        self.object = self.get_object()
        seen = self.get_initial()["seen"]
        form = self.get_form_class()({**self.request.POST.dict(), "seen": seen})
        form.add_error(None, problem)
        return self.render_to_response(self.get_context_data(form=form, **context))


class EditReplyView(ReplyFormView):
    """Corrects what an author typed. Who comes second sees what the first did."""

    template_name = "wagtail_newsblocks/replies/admin/edit.html"
    page_title = _("Edit")
    form_class = EditForm

    def get_initial(self) -> dict[str, Any]:
        return EditForm.initial_for(self.object)

    def form_valid(self, form: EditForm) -> HttpResponse:
        try:
            if form.cleaned_data["seen"] != EditForm.sign_of(self.object):
                raise AlreadyEdited(self.object)
            self.object.edit(by=self.moderator, **form.typed)
        except AlreadyEdited:
            problem = gettext(
                "Nothing was changed: somebody else edited this reply in the "
                "meantime. Compare what you typed with what stands there now."
            )
            return self.ask_again(problem, edited_meanwhile=True)
        messages.success(self.request, gettext("The reply is edited."))
        return super().form_valid(form)


class AnswerView(ReplyFormView):
    """Answers a reply in the name of the newsroom."""

    template_name = "wagtail_newsblocks/replies/admin/answer.html"
    page_title = _("Answer from the newsroom")
    form_class = AnswerForm

    def get_initial(self) -> dict[str, Any]:
        return {"seen": self.object.status}

    def form_valid(self, form: AnswerForm) -> HttpResponse:
        self.object.status = form.cleaned_data["seen"]
        try:
            entries = answer(self.object, form.cleaned_data["text"], by=self.moderator)
        except AlreadyDecided as error:
            return self.ask_again(decided_meanwhile(error.reply))
        done = gettext("The answer stands under the article.")
        message = with_undo(done, entries, self.request, self.object)
        messages.success(self.request, message)
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "answer_form": context["form"]}


class PersonalDataView(ReplyFormView):
    """Gives out, or erases, what is kept about the author of a reply, on all pages."""

    template_name = "wagtail_newsblocks/replies/admin/personal_data.html"
    page_title = _("What is kept about this reader")
    form_class = Form
    http_method_names = ["get", "post"]

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(ERASE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "export" not in request.GET:
            return super().get(request, *args, **kwargs)
        lines = "".join(export(replies_by_author_of(self.object)))
        response = HttpResponse(lines, content_type="application/jsonl")
        response["Content-Disposition"] = 'attachment; filename="reader.jsonl"'
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "count": replies_by_author_of(self.object).count()}

    def form_valid(self, form: Form) -> HttpResponse:
        erased = erase(replies_by_author_of(self.object), by=self.moderator)
        count = erased.deleted + erased.emptied
        done = ngettext(
            "%(count)d reply was erased.", "%(count)d replies were erased.", count
        )
        messages.success(self.request, done % {"count": count})
        return redirect(self.index_url_name)


class UndoView(PermissionCheckedMixin, View):
    """Takes back decisions of the moderator's own. Looking at it does nothing."""

    http_method_names = ["post"]
    model: Any = None
    permission_required = "change"
    permission_policy = reply_permission_policy
    index_url_name = ""
    edit_url_name = ""

    def post(self, request: HttpRequest) -> HttpResponse:
        entry_ids = read_ids(request.POST.getlist("entry"))
        undone, left = undo(entry_ids, by=request.user)
        if undone:
            messages.success(request, self.get_undone_message(undone))
        if left or not undone:
            messages.warning(
                request,
                gettext(
                    "Not undone, because somebody decided otherwise in the meantime: "
                    "%(count)d."
                )
                % {"count": left},
            )
        if len(undone) == 1:
            return redirect(self.edit_url_name, undone[0].pk)
        return redirect(self.index_url_name)

    def get_undone_message(self, undone: list[Reply]) -> str:
        if len(undone) == 1:
            return gettext("Undone. The reply is again: %(status)s.") % {
                "status": undone[0].get_status_display()
            }
        return ngettext(
            "Undone: %(count)d decision.", "Undone: %(count)d decisions.", len(undone)
        ) % {"count": len(undone)}


class InspectReplyView(generic.InspectView):
    any_permission_required = ["change", "view"]

    def get_object(self, queryset: Any = None) -> Reply:
        replies = reply_permission_policy.instances_user_has_any_permission_for(
            self.request.user, self.any_permission_required
        )
        return get_object_or_404(replies, pk=self.pk)


class ReplyHistoryView(HistoryView):
    any_permission_required = ["change"]

    def get_base_object_queryset(self) -> ReplyQuerySet:
        return replies_for(self.request.user)


class ReplyUsageView(UsageView):
    def get_base_object_queryset(self) -> ReplyQuerySet:
        return replies_for(self.request.user)
