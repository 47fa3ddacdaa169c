"""An article as Markdown, from its own blocks."""

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import format_html
from django.utils.translation import override
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    ChoiceBlock,
    IntegerBlock,
    ListBlock,
    PageChooserBlock,
    RawHTMLBlock,
    RichTextBlock,
    StructBlock,
    StructValue,
)
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction
from wagtail.rich_text import RichText

from news.models import ArticlePage, FrontPage
from wagtail_newsblocks.blocks import (
    FactSheetBlock,
    NewsStreamBlock,
    NewsStructBlock,
    NewsStructValue,
    QuotationBlock,
    StatisticBlock,
    StatisticGroupBlock,
)
from wagtail_newsblocks.markdown import article_markdown, say

from .test_commonmark import LOOKS_LIKE_MARKUP, read, spaced

CDC = {"publisher": "CDC", "title": "Deaths", "url": "https://www.cdc.gov/a_(b)"}


@pytest.fixture
def article(db):
    call_command("fill_demo", verbosity=0)
    return ArticlePage.objects.get(slug="fentanyl")


def statistic(**value):
    return {"figure": "79,770", "subject": "deaths", **value}


def markdown_of(block, **value):
    return block().normalize(value).markdown


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ({}, "79,770 deaths."),
        ({"qualifier": "about"}, "About 79,770 deaths."),
        (
            {"period": "2022", "change": {"text": "up fourfold."}, "source": CDC},
            "79,770 deaths (2022), up fourfold "
            r"(Source: [CDC, “Deaths”](https://www.cdc.gov/a_\(b\))).",
        ),
        (
            {"period": "2022", "source": {"publisher": "CDC"}, "note": "*So far*"},
            r"79,770 deaths (2022; Source: CDC). \*So far\*",
        ),
        ({"figure": "1", "subject": "", "note": "[x]"}, r"1\. \[x\]"),
    ],
)
def test_a_statistic_is_one_sentence_with_its_source(value, sentence):
    assert markdown_of(StatisticBlock, **statistic(**value)) == sentence


def test_a_group_is_a_list_that_ends_with_it():
    statistics = [("statistic", statistic()), ("statistic", statistic(figure="5"))]
    markdown = markdown_of(
        StatisticGroupBlock, heading="So *far*", statistics=statistics
    )
    assert markdown == "**So \\*far\\***\n\n- 79,770 deaths.\n- 5 deaths."
    assert markdown_of(StatisticGroupBlock, statistics=statistics).startswith("- 79")


def test_a_quotation_has_who_said_it_after_it():
    quotation = {
        "text": "“Go.\n\nNow!”",
        "speaker": "Ada",
        "role": "Clerk",
        "setting": "Court",
        "said_on": "2023",
        "source": CDC,
        "original_text": "Va.",
        "translator": "B_",
    }
    assert markdown_of(QuotationBlock, **quotation) == (
        "> Go.\n>\n> Now!\n\n"
        "— Ada, Clerk (Court, 2023)  \n"
        "Source: [CDC, “Deaths”](https://www.cdc.gov/a_\\(b\\))  \n"
        "Translated by B\\_  \n"
        "Original words:\n\n"
        "> Va."
    )
    plain = markdown_of(QuotationBlock, text="Go.", speaker="Ada", translator="B")
    assert plain == "> Go.\n\n— Ada"


def test_a_fact_sheet_is_linked_and_has_its_facts():
    sheet = {
        "title": "[A]",
        "issued_by": "City",
        "issued_on": "2024",
        "language": "fr",
        "summary": "1. Cars",
        "url": "https://example.org/a b",
        "key_facts": [{"heading": "Built", "detail": "1936\n*", "page_number": 3}],
    }
    assert markdown_of(FactSheetBlock, **sheet) == (
        r"[**\[A\]**](https://example.org/a%20b) (City, 2024, French)"
        "\n\n"
        r"1\. Cars"
        "\n\n"
        r"- Built: 1936 \* (page 3)"
    )
    card = markdown_of(FactSheetBlock, **{**sheet, "display": "card"})
    assert "Built" not in card
    archived = {"title": "A", "archived_url": "https://example.org/old"}
    assert markdown_of(FactSheetBlock, **archived) == "[**A**](https://example.org/old)"
    assert markdown_of(FactSheetBlock, title="A") == "**A**"


