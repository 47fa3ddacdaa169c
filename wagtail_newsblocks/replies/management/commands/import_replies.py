import csv
import gzip
import zlib
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from wagtail.models import Page

from ....pages import page_model
from ...access import find_form
from ...transfer import disqus, json_lines, wordpress
from ...transfer.arrivals import Checker
from ...transfer.lines import Line, UnreadableFile
from ...transfer.pages import PageFinder, named
from ...transfer.storing import BATCH, Storing

READERS = {"wordpress": wordpress, "disqus": disqus, "jsonl": json_lines}
MOST_NAMED = 20
GZIP = b"\x1f\x8b"


class Command(BaseCommand):
    help = (
        "Import replies from another system. What is here already is not imported "
        "again: the command may be repeated, also after it failed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("format", choices=READERS, help="what wrote the file")
        parser.add_argument(
            "file", type=Path, help="the file, as it is or compressed by gzip"
        )
        parser.add_argument(
            "--pages",
            type=Path,
            help=(
                "a CSV file without headings: an old address, and the id or the address "
                "of the page that is there now"
            ),
        )
        parser.add_argument(
            "--left-out",
            type=Path,
            help=(
                "a new file for what is not imported, as JSON Lines that say why: mend "
                "them, and import them as jsonl"
            ),
        )
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help=(
                "only say what would be done. Who replies to one of the pages has to "
                "wait meanwhile"
            ),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        moved = read_moved(options["pages"]) if options["pages"] else {}
        read = READERS[options["format"]].read
        with open_source(options["file"]) as source, ExitStack() as stack:
            left_out = None
            if options["left_out"]:
                left_out = stack.enter_context(open_new(options["left_out"]))
            if options["dry_run"]:
                stack.enter_context(transaction.atomic())
            storing = Storing(
                Checker(PageFinder(moved)),
                leave_out=partial(self.leave_out, left_out),
                note=self.note,
            )
            try:
                storing.take(read(source))
            except (UnreadableFile, EOFError, OSError, zlib.error) as error:
                raise CommandError(
                    f"{options['file']} cannot be read to its end. {error} Until there: "
                    f"{storing.report} The import may be repeated."
                ) from error
            if options["dry_run"]:
                transaction.set_rollback(True)
        self.stdout.write(str(storing.report))
        if unseen := without_form(storing.report.pages):
            titles = ", ".join(f"{page.pk} ({page.title})" for page in unseen)
            self.stdout.write(
                f"Readers do not see them on pages without a reply form: {titles}."
            )

    def leave_out(self, file: TextIO | None, line: Line, reason: str) -> None:
        if file is None:
            self.note(line, reason)
        else:
            file.write(json_lines.as_text({**line.values, "problem": reason}))

    def note(self, line: Line, text: str) -> None:
        self.stderr.write(f"{line.where}: {text}")


@contextmanager
def open_source(path: Path) -> Iterator[TextIO]:
    try:
        with path.open("rb") as file:
            is_gzip = file.read(len(GZIP)) == GZIP
    except OSError as error:
        raise cannot("read", path, error) from error
    # What is no UTF-8 is shown as such in the text, and does not end the import.
    opened = gzip.open if is_gzip else open
    with opened(path, "rt", encoding="utf-8-sig", errors="replace") as source:
        yield source


def open_new(path: Path) -> TextIO:
    try:
        # JSON has an escape for half a character, which UTF-8 has not.
        return path.open("x", encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise cannot("write", path, error) from error


def read_moved(path: Path) -> dict[str, str]:
    """Return where old addresses are now."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.reader(file) if any(row)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise cannot("read", path, error) from error
    for number, row in enumerate(rows, 1):
        if len(row) != 2:
            raise CommandError(
                f"{path}, row {number}: write an old address, a comma, and the id or "
                f"the address of the page that is there now, instead of {row!r}."
            )
        if named(row[1].strip()) is None:
            raise CommandError(
                f"{path}, row {number}: there is no page {row[1].strip()}."
            )
    return {old: new.strip() for old, new in rows}


def without_form(page_ids: Iterable[int]) -> list[Page]:
    """Return the first of those pages on which readers see no replies."""
    pages = page_model()._default_manager.filter(pk__in=page_ids).specific()
    formless = (page for page in pages.iterator(BATCH) if find_form(page) is None)
    return list(islice(formless, MOST_NAMED))


def cannot(what: str, path: Path, error: Exception) -> CommandError:
    reason = getattr(error, "strerror", None) or error
    return CommandError(f"Cannot {what} {path}: {reason}. Name another file.")
