"""The same articles from Django and from the headless site, side by side."""

import datetime
import os
import re
import socket
import subprocess
import time
from contextlib import closing

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from playwright.sync_api import expect

from news.models import ArticlePage
from wagtail_newsblocks.replies.models import Reply, Status

from ..frontend import copy_frontend, npm
from .hands import fill


@pytest.fixture
def frontend(tmp_path):
    return copy_frontend(tmp_path)


@pytest.fixture
def origin():
    """The address of the headless site."""
    with closing(socket.create_server(("localhost", 0))) as server:
        return f"http://localhost:{server.getsockname()[1]}"


@pytest.fixture
def servers(live_server, origin):
    return (live_server.url, origin)


@pytest.fixture
def serve(frontend, live_server, demo, origin, settings):
    """A function that builds the site out of what Wagtail has, and serves it."""
    settings.WAGTAILADMIN_BASE_URL = live_server.url
    settings.FRONTEND_URL = origin
    settings.NEWSBLOCKS_REPLY_ORIGINS = [origin]
    host, port = "localhost", origin.rpartition(":")[2]
    started = []

    def serve():
        built = npm(frontend, "build", WAGTAIL_URL=live_server.url)
        assert built.returncode == 0, built.stdout
        server = subprocess.Popen(
            [frontend / "node_modules/.bin/node", "dist/server/entry.mjs"],
            cwd=frontend,
            env={**os.environ, "HOST": host, "PORT": port},
        )
        started.append(server)
        for _ in range(100):
            with closing(socket.socket()) as client:
                if not client.connect_ex((host, int(port))):
                    return
            time.sleep(0.1)
        pytest.fail("The headless site does not start.")

    yield serve
    for server in started:
        server.terminate()
        server.wait()


def blocks_of(page, url):
    """Open an article; return its header and blocks, each as HTML, text and tree."""
    page.goto(url)
    page.wait_for_load_state("networkidle")
    # But for what would be fetched from elsewhere.
    page.evaluate(
        "document.querySelectorAll('details:not(:has(iframe))')"
        ".forEach(details => details.open = true)"
    )
    return [
        {
            "html": element.evaluate("element => element.outerHTML"),
            "text": element.evaluate("element => element.innerText"),
            "tree": element.aria_snapshot(),
        }
        for element in page.locator(".article > *").all()
    ]


def same_everywhere(text, servers):
    """Take the site's own address out of a text, and what no line shows at its ends."""
    for server in servers:
        text = text.replace(server, "")
    return [line.strip() for line in text.splitlines() if line.strip()]


def outline(html, servers):
    """
    Return HTML as nested lists, without what two sites do not share.

    That is where they are, how an instant and a number are written, what the script is
    told and has at hand, and white space, which ``text`` is there to compare.
    """
    soup = BeautifulSoup("\n".join(same_everywhere(html, servers)), "html.parser")
    for element in soup(["template", "script"]):
        element.decompose()
    return [node for child in soup.contents if (node := outline_of(child))]


def outline_of(node):
    if isinstance(node, str):
        return node.strip()
    attributes = dict(node.attrs)
    if node.name == "newsblocks-replies":
        attributes = {name: attributes[name] for name in ("class", "page")}
    if "T" in attributes.get("datetime", ""):
        text = attributes["datetime"].replace("Z", "+00:00")  # for Python 3.10
        at = datetime.datetime.fromisoformat(text)
        attributes["datetime"] = int(at.timestamp() * 1000)
    for name in {"cx", "cy"} & attributes.keys():
        attributes[name] = float(attributes[name])
    children = [inner for child in node.children if (inner := outline_of(child))]
    return [node.name, attributes, *children]


def assert_same_article(new_page, article, servers):
    ours, theirs = servers
    django = blocks_of(new_page(), f"{ours}{article.url}")
    headless = blocks_of(new_page(), f"{theirs}{article.url}")
    assert len(django) == len(headless) == len(article.body) + 1
    for expected, found in zip(django, headless, strict=True):
        for name in ("text", "tree"):
            assert same_everywhere(found[name], servers) == same_everywhere(
                expected[name], servers
            )
        assert outline(found["html"], servers) == outline(expected["html"], servers)


