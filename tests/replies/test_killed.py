"""A server that is killed loses nothing that it said it had, and counts right."""

import json
import os
import subprocess
import sys
import threading
from http.client import HTTPException
from pathlib import Path
from queue import SimpleQueue
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from django.db import connection

from wagtail_newsblocks.replies.models import Reply, Status, Thread
from wagtail_newsblocks.replies.tokens import read_receipt

from .recount import miscounted

SERVER = Path(__file__).with_name("publishing_server.py")
READERS, MOST_EACH, ANSWERED = 6, 500, 60

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def server():
    """The process of a server on the test's database, and where it is."""
    process = subprocess.Popen(
        [sys.executable, SERVER, json.dumps(connection.settings_dict)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with process:
        try:
            yield process, f"http://127.0.0.1:{process.stdout.readline().strip()}"
        finally:
            process.kill()


def request_for(base, path, key, content):
    headers = {"Content-Type": "application/json", "Idempotency-Key": key}
    return Request(base + path, json.dumps(content).encode(), headers)


def test_what_was_answered_is_stored(article, make_reply, submission, server, client):
    process, base = server
    root = make_reply(status=Status.APPROVED)
    path = f"/api/newsblocks/pages/{article.pk}/replies/"
    answered = SimpleQueue()

    def typed(key):
        return {**submission, "text": f"Reply {key}.", "parent": root.pk}

    sent, refused, receipts = [], [], {}

    def write(reader):
        """Send replies until nobody answers."""
        for number in range(MOST_EACH):
            key = f"{reader}-{number}"
            sent.append(key)
            try:
                with urlopen(request_for(base, path, key, typed(key))) as response:
                    answered.put((key, json.load(response)["receipt"]))
            except HTTPError as error:
                refused.append(error.code)
            except (OSError, HTTPException, ValueError):
                return

    readers = [threading.Thread(target=write, args=[r]) for r in range(READERS)]
    for reader in readers:
        reader.start()
    for _reply in range(ANSWERED):
        key, receipt = answered.get(timeout=30)
        receipts[key] = receipt
    process.kill()
    for reader in readers:
        reader.join()
    while not answered.empty():
        key, receipt = answered.get()
        receipts[key] = receipt

    assert refused == []
    assert ANSWERED <= len(receipts) < len(sent) < READERS * MOST_EACH
    for key, receipt in receipts.items():
        stored = Reply.objects.get(text=f"Reply {key}.")
        assert stored.pk == read_receipt(receipt)
        assert stored.is_visible
    assert miscounted(article) == []
    # Whoever was not answered can send it again, and has sent it once.
    for key in sent:
        response = client.post(
            path,
            typed(key),
            content_type="application/json",
            headers={"idempotency-key": key},
        )
        assert response.status_code == 201
    texts = Reply.objects.exclude(pk=root.pk).values_list("text", flat=True)
    assert sorted(texts) == sorted(f"Reply {key}." for key in sent)
    assert miscounted(article) == []
    assert Thread.objects.get(page=article).reply_count >= 1 + len(receipts)
