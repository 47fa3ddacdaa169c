"""What is stored: replies, how many a page has, and when everything was held."""

from .erasures import Erasure
from .floods import Flood
from .replies import (
    DECISION_ACTIONS,
    MAX_DEPTH,
    AlreadyDecided,
    AlreadyEdited,
    Reply,
    ReplyQuerySet,
    Status,
    count_answers,
)
from .threads import Thread

__all__ = [
    "DECISION_ACTIONS",
    "MAX_DEPTH",
    "AlreadyDecided",
    "AlreadyEdited",
    "Erasure",
    "Flood",
    "Reply",
    "ReplyQuerySet",
    "Status",
    "Thread",
    "count_answers",
]
