from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ...personal_data import export, replies_from


class Command(BaseCommand):
    help = "Print what is kept about a reader, as JSON Lines, one for each reply."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address that the replies came with")

    def handle(self, email: str, **options: Any) -> None:
        for line in export(replies_from(email)):
            self.stdout.write(line, ending="")
