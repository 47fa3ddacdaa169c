"""What waits, on the admin's front page."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from wagtail_newsblocks.replies.models import Reply, Status


def panel(client):
    soup = BeautifulSoup(client.get("/admin/").content, "html.parser")
    return soup.find(id="newsblocks-waiting-replies-section")


@pytest.fixture
def admin(client, moderator):
    client.force_login(moderator)
    return client


def test_the_number_and_the_oldest(admin, make_reply):
    now = timezone.now()
    replies = [
        make_reply(
            author_name=f"<b>{number}</b>",
            submitted_at=now - datetime.timedelta(hours=number),
        )
        for number in range(7)
    ]
    make_reply(status=Status.SPAM, submitted_at=now - datetime.timedelta(days=9))
    shown = panel(admin)
    assert shown.h2.text.strip() == "Replies waiting: 7"
    links = shown.select("tbody .title a")
    assert [link.bdi.text for link in links] == [
        f"<b>{number}</b>" for number in (6, 5, 4, 3, 2)
    ]
    assert links[0]["href"] == reverse(
        "newsblocks_moderation:edit", args=[replies[6].pk]
    )


def test_many(admin, article):
    Reply.objects.bulk_create(
        Reply(page=article, text="Hello", submission_key=f"waiting {number}")
        for number in range(101)
    )
    assert panel(admin).h2.text.strip() == "Replies waiting: 100+"


def test_nothing_waits(admin, make_reply):
    make_reply(status=Status.APPROVED)
    assert panel(admin) is None


def test_who_is_no_moderator_sees_no_panel(client, editor, make_reply):
    make_reply()
    client.force_login(editor)
    assert panel(client) is None


def test_what_it_costs(admin, make_reply, django_assert_max_num_queries):
    make_reply()
    admin.get("/admin/")

    def queries():
        with django_assert_max_num_queries(30) as captured:
            admin.get("/admin/")
        return [q for q in captured if Reply._meta.db_table in q["sql"]]

    few = queries()
    for _number in range(5):
        make_reply()
    # The badge, the panel's number, and its replies with their pages.
    assert len(queries()) == len(few) == 3
