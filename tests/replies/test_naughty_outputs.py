"""
Every naughty string in every output, also those that the form would never let through:
an import may have brought them.

Each page is compared with the same page of plain words: each character but the white
space is an "x" there, so that the lines and paragraphs are as many.
"""

import csv
import io
import json
import re
from email import policy
from email.parser import BytesParser
from functools import partial
from itertools import chain

import openpyxl
import pytest
from defusedxml import ElementTree
from django.core import mail as outbox
from django.db.models.signals import post_init
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from wagtail_newsblocks.replies import blocks, feeds, mail, views
from wagtail_newsblocks.replies.api import handlers
from wagtail_newsblocks.replies.feeds import clean
from wagtail_newsblocks.replies.models import Reply, Status
from wagtail_newsblocks.replies.moderation import panels, surroundings
from wagtail_newsblocks.replies.moderation.viewsets import FORMULA_SIGNS, ReplyIndexView
from wagtail_newsblocks.replies.threads import read_answers, read_newest, read_roots
from wagtail_newsblocks.replies.tokens import issue_mail_token, issue_receipt

from .html_oracle import Page, assert_adds_nothing, page_of
from .naughty_strings import STRINGS
from .test_feeds import ATOM
from .test_naughty_strings import can_be_sent, judge

# What every database can store.
STORABLE = [text for text in STRINGS if can_be_sent(text) and "\0" not in text]
LISTED = {"status": "approved"}
ALL = 10_000


def in_plain_words(text):
    return re.sub(r"\S", "x", text)


def as_it_is(text):
    return text


@pytest.fixture(autouse=True)
def in_one_part(monkeypatch):
    """Show everything at once: what a part costs is for other tests."""
    for module in (blocks, views, handlers):
        monkeypatch.setattr(module, "read_roots", partial(read_roots, size=ALL))
    for module in (views, handlers):
        monkeypatch.setattr(module, "read_answers", partial(read_answers, size=ALL))
    monkeypatch.setattr(feeds, "read_newest", partial(read_newest, size=ALL))
    monkeypatch.setattr(surroundings, "MOST_ANSWERS", ALL)
    monkeypatch.setattr(surroundings, "MOST_OF_AUTHOR", ALL)
    monkeypatch.setattr(panels, "MOST_WAITING_SHOWN", ALL)
    monkeypatch.setattr(ReplyIndexView, "get_paginate_by", lambda *args: ALL)


@pytest.fixture
def publish(article, make_reply):
    """
    Publish a reply, and two for each string: one to the page, and an answer to it.

    Each answer answers the one before too, whose author it names.
    """

    def publish(strings, change=as_it_is):
        Reply.objects.all().delete()
        top = make_reply(status=Status.APPROVED, author_email="secret@example.org")
        top.answer_count = len(strings)
        top.save()

        def make(number, text, **place):
            text = change(text)
            return Reply(
                page=article,
                author_name=text[:240],
                author_email="secret@example.org",
                website=f"https://example.org/{text}"[:1500],
                text=text,
                findings=[{"code": "honeypot", "detail": text}],
                status=Status.APPROVED,
                submission_key=f"{number} {len(place)}",
                published_at=top.published_at,
                **place,
            )

        roots = [make(number, text) for number, text in enumerate(strings)]
        Reply.objects.bulk_create(roots)
        above = [top, *roots]
        Reply.objects.bulk_create(
            make(number, text, root=top, parent=above[number], depth=2)
            for number, text in enumerate(strings)
        )
        return top

    return publish


@pytest.fixture
def article_page(client, article):
    return lambda top: client.get(article.url)


@pytest.fixture
def list_page(client, reply_url):
    return lambda top: client.get(f"{reply_url}all/?order=newest")


@pytest.fixture
def thread_page(client, reply_url):
    return lambda top: client.get(f"{reply_url}{top.pk}/")


@pytest.fixture
def queue(admin_client):
    def queue(top):
        # Each string once is enough: so long a table takes Wagtail its time.
        Reply.objects.exclude(root=None).delete()
        return admin_client.get("/admin/replies/", LISTED)

    return queue


@pytest.fixture
def confirmation(admin_client):
    def confirmation(top):
        ids = Reply.objects.filter(root=None).values_list("pk", flat=True)
        url = "/admin/bulk/wagtail_newsblocks_replies/reply/spam/"
        return admin_client.get(url, {"id": list(ids)})

    return confirmation


@pytest.fixture
def front_page_of_the_admin(admin_client):
    def front_page(top):
        Reply.objects.exclude(root=None).delete()
        Reply.objects.update(status=Status.PENDING)
        return admin_client.get("/admin/")

    return front_page


