"""Readers answer: with the script and without, by keyboard, on a telephone, in Arabic."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from wagtail_newsblocks.replies import flood
from wagtail_newsblocks.replies.models import Reply, Status
from wagtail_newsblocks.replies.plain_text import count_graphemes
from wagtail_newsblocks.replies.tokens import sign_page

from .hands import fill, form_of

SAMPLES = [
    "Never safe.",
    "a\r\nb\n\nc",
    "e\u0301 u\u0308 n\u0303",
    "👩‍👩‍👧‍👦 👍🏽 🏳️‍🌈 🇩🇪🇫🇷🇮",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "नमस्ते क्षत्रिय",
    "สวัสดี",
    "שָׁלוֹם",
    "اَلْجِسْرُ مُغْلَقٌ",
    "Tiếng Việt",
    "می‌خواهم",
]


@pytest.fixture
def reader(page, article):
    page.goto(article.url)
    return page


def add_replies(article, number, **fields):
    """Add published replies; with ``parent``, answers to it."""
    parent = fields.pop("parent", None)
    start = timezone.now() + datetime.timedelta(hours=1)
    for index in range(number):
        reply = Reply(
            page=article,
            author_name=f"Reader {index}",
            text=f"Reply {index}.",
            submission_key=f"{parent} {index}",
            published_at=start + datetime.timedelta(minutes=index),
            **fields,
        )
        if parent:
            reply.place_below(parent)
        reply.save()
        reply.decide(Status.APPROVED, None)


def test_a_reply_is_sent_without_leaving_the_page(reader):
    form = fill(reader, "Which <b>station</b>?\nThe north one?\n\nThank you.")
    form.get_by_role("button", name="Send reply").click()
    expect(form.get_by_role("status").last).to_be_focused()
    expect(form).to_contain_text("Your reply has been received")
    own = reader.get_by_role("article", name="Ada")
    expect(own).to_contain_text("Only you see this until it is approved")
    expect(own.locator("p").nth(1)).to_have_text("Which <b>station</b>?The north one?")
    reply = Reply.objects.get(author_name="Ada")
    assert (reply.status, reply.page.slug) == (Status.PENDING, "fentanyl")
    assert "no_token" not in [finding["code"] for finding in reply.findings]
    # After a reload it is still there for this reader, until it is decided about.
    reader.reload()
    expect(reader.get_by_role("article", name="Ada")).to_have_count(1)
    reply.decide(Status.APPROVED, None)
    reader.reload()
    expect(reader.get_by_role("article", name="Ada")).to_have_count(1)
    expect(reader.get_by_text("Only you see this")).to_have_count(0)
    assert reader.evaluate("Object.keys(localStorage)") == []


def test_nobody_else_sees_it(reader, new_page, article):
    fill(reader).get_by_role("button", name="Send reply").click()
    expect(reader.get_by_role("article", name="Ada")).to_be_visible()
    other = new_page()
    other.goto(article.url)
    expect(other.get_by_role("article", name="Ruth Okafor")).to_be_visible()
    expect(other.get_by_role("article", name="Ada")).to_have_count(0)


def test_an_answer_is_written_below_what_it_answers(reader):
    reader.get_by_role("link", name="Reply to Ruth Okafor").click()
    form = form_of(reader)
    expect(form.get_by_role("textbox", name="Name")).to_be_focused()
    expect(form).to_contain_text("In reply to Ruth Okafor")
    form.get_by_role("button", name="Reply to the article instead").click()
    expect(form).not_to_contain_text("In reply to")
    reader.get_by_role("link", name="Reply to Ruth Okafor").click()
    fill(reader).get_by_role("button", name="Send reply").click()
    expect(reader.get_by_role("article", name="Ada")).to_be_visible()
    assert Reply.objects.get(author_name="Ada").parent.author_name == "Ruth Okafor"
    item = reader.get_by_role("listitem").filter(
        has=reader.get_by_role("article", name="Ruth Okafor")
    )
    expect(item.last.get_by_role("article", name="Ada")).to_be_visible()


def test_what_is_missing_is_said_before_it_is_sent(reader, axe):
    form = form_of(reader)
    form.get_by_role("button", name="Send reply").click()
    summary = form.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("listitem")).to_have_text(
        [
            "Name: Type your name.",
            "Email: Type your email address.",
            "Your reply: Type your reply.",
        ]
    )
    summary.get_by_role("link").first.click()
    name = form.get_by_role("textbox", name="Name")
    expect(name).to_be_focused()
    expect(name).to_have_accessible_description("Type your name.")
    email = form.get_by_role("textbox", name="Email")
    expect(email).to_have_accessible_description(
        "Your email address will not be published. Type your email address."
    )
    axe(reader, "newsblocks-replies")
    fill(reader).get_by_role("button", name="Send reply").click()
    expect(summary).to_have_count(0)
    expect(name).not_to_have_attribute("aria-invalid", "true")


def test_what_the_server_refuses_is_said_too(reader, browser_errors):
    form = fill(reader, email="ada@example")
    form.get_by_role("button", name="Send reply").click()
    expect(form.get_by_role("alert")).to_contain_text(
        "Email: This is not a complete email address."
    )
    expect(form.get_by_role("textbox", name="Your reply")).to_have_value(
        "Which station?"
    )
    (error,) = browser_errors
    assert "422" in error
    browser_errors.clear()


def test_without_the_network_nothing_is_lost_or_sent_twice(reader, browser_errors):
    form = fill(reader)
    send = form.get_by_role("button", name="Send reply")
    # The reply arrives, the answer does not.
    reader.route(
        "**/replies/", lambda route: (route.fetch(), route.abort("failed")), times=1
    )
    send.click()
    expect(form.get_by_role("alert")).to_contain_text("What you wrote is still here")
    expect(form.get_by_role("alert")).not_to_contain_text("correct")
    expect(form.get_by_role("textbox", name="Your reply")).to_have_value(
        "Which station?"
    )
    send.click()
    expect(form).to_contain_text("Your reply has been received")
    assert Reply.objects.filter(author_name="Ada").count() == 1
    browser_errors.clear()


def test_in_a_flood_the_browser_works_for_each_reply(reader, admin_user):
    flood.hold_everything(1, by=admin_user)
    for text in ("One.", "Two."):
        form = fill(reader, text)
        form.get_by_role("button", name="Send reply").click()
        own = reader.get_by_role("article", name="Ada").filter(has_text=text)
        expect(own).to_be_visible(timeout=30_000)
    for reply in Reply.objects.filter(author_name="Ada"):
        # A test may type faster than a person can.
        codes = {finding["code"] for finding in reply.findings} - {"too_fast"}
        assert codes == {"policy", "flood"}


def test_the_browser_remembers_who_agrees_to_it(reader):
    form = fill(reader)
    form.get_by_role("button", name="Send reply").click()
    expect(form).to_contain_text("Your reply has been received")
    reader.reload()
    name = form.get_by_role("textbox", name="Name")
    expect(name).to_have_value("")
    fill(reader, text="Once more.")
    agrees = form.get_by_role("checkbox", name="Save my name and email")
    agrees.check()
    form.get_by_role("button", name="Send reply").click()
    expect(form).to_contain_text("Your reply has been received")
    reader.reload()
    expect(name).to_have_value("Ada")
    expect(form.get_by_role("textbox", name="Email")).to_have_value("ada@example.org")
    agrees.uncheck()
    reader.reload()
    expect(name).to_have_value("")


def test_who_is_signed_in_need_not_say_who_they_are(
    article, admin_page, admin_user, new_page
):
    admin_user.first_name, admin_user.last_name = "Robin", "Vale"
    admin_user.save()
    admin_page.goto(article.url)
    form = form_of(admin_page)
    form.get_by_role("textbox", name="Your reply").fill("Mine.")
    expect(form.get_by_role("textbox", name="Name")).to_have_value("Robin Vale")
    form.get_by_role("button", name="Send reply").click()
    expect(form).to_contain_text("Your reply has been received")
    assert Reply.objects.get(text="Mine.").user == admin_user


def test_the_room_that_is_left(reader, settings):
    settings.NEWSBLOCKS_REPLY_MAX_LENGTH = 10
    reader.reload()
    form = form_of(reader)
    text = form.get_by_role("textbox", name="Your reply")
    count = form.locator("[data-count]")
    for typed, said in (
        ("1234567", ""),
        ("123456789", "Characters left: 1"),
        ("👍🏽" * 10, "Characters left: 0"),
        ("👍🏽" * 11, "Characters too many: 1"),
    ):
        text.fill(typed)
        expect(count).to_have_text(said)


def test_the_script_counts_as_the_server_does(reader):
    counted = reader.evaluate(
        """async (texts) => {
            const script = document.querySelector("script[src*='replies.js']").src;
            const { countCharacters } = await import(script);
            return texts.map(countCharacters);
        }""",
        SAMPLES,
    )
    expected = [count_graphemes(text.replace("\r\n", "\n")) for text in SAMPLES]
    assert counted == expected


def test_reading_on(reader, article):
    add_replies(article, 45)
    reader.reload()
    shown = reader.locator(".newsblocks-replies__list > li")
    expect(shown).to_have_count(20)
    for count in (40, 47):
        reader.get_by_role("link", name="More replies").click()
        expect(shown).to_have_count(count)
    expect(reader.get_by_role("link", name="More replies")).to_have_count(0)
    expect(shown.nth(40).get_by_role("article").first).to_be_focused()
    assert reader.url.endswith(article.url)


def test_more_answers(reader, article):
    add_replies(article, 60, parent=Reply.objects.get(author_name="Pilar Quist"))
    reader.reload()
    thread = reader.locator(".newsblocks-replies__list > li").last
    answers = thread.locator(".newsblocks-replies__answers > li")
    expect(answers).to_have_count(3)
    thread.get_by_role("link", name="57 more answers").click()
    expect(answers).to_have_count(50)
    thread.get_by_role("link", name="More answers").click()
    expect(answers).to_have_count(60)
    expect(thread.get_by_role("link", name="More answers")).to_have_count(0)


def test_all_of_it_without_the_script(new_page, article):
    add_replies(article, 25, parent=Reply.objects.get(author_name="Pilar Quist"))
    add_replies(article, 25)
    page = new_page(javascript=False)
    page.goto(article.url)
    page.get_by_role("link", name="22 more answers").click()
    expect(page.get_by_role("article")).to_have_count(26)
    page.get_by_role("link", name="All replies").click()
    page.get_by_role("link", name="More replies").click()
    expect(page.get_by_role("article")).to_have_count(7)
    page.get_by_role("link", name="Newest first").click()
    expect(page.get_by_role("article").first).to_contain_text("Reply 24.")
    page.get_by_role("link", name="Reply to Reader 24").click()
    expect(form_of(page)).to_contain_text("In reply to Reader 24")
    fill(page).get_by_role("button", name="Send reply").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Thank you for your reply"
    )
    assert Reply.objects.get(author_name="Ada").parent.author_name == "Reader 24"


def test_by_keyboard_alone(reader):
    reader.get_by_role("link", name="Reply to Tomasz Wren").focus()
    reader.keyboard.press("Enter")
    reader.keyboard.type("Ada")
    reader.keyboard.press("Tab")
    reader.keyboard.type("ada@example.org")
    reader.keyboard.press("Tab")
    reader.keyboard.type("Which station?")
    for _stop in ("the first checkbox", "the second", "the button"):
        reader.keyboard.press("Tab")
    expect(reader.get_by_role("button", name="Send reply")).to_be_focused()
    reader.keyboard.press("Enter")
    expect(form_of(reader)).to_contain_text("Your reply has been received")
    assert Reply.objects.get(author_name="Ada").parent.author_name == "Tomasz Wren"


@pytest.mark.parametrize("place", ["all/", "{}/", "?to={}"])
def test_axe_finds_nothing(place, page_in_each_look, article, axe):
    place = place.format(Reply.objects.first().pk)
    page_in_each_look.goto(f"/replies/{sign_page(article.pk)}/{place}")
    axe(page_in_each_look)
    width = page_in_each_look.viewport_size["width"]
    assert page_in_each_look.evaluate("document.documentElement.scrollWidth") <= width


def test_what_a_screen_reader_says(reader):
    expect(reader.get_by_role("region", name="4 replies")).to_match_aria_snapshot(
        """
        - region "4 replies":
          - heading "4 replies" [level=2]
          - list:
            - listitem:
              - article "Tomasz Wren":
                - paragraph
                - paragraph: /My sister drives/
                - paragraph: Thank you for printing where the figures come from.
                - paragraph:
                  - link "Reply to Tomasz Wren"
              - list "Answers":
                - listitem:
                  - article "Ruth Okafor"
                - listitem:
                  - article "The Harbour Post":
                    - paragraph: /The Harbour Post From the newsroom/
                    - paragraph:
                      - text: In reply to
                      - link "Ruth Okafor"
            - listitem:
              - article "Pilar Quist"
        """
    )


def test_in_arabic_on_a_telephone(new_page, article):
    page = new_page(width=360, locale="ar")
    page.goto("/ar/fentanyl-ar/")
    expect(page.locator("newsblocks-replies")).to_have_css("direction", "rtl")
    form = page.locator(".newsblocks-reply-form form")
    form.locator("[name=name]").fill("دعاء")
    form.locator("[name=email]").fill("doaa@example.org")
    form.locator("[name=text]").fill("أي محطة؟")
    form.locator("button[type=submit]").click()
    expect(page.get_by_role("article", name="دعاء")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
