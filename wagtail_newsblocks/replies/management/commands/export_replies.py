from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ...models import Reply
from ...transfer import json_lines


class Command(BaseCommand):
    help = (
        "Print all replies as JSON Lines, which import_replies reads. What readers do "
        "not see is in there too: their email addresses, and why replies were held."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--page",
            type=int,
            action="append",
            metavar="ID",
            help="only those to this page; may be given several times",
        )

    def handle(self, *args: Any, page: list[int] | None, **options: Any) -> None:
        # What is answered comes before its answers.
        replies = Reply.objects.order_by("page", "depth", "pk")
        if page:
            replies = replies.filter(page__in=page)
        for line in json_lines.write(replies):
            self.stdout.write(line, ending="")
