"""The reply form as a block. Its import path stands in sites' migrations."""

import datetime
import warnings
from collections.abc import Iterator
from typing import Annotated, Any, TypedDict
from urllib.parse import quote

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BooleanBlock, CharBlock, ChoiceBlock, DateBlock, TextBlock
from wagtail.models import Page

from ..blocks import NewsStructBlock, NewsStructValue
from ..blocks.base import Resolved
from ..blocks.chosen import full_url
from ..conf import settings
from ..pages import page_model, public_page_url
from .access import Discussion, FormState, api_mounts, find_form
from .forms import ReplyForm, ReplyFormField
from .models import Thread
from .threads import Order, read_roots

PAGE_ID = "{page_id}"  # for a client to put a page's id in its place


class Policy(TextChoices):
    """What becomes of a reply in which nothing is found."""

    HOLD = "hold", _("Nothing: every reply is read first")
    PUBLISH_KNOWN = "publish_known", _("Replies of readers who were approved before")


class ReplyFormLabels(TypedDict):
    """What is said in every form and in every reply, in the language of the page."""

    required_fields: Annotated[str, "Above the fields: which of them are required."]
    remember: Annotated[str, "Beside a box to tick: the browser keeps name and email."]
    send: Annotated[str, "On the button."]
    received: Annotated[str, "Once a reply was sent that waits for a moderator."]
    published: Annotated[str, "Once a reply was sent that appeared at once."]
    failed: Annotated[str, "If the server could not be reached."]
    not_sent: Annotated[str, "Above a list of what has to be corrected."]
    waiting: Annotated[str, "Beside a reader's own reply while it waits."]
    left: Annotated[str, "Before the number of characters that are left."]
    too_long: Annotated[str, "Before the number of characters that are too many."]
    colon: Annotated[str, "Between a field's label and what is wrong with it."]
    answer_the_page: Annotated[str, "On the button that ends answering a reply."]
    answers: Annotated[str, "The name of the list of answers below a reply."]
    more_replies: Annotated[str, "On the link to the next part of the replies."]
    feed: Annotated[str, "On the link to their feed."]
    desk: Annotated[str, "Beside the name of who replies for the newsroom."]
    removed: Annotated[str, "In place of a reply that was removed."]
    edited: Annotated[str, "Below a reply that a moderator corrected."]
    answer: Annotated[str, "On the link to answer a reply."]
    in_reply_to: Annotated[str, "Before the name of whom a reply answers."]
    in_reply_to_removed: Annotated[str, "Where that reply was removed."]


class ReplyApiUrls(TypedDict):
    """Where the JSON API is: URI templates (RFC 6570) of the page's id, page_id."""

    form: Annotated[str, "Gives the form and its state, by GET."]
    replies: Annotated[str, "Gives replies by GET, and takes them by POST."]
    token: Annotated[str, "Gives a token by POST, when a reader begins to write."]
    receipts: Annotated[str, "Tells senders by POST what became of their replies."]


class ResolvedReplyForm(Resolved):
    """The form as far as it is the same on every page."""

    state: Annotated[
        FormState | None, "Null where it depends on when the page was published."
    ]
    closed_text: Annotated[str, "What to say in place of a form that is closed."]
    fields: list[ReplyFormField]
    api_urls: Annotated[ReplyApiUrls | None, "Null where there is no JSON API."]
    labels: ReplyFormLabels


