"""How a figure moved."""

from decimal import Decimal
from typing import Annotated, TypedDict

from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock

from ..figures import parse_change, parse_figure
from .base import NewsStructBlock, NewsStructValue
from .figure_fields import FigureBlock, possible_languages


class ChangeTexts(TypedDict):
    direction_text: Annotated[str, "The direction, if the words do not say it."]
    baseline_text: Annotated[str, "What it changed from: “from 20,000 in 2012”."]


class ChangeValue(NewsStructValue):
    @property
    def direction_text(self) -> str:
        """The direction in a word, unless the words of the change say it already."""
        if not self["direction"]:
            return ""  # which the choices have a text for, too
        claim = parse_change(self["text"], get_language() or "en")
        if claim and claim.direction == self["direction"]:
            return ""
        choices = self.block.child_blocks["direction"].field.choices
        return str(dict(choices).get(self["direction"]) or "").lower()

    @property
    def baseline_text(self) -> str:
        """What it changed from: "from $2.0 million in 2023"."""
        names = {"baseline": self["baseline"], "period": self["baseline_period"]}
        if not names["baseline"]:
            return ""
        if not names["period"]:
            return gettext("from %(baseline)s") % names
        return gettext("from %(baseline)s in %(period)s") % names

    @property
    def phrase(self) -> str:
        """The whole change in words; "" if it is not described."""
        return f"{self['text']} {self.baseline_text}".strip() if self["text"] else ""

    def resolve_change(self) -> ChangeTexts:
        return {
            "direction_text": self.direction_text,
            "baseline_text": self.baseline_text,
        }

    @property
    def contradicts_its_direction(self) -> bool:
        """Whether the words name another direction, in whatever language is meant."""
        claims = (parse_change(self["text"], code) for code in possible_languages())
        said = {claim.direction for claim in claims if claim and claim.direction}
        return bool(self["direction"] and said) and self["direction"] not in said

    def contradicts(self, figure: str) -> bool:
        """Whether baseline and words lead elsewhere, in whatever language is meant."""
        verdicts = []
        for code in possible_languages():
            claim = parse_change(self["text"], code)
            start = parse_figure(self["baseline"], code)
            end = parse_figure(figure, code)
            if claim and start and end and start.is_comparable_to(end):
                verdicts.append(claim.agrees(Decimal(start.value), Decimal(end.value)))
        return bool(verdicts) and not any(verdicts)


class ChangeBlock(NewsStructBlock):
    """How a statistic moved, in words. A site's own extends this one."""

    text = CharBlock(
        required=False,
        label=_("Change, in words"),
        help_text=_("For example “a fourfold increase over the past decade”."),
    )
    direction = ChoiceBlock(
        choices=[("up", _("Up")), ("down", _("Down")), ("steady", _("Steady"))],
        required=False,
        label=_("Direction"),
        help_text=_("Shown as an arrow, and said to screen readers."),
    )
    reading = ChoiceBlock(
        choices=[
            ("good", pgettext_lazy("news", "Good")),
            ("bad", pgettext_lazy("news", "Bad")),
            ("neutral", _("Neutral")),
        ],
        default="neutral",
        label=_("Good or bad news?"),
        help_text=_("Decides the colour: rising deaths are up, and bad."),
    )
    baseline = FigureBlock(
        required=False,
        label=_("Starting figure"),
        help_text=_("The figure it changed from. Checked against the words."),
    )
    baseline_period = CharBlock(required=False, label=_("Period of starting figure"))

    def cross_check(self, value: ChangeValue) -> dict[str, ValidationError]:
        errors = super().cross_check(value)
        if value["direction"] and not value["text"]:
            errors["direction"] = ValidationError(
                _(
                    "A direction is chosen, but no change is described. Say in words "
                    "what changed, or choose no direction."
                )
            )
        elif value.contradicts_its_direction:
            errors["direction"] = ValidationError(
                _("The words say otherwise. Correct the direction or the words.")
            )
        return errors

    class Meta:
        value_class = ChangeValue
        label = _("Change")
        label_format = "{text}"
        icon = "history"
        collapsed = True