def test_the_article_reads_as_it_stands(article):
    markdown = article_markdown(article, standfirst="Is *this* so?")
    lines = markdown.split("\n\n")
    assert lines[:2] == [f"# {article.title}", r"Is \*this\* so?"]
    blocks = {child.block_type: child.value for child in article.body}
    assert blocks["statistic"].markdown in lines
    assert "## Where the trail leads" in lines
    assert "place _every_ substance of" in markdown
    assert markdown.count(blocks["pull_quote"].words) == 1
    assert "Reply" not in markdown
    photo = blocks["image"]
    place = lines.index(
        "_Harbour County’s port. Its customs laboratory tests parcels. "
        "(Drawing: The Harbour Post)_"
    )
    (picture,) = read(lines[place - 1]).find_all("img")
    assert picture["alt"] == photo["image"].contextual_alt_text != ""
    assert picture["src"] == photo["image"].get_rendition("width-800").full_url
    hrefs = [link["href"] for link in read(markdown).find_all("a")]
    assert "https://video.example.org/the-examiner" in hrefs
    assert blocks["fact_sheet"].target.full_href in hrefs
    assert all(href.startswith("http") for href in hrefs)


def test_it_is_in_the_language_of_its_page(article):
    translation = ArticlePage.objects.get(slug="fentanyl-ar")
    with override("en"):
        markdown = article_markdown(translation)
    assert "(المصدر: [المراكز" in markdown
    with override("ar"):
        assert "(Source: [U.S. Centers" in article_markdown(article)


def test_the_example_site_serves_it(client, article):
    response = client.get(f"{article.url}markdown/")
    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    assert response.content.decode() == article_markdown(article, article.standfirst)
    page = client.get(article.url).content.decode()
    assert f'type="text/markdown" href="{article.url}markdown/"' in page
    PageViewRestriction.objects.create(page=article, restriction_type="login")
    assert client.get(f"{article.url}markdown/").status_code == 302


def test_no_block_lets_its_text_become_markup(article):
    for text in LOOKS_LIKE_MARKUP:
        words = text.replace("\n", " ")
        article.title = words
        sheet = {"title": words, "summary": text, "issued_by": words}
        article.body = [
            ("heading", words),
            ("statistic", statistic(subject=words, note=text)),
            ("quotation", {"text": text, "speaker": words}),
            (
                "fact_sheet",
                {**sheet, "key_facts": [{"heading": words, "detail": text}]},
            ),
            ("image", {"image": Image.objects.first(), "caption": words}),
        ]
        soup = read(article_markdown(article))
        assert not soup.find_all(["a", "code", "del", "table", "script", "h3"])
        (quoted,) = soup.find_all("blockquote")
        assert spaced(quoted.get_text()) == spaced(text)
        said = [
            spaced(tag.get_text()) for tag in soup.find_all(["h1", "h2", "p", "li"])
        ]
        # The title, the heading, the summary, the caption, and the words quoted, of
        # which each line is a paragraph.
        assert said.count(spaced(text)) == 5 - ("\n" in text)
        assert f"79,770 {spaced(text).rstrip('.')}. {spaced(text)}" in said
        assert f"— {spaced(text)}" in said
        assert f"{spaced(text)} ({spaced(text)})" in said
        assert f"{spaced(text)}: {spaced(text)}" in said


def link(kind, target):
    return f'<a linktype="{kind}" id="{target.pk}">{target.title}</a>'


def test_queries_do_not_grow_with_the_blocks(make_long_article):
    counts = []
    for number in (1, 25):
        article = make_long_article(number)
        pages = list(ArticlePage.objects.filter(title__startswith=f"Source {number}"))
        documents = list(Document.objects.all())[-number:]
        body = article.body.get_prep_value()
        paragraphs = [block for block in body if block["type"] == "paragraph"]
        for block, *linked in zip(paragraphs, pages, documents, strict=True):
            page, document = linked
            block["value"] = f"<p>{link('page', page)} {link('document', document)}</p>"
        article.body = article.body.stream_block.to_python(body)
        article.save()
        article_markdown(article)
        article = ArticlePage.objects.get(pk=article.pk)
        with CaptureQueriesContext(connection) as queries:
            markdown = article_markdown(article)
        links = [element["href"] for element in read(markdown).find_all("a")]
        # Of a paragraph, a statistic, two in a group, a quotation and two fact sheets.
        assert len(links) == 8 * number
        assert {page.full_url for page in pages} <= set(links)
        assert sum("/documents/" in href for href in links) == 2 * number
        counts.append(len(queries))
    assert counts[0] == counts[1], [query["sql"] for query in queries]


