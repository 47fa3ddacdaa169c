"""What the queue can be narrowed down to."""

import json
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from ..findings import LABELS
from ..models import Reply, Status


class PageField(django_filters.fields.ModelChoiceField):
    """A page. An outdated, mistyped or foreign address of one shows nothing of it."""

    def prepare_value(self, value: Any) -> Any:
        value = super().prepare_value(value)
        try:
            return value if self.queryset.filter(pk=value).exists() else None
        except ValueError:
            return None


class PageFilter(django_filters.ModelChoiceFilter):
    field_class = PageField


def pages_to_choose(request: HttpRequest) -> QuerySet[Page]:
    """Return the pages that the moderator finds in the page explorer."""
    return page_permission_policy.explorable_instances(request.user)


class ReplyFilterSet(WagtailFilterSet):
    # Nothing is found twice: to make sure, databases would sort all that is found.
    status = django_filters.MultipleChoiceFilter(
        label=_("Status"),
        choices=Status.choices,
        widget=forms.CheckboxSelectMultiple,
        distinct=False,
    )
    reason = django_filters.MultipleChoiceFilter(
        label=_("Why it was held"),
        choices=LABELS.items,
        method="with_finding",
        widget=forms.CheckboxSelectMultiple,
        distinct=False,
    )
    page = PageFilter(
        label=_("Page"), queryset=pages_to_choose, widget=AdminPageChooser
    )
    section = PageFilter(
        label=_("Section"),
        help_text=_("A page and everything below it."),
        queryset=pages_to_choose,
        method="below_page",
        widget=AdminPageChooser,
    )
    author = django_filters.CharFilter(
        label=_("Author"),
        help_text=_("A part of the name or of the email address."),
        method="by_author",
    )
    submitted_at = django_filters.DateFromToRangeFilter(
        label=_("Submitted"), widget=DateRangePickerWidget
    )

    class Meta:
        model = Reply
        fields: list[str] = []

    def with_finding(
        self, replies: QuerySet[Reply], name: str, codes: list[str]
    ) -> QuerySet[Reply]:
        # SQLite cannot look into JSON for this, but every database writes it as text
        # in the same way. No detail passes for a code: its quotation marks are escaped.
        wanted = Q()
        for code in codes:
            wanted |= Q(findings_text__contains=f'"code": {json.dumps(code)}')
        as_text = Cast("findings", TextField())
        return replies.alias(findings_text=as_text).filter(wanted)

    def below_page(
        self, replies: QuerySet[Reply], name: str, section: Page
    ) -> QuerySet[Reply]:
        return replies.filter(page__path__startswith=section.path)

    def by_author(
        self, replies: QuerySet[Reply], name: str, author: str
    ) -> QuerySet[Reply]:
        return replies.filter(
            Q(author_name__icontains=author) | Q(author_email__icontains=author)
        )
