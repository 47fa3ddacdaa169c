"""A moderator's round: what waits, why, what to do about it, and how to take it back."""

import csv
import datetime
import itertools
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from wagtail.users.models import UserProfile

from news.models import ArticlePage, FrontPage
from wagtail_newsblocks.replies import flood
from wagtail_newsblocks.replies.models import Reply, Status

from .hands import fill, tab_to

QUEUE = "/admin/replies/?status=pending"
BULK = "/admin/bulk/wagtail_newsblocks_replies/reply/approve/"
LONG_LINK = "https://example.org/" + "a-very-long-address" * 8
# What reaches out of the screen, where the admin would hide it.
OUT_OF_SIGHT = """elements => elements.map(element => {
    const {left, right, width} = element.getBoundingClientRect();
    return width && (left < 0 || right > innerWidth) ? element.outerHTML : null;
}).filter(Boolean)"""


@pytest.fixture
def moderator(make_moderator, demo):
    """Of the English section: the Arabic one is another."""
    return make_moderator("mina", FrontPage.objects.get(slug="harbour"))


@pytest.fixture
def make_reply(article):
    def make(text, status=Status.PENDING, parent=None, **fields):
        fields = {
            "page": article,
            "author_name": "Ada",
            "author_email": "ada@example.org",
            "findings": [{"code": "policy"}],
            **fields,
        }
        reply = Reply(text=text, submission_key=text, **fields)
        if parent:
            reply.place_below(parent)
        reply.save()
        if status != Status.PENDING:
            reply.decide(status, None)
        return reply

    return make


def decide(page, decision):
    page.get_by_role("button", name=decision, exact=True).click()


def message_in(page):
    return page.locator(".messages")


def rows(page):
    """The rows of the queue below its head."""
    return page.locator("main").get_by_role("row").filter(has=page.get_by_role("cell"))


def row_of(page, text):
    return rows(page).filter(has_text=text)


def test_from_the_reader_to_the_page_and_back(page, new_page, moderator, make_reply):
    make_reply("Buy figures.", Status.SPAM)
    page.goto("/fentanyl/")
    page.get_by_role("link", name="Reply to Ruth Okafor").click()
    form = fill(page, "Which station?")
    form.get_by_role("button", name="Send reply").click()
    expect(form).to_contain_text("Your reply has been received")

    admin = new_page()
    admin.goto("/admin/")
    admin.get_by_role("textbox", name="Username").fill("mina")
    admin.get_by_role("textbox", name="Password").fill("secret")
    admin.get_by_role("button", name="Sign in").click()
    panel = admin.get_by_role("region", name="Replies waiting: 2")
    expect(panel.get_by_role("link", name="Ada: Which station?")).to_be_visible()
    admin.get_by_role("link", name="Replies (2)").click()
    expect(rows(admin)).to_have_count(2)
    expect(row_of(admin, "Which station?")).to_contain_text(
        "Every reply is read before it appears"
    )
    admin.get_by_role("link", name="Which station?").click()

    held = admin.get_by_role("definition")
    expect(held.filter(has_text="Every reply is read")).to_be_visible()
    thread = admin.get_by_role("region", name="The thread around it")
    expect(thread.get_by_role("listitem")).to_contain_text(
        ["Tomasz Wren", "Ruth Okafor", "This reply"]
    )
    author = admin.get_by_role("region", name="Other replies by this author")
    expect(author).to_contain_text("Spam: 1")
    expect(author.get_by_role("link", name="Ada: Buy figures.")).to_be_visible()

    decide(admin, "Approve")
    expect(message_in(admin)).to_contain_text("stands under the article")
    expect(rows(admin)).to_have_count(1)
    expect(admin.get_by_role("link", name="Replies (1)")).to_be_visible()
    anybody = new_page()
    anybody.goto("/fentanyl/")
    own = anybody.get_by_role("article", name="Ada")
    expect(own).to_contain_text("Which station?")
    decide(admin, "Undo: Reply by Ada")
    expect(message_in(admin)).to_contain_text("The reply is again: Waiting.")
    anybody.reload()
    expect(own).to_have_count(0)


