from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ...personal_data import erase, replies_from


class Command(BaseCommand):
    help = (
        "Erase all replies that came with an address. Where others answered one, an "
        "empty place is left. This cannot be undone: export_reader prints them first."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address that the replies came with")
        parser.add_argument("--yes", action="store_true", help="do not ask first")

    def handle(self, email: str, **options: Any) -> None:
        replies = replies_from(email)
        count = replies.count()
        if not count:
            raise CommandError(f"No reply came with {email}. Nothing was erased.")
        if not options["yes"] and input(f"Erase {count} replies? [y/N] ") != "y":
            raise CommandError("Nothing was erased.")
        erased = erase(replies)
        self.stdout.write(
            f"Deleted: {erased.deleted}. Emptied, since others answered: "
            f"{erased.emptied}."
        )
