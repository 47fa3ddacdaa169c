"""What stands in a document, fact by fact."""

from typing import Annotated, TypedDict

from django.utils.formats import localize
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, IntegerBlock, TextBlock

from .. import commonmark
from .base import NewsStructBlock, NewsStructValue
from .targets import Target


class KeyFact(TypedDict):
    heading: str
    detail: str
    page_text: Annotated[str, "Where it stands in the document: “page 3”."]
    page_href: Annotated[str | None, "What opens the document there."]


class KeyFactValue(NewsStructValue):
    @property
    def page_text(self) -> str:
        """Where it stands in the document: "page 3"."""
        number = self["page_number"]
        if not number:
            return ""
        return gettext("page %(number)s") % {"number": localize(number)}

    @property
    def markdown(self) -> str:
        text = f"{self['heading']}{gettext(': ')}{self['detail']}"
        page = f" ({self.page_text})" if self.page_text else ""
        return commonmark.escape(f"{text}{page}")

    def resolve_in(self, target: Target | None) -> KeyFact:
        """Return the fact as it stands in what a reader opens."""
        number = self["page_number"]
        return {
            "heading": self["heading"],
            "detail": self["detail"],
            "page_text": self.page_text,
            "page_href": target.href_of_page(number) if target else None,
        }


class KeyFactBlock(NewsStructBlock):
    """One thing that a fact sheet says."""

    heading = CharBlock(label=_("Heading"), max_length=120)
    detail = TextBlock(label=_("Detail"))
    page_number = IntegerBlock(
        required=False, min_value=1, max_value=999_999, label=_("On page")
    )

    class Meta:
        value_class = KeyFactValue
        icon = "list-ul"
        label = _("Key fact")