@pytest.fixture
def awkward_articles(demo):
    """An article in English and one in Arabic, with what is rare in each block."""
    article = ArticlePage.objects.get(slug="fentanyl")
    picture = article.body.blocks_by_name("image")[0].value["image"]
    document = article.body.blocks_by_name("fact_sheet")[0].value["document"]
    vector = '<img src=x onerror=alert(1)> & "<!--'
    source = {
        "publisher": "Office",
        "page": article,
        "locator": "Table 2",
        "published": "2024-03",
        "accessed": datetime.date(2024, 12, 3),
        "archived_url": "https://web.archive.org/a?b=1&c=2",
    }
    trend = [
        {"period": "2020", "number": "1.5 million"},
        {"period": "2021", "number": "1.25 million"},
        {"period": "2022", "number": "2 million"},
    ]
    rich_text = (
        f'<p><a linktype="page" id="{article.pk}">A page</a>, '
        f'<a linktype="document" id="{document.pk}">a document</a>, '
        '<a href="https://example.org/?a=1&amp;b=2">a site</a></p><ul><li>One</li></ul>'
    )
    body = [
        ("heading", "Was it – “really” so? C++, 2_000 & the Straße"),
        ("heading", "ماذا حدث؟ «الجسر» ٢٠٢٤"),
        ("heading", "…"),
        ("paragraph", rich_text),
        ("image", {"image": picture, "credit": "A. Rahal"}),
        ("statistic", {"figure": "40 to 50 percent", "subject": "", "source": source}),
        (
            "statistic",
            {"figure": "many", "subject": vector, "change": {"text": "more"}},
        ),
        (
            "statistic",
            {
                "figure": "2.3 million",
                "subject": "tonnes",
                "unit": "metric tonnes",
                "qualifier": "at_least",
                "period": "2022",
                "change": {"text": "a lot", "direction": "up", "baseline": "2"},
                "trend": trend,
                "note": "Provisional.",
                "source": {"url": "https://example.org/only"},
            },
        ),
        (
            "statistics",
            {"statistics": [("statistic", {"figure": "1", "trend": trend})] * 2},
        ),
        ("pull_quote", {"text": f"“{vector}”"}),
        (
            "quotation",
            {
                "text": "Un.\n\nDeux.",
                "speaker": "A. Rahal",
                "organisation": "City",
                "language": "fr",
                "setting": "press conference",
                "source": source,
            },
        ),
        (
            "quotation",
            {
                "text": "One.",
                "original_text": "واحد.\nاثنان.",
                "language": "ar",
                "translator": vector,
                "speaker": "A. Rahal",
                "role": "Engineer",
                "organisation": "City",
                "said_on": "2024",
            },
        ),
        (
            "fact_sheet",
            {
                "title": "Framed from elsewhere",
                "url": "https://www.documentcloud.org/documents/1-a",
                "display": "viewer",
                "language": "es",
                "cover": picture,
                "archived_url": "https://web.archive.org/a",
                "key_facts": [{"heading": "H", "detail": vector, "page_number": 1200}],
            },
        ),
        (
            "fact_sheet",
            {
                "title": "A",
                "document": document,
                "issued_by": "City",
                "display": "card",
            },
        ),
        ("fact_sheet", {"title": "", "page": article, "issued_on": "2024-12-03"}),
        (
            "reply_form",
            {
                "guidance": "Be brief.\nBe kind.\n\nSign it.",
                "ask_website": True,
                "allow_nested_replies": False,
            },
        ),
    ]
    fronts = [article.get_parent(), *article.get_parent().get_translations()]
    return [
        front.add_child(
            instance=ArticlePage(title=vector, slug="awkward", body=body, locale_id=pk)
        )
        for front, pk in ((front, front.locale_id) for front in fronts)
    ]


