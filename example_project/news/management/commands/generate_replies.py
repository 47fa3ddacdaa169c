import datetime
from collections.abc import Iterator
from random import Random
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import reset_queries
from django.http import Http404

from wagtail_newsblocks.replies.access import Discussion, find_discussion_by_id
from wagtail_newsblocks.replies.findings import Finding, Outcome
from wagtail_newsblocks.replies.models import MAX_DEPTH, Reply, Status, Thread

BATCH = 1000
START = datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone.utc)
YEAR, DAY = datetime.timedelta(days=365), datetime.timedelta(days=1)
READERS = 5000
# Of a hundred replies.
STATES = {
    Status.APPROVED: 90,
    Status.PENDING: 5,
    Status.SPAM: 2,
    Status.REMOVED: 2,
    Status.REJECTED: 1,
}
FINDINGS = {
    Status.PENDING: Finding("policy"),
    Status.SPAM: Finding("links", "https://example.com", Outcome.SPAM),
}
NAMES = ("Amina", "Bashir", "Chen", "Dana", "Elif", "Farid", "Grace", "Hana")
PHRASES = (
    "the bridge was never safe",
    "everybody in the harbour knew it",
    "we wrote to the council last winter",
    "nobody looks at the cables",
    "my father built it",
    "the ferry costs twice as much",
    "who is going to pay for this",
    "thank you for asking",
)


class Command(BaseCommand):
    help = (
        "Fill a page with made-up replies, to see how a site does with many. The same "
        "seed makes the same ones."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("page_id", type=int)
        parser.add_argument("--count", type=int, default=100_000)
        parser.add_argument(
            "--answers-each", type=int, default=9, help="below a reply to the page"
        )
        parser.add_argument("--seed", type=int, default=0)

    def handle(self, page_id: int, **options: Any) -> None:
        count, answers, seed = (options[n] for n in ("count", "answers_each", "seed"))
        discussion = find_open_discussion(page_id)
        if answers and not discussion.form["allow_nested_replies"]:
            raise CommandError(
                f"Readers cannot answer each other on page {page_id}: "
                "add --answers-each=0."
            )
        maker = ReplyMaker(page_id, count, answers, seed)
        if Reply.objects.filter(page=page_id, submission_key=maker.key(0)).exists():
            raise CommandError(f"Page {page_id} has these already: add another --seed.")
        for replies in maker.batches():
            store(page_id, replies)
            reset_queries()  # which Django keeps with DEBUG
        thread = Thread.objects.of(page_id)
        self.stdout.write(
            f"{count} replies more. Readers now see {thread.reply_count}."
        )


def find_open_discussion(page_id: int) -> Discussion:
    try:
        discussion = find_discussion_by_id(page_id)
    except Http404:
        raise CommandError(
            f"Page {page_id} takes no replies: it does not exist, is not public or "
            "has no reply form."
        ) from None
    if discussion.state == "closed":
        raise CommandError(f"Replies to page {page_id} are closed.")
    return discussion


class ReplyMaker:
    """Makes up threads: what was approved is answered, also by answers to answers."""

    def __init__(self, page_id: int, count: int, answers_each: int, seed: int) -> None:
        self.page_id, self.count, self.answers_each = page_id, count, answers_each
        self.seed, self.random = seed, Random(seed)  # noqa: S311  no secret
        self.made = 0

    def batches(self) -> Iterator[list[Reply]]:
        """Yield some whole threads after the other."""
        batch: list[Reply] = []
        while self.made < self.count:
            batch += self.thread()
            if len(batch) >= BATCH or self.made == self.count:
                yield batch
                batch = []

    def thread(self) -> list[Reply]:
        root = self.reply(START + YEAR * self.made / self.count)
        thread, answerable = [root], [root] if root.published_at else []
        for _answer in range(min(self.answers_each, self.count - self.made)):
            if not answerable:
                break
            parent = self.random.choice(answerable)
            answer = self.reply(parent.published_at + DAY * self.random.random())
            answer.place_below(parent)
            thread.append(answer)
            if answer.is_visible:
                count_above(answer)
            if answer.published_at:
                answerable.append(answer)
        return thread

    def reply(self, submitted_at: datetime.datetime) -> Reply:
        random = self.random
        (status,) = random.choices(list(STATES), list(STATES.values()))
        reader = random.randrange(READERS)
        reply = Reply(
            page_id=self.page_id,
            author_name=f"{NAMES[reader % len(NAMES)]} {reader}",
            author_email=f"reader{reader}@example.org",
            text=", ".join(random.choices(PHRASES, k=random.randint(1, 12))),
            status=status,
            findings=[FINDINGS[status].as_json()] if status in FINDINGS else [],
            submission_key=self.key(self.made),
            submitted_at=submitted_at,
        )
        if status in (Status.APPROVED, Status.REMOVED):
            reply.published_at = submitted_at + DAY * random.random()
        self.made += 1
        return reply

    def key(self, number: int) -> str:
        return f"generated-{self.seed}-{number}"


def count_above(reply: Reply) -> None:
    """Count an answer in what it answers, as ``count_visible`` does in what is stored."""
    parent = reply.parent
    while parent is not None:
        parent.answer_count += 1
        parent = parent.parent


def store(page_id: int, replies: list[Reply]) -> None:
    with Thread.objects.locked(page_id):
        # What is answered first: answers are stored with its id.
        for depth in range(MAX_DEPTH + 1):
            Reply.objects.bulk_create(r for r in replies if r.depth == depth)
        Thread.objects.record(page_id, sum(r.is_visible for r in replies))
