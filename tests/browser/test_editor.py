"""An editor composes an article: adds, previews, saves, mends and publishes."""

import re

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from playwright.sync_api import expect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from news.models import ArticlePage, ArticleStreamBlock

from .hands import tab_to

BLOCKS = ArticleStreamBlock().child_blocks


class Editor:
    """The edit view of one article, in an editor's words."""

    def __init__(self, page, front_page):
        self.page = page
        page.goto(f"/admin/pages/add/news/articlepage/{front_page.pk}/")
        page.locator("[name=title]").fill("The bridge")
        self.body = page.locator("#panel-child-content-body-section")

    def add(self, name):
        """Insert a block of the body's block ``name`` at the end."""
        self.body.get_by_role("button", name="Insert a block").last.click()
        label = str(BLOCKS[name].label)
        self.page.get_by_role("option", name=label, exact=True).click()

    def field(self, path):
        """A field of the body, as "0-value-figure"."""
        return self.body.locator(f"[name=body-{path}]")

    def fill(self, path, value):
        self.unfold(path)
        self.field(path).fill(value)

    def around(self, path):
        """What Wagtail puts around a field: its label, help and errors."""
        return self.page.locator(
            f"xpath=//*[@name='body-{path}']/ancestor::div[@data-field][1]"
        )

    def unfold(self, path):
        """Open the panels that a field is folded away in."""
        field = self.field(path)
        field.wait_for(state="attached")
        panels = self.page.locator(
            f"xpath=//*[@name='body-{path}']/ancestor::section"
            "/div/button[@aria-expanded='false']"
        )
        # The editor folds panels some time after it has made their fields.
        for _ in range(100):
            if panels.count():
                panels.first.click()
            elif field.is_visible():
                return
            else:
                self.page.wait_for_timeout(50)

    def write(self, index, text):
        """Type rich text into the paragraph at ``index``."""
        section = self.body.locator(
            f"[data-contentpath]:has([name=body-{index}-value])"
        )
        section.locator("[contenteditable=true]").last.click()
        self.page.keyboard.type(text)
        # The editor hands over what was typed only after a pause.
        expect(self.field(f"{index}-value")).to_have_value(re.compile(re.escape(text)))

    def choose(self, path, link, title):
        """Choose a page, document or image by its title in Wagtail's chooser."""
        chooser = self.body.locator(f"#body-{path}-chooser")
        chooser.get_by_role("button", name=link).click()
        dialog = self.page.locator(".modal-content")
        dialog.get_by_role("link", name=title).first.click()
        expect(dialog).to_be_hidden()

    def save_draft(self):
        self.page.get_by_role("button", name="Save draft").click()
        self.expect_success()

    def expect_success(self):
        expect(self.page.locator(".messages .success").first).to_be_visible()

    def publish(self):
        self.page.get_by_role("button", name="More actions").last.click()
        self.page.get_by_role("button", name="Publish").click()
        self.page.wait_for_load_state()

    def published(self):
        """Publish, and return the article as stored."""
        self.publish()
        self.expect_success()
        article = ArticlePage.objects.get()
        assert article.live
        return article

    def error_at(self, path):
        """The message beside a field, which an editor has to see."""
        error = self.around(path).locator(".error-message")
        expect(error).to_be_visible()
        return error


@pytest.fixture
def editor(admin_page, front_page):
    return Editor(admin_page, front_page)


@pytest.fixture
def image(live_server):
    return get_image_model().objects.create(
        title="Bridge", file=get_test_image_file(filename="bridge.png")
    )


@pytest.fixture
def document(live_server):
    return get_document_model().objects.create(
        title="Figures", file=ContentFile(b"%PDF", name="figures.pdf")
    )


def fill_heading(editor):
    editor.fill("0-value", "What happens next")


def fill_paragraph(editor):
    editor.write(0, "The bridge is safe.")


def fill_image(editor):
    editor.choose("0-value-image-image", "Choose an image", "Bridge")
    editor.fill("0-value-image-alt_text", "The bridge at dawn")
    editor.fill("0-value-caption", "The bridge")


def fill_statistic(editor):
    editor.fill("0-value-figure", "79,770")
    editor.fill("0-value-subject", "crossings a day")
    editor.fill("0-value-change-text", "a fourfold increase")
    editor.field("0-value-change-direction").select_option("up")
    editor.fill("0-value-source-publisher", "City Hall")


def fill_statistics(editor):
    group = editor.body.locator("[data-contentpath=statistics]")
    for index in range(2):
        group.get_by_role("button", name="Insert a block").last.click()
        editor.fill(f"0-value-statistics-{index}-value-figure", f"{index + 1} in 5")
        editor.fill(f"0-value-statistics-{index}-value-subject", "cars")


def fill_pull_quote(editor):
    editor.fill("0-value-text", "The bridge is safe")
    editor.add("paragraph")
    editor.write(1, "“The bridge is safe,” said the mayor.")


def fill_quotation(editor):
    editor.fill("0-value-text", "“The bridge is safe.”")
    editor.fill("0-value-speaker", "Amina Rahal")


def fill_fact_sheet(editor):
    editor.fill("0-value-title", "The bridge in figures")
    editor.choose("0-value-document", "Choose a document", "Figures")


def fill_embed(editor):
    editor.fill("0-value", "https://video.example.org/the-bridge")


def fill_reply_form(editor):
    editor.fill("0-value-heading", "What do you think?")


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_is_added_saved_and_published(
    editor, page, image, document, name, browser_errors
):
    editor.add(name)
    editor.save_draft()
    globals()[f"fill_{name}"](editor)
    article = editor.published()
    assert article.body[0].block_type == name
    page.goto(article.url)
    expect(page.locator(f".newsblocks-{name.replace('_', '-')}").first).to_be_visible()


