"""Stores what arrives, below what it answers, and nothing twice."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from ..models import Erasure, Reply, Thread, count_answers
from .arrivals import Arrival, Checker, LeftOut, key_of
from .lines import Line

BATCH = 500
Item = TypeVar("Item")
Place = tuple[int, str]  # the id of a page, and the key of a reply to it


@dataclass
class Report:
    """How many replies are new, were here before, and were left out."""

    stored: int = 0
    known: int = 0
    erased: int = 0
    left_out: int = 0
    pages: set[int] = field(default_factory=set)

    def __str__(self) -> str:
        return (
            f"Imported: {self.stored}. Here before: {self.known}. "
            + (f"Erased here: {self.erased}. " if self.erased else "")
            + f"Left out: {self.left_out}. Pages: {len(self.pages)}."
        )


class Storing:
    """
    Takes in the lines of a file, a batch at a time.

    ``leave_out`` is told of each line that makes no reply, and why; ``note`` of what
    a reply had to lose. An answer that comes before what it answers waits for it. If
    that was left out, or never comes, the answer goes below what is next above, or
    becomes a reply to the page.
    """

    def __init__(
        self,
        checker: Checker,
        *,
        leave_out: Callable[[Line, str], None],
        note: Callable[[Line, str], None],
    ) -> None:
        self.checker, self.leave_out, self.note = checker, leave_out, note
        self.report = Report()
        self.waiting: dict[Place, list[Arrival]] = defaultdict(list)
        self.parents_of_left_out: dict[str, str] = {}

    def take(self, lines: Iterable[Line]) -> None:
        """Raises UnreadableFile, once what comes before is stored, but not what waits."""
        for batch in in_batches(lines):
            by_page = defaultdict(list)
            for arrival in self.checked(batch):
                by_page[arrival.reply.page_id].append(arrival)
            for page_id, arrivals in by_page.items():
                self.store(page_id, arrivals)
        while self.waiting:
            self.place_waiting()

    def checked(self, batch: Iterable[Line]) -> Iterator[Arrival]:
        for line in batch:
            try:
                yield self.checker.check(line)
            except LeftOut as error:
                self.report.left_out += 1
                self.leave_out(line, str(error))
                key, parent_key = (key_of(line.values.get(n)) for n in ("id", "parent"))
                self.parents_of_left_out[key] = parent_key

    def store(self, page_id: int, arrivals: list[Arrival]) -> None:
        """Store those whose parents are here, and let the others wait."""
        with Thread.objects.locked(page_id):
            here: dict[str, Reply] = {}
            stored: list[Reply] = []
            while arrivals:
                # Also for those that waited: another import may have stored them.
                keys = {key for a in arrivals for key in (a.key, a.parent_key)}
                here |= find(page_id, keys - here.keys())
                erased = Erasure.objects.among(page_id, keys)
                arrived = {arrival.key: None for arrival in arrivals}
                ready: dict[str, Arrival] = {}
                for arrival in arrivals:
                    if arrival.key in here or arrival.key in ready:
                        self.report.known += 1
                    elif arrival.key in erased:
                        self.report.erased += 1
                        self.parents_of_left_out[arrival.key] = arrival.parent_key
                    elif arrival.parent_key and arrival.parent_key not in here:
                        self.waiting[page_id, arrival.parent_key].append(arrival)
                    else:
                        ready[arrival.key] = arrival
                here |= {
                    key: self.place(arrival, here) for key, arrival in ready.items()
                }
                create([here[key] for key in ready])
                stored += [here[key] for key in ready]
                arrivals = [
                    a
                    for key in arrived
                    if key in here
                    for a in self.waiting.pop((page_id, key), [])
                ]
            visible = [reply for reply in stored if reply.is_visible]
            count_answers(visible)
            if visible:
                Thread.objects.record(page_id, len(visible))
        self.report.stored += len(stored)
        self.report.pages.add(page_id)

    def place(self, arrival: Arrival, here: dict[str, Reply]) -> Reply:
        for text in arrival.notes:
            self.note(arrival.line, text)
        if arrival.parent_key:
            arrival.reply.place_below(here[arrival.parent_key])
        return arrival.reply

    def place_waiting(self) -> None:
        """Place what waits for something that does not come."""
        to_come = {
            (arrival.reply.page_id, arrival.key)
            for arrivals in self.waiting.values()
            for arrival in arrivals
        }
        begins = [place for place in self.waiting if place not in to_come]
        by_page = defaultdict(list)
        # If all wait for each other, any may begin, as a reply to the page.
        for page_id, missing in begins or [next(iter(self.waiting))]:
            above = self.next_above(missing) if begins else ""
            for arrival in self.waiting.pop((page_id, missing)):
                arrival.parent_key = above
                arrival.notes.append(
                    f"placed higher up: what it answers, {missing}, is not here"
                )
                by_page[page_id].append(arrival)
        for page_id, arrivals in by_page.items():
            for batch in in_batches(arrivals):
                here = find(page_id, {arrival.parent_key for arrival in batch})
                for arrival in batch:
                    place = (page_id, arrival.parent_key)
                    if place not in to_come and arrival.parent_key not in here:
                        arrival.parent_key = ""
                self.store(page_id, batch)

    def next_above(self, key: str) -> str:
        """Return the nearest that was not left out, upwards from ``key``."""
        seen = set()
        while key in self.parents_of_left_out and key not in seen:
            seen.add(key)
            key = self.parents_of_left_out[key]
        return key


def in_batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    batch: list[Item] = []
    try:
        for item in items:
            batch.append(item)
            if len(batch) == BATCH:
                yield batch
                batch = []
    except Exception:
        yield batch  # what comes before a broken place
        raise
    yield batch


def find(page_id: int, keys: Iterable[str]) -> dict[str, Reply]:
    """Return the replies to a page that are here, by their keys."""
    found = Reply.objects.filter(page=page_id, submission_key__in=keys)
    return {r.submission_key: r for r in found.select_related("parent", "root")}


def create(replies: list[Reply]) -> None:
    """Store replies to a page at once. MySQL does not say which ids they got."""
    created = Reply.objects.bulk_create(replies)
    if any(reply.pk is None for reply in created):
        keys = [reply.submission_key for reply in created]
        ids = dict(
            Reply.objects.filter(
                page=created[0].page_id, submission_key__in=keys
            ).values_list("submission_key", "pk")
        )
        for reply in created:
            reply.pk = ids[reply.submission_key]
