"""
The flood switch: when more comes in than can be read, everything is held for a while.

It is for the whole site, and ends by itself. While it is on, no reply appears without
a moderator, readers are sent no mail, and browsers are asked for a proof of work.
"""

import datetime
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from .models import Flood

MOST_HOURS = 72


def current() -> Flood | None:
    """Return the flood that goes on, if any, by one query."""
    return Flood.objects.filter(until__gt=timezone.now()).order_by("-until").first()


def is_on() -> bool:
    return current() is not None


def hold_everything(hours: int, by: Any) -> Flood:
    """Hold every reply for so many hours from now, whatever was said before."""
    with transaction.atomic():
        now = timezone.now()
        Flood.objects.filter(until__gt=now).update(until=now)
        flood = Flood.objects.create(
            until=now + datetime.timedelta(hours=hours), started_by=by
        )
        record(flood, "started", by, hours=hours)
    return flood


def end(by: Any) -> None:
    """End it now. What is held already stays so."""
    with transaction.atomic():
        now = timezone.now()
        for flood in Flood.objects.select_for_update().filter(until__gt=now):
            flood.until = now
            flood.save(update_fields=["until"])
            record(flood, "ended", by)


def record(flood: Flood, what: str, by: Any, **data: Any) -> None:
    log(
        instance=flood,
        action=f"newsblocks_flood.{what}",
        user=by,
        uuid=uuid.uuid4(),
        data=data or None,
    )