@pytest.fixture
def moderation(admin_client):
    def moderation(top):
        Reply.objects.filter(root=top).update(parent=top)
        return admin_client.get(reverse("newsblocks_moderation:edit", args=[top.pk]))

    return moderation


PUBLIC_PAGES = ["article_page", "list_page", "thread_page"]
ADMIN_PAGES = ["queue", "confirmation", "front_page_of_the_admin", "moderation"]


@pytest.mark.parametrize("name", [*PUBLIC_PAGES, *ADMIN_PAGES])
def test_pages_of_many_replies(name, publish, request):
    render = request.getfixturevalue(name)
    shown = render(publish(STORABLE))
    assert shown.status_code == 200
    assert (b"secret@" in shown.content) is (name == "moderation")
    page, plain = page_of(shown), page_of(render(publish(STORABLE, in_plain_words)))
    assert_adds_nothing(page, plain)
    assert all(text[:240] in page.text for text in STORABLE)
    assert "alert" not in plain.text


@hypothesis_settings(
    max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    texts=st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1)
        | st.sampled_from(STORABLE),
        min_size=1,
        max_size=5,
    )
)
def test_whatever_is_typed_adds_nothing(publish, article_page, thread_page, texts):
    def pages(change):
        top = publish(texts, change)
        return page_of(article_page(top)), page_of(thread_page(top))

    for page, plain in zip(pages(as_it_is), pages(in_plain_words), strict=True):
        assert_adds_nothing(page, plain)


EVERYTHING = " ".join(STORABLE)


@pytest.fixture
def says_everything(make_reply, moderator, monkeypatch):
    """
    A reply that says everything in each of its fields, which no column could hold.

    The function returned lets it say the same in plain words.
    """
    reply = make_reply(status=Status.APPROVED)
    fields = ("author_name", "author_email", "website", "text", "excerpt")
    said = {}

    def say(change):
        text = change(EVERYTHING)
        said.update(dict.fromkeys(fields, text), website=f"https://example.org/{text}")
        said["findings"] = [{"code": "honeypot", "detail": text}]
        ModelLogEntry.objects.all().delete()
        reply.log("newsblocks_reply.edited", moderator, before={"text": text})

    def fill(instance, **kwargs):
        instance.__dict__.update(said)

    # An excerpt would be of the first string alone.
    monkeypatch.delattr(Reply, "excerpt")
    say(as_it_is)
    post_init.connect(fill, sender=Reply)
    yield reply, say
    post_init.disconnect(fill, sender=Reply)


def one_page(name):
    return lambda client, pk: client.get(
        reverse(f"newsblocks_moderation:{name}", args=[pk])
    )


def edit_that_came_late(client, pk):
    data = {"name": "A", "website": "", "text": "Other.", "seen": ""}
    return client.post(reverse("newsblocks_moderation:edit_text", args=[pk]), data)


PAGES = {
    "moderation": one_page("edit"),
    "edit": one_page("edit_text"),
    "edit that came late": edit_that_came_late,
    "answer": one_page("answer"),
    "personal data": one_page("personal_data"),
    "inspection": one_page("inspect"),
    "history": one_page("history"),
}


@pytest.mark.parametrize("render", PAGES.values(), ids=PAGES)
def test_pages_of_one_reply(render, says_everything, admin_client):
    reply, say = says_everything
    shown = render(admin_client, reply.pk)
    assert shown.status_code == 200
    page = page_of(shown)
    say(in_plain_words)
    assert_adds_nothing(page, page_of(render(admin_client, reply.pk)))
    assert EVERYTHING in page.text


@pytest.mark.parametrize("in_error", [False, True])
def test_the_form_that_answers_a_reply(in_error, says_everything, client, reply_url):
    reply, say = says_everything

    def render():
        if in_error:
            return page_of(client.post(reply_url, {"parent": reply.pk}))
        return page_of(client.get(reply_url, {"to": reply.pk}))

    page = render()
    say(in_plain_words)
    assert_adds_nothing(page, render())
    assert page.text.count(EVERYTHING) == 2


def test_the_history_of_the_site_tells_nothing(says_everything, admin_client):
    shown = admin_client.get(reverse("wagtailadmin_reports:site_history"))
    page = page_of(shown)
    assert f"Reply {says_everything[0].pk}" in page.text
    assert "alert" not in page.text


def test_a_search_for_it(admin_client, make_reply):
    make_reply()

    def render(text):
        return page_of(admin_client.get("/admin/replies/", {"q": text, "author": text}))

    page = render(EVERYTHING)
    assert_adds_nothing(page, render(in_plain_words(EVERYTHING)))
    assert page.values["q"] == page.values["author"] == EVERYTHING


