"""What is counted as replies come and go, counted once more from the start."""

from collections import Counter

from wagtail_newsblocks.replies.models import Reply, Thread


def miscounted(page):
    """Return what of a page is not counted as it is stored."""
    replies = Reply.objects.filter(page=page).in_bulk()
    below = Counter()
    for reply in filter(lambda reply: reply.is_visible, replies.values()):
        while reply.parent_id is not None:
            below[reply.parent_id] += 1
            reply = replies[reply.parent_id]
    visible = sum(reply.is_visible for reply in replies.values())
    thread = Thread.objects.of(page.pk)
    wrong = [
        reply for reply in replies.values() if reply.answer_count != below[reply.pk]
    ]
    return wrong + [thread] * (thread.reply_count != visible)