def test_answer_edit_and_remove(new_admin_page, new_page, moderator, make_reply):
    reply = make_reply("Wich station?")
    admin, reader = new_admin_page(moderator), new_page()
    admin.goto(f"/admin/replies/edit/{reply.pk}/")
    admin.get_by_role("textbox", name="Your answer").fill("The north one.")
    decide(admin, "Approve and answer")
    expect(message_in(admin)).to_contain_text("The answer stands under the article.")
    admin.get_by_role("link", name="Edit", exact=True).click()
    admin.get_by_role("textbox", name="Reply").fill("Which station?")
    decide(admin, "Save")
    before = admin.get_by_role("region", name="Before it was edited")
    expect(before.get_by_role("blockquote")).to_have_text("Wich station?")
    expect(before.get_by_role("heading", level=3)).to_contain_text("by mina")
    admin.get_by_role("link", name="History").click()
    expect(admin.get_by_role("cell", name="Reply edited")).to_be_visible()
    admin.go_back()

    reader.goto("/fentanyl/")
    thread = reader.locator(".newsblocks-replies__list > li").last
    expect(thread.get_by_role("article", name="Ada")).to_contain_text(
        re.compile("Which station.*Edited by the newsroom", re.DOTALL)
    )
    answer = thread.get_by_role("article", name="The Harbour Post")
    expect(answer).to_contain_text(re.compile("newsroom.*The north one", re.DOTALL))

    decide(admin, "Remove")
    expect(message_in(admin)).to_contain_text("removed from the article")
    reader.reload()
    expect(thread.get_by_role("article").first).to_have_text(
        "This reply has been removed."
    )
    expect(answer).to_be_visible()


def test_what_is_refused_can_be_looked_at_again(new_admin_page, moderator, make_reply):
    make_reply("Never.")
    admin = new_admin_page(moderator)
    admin.goto(QUEUE)
    for decision, done in [("Reject", "rejected"), ("Mark as spam", "marked as spam")]:
        admin.get_by_role("link", name="Never.").click()
        decide(admin, decision)
        expect(message_in(admin)).to_contain_text(f"The reply is {done}.")
        expect(row_of(admin, "Never.")).to_have_count(0)
        admin.get_by_role("link", name="Open it again").click()
        decide(admin, "Return to the queue")
        expect(message_in(admin)).to_contain_text("waits in the queue again")


def test_the_queue_is_narrowed_down_and_taken_away(
    new_admin_page, moderator, make_reply, browser_errors
):
    bridge = ArticlePage.objects.get(slug="bridge")
    elsewhere = ArticlePage.objects.get(slug="fentanyl-ar")
    old = timezone.now() - datetime.timedelta(days=9)
    make_reply("=1+1 is old.", submitted_at=old, author_name="Old hand")
    make_reply("Linked.", findings=[{"code": "links", "detail": LONG_LINK}])
    make_reply("Over the bridge.", page=bridge)
    make_reply("Is spam.", Status.SPAM)
    foreign = make_reply("Elsewhere.", page=elsewhere)
    admin = new_admin_page(moderator)

    def narrow(name):
        admin.goto("/admin/replies/?status=")
        expect(rows(admin)).to_have_count(9)
        admin.get_by_role("button", name="Show filters").click()
        admin.get_by_role("button", name=name, exact=True).click()
        return admin.get_by_role("tooltip")

    def expect_only(text):
        expect(rows(admin)).to_have_count(1)
        expect(row_of(admin, text)).to_be_visible()

    narrow("Status").get_by_role("checkbox", name="Spam").check()
    expect_only("Is spam.")
    narrow("Why it was held").get_by_role("checkbox", name="Links").check()
    expect_only("Linked.")
    narrow("Author").get_by_role("textbox", name="Author").fill("old h")
    expect_only("is old.")
    narrow("Submitted").get_by_role("textbox", name="Date to").fill(
        (old + datetime.timedelta(days=1)).strftime("%Y-%m-%d")
    )
    expect_only("is old.")
    for name in ("Page", "Section"):
        narrow(name).get_by_role("button", name="Choose a page").click()
        chooser = admin.locator(".modal-content")
        chooser.get_by_role("link", name="Explore").first.click()
        chooser.get_by_role("link", name=bridge.title).click()
        expect_only("Over the bridge.")
    admin.goto("/admin/replies/?status=")
    admin.get_by_role("textbox", name="Search term").fill("is old")
    expect_only("is old.")

    admin.get_by_role("button", name="Actions").click()
    with admin.expect_download() as download:
        admin.get_by_role("link", name="Download CSV").click()
    with open(download.value.path(), encoding="utf-8-sig", newline="") as file:
        (line,) = csv.DictReader(file)
    assert (line["Name"], line["Text"]) == ("Old hand", "'=1+1 is old.")

    # The other section's reply was in none of these lists, and has no address.
    for place in ("edit", "edit-text", "answer", "inspect", "history"):
        assert admin.goto(f"/admin/replies/{place}/{foreign.pk}/").status == 404
    assert admin.goto(f"{BULK}?id={foreign.pk}").status == 404
    assert all("status 404" in error for error in browser_errors)
    browser_errors.clear()