def test_the_api(publish, client, article):
    top = publish(STORABLE)
    base = f"/api/newsblocks/pages/{article.pk}/"
    receipts = [issue_receipt(pk) for pk in Reply.objects.values_list("pk", flat=True)]
    told = []
    for response in (
        client.get(f"{base}replies/"),
        client.get(f"{base}replies/{top.pk}/answers/"),
        *(
            client.post(
                f"{base}receipts/",
                {"receipts": receipts[first : first + 20]},
                content_type="application/json",
            )
            for first in range(0, len(receipts), 20)
        ),
    ):
        assert response.status_code == 200
        assert b"secret@" not in response.content
        content = response.json()
        told.append(content.get("answers") or content["replies"])
    the_list, the_thread, *own = told
    for replies in (the_list[1:], the_thread, list(chain(*own))[1 : len(STORABLE) + 1]):
        assert [reply["text"] for reply in replies] == STORABLE
        assert [r["author"]["name"] for r in replies] == [t[:240] for t in STORABLE]
    html = Page("".join(reply["html"] for reply in the_list))
    publish(STORABLE, in_plain_words)
    plain = client.get(f"{base}replies/").json()["replies"]
    assert_adds_nothing(html, Page("".join(reply["html"] for reply in plain)))


def test_the_feed(publish, client, reply_url):
    publish(STORABLE)
    response = client.get(f"{reply_url}feed/")
    assert b"secret@" not in response.content
    feed = ElementTree.fromstring(response.content)
    names = [name.text for name in feed.iter(f"{ATOM}name")]
    # XML has only one kind of line break.
    one_kind = [re.sub("\r\n?", "\n", clean(text[:240])) for text in STORABLE]
    assert set(names) == {"Amina Rahal", *one_kind}
    html = Page("".join(s.text or "" for s in feed.iter(f"{ATOM}summary")))
    publish(STORABLE, in_plain_words)
    feed = ElementTree.fromstring(client.get(f"{reply_url}feed/").content)
    plain = Page("".join(s.text or "" for s in feed.iter(f"{ATOM}summary")))
    assert_adds_nothing(html, plain)


def test_the_queue_as_a_file(publish, admin_client):
    publish(STORABLE)

    def export(file_format):
        query = {**LISTED, "export": file_format}
        return b"".join(admin_client.get("/admin/replies/", query))

    table = export("csv").decode()
    _headings, *rows = csv.reader(io.StringIO(table, newline=""))
    assert len(rows) == 2 * len(STORABLE) + 1
    assert not [cell for row in rows for cell in row if cell.startswith(FORMULA_SIGNS)]
    texts = {row[4] for row in rows}
    assert all(text in texts or f"'{text}" in texts for text in STORABLE)
    assert "secret@" not in table
    sheet = openpyxl.load_workbook(io.BytesIO(export("xlsx"))).active
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in cells} == {"d", "s", "inlineStr"}


def test_what_is_given_out_to_its_author(publish, admin_client):
    top = publish(STORABLE)
    url = reverse("newsblocks_moderation:personal_data", args=[top.pk])
    response = admin_client.get(f"{url}?export")
    *lines, end = response.content.decode().split("\n")
    assert end == ""
    assert {json.loads(line)["text"] for line in lines} >= set(STORABLE)


def test_mail_says_nothing_of_it(says_everything, settings, moderator, client):
    """Neither to whom it answers nor to moderators; nor do the pages it leads to."""
    settings.NEWSBLOCKS_REPLY_FROM_EMAIL = "replies@example.com"
    moderator.email = "moderator@example.com"
    reply = Reply.objects.get()
    assert reply.text == EVERYTHING
    reply.author_email = "amina@example.org"
    mail.send_proof(reply)
    mail.send_answered(reply, reply)
    mail.send_to_moderator(moderator, 3, "https://example.org/admin/replies/")
    told = [f"{m.subject} {m.body} {m.extra_headers}" for m in outbox.outbox]
    for purpose in ("prove", "stop"):
        url = f"/replies/{purpose}/{issue_mail_token(purpose, reply.pk)}/"
        told += [client.get(url).content.decode(), client.post(url).content.decode()]
    assert len(told) == 7
    assert not [text for text in told if "alert" in text or "Scunthorpe" in text]


def test_mail_goes_to_the_address_that_was_typed_alone(make_reply, settings):
    settings.NEWSBLOCKS_REPLY_FROM_EMAIL = "replies@example.com"
    addresses = {judge(text, ["email"])[0].get("email") for text in STRINGS} - {None}
    assert '"<script>alert(1)</script>"@example.com' in addresses
    for address in addresses:
        mail.send_proof(make_reply(author_email=address))
        content = outbox.outbox[-1].message().as_bytes()
        message = BytesParser(policy=policy.default).parsebytes(content)
        assert [to.addr_spec for to in message["To"].addresses] == [address]
