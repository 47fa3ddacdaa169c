"""The only place where a reader's reply is validated, for whatever way it came."""

from collections.abc import Callable
from typing import Annotated, Any, Literal, TypedDict, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ..conf import settings
from .models import Reply
from .plain_text import Limits, clean_line, clean_paragraphs
from .web_addresses import clean_web_address

NAME_LIMITS = Limits.of(60)
ADDRESS_LIMITS = Limits(graphemes=254, code_points=254, bytes=254)
WEBSITE_LIMITS = Limits(graphemes=500, code_points=500, bytes=1500)


class PlainTextField(forms.CharField):
    """Text cleaned by the rules of ``plain_text``; those say what is wrong with it."""

    def __init__(
        self,
        *,
        limits: Callable[[], Limits],
        clean: Callable[[str, Limits], str] = clean_line,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.limits, self.clean_text = limits, clean

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return self.clean_text(text, self.limits()) if text else ""


class ReplyEmailField(PlainTextField, forms.EmailField):
    """
    An address that a mail's header can hold as it is.

    What looks like an encoded word (RFC 2047) would be decoded there, and so name
    others to write to than whoever is at the domain that was checked.
    """

    def to_python(self, value: Any) -> str:
        address = super().to_python(value)
        if "=?" in address:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return address


class UncheckedField(forms.Field):
    """
    A field that refuses nothing, whatever it is given, since people do not fill it in.

    Browsers fill in the one meant for robots too, now and then: what stands in it is
    a finding for the moderator, not an error.
    """

    def __init__(self, *, most_characters: int = 200, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most_characters = most_characters

    def clean(self, value: Any) -> str:
        printable = (c for c in str(value or "") if c.isprintable())
        return "".join(printable)[: self.most_characters]


FieldType = Literal["text", "email", "textarea", "checkbox", "honeypot"]
# All that HTML has, so that a field may get another one.
InputMode = Literal[
    "none", "text", "decimal", "numeric", "tel", "search", "email", "url"
]


class ReplyFormField(TypedDict):
    """A field of the form, for a front end to build."""

    name: Annotated[str, "The key under which its value is sent."]
    type: Annotated[
        FieldType, "A honeypot is a text field for robots: hide it from people."
    ]
    label: str
    help_text: str
    required: bool
    required_text: Annotated[str, "What to say to a reader who left it empty."]
    max_length: Annotated[
        int | None, "In characters as readers count them: an emoji is one."
    ]
    autocomplete: Annotated[str | None, "The HTML attribute of that name."]
    inputmode: Annotated[InputMode | None, "The HTML attribute of that name."]


class ReplyForm(forms.Form):
    """
    A reply as a reader types it.

    ``cleaned_data`` is safe to store as it is. It is not safe to print into HTML:
    that is the templates' part. Texts have no ``maxlength``, since browsers cut
    off silently what is pasted in.
    """

    name = PlainTextField(
        label=_("Name"),
        limits=lambda: NAME_LIMITS,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
        error_messages={"required": _("Type your name.")},
    )
    email = ReplyEmailField(
        label=_("Email"),
        limits=lambda: ADDRESS_LIMITS,
        max_length=None,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "auto"}),
        help_text=_("Your email address will not be published."),
        error_messages={
            "required": _("Type your email address."),
            "invalid": _(
                "This is not a complete email address. Type one such as "
                "name@example.org."
            ),
        },
    )
    website = PlainTextField(
        label=_("Website"),
        limits=lambda: WEBSITE_LIMITS,
        clean=clean_web_address,
        required=False,
        # Not type="url": it would have browsers insist on "https://".
        widget=forms.TextInput(
            attrs={"autocomplete": "url", "inputmode": "url", "dir": "auto"}
        ),
    )
    text = PlainTextField(
        label=_("Your reply"),
        limits=lambda: Limits.of(settings.NEWSBLOCKS_REPLY_MAX_LENGTH),
        clean=clean_paragraphs,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        error_messages={"required": _("Type your reply.")},
    )
    wants_mail = forms.BooleanField(
        label=_("Email me when my reply is answered"), required=False
    )
    parent = forms.ModelChoiceField(
        label=_("In reply to"),
        queryset=Reply.objects.none(),
        required=False,
        widget=forms.HiddenInput,
        error_messages={
            "invalid_choice": _(
                "The reply that you answer is no longer there. Send yours once more, "
                "and it will stand as a reply to the article."
            )
        },
    )
    token = UncheckedField(required=False, widget=forms.HiddenInput)
    # The proof of work that is asked for in a flood.
    altcha = UncheckedField(
        required=False, widget=forms.HiddenInput, most_characters=2000
    )
    topic = UncheckedField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(
        self,
        *args: Any,
        ask_website: bool,
        answerable: QuerySet[Reply] | None = None,
        **kwargs: Any,
    ) -> None:
        """``answerable`` are the replies that may be answered, none by default."""
        kwargs.setdefault("auto_id", "reply-%s")
        super().__init__(*args, **kwargs)
        if answerable is not None:
            parent = cast("forms.ModelChoiceField[Reply]", self.fields["parent"])
            parent.queryset = answerable
        if not ask_website:
            del self.fields["website"]
        if not settings.NEWSBLOCKS_REPLY_FROM_EMAIL:
            del self.fields["wants_mail"]

    @property
    def most_characters(self) -> int:
        return settings.NEWSBLOCKS_REPLY_MAX_LENGTH

    @property
    def typed_fields(self) -> list[forms.BoundField]:
        """The fields that people fill in."""
        return [
            field
            for field in self.visible_fields()
            if field.name != "topic" and field.widget_type != "checkbox"
        ]

    @property
    def described_fields(self) -> list[ReplyFormField]:
        """What a front end needs to know to build the form."""
        return [describe(field) for field in self if not field.is_hidden]

    @property
    def fields_in_error(self) -> list[forms.BoundField]:
        return [field for field in self if field.errors]


def describe(bound: forms.BoundField) -> ReplyFormField:
    field, attrs = bound.field, bound.field.widget.attrs
    limits = field.limits() if isinstance(field, PlainTextField) else None
    kind = "honeypot" if bound.name == "topic" else bound.widget_type
    return {
        "name": bound.name,
        "type": cast(FieldType, kind),
        "label": str(bound.label),
        "help_text": str(bound.help_text),
        "required": field.required,
        "required_text": str(field.error_messages["required"])
        if field.required
        else "",
        "max_length": limits.graphemes if limits else None,
        "autocomplete": attrs.get("autocomplete"),
        "inputmode": attrs.get("inputmode"),
    }