def test_an_article_is_the_same_from_both(new_page, awkward_articles, serve, servers):
    article = ArticlePage.objects.get(slug="fentanyl")
    root = Reply.objects.get(author_name="Tomasz Wren")
    root.decide(Status.REMOVED, None)
    Reply.objects.filter(author_name="Ruth Okafor").update(
        website="https://example.org/?a=1&b=2",
        edited_at=article.first_published_at,
        text="One\ntwo.\n\n<b>Three</b>.",
    )
    serve()
    articles = ArticlePage.objects.order_by("pk")
    assert articles.count() == 5
    for article in articles:
        assert_same_article(new_page, article, servers)


def test_a_reply_from_another_origin(new_page, demo, serve, servers, origin):
    serve()
    article = ArticlePage.objects.get(slug="fentanyl")
    page = new_page()
    page.goto(f"{origin}{article.url}")
    page.get_by_role("link", name="Reply to Ruth Okafor").click()
    form = fill(page, "Which <b>station</b>?\nThe north one?\n\nThank you.")
    form.get_by_role("button", name="Send reply").click()
    expect(form).to_contain_text("Your reply has been received")
    own = page.get_by_role("article", name="Ada")
    expect(own).to_contain_text("Only you see this until it is approved")
    reply = Reply.objects.get(author_name="Ada")
    assert (reply.status, reply.page_id) == (Status.PENDING, article.pk)
    assert "no_token" not in [finding["code"] for finding in reply.findings]

    other = new_page()
    other.goto(f"{origin}{article.url}")
    expect(other.get_by_role("heading", name="4 replies")).to_be_visible()
    expect(other.get_by_role("article", name="Ada")).to_have_count(0)

    # The site is as it was built; what it was built of is not.
    reply.decide(Status.APPROVED, None)
    other.reload()
    expect(other.get_by_role("heading", name="5 replies")).to_be_visible()
    expect(other.get_by_role("article", name="Ada")).to_contain_text("The north one?")
    assert_same_article(new_page, article, servers)
    page.reload()
    expect(page.get_by_role("article", name="Ada")).to_have_count(1)
    expect(page.get_by_text("Only you see this")).to_have_count(0)


def test_replies_come_and_go_on_a_page_that_was_built(
    new_page, demo, serve, servers, origin
):
    serve()
    bridge = ArticlePage.objects.get(slug="bridge")
    for number in range(25):
        reply = Reply(
            page=bridge,
            author_name=f"Reader {number}",
            website="https://example.org/reader" if number % 2 else "",
            by_desk=number == 3,
            text=f"Reply {number}.",
            submission_key=str(number),
        )
        reply.save()
        reply.decide(Status.APPROVED, None)
    removed = Reply.objects.get(author_name="Reader 1")
    for number in range(5):
        answer = Reply(page=bridge, author_name="Ada", text="Why?")
        answer.submission_key = f"answer {number}"
        answer.place_below(removed)
        answer.save()
        answer.decide(Status.APPROVED, None)
        removed = answer if number < 3 else removed
    Reply.objects.get(author_name="Reader 1").decide(Status.REMOVED, None)
    Reply.objects.filter(author_name="Ada").first().decide(Status.REMOVED, None)
    page = new_page()
    page.goto(f"{origin}{bridge.url}")
    expect(page.get_by_role("heading", name="28 replies")).to_be_visible()
    assert_same_article(new_page, bridge, servers)

    for reply in Reply.objects.filter(page=bridge, status=Status.APPROVED):
        reply.decide(Status.REJECTED, None)
    page.reload()
    expect(page.get_by_role("region", name="replies")).to_have_count(0)