def test_several_by_keyboard_alone(new_admin_page, moderator, make_reply):
    for text in ("One.", "Two.", "Three."):
        make_reply(text)
    admin = new_admin_page(moderator)
    admin.goto(QUEUE)
    keyboard = admin.keyboard
    for text in ("Three.", "One."):
        tab_to(row_of(admin, text).get_by_role("checkbox"))
        keyboard.press("Space")
    tab_to(admin.get_by_role("link", name="Mark the selected replies as spam"))
    keyboard.press("Enter")
    expect(admin.get_by_role("heading", level=1)).to_have_text("Mark as spam")
    expect(admin.locator("main").get_by_role("listitem")).to_have_text(
        ["Ada (Waiting): One.", "Ada (Waiting): Three."]
    )
    tab_to(admin.get_by_role("button", name="Mark as spam"))
    keyboard.press("Enter")
    expect(message_in(admin)).to_contain_text("Spam: 2 replies.")
    expect(row_of(admin, "Two.")).to_be_visible()
    expect(row_of(admin, "One.")).to_have_count(0)
    tab_to(admin.get_by_role("button", name="Undo"))
    keyboard.press("Enter")
    expect(message_in(admin)).to_contain_text("Undone: 2 decisions.")
    assert set(Reply.objects.values_list("status", flat=True)) == {
        "pending",
        "approved",
    }


def test_a_round_by_keyboard_alone(new_admin_page, moderator):
    admin = new_admin_page(moderator)
    admin.goto("/admin/")
    dockside = Reply.objects.get(author_name="Dockside")
    for target in (
        admin.get_by_role("link", name="Replies (1)"),
        rows(admin).first.get_by_role("link"),
        admin.get_by_role("button", name="Approve", exact=True),
    ):
        tab_to(target)
        admin.keyboard.press("Enter")
    expect(message_in(admin)).to_contain_text("The reply is approved")
    dockside.refresh_from_db()
    assert dockside.is_visible
    tab_to(admin.get_by_role("button", name="Undo: Reply by Dockside"))
    admin.keyboard.press("Enter")
    expect(message_in(admin)).to_contain_text("The reply is again: Waiting.")
    dockside.refresh_from_db()
    assert dockside.status == Status.PENDING


def test_two_at_once(new_admin_page, moderator, make_moderator, make_reply):
    reply = make_reply("Which station?")
    first, second = (
        new_admin_page(user) for user in (moderator, make_moderator("second"))
    )
    for admin in (first, second):
        admin.goto(f"/admin/replies/edit/{reply.pk}/")
    decide(first, "Approve")
    expect(message_in(first)).to_contain_text("The reply is approved")
    decide(second, "Reject")
    expect(message_in(second)).to_contain_text(
        "Nothing was changed: somebody else decided about this reply in the "
        "meantime. It is now: Approved."
    )
    expect(second.get_by_role("region", name="Ada Approved")).to_be_visible()
    # Having been told, the second decides after all; the first cannot undo that.
    decide(second, "Remove")
    expect(message_in(second)).to_contain_text("removed from the article")
    decide(first, "Undo: Reply by Ada")
    expect(message_in(first)).to_contain_text("somebody decided otherwise")
    reply.refresh_from_db()
    assert reply.status == Status.REMOVED


