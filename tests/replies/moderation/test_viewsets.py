"""The moderator's queue: what it shows, to whom, and what it costs."""

import csv
import io

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import ModelLogEntry, Page

from wagtail_newsblocks.replies.models import Reply, Status

INDEX = "/admin/replies/"


def edit_url(reply):
    return reverse("newsblocks_moderation:edit", args=[reply.pk])


def soup_of(response):
    return BeautifulSoup(response.content, "html.parser")


def messages_in(response):
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def admin(client, moderator):
    client.force_login(moderator)
    return client


def rows(response):
    return [
        [" ".join(cell.text.split()) for cell in row.find_all("td")][1:]
        for row in soup_of(response).select("table.listing tbody tr")
    ]


def test_the_queue_opens_on_what_waits(admin, make_reply):
    response = admin.get(INDEX)
    assert (response.status_code, response["Location"]) == (
        302,
        f"{INDEX}?status=pending",
    )


def test_the_queue(admin, make_reply):
    make_reply(text="Decided already.", status=Status.APPROVED)
    make_reply(
        author_name="<b>Amina</b>",
        text="Never <i>safe</i>.\n\nReally.",
        findings=[{"code": "policy"}, {"code": "honeypot", "detail": "<u>buy</u>"}],
    )
    response = admin.get(INDEX, {"status": "pending"})
    ((reply, name, page, status, _submitted, reasons),) = rows(response)
    assert reply.startswith("Never <i>safe</i>. Really.")
    assert (name, page, status) == ("<b>Amina</b>", "The bridge is closed", "Waiting")
    assert reasons == (
        "Every reply is read before it appears "
        "A field that people do not see was filled in: <u>buy</u>"
    ).replace("appears A", "appearsA")


def test_search_and_filters(admin, make_reply, make_article):
    other_article = make_article()
    other_article.title = "The harbour"
    other_article.save()
    make_reply(author_name="Amina", text="One.")
    make_reply(author_name="Bashir", text="Two.", author_email="bashir@example.org")
    make_reply(author_name="Chen", text="Three.", page=other_article)
    make_reply(author_name="Dana", text="Four.", status=Status.SPAM)

    def found(**query):
        return sorted(row[1] for row in rows(admin.get(INDEX, query)))

    assert found(q="") == ["Amina", "Bashir", "Chen", "Dana"]
    assert found(q="two") == found(q="bashir@") == ["Bashir"]
    assert found(q="harbour") == found(page=other_article.pk) == ["Chen"]
    assert found(status="spam") == ["Dana"]
    assert found(status=["spam", "pending"], q="four") == ["Dana"]
    assert found(submitted_at_from="2024-03-15") == []
    assert found(submitted_at_to="2024-03-14", status="spam") == ["Dana"]
    # An invalid filter filters nothing.
    assert len(found(page="nonsense")) == len(found(page="999999")) == 4


def test_the_queue_costs_the_same_with_one_reply_and_with_many(
    admin, make_reply, django_assert_max_num_queries
):
    make_reply()
    admin.get(INDEX, {"status": "pending"})
    with django_assert_max_num_queries(20) as few:
        admin.get(INDEX, {"status": "pending"})
    for _number in range(15):
        make_reply(findings=[{"code": "policy"}, {"code": "honeypot"}])
    with django_assert_max_num_queries(20) as many:
        admin.get(INDEX, {"status": "pending"})
    assert len(many) == len(few)
    listing = [q for q in many if Reply._meta.db_table in q["sql"]]
    # The badge, the number of pages, and the replies.
    assert len(listing) == 3
    # Or databases would sort all that wait, with their texts, to show twenty.
    assert not any(w in q["sql"] for q in listing for w in ("DISTINCT", "JOIN"))


def test_so_it_does_with_every_filter_and_as_a_file(
    admin, make_reply, article, django_assert_max_num_queries
):
    query = {
        "status": "pending",
        "reason": "policy",
        "page": article.pk,
        "section": article.pk,
        "author": "a",
        "submitted_at_from": "2024-01-01",
        "q": "bridge",
    }

    def queries(**more):
        with django_assert_max_num_queries(30) as captured:
            response = admin.get(INDEX, {**query, **more})
            assert b"bridge" in b"".join(response)
        return [q["sql"] for q in captured]

    make_reply()
    queries()
    few, file_of_few = queries(), queries(export="csv")
    for _number in range(15):
        make_reply()
    many, file_of_many = queries(), queries(export="csv")
    assert len(many) == len(few)
    assert len(file_of_many) == len(file_of_few)
    # The badge, the number of pages, and the replies with their pages; or just these.
    assert sum(Reply._meta.db_table in sql for sql in many) == 3
    assert sum(Reply._meta.db_table in sql for sql in file_of_many) == 1


