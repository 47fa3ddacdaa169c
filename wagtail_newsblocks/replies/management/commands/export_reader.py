import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.core.serializers.json import DjangoJSONEncoder

from ...personal_data import export


class Command(BaseCommand):
    help = "Print what is kept about a reader, as JSON Lines, one for each reply."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address that the replies came with")

    def handle(self, email: str, **options: Any) -> None:
        for reply in export(email):
            line = json.dumps(reply, cls=DjangoJSONEncoder, ensure_ascii=False)
            self.stdout.write(line)
