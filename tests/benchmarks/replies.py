"""
How long readers and moderators wait on a page with few replies, and with very many.

``python tests/benchmarks/replies.py`` prints milliseconds (the median) and queries. It
makes a database of its own, as tests do, where DATABASE_URL says or in SQLite, and
removes it.
"""

import itertools
import json
import os
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "example_project")]
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"

import django
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import (
    CaptureQueriesContext,
    setup_databases,
    setup_test_environment,
    teardown_databases,
)

# Replies, and answers to each one to the page.
SIZES = [(100, 2), (100_000, 9), (100_000, 999)]
TIMES = 9


def make_page():
    from wagtail.models import Site

    from news.models import ArticlePage

    form = [{"type": "reply_form", "value": {"heading": "Leave a Reply"}}]
    page = ArticlePage(title="The bridge is closed", body=json.dumps(form))
    return Site.objects.get(is_default_site=True).root_page.add_child(instance=page)


def requests_for(page):
    """Return what is asked for, by name."""
    from django.contrib.auth.models import User

    from wagtail_newsblocks.replies.models import Reply
    from wagtail_newsblocks.replies.tokens import sign_page

    reader, admin = Client(), Client()
    admin.force_login(User.objects.create_superuser(f"moderator-{page.pk}"))
    replies, queue = f"/replies/{sign_page(page.pk)}/", "/admin/replies/"
    api = f"/api/newsblocks/pages/{page.pk}/"
    answers = Reply.objects.visible().filter(page=page, depth=1)
    answer = answers.latest("published_at")
    numbers = itertools.count()

    def typed():
        text = f"The bridge was never safe, as I said {next(numbers)} times."
        return {"name": "Amina", "email": "a@example.org", "text": text, "topic": ""}

    return {
        "article": lambda: reader.get(page.url),
        "list": lambda: reader.get(f"{replies}all/"),
        "list (API)": lambda: reader.get(f"{api}replies/"),
        "more answers (API)": lambda: reader.get(
            f"{api}replies/{answer.root_id}/answers/"
        ),
        "permalink": lambda: reader.get(f"{replies}{answer.pk}/"),
        "form (API)": lambda: reader.get(f"{api}reply-form/"),
        "form for an answer": lambda: reader.get(replies, {"to": answer.pk}),
        "feed": lambda: reader.get(f"{replies}feed/"),
        "queue": lambda: admin.get(queue, {"status": "pending"}),
        "queue of all": lambda: admin.get(queue, {"q": ""}),
        "queue searched": lambda: admin.get(queue, {"status": "pending", "q": "ferry"}),
        "post": lambda: reader.post(replies, typed()),
        "post (API)": lambda: reader.post(
            f"{api}replies/", typed(), content_type="application/json"
        ),
    }


def measure(request):
    """Return the median of how long it takes, in milliseconds, and the queries."""
    request()
    with CaptureQueriesContext(connection) as captured:
        response = request()
        queries = len(captured)
    assert response.status_code in (200, 201, 303), response
    times = []
    for _time in range(TIMES):
        start = time.perf_counter()
        request()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000, queries


def main():
    django.setup()
    setup_test_environment(debug=False)
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        for count, answers_each in SIZES:
            page = make_page()
            start = time.perf_counter()
            call_command(
                "generate_replies", page.pk, count=count, answers_each=answers_each
            )
            print(f"{answers_each} answers each: {time.perf_counter() - start:.0f} s")
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("ANALYZE")
            for name, request in requests_for(page).items():
                milliseconds, queries = measure(request)
                print(f"  {name:20}{milliseconds:8.1f} ms {queries:4} queries")
    finally:
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    main()
