"""The language that a text is written in, where it is not the article's."""

from functools import cache
from typing import Any, Literal

from django.conf.locale import LANG_INFO
from django.utils.translation import get_language, get_language_info, override
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ChoiceBlock


def language_choices() -> tuple[tuple[str, str], ...]:
    """Every language that Django knows by name, in the order of those names."""
    return languages_named_in(get_language())


@cache  # Wagtail goes through the choices of each value that it loads or indexes.
def languages_named_in(language: str | None) -> tuple[tuple[str, str], ...]:
    with override(language):
        codes = [code for code, info in LANG_INFO.items() if "name" in info]
        named = {code: language_name(code) for code in codes}
    return tuple(sorted(named.items(), key=lambda item: item[1]))


def language_name(code: str) -> str:
    """Return the name of a language in the active one: "fr" -> "French"."""
    try:
        return str(get_language_info(code)["name_translated"]) if code else ""
    except KeyError:  # stored by other means than the editor
        return code


Direction = Literal["ltr", "rtl"]


def language_direction(code: str) -> Direction | None:
    """Return how a language is written; None where none that is known is given."""
    try:
        return ("rtl" if get_language_info(code)["bidi"] else "ltr") if code else None
    except KeyError:
        return None


class LanguageBlock(ChoiceBlock):
    """A language, as a code that HTML's ``lang`` takes."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("choices", language_choices)
        kwargs.setdefault("label", _("Language"))
        super().__init__(**kwargs)

    class Meta:
        icon = "globe"
