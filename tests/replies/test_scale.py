"""A page with very many replies asks no more of the database than one with few."""

import os
import re
from itertools import count

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from wagtail_newsblocks.replies.models import Reply, Status
from wagtail_newsblocks.replies.tokens import sign_page

# REPLIES=100000 tries it with as many as are promised, which takes a while.
FEW, MANY = 100, int(os.environ.get("REPLIES", "20000"))
TABLE = Reply._meta.db_table
EXPLAIN, FULL_SCAN = {
    "sqlite": ("EXPLAIN QUERY PLAN", rf"SCAN {TABLE}$"),
    "postgresql": ("EXPLAIN", f"Seq Scan on {TABLE}"),
    "mysql": ("EXPLAIN", f"{TABLE} ALL"),
}[connection.vendor]

# To find a page takes four queries; in the admin, most are Wagtail's own.
READING = {
    "article": 11,
    "list": 6,
    "newest": 6,
    "next part": 6,
    "permalink of a root": 6,
    "permalink of an answer": 8,
    "form for an answer": 5,
    "feed": 5,
    "API list": 6,
    "API next part": 6,
    "API answers": 6,
    "API reply": 6,
    "API form": 4,
    "queue": 18,
    "queue from the middle": 18,
}
# What is counted, or found, by looking at each.
SEARCHING = {"queue of all": 18, "queue searched": 18, "queue filtered": 27}
# With a savepoint for each of the two checks, since the test is in a transaction.
SENDING = {"post": 14, "post an answer": 16, "API post": 14}


@pytest.fixture
def ask(client, moderator):
    """A function that asks for everything there is, and returns the queries of each."""
    admin = Client()
    admin.force_login(moderator)
    numbers = count()

    def ask(page):
        replies, queue = f"/replies/{sign_page(page.pk)}/", "/admin/replies/"
        api = f"/api/newsblocks/pages/{page.pk}/"
        answers = Reply.objects.filter(page=page, status=Status.APPROVED, depth=1)
        answer = answers.filter(root__status=Status.APPROVED).latest("published_at")
        cursor = client.get(f"{api}replies/").json()["next"]
        pending = {"status": "pending"}
        everywhere = {"page": page.pk, "section": page.get_parent().pk}

        def typed(**more):
            text = f"The bridge was never safe, as I said {next(numbers)} times."
            typed = {"name": "Amina", "email": "amina@example.org", "text": text}
            return {**typed, "topic": "", **more}

        requests = {
            "article": lambda: client.get(page.url),
            "list": lambda: client.get(f"{replies}all/"),
            "newest": lambda: client.get(f"{replies}all/?order=newest"),
            "next part": lambda: client.get(f"{replies}all/", {"after": cursor}),
            "permalink of a root": lambda: client.get(f"{replies}{answer.root_id}/"),
            "permalink of an answer": lambda: client.get(f"{replies}{answer.pk}/"),
            "form for an answer": lambda: client.get(replies, {"to": answer.pk}),
            "feed": lambda: client.get(f"{replies}feed/"),
            "API list": lambda: client.get(f"{api}replies/"),
            "API next part": lambda: client.get(f"{api}replies/", {"cursor": cursor}),
            "API answers": lambda: client.get(
                f"{api}replies/{answer.root_id}/answers/"
            ),
            "API reply": lambda: client.get(f"{api}replies/{answer.root_id}/"),
            "API form": lambda: client.get(f"{api}reply-form/"),
            "queue": lambda: admin.get(queue, pending),
            "queue of all": lambda: admin.get(queue, {"q": ""}),
            "queue from the middle": lambda: admin.get(queue, {**pending, "p": 2}),
            "queue searched": lambda: admin.get(queue, {**pending, "q": "ferry"}),
            "queue filtered": lambda: admin.get(
                queue, {**pending, **everywhere, "reason": "policy", "author": "a"}
            ),
            "post": lambda: client.post(replies, typed()),
            "post an answer": lambda: client.post(replies, typed(parent=answer.pk)),
            "API post": lambda: client.post(
                f"{api}replies/", typed(), content_type="application/json"
            ),
        }
        return {name: queries(request) for name, request in requests.items()}

    return ask


def queries(request):
    request()  # fills Wagtail's own caches
    with CaptureQueriesContext(connection) as captured:
        response = request()
        # Before the next request forgets them.
        asked = [query["sql"] for query in captured]
    assert response.status_code in (200, 201, 303)
    return asked


def full_scans(sql):
    """Return the steps of the database's plan for a query that read all replies."""
    with connection.cursor() as cursor:
        cursor.execute(f"{EXPLAIN} {sql}")
        plan = [" ".join(map(str, step)) for step in cursor.fetchall()]
    return [step for step in plan if re.search(FULL_SCAN, step)]


def test_few_or_many(article, make_article, ask):
    pinned = {**READING, **SEARCHING, **SENDING}
    call_command("generate_replies", article.pk, count=FEW, answers_each=2)
    few = ask(article)
    assert {name: len(asked) for name, asked in few.items()} == pinned
    page = make_article()
    call_command("generate_replies", page.pk, count=MANY)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {TABLE}")
    many = ask(page)
    assert {name: len(asked) for name, asked in many.items()} == pinned
    scans = {
        (name, step, sql)
        for name in {**READING, **SENDING}
        for sql in many[name]
        if TABLE in sql and sql.startswith("SELECT")
        for step in full_scans(sql)
    }
    assert not scans
