"""The reply form as a block. Its import path stands in sites' migrations."""

import warnings
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BooleanBlock, CharBlock, DateBlock, TextBlock

from ..blocks import NewsStructBlock, NewsStructValue
from .access import is_open_to_readers
from .forms import ReplyForm
from .models import Reply, page_model
from .tokens import sign_page

# How many replies a page shows. Older ones come first.
SHOWN_REPLIES = 100


class ReplyFormValue(NewsStructValue):
    @property
    def is_closed(self) -> bool:
        """Whether the last day for replies is over."""
        return bool(self["closes_on"]) and self["closes_on"] < timezone.localdate()

    @property
    def closed_text(self) -> str:
        """What readers are told once replies are closed."""
        return self["closed_message"] or gettext("Replies to this article are closed.")

    @property
    def plain_text(self) -> str:
        message = self.closed_text if self.is_closed else self["guidance"]
        return "\n".join(part for part in (self["heading"], message) if part)

    def resolve(self) -> dict[str, Any]:
        return {
            **super().resolve(),
            "state": "closed" if self.is_closed else "open",
            "closed_text": self.closed_text,
        }


class ReplyFormBlock(NewsStructBlock):
    """A form by which readers answer the article, and their answers."""

    heading = CharBlock(default=_("Leave a Reply"), label=_("Heading"))
    guidance = TextBlock(
        required=False,
        label=_("Guidance"),
        help_text=_("What readers should know before they write."),
    )
    ask_website = BooleanBlock(
        default=False,
        required=False,
        label=_("Ask for a website"),
        help_text=_("The reader’s name then links to it."),
    )
    closes_on = DateBlock(
        required=False,
        label=_("Last day for replies"),
        help_text=_("Replies that are approved stay on the page."),
    )
    closed_message = CharBlock(
        required=False,
        label=_("Message when replies are closed"),
    )

    def get_context(
        self, value: ReplyFormValue, parent_context: Any = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        page = context.get("page")
        if not isinstance(page, page_model()):
            page = None
            # The editor previews blocks without a page.
            if "block_def" not in context:
                warnings.warn(
                    "A reply form was rendered without its page, so that readers "
                    "cannot send it. Render its StreamField with "
                    "{% include_block page.body %} instead of {{ page.body }}.",
                    RuntimeWarning,
                    stacklevel=2,
                )
        return {
            **context,
            **self.get_reply_list(page),
            **self.get_form_context(value, page, context.get("request")),
        }

    def get_reply_list(self, page: Any) -> dict[str, Any]:
        """Return the replies to show and their number, by at most two queries."""
        if page is None or page.pk is None:
            return {"replies": [], "reply_count": 0}
        visible = Reply.objects.visible().filter(page_id=page.pk)
        replies = list(visible[: SHOWN_REPLIES + 1])
        count = len(replies) if len(replies) <= SHOWN_REPLIES else visible.count()
        return {"replies": replies[:SHOWN_REPLIES], "reply_count": count}

    def get_form_context(
        self, value: ReplyFormValue, page: Any, request: Any
    ) -> dict[str, Any]:
        """
        Return the form, its state and its address.

        The state is "open", "closed", or "inert": shown, but not to be sent, as in
        the editor's previews. Nothing here depends on who is asking: the page may
        be cached for everybody.
        """
        form = ReplyForm(ask_website=value["ask_website"])
        is_preview = getattr(request, "is_preview", False)
        if page is None or page.pk is None or is_preview:
            return {"reply_form": form, "reply_state": "inert"}
        if value.is_closed or not is_open_to_readers(page):
            return {"reply_state": "closed"}
        url = reverse("newsblocks_replies:reply", args=[sign_page(page.pk)])
        return {"reply_form": form, "reply_state": "open", "reply_url": url}

    class Meta:
        kind = "reply_form"
        template = "wagtail_newsblocks/blocks/reply_form.html"
        preview_template = "wagtail_newsblocks/previews/reply_form.html"
        value_class = ReplyFormValue
        icon = "comment"
        group = _("Readers")
        label = _("Reply form")
        label_format = "{heading}"
        description = _("Readers answer the article here.")
        once = True
        settings_fields = ("ask_website", "closes_on", "closed_message")
        preview_value = {
            "heading": _("Leave a Reply"),
            "guidance": _("Keep to the subject, and sign with your own name."),
        }