def test_a_block_that_the_site_does_not_know(new_page, demo, frontend, serve, origin):
    """It is shown as plain text; one that says nothing of itself is not shown."""
    blocks = frontend / "src/components/Blocks.astro"
    source, taken_out = re.subn(
        r'      case "(pull_quote|embed)":\n.*\n', "", blocks.read_text("utf-8")
    )
    assert taken_out == 2
    blocks.write_text(source, "utf-8")
    serve()
    page = new_page()
    page.goto(f"{origin}/fentanyl/")
    expect(page.locator(".article > p")).to_have_text(
        "“You do not have to trust the other side to work with it” — Ines Halloran, "
        "medical examiner"
    )
    expect(page.get_by_text("video.example.org")).to_have_count(0)
    expect(page.locator(".newsblocks-embed")).to_have_count(0)


def test_an_editor_sees_and_checks_a_draft(
    serve, admin_page, new_page, origin, browser_errors
):
    serve()
    article = ArticlePage.objects.get(slug="fentanyl")
    admin_page.goto(reverse("wagtailadmin_pages:edit", args=[article.pk]))
    toggle_checks = admin_page.get_by_role("button", name="Toggle checks")
    issues = toggle_checks.locator("[data-side-panel-toggle-counter]")
    # The one before Wagtail 8.1, and the one since.
    words = admin_page.locator(
        "[data-content-word-count], [data-metric-value=word-count]"
    )
    heading = admin_page.locator("[name=body-2-value]")
    admin_page.get_by_role("button", name="Toggle preview").click()
    # Wagtail loses what it is checking when another preview takes its place.
    expect(words).to_have_text(re.compile(r"\d+"), timeout=20_000)
    words_here = words.text_content()
    preview = admin_page.frame_locator("#w-preview-iframe")
    with admin_page.expect_response(
        lambda response: response.url.startswith(f"{origin}/preview/")
    ) as response:
        admin_page.get_by_label("Preview mode").select_option("Headless site")
    # To a draft nobody replies.
    expect(preview.locator("newsblocks-replies:not([page])")).to_have_count(1)
    expect(preview.get_by_role("button", name="Send reply")).to_be_disabled()
    expect(words).not_to_have_text(words_here, timeout=20_000)
    expect(issues).to_be_hidden()

    heading.fill("")
    headings = preview.locator("h2.newsblocks-heading")
    expect(headings.first).to_have_text("", timeout=20_000)
    expect(headings).to_have_count(2)
    expect(preview.locator("figure.newsblocks-statistic")).to_contain_text("79,770")
    expect(issues).to_have_text("1", timeout=20_000)
    # What is checked need not be in sight.
    toggle_checks.click()
    expect(admin_page.get_by_text("Empty heading found")).to_be_visible()
    heading.fill("What is known")
    expect(issues).to_be_hidden(timeout=20_000)

    # In a window of its own it has the user bar.
    alone = new_page()
    alone.goto(response.value.url.replace("in_preview_panel", "in_window"))
    alone.get_by_role("button", name="View Wagtail quick actions").click()
    expect(alone.get_by_role("menuitem", name="Checks")).to_be_visible()
    # So does one that nobody may read yet, with an address that no browser reads.
    unread = ("quotation", {"text": "A", "source": {"url": "http://a.example:99999/"}})
    link = ("paragraph", '<p>Write href="/x", <a href="//[">on</a>.</p>')
    draft = article.get_parent().add_child(
        instance=ArticlePage(title="Not yet", live=False, body=[unread, link])
    )
    alone.goto(f"{origin}/preview/?token={draft.create_page_preview().token}")
    expect(alone.get_by_role("contentinfo")).to_be_visible()
    expect(alone.get_by_text('Write href="/x", on.')).to_be_visible()
    over = alone.goto(f"{origin}/preview/?token=made-up")
    assert (over.status, "preview is over" in over.text()) == (404, True)
    browser_errors[:] = [
        error
        for error in browser_errors
        if "axe.run results" not in error and "token=made-up" not in error
    ]


def test_a_draft_is_shown_to_who_has_its_token(client, demo):
    for query in ("", "?token=", "?token=id%3D5"):
        assert client.get(f"/api/v2/drafts/{query}").status_code == 404