class ReplyFormValue(NewsStructValue):
    def last_day(self, page: Any = None) -> datetime.date | None:
        """
        Return the last day for replies, if there is one.

        Without a day of its own, a form closes with the site's other forms: so many
        days after its page was first published.
        """
        days = settings.NEWSBLOCKS_REPLY_CLOSE_AFTER_DAYS
        published_at = getattr(page, "first_published_at", None)
        if self["closes_on"] or days is None or published_at is None:
            return self["closes_on"]
        return timezone.localdate(published_at) + datetime.timedelta(days=days)

    def is_closed(self, page: Any = None) -> bool:
        """Whether the last day for replies is over."""
        last_day = self.last_day(page)
        return last_day is not None and last_day < timezone.localdate()

    @property
    def closed_text(self) -> str:
        """What readers are told once replies are closed."""
        return self["closed_message"] or gettext("Replies to this article are closed.")

    @property
    def plain_text(self) -> str:
        message = self.closed_text if self.is_closed() else self["guidance"]
        return "\n".join(part for part in (self["heading"], message) if part)

    @property
    def markdown(self) -> str:
        """Nothing: what readers say is not what the article says."""
        return ""

    def structured_data(self, page: Page) -> Iterator[tuple[str, Any]]:
        yield "commentCount", Thread.objects.of(page.pk).reply_count
        yield "discussionUrl", page.full_url and f"{page.full_url}#replies"

    def resolve(self) -> ResolvedReplyForm:
        """Return the form as far as it is the same on every page."""
        form = ReplyForm(ask_website=self["ask_website"])
        by_page = (
            settings.NEWSBLOCKS_REPLY_CLOSE_AFTER_DAYS is not None
            and not self["closes_on"]
        )
        state: FormState = "closed" if self.is_closed() else "open"
        return {
            **super().resolve(),
            "state": None if by_page else state,
            "closed_text": self.closed_text,
            "fields": form.described_fields,
            "api_urls": self.api_urls,
            "labels": self.labels,
        }

    @property
    def api_urls(self) -> ReplyApiUrls | None:
        if (mounted := next(api_mounts(PAGE_ID), None)) is None:
            return None
        page = full_url(mounted).replace(quote(PAGE_ID), PAGE_ID)
        return {
            "form": f"{page}reply-form/",
            "replies": f"{page}replies/",
            "token": f"{page}reply-token/",
            "receipts": f"{page}receipts/",
        }

    @property
    def labels(self) -> ReplyFormLabels:
        return {
            "required_fields": gettext("Required fields are marked *"),
            "remember": gettext(
                "Save my name and email in this browser for the next time."
            ),
            "send": gettext("Send reply"),
            "received": gettext(
                "Thank you. Your reply has been received, and will appear once a "
                "moderator has approved it."
            ),
            "published": gettext("Thank you. Your reply is published."),
            "failed": gettext(
                "Your reply could not be sent. What you wrote is still here: try "
                "again in a moment."
            ),
            "not_sent": gettext("Your reply was not sent yet. Please correct this:"),
            "waiting": gettext("Only you see this until it is approved"),
            "left": gettext("Characters left:"),
            "too_long": gettext("Characters too many:"),
            "colon": gettext(": "),
            "answer_the_page": gettext("Reply to the article instead"),
            "answers": gettext("Answers"),
            "more_replies": gettext("More replies"),
            "feed": gettext("Feed of these replies"),
            "desk": gettext("From the newsroom"),
            "removed": gettext("This reply has been removed."),
            "edited": gettext("Edited by the newsroom"),
            "answer": pgettext("verb", "Reply"),
            "in_reply_to": gettext("In reply to"),
            "in_reply_to_removed": gettext("In reply to a reply that was removed"),
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
    allow_nested_replies = BooleanBlock(
        default=True,
        required=False,
        label=_("Let readers answer each other"),
    )
    policy = ChoiceBlock(
        choices=Policy.choices,
        required=False,
        label=_("What appears at once"),
        help_text=_("If nothing is chosen, it is as everywhere on this site."),
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
        """
        Return the first replies, and the form with its state.

        The state is "open", "closed", or "inert": shown, but not to be sent, as in
        the editor's previews, and in a page that only shows another page's body.
        Nothing here depends on who is asking: the page may be cached for everybody.
        """
        context = super().get_context(value, parent_context=parent_context)
        context["reply_form"] = ReplyForm(ask_website=value["ask_website"])
        context["reply_state"] = "inert"
        page = context.get("page")
        if not isinstance(page, page_model()):
            # The editor previews blocks without a page.
            if "block_def" not in context:
                warnings.warn(
                    "A reply form was rendered without its page, so that readers "
                    "cannot send it. Render its StreamField with "
                    "{% include_block page.body %} instead of {{ page.body }}.",
                    RuntimeWarning,
                    stacklevel=2,
                )
        elif page.pk is not None and find_form(page) == value:
            thread = Thread.objects.of(page.pk)
            discussion = Discussion(page, value, public_page_url(page), thread)
            context.update(self.get_thread_context(discussion))
            if not getattr(context.get("request"), "is_preview", False):
                context["reply_state"] = discussion.state
        return context

    def get_thread_context(self, discussion: Discussion) -> dict[str, Any]:
        """Return the discussion, and its first replies by two queries."""
        page_id, order = discussion.page.pk, Order(settings.NEWSBLOCKS_REPLY_ORDER)
        return {
            "discussion": discussion,
            "reply_order": order,
            "part": read_roots(page_id, order=order),
        }

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
        settings_fields = (
            "ask_website",
            "allow_nested_replies",
            "policy",
            "closes_on",
            "closed_message",
        )
        preview_value = {
            "heading": _("Leave a Reply"),
            "guidance": _("Keep to the subject, and sign with your own name."),
        }
