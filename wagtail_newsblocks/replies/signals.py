"""What a site can listen to."""

from django.dispatch import Signal

# Sent once a transaction has committed that changed what readers see of a page's
# replies: one was approved, removed, edited. Gives ``page_id``, and the ``reply_id`` with
# the ``root_id`` of its thread, both None if it was more than one reply. A held reply
# sends nothing, so that nobody empties a cache by sending spam.
thread_changed = Signal()

# Sent once a transaction has committed that published a reply. Gives ``reply_id``.
reply_published = Signal()