EXPORTED = {
    "submitted_at": "2024-03-14 09:00:00+00:00",
    "status": "Waiting",
    "name": "Amina Rahal",
    "website": "",
    "text": "The bridge was never safe.",
    "page": "The bridge is closed",
    "reasons": "Every reply is read before it appears",
}


def exported(admin, **query):
    response = admin.get(INDEX, {"export": "csv", **query})
    assert response["Content-Disposition"] == 'attachment; filename="replies.csv"'
    text = b"".join(response).decode()
    return list(csv.reader(io.StringIO(text, newline="")))


def test_the_queue_as_a_file_has_no_email_address(admin, make_reply):
    make_reply()
    make_reply(status=Status.SPAM, author_name="Other")
    headings, row = exported(admin, status="pending")
    assert headings == [
        "Submitted",
        "Status",
        "Name",
        "Website",
        "Text",
        "Page",
        "Why it was held",
    ]
    assert row == list(EXPORTED.values())


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＠"])
def test_no_cell_of_the_file_is_a_formula(sign, admin, make_reply, article):
    Page.objects.filter(pk=article.pk).update(title=f"{sign}1+1")
    make_reply(
        author_name=f"{sign}1+1",
        website=f"{sign}1+1",
        text=f"{sign}cmd|' /C calc'!A0",
        findings=[{"code": f"{sign}1+1"}],
    )
    _headings, row = exported(admin)
    safe = f"'{sign}1+1"
    assert row == list(
        {
            **EXPORTED,
            "name": safe,
            "website": safe,
            "text": f"'{sign}cmd|' /C calc'!A0",
            "page": safe,
            "reasons": safe,
        }.values()
    )
    response = admin.get(INDEX, {"export": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response))).active
    (cells,) = sheet.iter_rows(min_row=2)
    assert {cell.data_type for cell in cells} == {"d", "s"}
    # The format itself turns a carriage return into a line feed.
    assert cells[2].value == safe.replace("\r", "\n")
    assert "example.org" not in str([cell.value for cell in cells])


@pytest.mark.parametrize("unprintable", ["\ufffe", "\x1b"])
def test_what_the_format_forbids_spoils_no_file(unprintable, admin, make_reply):
    """The form lets the one through, an import may have brought the other."""
    make_reply(text=f"Never{unprintable} safe.")
    response = admin.get(INDEX, {"export": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response))).active
    ((text,),) = sheet.iter_rows(min_row=2, min_col=5, max_col=5, values_only=True)
    assert text == "Never safe."


@pytest.mark.parametrize("waiting", [0, 1, 3, 150])
def test_the_menu_says_how_many_wait(waiting, admin, make_reply, article):
    make_reply(status=Status.SPAM)
    Reply.objects.bulk_create(
        Reply(page=article, text="Hello", submission_key=f"waiting {number}")
        for number in range(waiting)
    )
    label = {
        0: '"Replies"',
        1: '"Replies (1)"',
        3: '"Replies (3)"',
        150: '"Replies (100+)"',
    }[waiting]
    assert label in admin.get("/admin/").content.decode()


def test_nobody_else_gets_in(client, editor, make_reply):
    reply = make_reply()
    client.force_login(editor)
    bulk = f"/admin/bulk/wagtail_newsblocks_replies/reply/approve/?id={reply.pk}"
    answers = [
        client.get(INDEX),
        client.get(f"{INDEX}results/"),
        client.get(edit_url(reply)),
        client.post(edit_url(reply), {"decision": "approve", "seen": "pending"}),
        client.get(reverse("newsblocks_moderation:inspect", args=[reply.pk])),
        client.get(reverse("newsblocks_moderation:history", args=[reply.pk])),
        client.get(bulk),
        client.post(bulk, {"seen": f'{{"{reply.pk}": "pending"}}'}),
    ]
    # Wagtail sends those without permission back to its front page, or finds nothing.
    assert [(a.status_code, a.get("Location")) for a in answers] == [
        (404, None) if number in (4, 5) else (302, "/admin/")
        for number in range(len(answers))
    ]
    assert b"Amina" not in client.get("/admin/").content
    assert b'"replies"' not in client.get("/admin/").content
    assert Reply.objects.get().status == Status.PENDING


def test_nobody_adds_replies_in_the_admin(client, admin_user):
    client.force_login(admin_user)
    assert client.get(f"{INDEX}new/").status_code == 302
    assert f"{INDEX}new/" not in client.get(INDEX, {"status": "spam"}).content.decode()


def test_groups_can_be_given_the_permission(client, admin_user):
    client.force_login(admin_user)
    group = Group.objects.get(name="Moderators")
    url = reverse("wagtailusers_groups:edit", args=[group.pk])
    permission = Permission.objects.get(codename="change_reply")
    checkbox = soup_of(client.get(url)).find(
        "input", {"name": "permissions", "value": str(permission.pk)}
    )
    assert checkbox is not None


