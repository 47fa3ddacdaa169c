"""What moderators fill in. Texts obey the rules of the readers' own form."""

from django import forms
from wagtail.admin.forms.models import WagtailAdminModelForm

from ..forms import ReplyForm
from ..models import Reply, Status
from ..tokens import submission_key
from .decisions import DECISIONS

# The fields that can be edited, and where a reply keeps them. Never the email
# address: with another one, it would be somebody else's reply.
EDITABLE = {"name": "author_name", "website": "website", "text": "text"}


class DecisionForm(WagtailAdminModelForm):
    """A decision, with the status that the moderator saw when taking it."""

    decision = forms.ChoiceField(choices=[(code, code) for code in DECISIONS])
    seen = forms.ChoiceField(choices=Status.choices)

    class Meta:
        model = Reply
        fields: list[str] = []


class EditForm(forms.Form):
    """What the author typed, with a sign of what stood there when it was opened."""

    name = ReplyForm.base_fields["name"]
    website = ReplyForm.base_fields["website"]
    text = ReplyForm.base_fields["text"]
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    @classmethod
    def initial_for(cls, reply: Reply) -> dict[str, str]:
        typed = {name: getattr(reply, field) for name, field in EDITABLE.items()}
        return {**typed, "seen": cls.sign_of(reply)}

    @staticmethod
    def sign_of(reply: Reply) -> str:
        typed = [getattr(reply, field) for field in EDITABLE.values()]
        return submission_key(reply.page_id, *typed)

    @property
    def typed(self) -> dict[str, str]:
        """What was typed, under the names of the reply's fields."""
        return {field: self.cleaned_data[name] for name, field in EDITABLE.items()}


class AnswerForm(forms.Form):
    """An answer from the newsroom, with the status that it answers to."""

    text = ReplyForm.base_fields["text"]
    seen = forms.ChoiceField(choices=Status.choices, widget=forms.HiddenInput)
