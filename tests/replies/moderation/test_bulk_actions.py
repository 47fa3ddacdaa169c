"""Deciding about several replies at once."""

import json

import pytest
from bs4 import BeautifulSoup
from wagtail.models import ModelLogEntry

from wagtail_newsblocks.replies.models import Reply, Status

BULK = "/admin/bulk/wagtail_newsblocks_replies/reply/{}/"


@pytest.fixture
def admin(client, moderator):
    client.force_login(moderator)
    return client


def url_for(action, *replies):
    ids = "&".join(f"id={reply.pk}" for reply in replies)
    return f"{BULK.format(action)}?{ids}&next=/admin/replies/%3Fstatus=pending"


def confirm(admin, action, *replies):
    """Open the page that asks, and return what it would send."""
    response = admin.get(url_for(action, *replies))
    form = BeautifulSoup(response.content, "html.parser").main.form
    return {"seen": form.find("input", {"name": "seen"})["value"]}


def messages_in(response):
    """Return what the messages say, without their buttons."""
    soups = [
        BeautifulSoup(str(message), "html.parser")
        for message in response.context["messages"]
    ]
    for soup in soups:
        for button in soup.select(".buttons"):
            button.decompose()
    return [" ".join(soup.text.split()) for soup in soups]


def statuses():
    return list(Reply.objects.order_by("pk").values_list("status", flat=True))


@pytest.mark.parametrize(
    ("action", "status"),
    [
        ("approve", Status.APPROVED),
        ("reject", Status.REJECTED),
        ("spam", Status.SPAM),
    ],
)
def test_decides_about_those_chosen(action, status, admin, make_reply):
    first, second, _other = make_reply(), make_reply(), make_reply()
    data = confirm(admin, action, first, second)
    assert json.loads(data["seen"]) == {
        str(first.pk): "pending",
        str(second.pk): "pending",
    }
    assert statuses() == [Status.PENDING] * 3
    response = admin.post(url_for(action, first, second), data, follow=True)
    assert response.redirect_chain == [("/admin/replies/?status=pending", 302)]
    assert statuses() == [status, status, Status.PENDING]
    assert messages_in(response) == [f"{status.label}: 2 replies."]
    for reply in (first, second):  # each has a history of its own
        (entry,) = ModelLogEntry.objects.for_instance(reply)
        assert entry.action == f"newsblocks_reply.{status.value}"
    uuids = set(ModelLogEntry.objects.values_list("uuid", flat=True))
    assert len(uuids) == 2


def test_leaves_what_others_decided_and_says_so(admin, make_reply, other_moderator):
    first, second = make_reply(), make_reply()
    data = confirm(admin, "spam", first, second)
    Reply.objects.get(pk=second.pk).decide(Status.APPROVED, by=other_moderator)
    response = admin.post(url_for("spam", first, second), data, follow=True)
    assert statuses() == [Status.SPAM, Status.APPROVED]
    assert messages_in(response) == [
        "1 reply was left as it is: the decision does not go with its status, or "
        "somebody else decided about it in the meantime.",
        "Spam: 1 reply.",
    ]


def test_the_page_that_asks_shows_what_is_asked_about(admin, make_reply):
    reply = make_reply(author_name="<b>Amina</b>", text="<i>Never</i>.")
    response = admin.get(url_for("approve", reply))
    soup = BeautifulSoup(response.content, "html.parser")
    (item,) = soup.main.select(".nice-padding > ul > li")
    assert " ".join(item.text.split()) == "<b>Amina</b> (Waiting): <i>Never</i>."


def test_all_is_not_more_than_was_ticked(admin, make_reply):
    make_reply()
    url = f"{BULK.format('approve')}?id=all&id={'9' * 40}"
    assert admin.get(url).status_code == 404
    assert admin.post(url, {"seen": "{}"}).status_code == 404
    assert statuses() == [Status.PENDING]


@pytest.mark.parametrize("seen", ["", "nonsense", "[]"])
def test_nonsense_is_no_decision_by_somebody_else(seen, admin, make_reply):
    reply = make_reply()
    admin.post(url_for("approve", reply), {"seen": seen})
    assert statuses() == [Status.PENDING]


def test_the_list_offers_the_actions(admin, make_reply):
    reply = make_reply()
    response = admin.get("/admin/replies/?status=pending")
    soup = BeautifulSoup(response.content, "html.parser")
    footer = soup.find(attrs={"data-bulk-action-footer": "REPLY"})
    assert [a["href"] for a in footer.find_all("a")] == [
        BULK.format(action) for action in ("approve", "reject", "spam", "remove")
    ]
    checkbox = soup.find("input", {"data-object-id": str(reply.pk)})
    title = soup.find(id=checkbox["aria-describedby"])
    assert title.text.strip() == "The bridge was never safe."


@pytest.mark.parametrize(
    "seen", ["1", "[]", "{}", '{"0": "pending"}', '{"%s": "\\ud800"}', '{"%s": "x"}']
)
def test_what_was_not_seen_is_not_decided_about(seen, admin, make_reply):
    reply = make_reply()
    data = {"seen": seen.replace("%s", str(reply.pk))}
    assert admin.post(url_for("approve", reply), data).status_code < 400
    assert statuses() == [Status.PENDING]


def test_only_what_was_published_is_removed(admin, make_reply):
    published, waiting = make_reply(status=Status.APPROVED), make_reply()
    data = confirm(admin, "remove", published, waiting)
    response = admin.post(url_for("remove", published, waiting), data, follow=True)
    assert statuses() == [Status.REMOVED, Status.PENDING]
    assert messages_in(response) == [
        "1 reply was left as it is: the decision does not go with its status, or "
        "somebody else decided about it in the meantime.",
        "Removed: 1 reply.",
    ]


def test_all_of_it_can_be_undone_at_once(admin, make_reply):
    first, second = make_reply(), make_reply(status=Status.SPAM)
    data = confirm(admin, "approve", first, second)
    response = admin.post(url_for("approve", first, second), data, follow=True)
    assert statuses() == [Status.APPROVED] * 2
    form = BeautifulSoup(response.content, "html.parser").find(
        "form", action="/admin/replies/undo/"
    )
    entries = [field["value"] for field in form.find_all("input", {"name": "entry"})]
    response = admin.post(form["action"], {"entry": entries}, follow=True)
    assert statuses() == [Status.PENDING, Status.SPAM]
    assert messages_in(response) == ["Undone: 2 decisions."]


def test_replies_of_another_section_are_left_out_and_not_even_named(
    client, make_moderator, make_article, make_reply
):
    mine = make_article()
    moderator = make_moderator("sports", mine)
    elsewhere = make_reply(author_name="Chen")
    here = make_reply(page=mine, author_name="Bashir")
    client.force_login(moderator)
    asked = client.get(url_for("approve", elsewhere, here)).content.decode()
    assert "Bashir" in asked
    assert "Chen" not in asked
    seen = json.dumps({str(elsewhere.pk): "pending", str(here.pk): "pending"})
    client.post(url_for("approve", elsewhere, here), {"seen": seen})
    assert statuses() == [Status.PENDING, Status.APPROVED]
    assert client.get(url_for("approve", elsewhere)).status_code == 404
    assert client.post(url_for("approve", elsewhere), {"seen": seen}).status_code == 404
    assert statuses() == [Status.PENDING, Status.APPROVED]