def test_what_a_screen_reader_says(new_admin_page, moderator, make_reply):
    reply = make_reply(
        "Which station?", parent=Reply.objects.get(author_name="Pilar Quist")
    )
    admin = new_admin_page(moderator)
    admin.goto(QUEUE)
    expect(row_of(admin, "Which station?")).to_match_aria_snapshot(
        """
        - row:
          - cell:
            - checkbox "Select"
          - cell:
            - link "Which station?"
          - cell "Ada"
          - cell "Fentanyl and the two countries that need each other"
          - cell "Waiting"
          - cell
          - cell "Every reply is read before it appears"
        """
    )
    checkbox = row_of(admin, "Which station?").get_by_role("checkbox")
    expect(checkbox).to_have_accessible_description("Which station?")
    admin.goto(f"/admin/replies/edit/{reply.pk}/")
    expect(admin.locator("main")).to_match_aria_snapshot(
        """
        - 'heading "Reply: Reply by Ada" [level=1]'
        - region "Ada Waiting":
          - heading "Ada Waiting" [level=2]
          - blockquote:
            - paragraph: Which station?
          - button "Approve"
          - button "Reject"
          - button "Mark as spam"
          - link "Edit"
        - region "The thread around it":
          - heading "The thread around it" [level=2]
          - list:
            - listitem:
              - link /Pilar Quist. Two governments/
            - listitem:
              - strong: This reply
        - region "Answer from the newsroom":
          - heading "Answer from the newsroom" [level=2]
          - textbox /Your answer/
          - button "Approve and answer"
        """
    )


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_axe_finds_nothing(color_scheme, new_admin_page, moderator, make_reply, axe):
    parent = Reply.objects.get(author_name="Pilar Quist")
    reply = make_reply("Wich station?", parent=parent)
    reply.edit(by=moderator, text="Which station?")
    flood.hold_everything(1, by=moderator)
    admin = new_admin_page(moderator, color_scheme=color_scheme)
    admin.goto("/admin/")
    axe(admin, "#newsblocks-waiting-replies-section")
    for place in (f"edit/{reply.pk}/", f"edit-text/{reply.pk}/", "flood/"):
        admin.goto(f"/admin/replies/{place}")
        axe(admin)
    admin.goto(f"{BULK}?id={reply.pk}")
    axe(admin)
    admin.goto(QUEUE)
    # Wagtail's number of matches is a heading and an alert, which cannot be both.
    admin.locator("h2[role=alert]").evaluate("element => element.remove()")
    rows(admin).get_by_role("checkbox").first.check()
    expect(admin.get_by_role("region", name="Bulk actions")).to_be_visible()
    axe(admin)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_on_a_telephone(language, new_admin_page, moderator, make_reply):
    UserProfile.objects.create(user=moderator, preferred_language=language)
    parent = Reply.objects.get(author_name="Ruth Okafor")
    reply = make_reply(
        f"Which {'w' * 200}?",
        parent=parent,
        author_name="W" * 60,
        website=LONG_LINK,
        findings=[{"code": "links", "detail": LONG_LINK}],
    )
    for number in range(9):
        make_reply(f"Reply {number}.", author_name="دعاء")
    admin = new_admin_page(moderator, width=360, locale=language)
    direction = "rtl" if language == "ar" else "ltr"

    def expect_all_in_sight(selector):
        expect(admin.locator("main")).to_have_css("direction", direction)
        parts = admin.locator(selector).locator("td, li, dt, dd, p, bdi, button")
        assert parts.count() > 10
        assert parts.evaluate_all(OUT_OF_SIGHT) == []
        assert admin.evaluate("document.documentElement.scrollWidth") == 360

    admin.goto("/admin/")
    expect_all_in_sight("#newsblocks-waiting-replies-section table")
    admin.goto(QUEUE)
    expect_all_in_sight(".newsblocks-queue tbody")
    admin.locator("tbody").get_by_role("checkbox").first.check()
    footer = admin.locator(".bulk-actions-choices")
    expect(footer.get_by_role("link").last).to_be_in_viewport(ratio=1)
    assert footer.get_by_role("link").evaluate_all(OUT_OF_SIGHT) == []
    admin.goto(f"/admin/replies/edit/{reply.pk}/")
    expect_all_in_sight(".newsblocks-moderation")
    expect_apart(admin.locator(".newsblocks-moderation__decisions .button"), 4)
    admin.goto(f"/admin/replies/edit-text/{reply.pk}/")
    text = admin.locator("[name=text]")
    expect(text).to_have_css("direction", "ltr")
    text.fill("أي محطة؟")
    expect(text).to_have_css("direction", "rtl")
    admin.goto(f"/admin/replies/edit/{reply.pk}/")
    admin.locator("[value=approve]").click()
    # It slides in.
    expect(admin.locator(".messages > ul")).to_have_css("top", "0px")
    expect_apart(admin.locator(".messages .button, .sidebar-nav-toggle"), 3)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_panel_at_the_side_hides_nothing(
    language, new_admin_page, moderator, make_reply
):
    UserProfile.objects.create(user=moderator, preferred_language=language)
    reply = make_reply("Which station?")
    admin = new_admin_page(moderator, locale=language)
    admin.goto(f"/admin/replies/edit/{reply.pk}/")
    panel = admin.locator("[data-side-panel=status]")
    if not panel.is_visible():
        admin.locator("[data-side-panel-toggle=status]").click()
    expect(panel).to_be_visible()
    side = admin.locator(".form-side").bounding_box()
    assert not overlap(admin.locator(".newsblocks-moderation").bounding_box(), side)


def expect_apart(elements, count):
    expect(elements).to_have_count(count)
    boxes = [element.bounding_box() for element in elements.all()]
    for one, other in itertools.combinations(boxes, 2):
        assert not overlap(one, other)


def overlap(one, other):
    return (
        one["x"] < other["x"] + other["width"]
        and other["x"] < one["x"] + one["width"]
        and one["y"] < other["y"] + other["height"]
        and other["y"] < one["y"] + one["height"]
    )
