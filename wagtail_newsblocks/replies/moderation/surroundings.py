"""What a moderator looks at beside a reply, to decide about it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from wagtail.log_actions import registry
from wagtail.models import BaseLogEntry

from ..models import MAX_DEPTH, Reply, Status
from .permissions import replies_for

MOST_ANSWERS = 10
MOST_OF_AUTHOR = 5


@dataclass(frozen=True)
class Surroundings:
    """The thread around a reply, its author's history here, and its earlier texts."""

    # What it answers, from the reply to the page on down.
    above: list[Reply]
    # The first answers to it, in whatever state, and how many more there are.
    answers: list[Reply]
    more_answers: int
    # The other replies by its author that the moderator may see: how many of each
    # status, and the latest.
    author_counts: list[tuple[Status, int]]
    by_author: list[Reply]
    edits: list[BaseLogEntry]

    @classmethod
    def of(cls, reply: Reply, moderator: Any) -> "Surroundings":
        answers = Reply.objects.filter(parent=reply.pk)
        others = by_same_author(reply, moderator)
        counted = others.values_list("status").annotate(Count("pk")).order_by()
        counts = dict(counted)
        first_answers = list(answers.order_by("submitted_at", "pk")[:MOST_ANSWERS])
        is_cut_off = len(first_answers) == MOST_ANSWERS
        edits = registry.get_logs_for_instance(reply)
        return cls(
            above=chain_above(reply),
            answers=first_answers,
            more_answers=answers.count() - MOST_ANSWERS if is_cut_off else 0,
            author_counts=[(s, counts[s]) for s in Status if s in counts],
            by_author=list(
                others.select_related("page").order_by("-submitted_at", "-pk")[
                    :MOST_OF_AUTHOR
                ]
            ),
            edits=list(
                edits.filter(action="newsblocks_reply.edited").select_related("user")
            ),
        )


def chain_above(reply: Reply) -> list[Reply]:
    if reply.parent_id is None:
        return []
    with_parents = Reply.objects.select_related("__".join(["parent"] * MAX_DEPTH))
    parent: Reply | None = with_parents.get(pk=reply.parent_id)
    chain: list[Reply] = []
    while parent is not None:
        chain.insert(0, parent)
        parent = parent.parent
    return chain


def by_same_author(reply: Reply, moderator: Any) -> QuerySet[Reply]:
    """Return the other replies from the same account or email address."""
    same = Q(pk__in=[])
    if reply.user_id:
        same |= Q(user=reply.user_id)
    if reply.author_email:
        same |= Q(author_email__iexact=reply.author_email)
    return replies_for(moderator).filter(same).exclude(pk=reply.pk)