@pytest.fixture
def hidden(article):
    """A page and a document that readers may not open."""
    page = FrontPage.objects.first().add_child(instance=ArticlePage(title="Hidden"))
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    collection = Collection.get_first_root_node().add_child(name="Desk")
    CollectionViewRestriction.objects.create(
        collection=collection, restriction_type="login"
    )
    file = ContentFile(b"x", name="hidden.pdf")
    document = Document.objects.create(title="Hidden", file=file, collection=collection)
    return {"page": page, "document": document}


def test_what_is_private_does_not_appear(article, hidden):
    source = {"page": hidden["page"], "publisher": "Desk"}
    article.body = [
        ("statistic", statistic(source=source)),
        ("fact_sheet", {"title": "A", "page": hidden["page"]}),
        ("fact_sheet", {"title": "B", "document": hidden["document"]}),
    ]
    said = article_markdown(article)
    assert "hidden" not in said.lower()
    assert "(Source: Desk)" in said
    for name, chooser in [
        ("page", PageChooserBlock()),
        ("document", DocumentChooserBlock()),
    ]:
        assert list(say(chooser, hidden[name], article)) == []
    open_page = list(say(PageChooserBlock(), article, article))
    assert open_page == [f"[{article.title}]({article.full_url})"]


class NoteValue(StructValue):
    @property
    def markdown(self):
        return f"_{self['text']}_"


class NoteBlock(StructBlock):
    text = CharBlock()

    class Meta:
        value_class = NoteValue


class OwnValue(NewsStructValue):
    @property
    def plain_text(self):
        return f"{self['text']}\n# 2"


class OwnBlock(NewsStructBlock):
    text = CharBlock()

    class Meta:
        kind = "own"
        value_class = OwnValue


class PartBlock(NewsStructBlock):
    """What the editor sees as one, without a kind of its own."""

    text = CharBlock()


class ColumnsBlock(StructBlock):
    heading = CharBlock()
    colour = ChoiceBlock(choices=[("red", "Red")])
    wide = BooleanBlock(required=False)
    columns = ListBlock(NewsStreamBlock())


class CardBlock(StructBlock):
    """One that its template shows, and whose news blocks are none."""

    colour = ChoiceBlock(choices=[("red", "Red")])
    text = CharBlock()

    def render(self, value, context=None):
        return format_html('<h3>{}</h3><a href="y">x</a>', value["text"])


class SiteStreamBlock(NewsStreamBlock):
    columns = ColumnsBlock()
    note = NoteBlock()
    own = OwnBlock()
    part = PartBlock()
    words = CharBlock()
    rich = RichTextBlock()
    number = IntegerBlock()
    html = RawHTMLBlock()
    list = ListBlock(CharBlock())
    card = CardBlock()


BLOCKS_OF_A_SITE = [
    ("note", {"text": "a"}, ["_a_"]),
    ("own", {"text": "*1*"}, ["\\*1\\*\n\n\\# 2"]),
    ("part", {"text": "*1*"}, ["text\n\n\\*1\\*"]),
    ("words", "*1* <b>", [r"\*1\* \<b>"]),
    ("words", "", []),
    ("number", None, []),
    ("rich", "<p>b</p>", [RichText("<p>b</p>")]),
    ("html", "<h2>A</h2><script>b</script><p>c</p>", ["## A\n\nc"]),
    ("list", ["a", "*b*"], ["- a\n- \\*b\\*"]),
    ("card", {"colour": "red", "text": "*1*"}, ["### \\*1\\*\n\n[x](BASE/y)"]),
    (
        "columns",
        {
            "heading": "Both",
            "colour": "red",
            "wide": True,
            "columns": [
                [("statistic", statistic()), ("pull_quote", {"text": "A"})],
                [("paragraph", "<b>x</b>"), ("heading", "*y*")],
            ],
        },
        ["Both", "79,770 deaths.", "", RichText("<b>x</b>"), "## \\*y\\*"],
    ),
]


def test_blocks_of_a_site(article):
    blocks = SiteStreamBlock().child_blocks
    for name, value, said in BLOCKS_OF_A_SITE:
        block = blocks[name]
        pieces = list(say(block, block.normalize(value), article))
        base = article.full_url.rstrip("/")
        assert pieces == [
            piece.replace("BASE", base) if isinstance(piece, str) else piece
            for piece in said
        ]
