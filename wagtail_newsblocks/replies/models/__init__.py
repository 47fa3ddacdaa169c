"""What is stored: replies, how many a page has, and when everything was held."""

from .floods import Flood
from .replies import (
    DECISION_ACTIONS,
    MAX_DEPTH,
    AlreadyDecided,
    AlreadyEdited,
    Reply,
    ReplyQuerySet,
    Status,
)
from .threads import Thread

__all__ = [
    "DECISION_ACTIONS",
    "MAX_DEPTH",
    "AlreadyDecided",
    "AlreadyEdited",
    "Flood",
    "Reply",
    "ReplyQuerySet",
    "Status",
    "Thread",
]