@pytest.mark.parametrize("name", BLOCKS)
@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_every_block_previews_accessibly(
    new_page, admin_page, front_page, name, color_scheme, axe
):
    admin_page.emulate_media(color_scheme=color_scheme)
    block = ArticlePage._meta.get_field("body").stream_block.child_blocks[name]
    preview = reverse("wagtailadmin_block_preview")
    admin_page.goto(f"{preview}?id={block.definition_prefix}")
    expect(admin_page.locator("main > *").first).to_be_visible()
    axe(admin_page)


def test_the_picker_shows_the_preview(editor):
    editor.body.get_by_role("button", name="Insert a block").click()
    option = editor.page.get_by_role("option", name="Statistic", exact=True)
    option.locator("xpath=following-sibling::button").click()
    preview = editor.page.frame_locator(".w-combobox-preview iframe")
    expect(preview.locator(".newsblocks-statistic__figure")).to_contain_text("1,240")


def test_the_draft_is_previewed_beside_the_form(editor):
    editor.add("statistic")
    editor.fill("0-value-figure", "79,770")
    editor.fill("0-value-subject", "crossings")
    editor.save_draft()
    editor.page.get_by_role("button", name="Toggle preview").click()
    preview = editor.page.frame_locator("#w-preview-iframe")
    expect(preview.locator("figure.newsblocks-statistic")).to_contain_text("crossings")


def test_settings_are_folded_away(editor):
    editor.add("statistic")
    expect(editor.field("0-value-figure")).to_be_visible()
    expect(editor.field("0-value-qualifier")).to_be_hidden()
    editor.body.get_by_role("button", name="Settings").first.click()
    expect(editor.field("0-value-qualifier")).to_be_visible()


def test_an_article_is_composed_with_the_keyboard_alone(editor):
    keyboard = editor.page.keyboard
    editor.body.get_by_role("button", name="Insert a block").focus()
    keyboard.press("Enter")
    expect(editor.page.get_by_role("option").first).to_be_visible()
    keyboard.press("Tab")
    keyboard.type("Statistic")
    keyboard.press("Enter")
    expect(editor.field("0-value-figure")).to_be_focused()
    keyboard.type("1 in 5")
    tab_to(editor.field("0-value-subject"))
    keyboard.type("cars")
    tab_to(editor.page.get_by_role("button", name="Save draft"))
    keyboard.press("Enter")
    editor.expect_success()
    statistic = ArticlePage.objects.get().get_latest_revision_as_object().body[0].value
    assert (statistic["figure"], statistic["subject"]) == ("1 in 5", "cars")


def test_words_that_are_not_in_the_article(editor):
    editor.add("pull_quote")
    editor.fill("0-value-text", "The bridge will fall")
    editor.add("paragraph")
    editor.write(1, "The bridge is safe.")
    editor.publish()
    expect(editor.error_at("0-value-text")).to_contain_text(
        "These words do not stand in this article."
    )
    editor.save_draft()
    editor.fill("0-value-text", "The bridge is safe")
    assert editor.published().body[0].value["text"] == "The bridge is safe"


def test_a_fact_sheet_with_no_target(editor):
    editor.add("fact_sheet")
    editor.fill("0-value-title", "Figures")
    editor.publish()
    expect(editor.error_at("0-value-document")).to_contain_text(
        "There is nothing to read here yet."
    )
    editor.save_draft()
    editor.fill("0-value-url", "https://example.org/figures")
    assert editor.published().body[0].value.target.href == "https://example.org/figures"


def test_a_fact_sheet_with_two_targets(editor, document):
    editor.add("fact_sheet")
    editor.fill("0-value-title", "Figures")
    editor.choose("0-value-document", "Choose a document", "Figures")
    editor.fill("0-value-url", "https://example.org/figures")
    editor.publish()
    expect(editor.error_at("0-value-url")).to_contain_text(
        "A fact sheet opens one thing"
    )
    editor.save_draft()
    editor.fill("0-value-url", "")
    assert editor.published().body[0].value["document"] == document


def test_a_source_with_a_page_and_an_address(editor, front_page):
    editor.add("quotation")
    editor.fill("0-value-text", "It is safe.")
    editor.fill("0-value-speaker", "The mayor")
    editor.choose("0-value-source-page", "Choose a page", front_page.title)
    editor.fill("0-value-source-url", "https://example.org/")
    editor.publish()
    expect(editor.error_at("0-value-source-url")).to_contain_text("not both")
    editor.save_draft()
    editor.fill("0-value-source-url", "")
    assert editor.published().body[0].value["source"]["page"].pk == front_page.pk


def test_a_direction_without_a_change(editor):
    editor.add("statistic")
    editor.fill("0-value-figure", "79,770")
    editor.fill("0-value-subject", "crossings")
    editor.unfold("0-value-change-direction")
    editor.field("0-value-change-direction").select_option("up")
    editor.publish()
    expect(editor.error_at("0-value-change-direction")).to_contain_text(
        "no change is described"
    )
    editor.save_draft()
    editor.fill("0-value-change-text", "more than ever")
    assert editor.published().body[0].value["change"]["direction"] == "up"


def test_a_baseline_that_contradicts_the_words(editor):
    editor.add("statistic")
    editor.fill("0-value-figure", "79,770")
    editor.fill("0-value-subject", "crossings")
    editor.fill("0-value-change-text", "a fourfold increase")
    editor.fill("0-value-change-baseline", "40,000")
    editor.publish()
    expect(editor.error_at("0-value-change-baseline")).to_contain_text(
        "From 40,000 to 79,770 is not “a fourfold increase”."
    )
    editor.save_draft()
    editor.fill("0-value-change-baseline", "20,000")
    assert editor.published().body[0].value["change"]["baseline"] == "20,000"
