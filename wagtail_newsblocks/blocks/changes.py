"""How a figure moved."""

from django.core.exceptions import ValidationError
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, StructValue

from ..figures import parse_change
from .base import NewsStructBlock
from .figures import FigureBlock, other_content_languages


class ChangeBlock(NewsStructBlock):
    """How a statistic moved, in words."""

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

    def cross_check(self, value: StructValue) -> dict[str, ValidationError]:
        errors = super().cross_check(value)
        if value["direction"] and not value["text"]:
            errors["direction"] = ValidationError(
                _(
                    "A direction is chosen, but no change is described. Say in words "
                    "what changed, or choose no direction."
                )
            )
        elif self.contradicts(value["text"], value["direction"]):
            errors["direction"] = ValidationError(
                _("The words say otherwise. Correct the direction or the words.")
            )
        return errors

    def contradicts(self, text: str, direction: str) -> bool:
        """Whether the words name another direction, in whatever language is meant."""
        claims = (
            parse_change(text, code)
            for code in (get_language() or "en", *other_content_languages())
        )
        said = {claim.direction for claim in claims if claim and claim.direction}
        return bool(direction and said) and direction not in said

    class Meta:
        label = _("Change")
        label_format = "{text}"
        icon = "history"
        collapsed = True
