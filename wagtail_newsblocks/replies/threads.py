"""
What readers see of a page's replies, a part at a time.

A thread is a reply to the page, its root, with all answers below it. It is shown
on two levels, however deep the answers go: an answer says what it answers. Parts are
found by where the last one ended, so that they cost the same wherever they begin,
and what is approved meanwhile moves nothing.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import cast

from django.db.models import OuterRef, Q, QuerySet, Subquery, TextChoices
from django.utils.formats import localize
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from .models import Reply, Status

ROOTS_IN_PART = 20
ANSWERS_IN_PART = 50
FIRST_ANSWERS = 3
FIRST_IDS = [f"first_answer_{number}" for number in range(FIRST_ANSWERS)]
NEWEST_IN_FEED = 20
NEWEST_IN_THREAD = 20
# So many answers before the one that was asked for.
ANSWERS_BEFORE = 5
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
MICROSECOND = datetime.timedelta(microseconds=1)

# What readers never see is not even loaded.
FIELDS = (
    "page_id",
    "parent_id",
    "root_id",
    "depth",
    "answer_count",
    "author_name",
    "website",
    "text",
    "by_desk",
    "status",
    "published_at",
    "edited_at",
    "parent__author_name",
    "parent__status",
)


class Order(TextChoices):
    OLDEST = "oldest", _("Oldest first")
    NEWEST = "newest", _("Newest first")


class InvalidCursor(ValueError):
    """An address that was cut off or made up."""


@dataclass(frozen=True)
class Place:
    """Where a reply stands among the others. Its text is a cursor."""

    published_at: datetime.datetime
    pk: int

    @classmethod
    def of(cls, reply: Reply) -> "Place":
        return cls(cast(datetime.datetime, reply.published_at), reply.pk)

    @classmethod
    def read(cls, cursor: str) -> "Place":
        try:
            microseconds, _dash, pk = cursor.rpartition("-")
            return cls(EPOCH + int(microseconds) * MICROSECOND, int(pk))
        except (ValueError, OverflowError):
            raise InvalidCursor(f"{cursor!r} is not a place in a thread.") from None

    def __str__(self) -> str:
        return f"{(self.published_at - EPOCH) // MICROSECOND}-{self.pk}"


@dataclass
class ShownReply:
    """A reply as readers see it: of a removed one, only that it was there."""

    reply: Reply
    answers: list["ShownReply"] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.is_removed:
            self.reply.author_name = self.reply.website = self.reply.text = ""

    @property
    def is_removed(self) -> bool:
        return not self.reply.is_visible

    @property
    def answers_another(self) -> bool:
        """Whether it answers not the root that it stands below, but an answer."""
        return self.reply.depth > 1

    @property
    def addressee(self) -> str:
        """The name of whom it answers, or "" if that reply was removed."""
        parent = self.reply.parent
        return parent.author_name if parent and parent.is_visible else ""

    @property
    def answer_label(self) -> str:
        """What the link to answer it is called, for who only hears that."""
        return gettext("Reply to %(name)s") % {"name": self.reply.author_name}

    @property
    def more_answers(self) -> int:
        """How many more stand below it: all answers stand below a root."""
        if self.reply.root_id:
            return 0
        return max(0, self.reply.answer_count - len(self.visible_answers))

    @property
    def more_answers_text(self) -> str:
        """The same in words: "3 more answers"; "" if there are none."""
        if not (count := self.more_answers):
            return ""
        text = ngettext("%(count)s more answer", "%(count)s more answers", count)
        return text % {"count": localize(count)}

    @property
    def visible_answers(self) -> list["ShownReply"]:
        return [answer for answer in self.answers if not answer.is_removed]


@dataclass
class Part:
    """Some of the replies, in order, and where the next part begins, if any."""

    replies: list[ShownReply]
    next_cursor: str = ""
    is_start: bool = True


def read_roots(
    page_id: int,
    *,
    order: Order = Order.OLDEST,
    after: str = "",
    size: int = ROOTS_IN_PART,
) -> Part:
    """
    Return replies to a page, each with its first answers, by two queries.

    Raises InvalidCursor if ``after`` is no cursor.
    """
    roots = with_ids_of_first_answers(shown().filter(page_id=page_id, root=None))
    part = read_part(roots, order, after, size)
    add_first_answers(part.replies)
    return part


def read_answers(root: Reply, *, after: str = "", size: int = ANSWERS_IN_PART) -> Part:
    """Return answers below a root, oldest first. Raises InvalidCursor."""
    return read_part(shown().filter(root=root.pk), Order.OLDEST, after, size)


def read_answers_around(answer: Reply) -> Part:
    """Return an answer with some before and some after it."""
    answers = shown().filter(root=answer.root_id)
    before = answers.filter(past(Place.of(answer), Order.NEWEST))
    earlier = list(in_order(before, Order.NEWEST)[: ANSWERS_BEFORE + 1])
    has_more = len(earlier) > ANSWERS_BEFORE
    after = str(Place.of(earlier[-1])) if has_more else ""
    return read_part(answers, Order.OLDEST, after, ANSWERS_IN_PART)


def read_newest(page_id: int, size: int = NEWEST_IN_FEED) -> list[ShownReply]:
    """Return the replies and answers that appeared last, the newest first."""
    visible = shown().filter(page_id=page_id, status=Status.APPROVED)
    return show(in_order(visible, Order.NEWEST)[:size])


def ids_in_thread(root_id: int, size: int = NEWEST_IN_THREAD) -> list[int]:
    """Return the answers below a root that appeared last."""
    answers = in_order(shown().filter(root=root_id), Order.NEWEST)
    return list(answers.values_list("pk", flat=True)[:size])


def find_shown(page_id: int, reply_id: int) -> Reply:
    """Return a reply that readers may see. Raises Reply.DoesNotExist."""
    return shown().get(page_id=page_id, pk=reply_id)


def shown() -> QuerySet[Reply]:
    """Return what has a place: what is approved, and what approved replies answer."""
    placed = Reply.objects.filter(published_at__isnull=False)
    return (
        placed.filter(Q(status=Status.APPROVED) | Q(answer_count__gt=0))
        .select_related("parent")
        .only(*FIELDS)
    )


def with_ids_of_first_answers(roots: QuerySet[Reply]) -> QuerySet[Reply]:
    """
    Have roots say which answers are their first.

    One by one, for which an index will do: to number the answers, databases read
    each of them, and some roots have thousands.
    """
    answers = in_order(shown().filter(root=OuterRef("pk")), Order.OLDEST).values("pk")
    places = {name: Subquery(answers[n : n + 1]) for n, name in enumerate(FIRST_IDS)}
    return roots.annotate(**places)


def add_first_answers(roots: list[ShownReply]) -> None:
    """Give roots the answers that they say are their first, by one query."""
    ids_of = [[getattr(root.reply, name) for name in FIRST_IDS] for root in roots]
    answers = shown().in_bulk({pk for ids in ids_of for pk in ids if pk})
    for root, ids in zip(roots, ids_of, strict=True):
        # Without those that were removed in between.
        root.answers = show(answers[pk] for pk in ids if pk in answers)


def read_part(replies: QuerySet[Reply], order: Order, after: str, size: int) -> Part:
    if after:
        replies = replies.filter(past(Place.read(after), order))
    found = list(in_order(replies, order)[: size + 1])
    has_more = len(found) > size
    return Part(
        replies=show(found[:size]),
        next_cursor=str(Place.of(found[size - 1])) if has_more else "",
        is_start=not after,
    )


def show(replies: Iterable[Reply]) -> list[ShownReply]:
    return [ShownReply(reply) for reply in replies]


def in_order(replies: QuerySet[Reply], order: Order) -> QuerySet[Reply]:
    sign = "-" if order == Order.NEWEST else ""
    return replies.order_by(f"{sign}published_at", f"{sign}pk")


def past(place: Place, order: Order) -> Q:
    at, pk = place.published_at, place.pk
    if order == Order.NEWEST:
        return Q(published_at__lte=at) & (Q(published_at__lt=at) | Q(pk__lt=pk))
    return Q(published_at__gte=at) & (Q(published_at__gt=at) | Q(pk__gt=pk))
