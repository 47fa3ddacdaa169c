from typing import Any

from django.core.management.base import BaseCommand

from ...personal_data import purge


class Command(BaseCommand):
    help = (
        "Erase what is kept no longer, by NEWSBLOCKS_REPLY_RETENTION. To be run each "
        "night."
    )

    def handle(self, **options: Any) -> None:
        erased = purge()
        self.stdout.write(
            f"Deleted: {erased.deleted}. Emptied, since others answered: "
            f"{erased.emptied}."
        )