def test_one_reply_in_full(admin, make_reply):
    reply = make_reply(
        text="<script>alert(1)</script>\nTwo.\n\nThree.",
        author_name="<b>Amina</b>",
        website="https://example.org/?a=1&b=2",
    )
    main = soup_of(admin.get(edit_url(reply))).main
    paragraphs = main.blockquote.find_all("p")
    assert [p.decode_contents() for p in paragraphs] == [
        "&lt;script&gt;alert(1)&lt;/script&gt;<br/>Two.",
        "Three.",
    ]
    details = main.find("dl")
    assert [" ".join(dd.text.split()) for dd in details.find_all("dd")] == [
        "The bridge is closed",
        "March 14, 2024, 9 a.m.",
        "amina@example.org",
        "https://example.org/?a=1&b=2",
        "Every reply is read before it appears",
    ]
    assert main.find("bdi").text == "<b>Amina</b>"
    assert not main.find("a", href="https://example.org/?a=1&b=2")


@pytest.mark.parametrize(
    ("status", "buttons"),
    [
        (Status.PENDING, ["approve", "reject", "spam"]),
        (Status.APPROVED, ["spam", "return", "remove"]),
        (Status.REJECTED, ["approve", "spam", "return"]),
        (Status.SPAM, ["approve", "reject", "return"]),
        (Status.REMOVED, ["approve", "reject", "spam", "return"]),
    ],
)
def test_the_decisions_that_make_sense(status, buttons, admin, make_reply):
    form = soup_of(admin.get(edit_url(make_reply(status=status)))).main.form
    assert form["method"] == "post"
    assert form.find("input", {"name": "csrfmiddlewaretoken"})
    assert form.find("input", {"name": "seen"})["value"] == status
    assert [
        b["value"] for b in form.find_all("button", {"name": "decision"})
    ] == buttons


def test_approving_publishes(admin, client, make_reply, article, moderator):
    reply = make_reply()
    response = admin.post(
        edit_url(reply), {"decision": "approve", "seen": "pending"}, follow=True
    )
    assert response.redirect_chain == [
        (INDEX, 302),
        (f"{INDEX}?status=pending", 302),
    ]
    (message,) = messages_in(response)
    assert "The reply is approved and stands under the article." in message
    assert "The bridge was never safe." in client.get(article.url).content.decode()
    history = admin.get(reverse("newsblocks_moderation:history", args=[reply.pk]))
    assert "Reply approved" in soup_of(history).main.text
    assert ModelLogEntry.objects.for_instance(reply).get().user == moderator


def test_a_moderator_who_comes_late_is_told(admin, make_reply, other_moderator):
    reply = make_reply()
    Reply.objects.get().decide(Status.APPROVED, by=other_moderator)
    response = admin.post(
        edit_url(reply), {"decision": "spam", "seen": "pending"}, follow=True
    )
    assert response.redirect_chain == [(edit_url(reply), 302)]
    (message,) = messages_in(response)
    assert message.strip().startswith(
        "Nothing was changed: somebody else decided about this reply in the meantime. "
        "It is now: Approved."
    )
    assert Reply.objects.get().status == Status.APPROVED


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"decision": "approve"},
        {"decision": "publish", "seen": "pending"},
        {"decision": "approve", "seen": "anything"},
    ],
)
def test_nonsense_changes_nothing(data, admin, make_reply):
    reply = make_reply()
    assert admin.post(edit_url(reply), data).status_code == 200
    assert Reply.objects.get().status == Status.PENDING


def test_looking_changes_nothing(admin, make_reply):
    reply = make_reply()
    admin.get(edit_url(reply), {"decision": "approve", "seen": "pending"})
    assert Reply.objects.get().status == Status.PENDING


@pytest.mark.parametrize(
    ("status", "decision"), [("pending", "remove"), ("approved", "reject")]
)
def test_a_decision_that_makes_no_sense_is_refused(status, decision, admin, make_reply):
    reply = make_reply(status=status)
    admin.post(edit_url(reply), {"decision": decision, "seen": status})
    assert Reply.objects.get().status == status


@pytest.mark.parametrize(
    ("status", "said"), [(Status.PENDING, "Waiting"), (Status.APPROVED, "Approved")]
)
def test_the_panel_beside_it_says_the_replys_status(admin, make_reply, status, said):
    reply = make_reply(status=status)
    panel = soup_of(admin.get(edit_url(reply))).select_one("[data-side-panel=status]")
    assert panel.h3.get_text(" ", strip=True) == f"Status {said}"
    history = reverse("newsblocks_moderation:history", args=[reply.pk])
    assert [link["href"] for link in panel.find_all("a")] == [history]
