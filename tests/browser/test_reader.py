"""A reader reads the example articles, and answers."""

import pytest
from playwright.sync_api import expect

from news.models import ArticlePage

from .hands import fill

ARTICLES = ["/fentanyl/", "/ar/fentanyl-ar/"]


def open_everything(page):
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")


@pytest.mark.parametrize("article", ["/", *ARTICLES])
def test_axe_finds_nothing(page_in_each_look, demo, axe, article):
    page = page_in_each_look
    page.goto(article)
    axe(page)
    open_everything(page)
    axe(page)


@pytest.mark.parametrize("article", ["/", *ARTICLES])
def test_nothing_sticks_out_of_a_narrow_screen(new_page, demo, article):
    page = new_page(width=360)
    page.goto(article)
    open_everything(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_what_a_screen_reader_says(page, demo):
    page.goto("/fentanyl/")
    statistic = page.locator("figure.newsblocks-statistic")
    assert statistic.aria_snapshot() == (
        "- 'figure \"Source: U.S. Centers for Disease Control and Prevention\"':\n"
        "  - paragraph: 79,770 opioid-related deaths in the United States , 2022 , "
        "a fourfold increase over the past decade\n"
        '  - text: "Source:"\n'
        '  - link "U.S. Centers for Disease Control and Prevention":\n'
        "    - /url: https://www.cdc.gov/"
    )
    spent = page.locator("dl.newsblocks-statistics__list > div").nth(1)
    assert "2.3 million US dollars" in spent.aria_snapshot()
    chart = page.get_by_role("img", name="Rose from 371 (2020) to 412 (2024)")
    expect(chart).to_be_visible()
    quote = page.locator("aside.newsblocks-pull-quote")
    expect(quote).to_contain_text("Pull quote: You do not have to trust")


def test_a_pull_quote_floats_only_where_there_is_room(new_page, demo):
    widths = {}
    for width in (360, 1280):
        page = new_page(width=width)
        page.goto("/fentanyl/")
        quote = page.locator(".newsblocks-pull-quote--end").bounding_box()["width"]
        widths[width] = quote / page.locator(".article").bounding_box()["width"]
    assert widths[360] == 1
    assert widths[1280] < 0.5


def test_arabic_runs_from_the_right(page, demo):
    page.goto("/ar/fentanyl-ar/")
    article = page.locator(".article").bounding_box()
    statistic = page.locator(".newsblocks-statistic__figure").first.bounding_box()
    assert statistic["x"] > article["x"] + article["width"] / 2
    quote = page.locator(".newsblocks-pull-quote--end").bounding_box()
    assert quote["x"] == pytest.approx(article["x"], abs=1)


def test_a_site_without_a_stylesheet_of_its_own_keeps_its_fonts(page, demo):
    page.goto("/fentanyl/")
    fonts = page.evaluate(
        "[...document.querySelectorAll('.article, .article figure *')]"
        ".map(element => getComputedStyle(element).fontFamily)"
    )
    assert len(set(fonts)) == 1


def test_the_back_to_top_link(page, demo):
    page.goto("/fentanyl/")
    page.get_by_role("link", name="Back to top").click()
    page.wait_for_function("window.scrollY === 0")


def test_a_reply_without_javascript_until_it_is_published(demo, new_page, admin_page):
    article = ArticlePage.objects.get(slug="bridge")
    reader = new_page(javascript=False)
    reader.goto(article.url)
    expect(reader.get_by_role("heading", name="Leave a Reply")).to_be_visible()
    form = fill(reader, "Close it sooner.\n\nMy brakes are new.")
    expect(form).to_contain_text("Your email address will not be published.")
    form.get_by_role("button", name="Send reply").click()
    expect(reader.get_by_role("heading", level=1)).to_be_visible()
    reader.goto(article.url)
    expect(reader.get_by_text("Close it sooner.")).to_have_count(0)

    admin_page.goto("/admin/")
    admin_page.get_by_role("link", name="Replies (2)").click()
    admin_page.get_by_role("link", name="Close it sooner.").click()
    admin_page.get_by_role("button", name="Approve", exact=True).click()

    reader.goto(article.url)
    reply = reader.locator(".newsblocks-replies article, .newsblocks-reply").first
    expect(reply).to_contain_text("Ada")
    expect(reply).to_contain_text("Close it sooner.")
    assert "ada@example.org" not in reader.content()


def test_a_refused_reply_keeps_what_was_typed(new_page, demo, axe, browser_errors):
    page = new_page(javascript=False)
    page.goto("/bridge/")
    form = page.get_by_role("region", name="Leave a Reply")
    form.get_by_role("textbox", name="Name").fill("Ada")
    form.get_by_label("Your reply").fill("Close it sooner.")
    # A browser takes this for an address.
    form.get_by_role("textbox", name="Email").fill("ada@example")
    form.get_by_role("button", name="Send reply").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("textbox", name="Name")).to_have_value("Ada")
    expect(page.get_by_label("Your reply")).to_have_value("Close it sooner.")
    email = page.get_by_role("textbox", name="Email")
    expect(email).to_have_attribute("aria-invalid", "true")
    page.get_by_role("alert").get_by_role("link").click()
    expect(email).to_be_focused()
    assert len(browser_errors) == 1
    assert browser_errors.pop().startswith("status 422")
