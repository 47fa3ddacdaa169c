import json
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from wagtail.blocks import CharBlock, StreamBlock
from wagtail.fields import StreamField
from wagtail.models import Page, PageLogEntry, Site

from news.models import ArticlePage, ArticleStreamBlock, FrontPage
from wagtail_newsblocks.blocks import NewsStreamBlock
from wagtail_newsblocks.importer import convert_text
from wagtail_newsblocks.management.commands.import_article import MAX_SIZE

pytestmark = pytest.mark.django_db

TEXT = """\
ferry_company_answers_its_passengers

Ferry Company Answers Its Passengers

According to the Ports Board, late ferries rose to 1,240 in 2021.

It rained.

Asked about it, a Ferry Company spokesperson was calm. “We\\u2019ll never leave the \
islanders alone,” the spokesperson said.

In March 2022, the Ferry Company published a fact sheet titled

Leave a Reply

Your email address will not be published. Required fields are marked *

Back To Top
"""


@pytest.fixture
def front():
    root = Page.get_first_root_node()
    front = root.add_child(instance=FrontPage(title="Front", slug="front"))
    Site.objects.update(root_page=front)
    return front


@pytest.fixture
def write(tmp_path):
    def write(content=TEXT):
        path = tmp_path / "article.txt"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def run(path, parent, **options):
    output = StringIO()
    call_command(
        "import_article", str(path), parent=parent.pk, stdout=output, **options
    )
    return output.getvalue()


def raw(page):
    return page.body.get_prep_value()


def fails(message, path, parent, **options):
    pages = Page.objects.count()
    with pytest.raises(CommandError) as error:
        run(path, parent, **options)
    assert str(error.value) == message
    assert Page.objects.count() == pages


class TestDraft:
    def test_page(self, front, write):
        run(write(), front)
        page = ArticlePage.objects.get()
        assert (page.title, page.slug, page.live, page.get_parent().specific) == (
            "Ferry Company Answers Its Passengers",
            "ferry-company-answers-its-passengers",
            False,
            front,
        )
        assert page.has_unpublished_changes
        article = convert_text(TEXT)
        assert [(block["type"], block["id"]) for block in raw(page)] == [
            (block["type"], block["id"]) for block in article.body
        ]
        assert [block["type"] for block in article.body] == [
            "paragraph",
            "statistic",
            "pull_quote",
            "paragraph",
            "paragraph",
            "quotation",
            "paragraph",
            "fact_sheet",
            "reply_form",
        ]
        assert page.body[1].value["source"]["publisher"] == "Ports Board"

    def test_revision_and_log(self, front, write):
        run(write(), front)
        page = ArticlePage.objects.get()
        assert raw(page.get_latest_revision_as_object()) == raw(page)
        assert [
            entry.action for entry in PageLogEntry.objects.filter(page=page.pk)
        ] == ["wagtail.create"]

    def test_again_gets_another_slug(self, front, write):
        run(write(), front)
        run(write(), front)
        assert sorted(ArticlePage.objects.values_list("slug", flat=True)) == [
            "ferry-company-answers-its-passengers",
            "ferry-company-answers-its-passengers-2",
        ]

    def test_output(self, front, write):
        output = run(write("The Ferry\n\nIt\\u2019s late.\n\nBack to top"), front)
        page = ArticlePage.objects.get()
        assert output == (
            f"Page {page.pk} “The Ferry” (news.ArticlePage), a draft, at "
            f"{front.url}the-ferry/\n"
            "\n"
            "Read as utf-8\n"
            "Cleaned\n"
            "     1  literal \\u escapes decoded\n"
            "Lines\n"
            "     1  title: The Ferry\n"
            "     3  paragraph: It’s late.\n"
            "     5  page furniture, left out: Back to top\n"
        )

    def test_what_is_to_be_completed(self, front, write):
        output = run(write(), front)
        assert output.partition("Needs attention\n")[2] == (
            "    11  The fact sheet’s title is cut off in the source. Complete it.\n"
            "    11  Fact sheet: Title: This field is required.\n"
        )

    def test_blocks_that_are_complete_but_not_valid(self, front, write):
        text = TEXT.replace("titled", "titled “Our Ferry”.")
        output = run(write(text), front)
        assert output.partition("Needs attention\n")[2] == (
            "    11  Fact sheet: Document: There is nothing to read here yet. Choose a "
            "document or a page, type a web address, or add a key fact.\n"
        )

    def test_other_fields_to_be_completed(self, front, write, monkeypatch):
        def clean(self):
            raise ValidationError({"date": "Give a date."})

        monkeypatch.setattr(ArticlePage, "clean", clean)
        output = run(write("The Ferry\n\nIt is late."), front)
        assert output.endswith("Needs attention\n        Date: Give a date.\n")
        assert ArticlePage.objects.get().latest_revision

    def test_what_is_about_no_field_or_block(self, front, write, monkeypatch):
        def clean(self):
            raise ValidationError("It is too late.")

        monkeypatch.setattr(ArticlePage, "clean", clean)
        field = ArticlePage._meta.get_field("body")
        monkeypatch.setitem(
            field.__dict__, "stream_block", ArticleStreamBlock(max_num=1)
        )
        output = run(write("The Ferry\n\nIt is late.\n\nIt is lost."), front)
        assert output.endswith(
            "Needs attention\n"
            "        It is too late.\n"
            "        The maximum number of items is 1\n"
        )

    def test_json(self, front, write):
        path = write(TEXT.replace("“", "\x93").replace("”", "\x94").encode("latin-1"))
        output = json.loads(run(path, front, json=True))
        page = ArticlePage.objects.get()
        about = output.pop("page")
        assert about == {
            "id": page.pk,
            "type": "news.ArticlePage",
            "slug": page.slug,
            "url": page.url,
            "live": False,
        }
        article = convert_text(TEXT).as_dict()
        receipt, expected = output.pop("receipt"), article.pop("receipt")
        assert output == article
        assert receipt.pop("encoding") == "windows-1252"
        fact_sheet = article["body"][-2]["id"]
        assert receipt.pop("attention") == [
            *expected.pop("attention"),
            {
                "line": 11,
                "block": fact_sheet,
                "message": "Fact sheet: Title: This field is required.",
            },
        ]
        del expected["encoding"]
        assert receipt == expected


class TestPublish:
    def test_page(self, front, write, client):
        output = run(write(), front, publish=True)
        page = ArticlePage.objects.get()
        assert page.live
        assert not page.has_unpublished_changes
        assert output.startswith(
            f"Page {page.pk} “Ferry Company Answers Its Passengers” "
            "(news.ArticlePage), published, at "
        )
        response = client.get(page.url)
        assert response.status_code == 200
        assert "islanders alone" in response.content.decode()

    def test_an_incomplete_fact_sheet_stays(self, front, write):
        output = run(write(), front, publish=True)
        page = ArticlePage.objects.get()
        assert page.body[-2].value["issued_by"] == "Ferry Company"
        assert "Fact sheet: Title: This field is required." in output

    def test_a_page_that_is_not_valid(self, front, write, monkeypatch):
        def clean(self):
            raise ValidationError({"date": "Give a date."})

        monkeypatch.setattr(ArticlePage, "clean", clean)
        fails(
            "The page cannot be published: Give a date. Import it without --publish "
            "and complete it in the editor.",
            write(),
            front,
            publish=True,
        )


class TestTheLanguage:
    def test_is_that_of_the_parent(self, front, write):
        front.locale.language_code = "fi"
        front.locale.save()
        output = run(write(), front)
        assert "no words for the language “fi”" in output
        assert {block["type"] for block in raw(ArticlePage.objects.get())} == {
            "paragraph"
        }


class TestTheStream:
    def test_without_a_reply_form(self, front, write, monkeypatch):
        field = ArticlePage._meta.get_field("body")
        monkeypatch.setitem(field.__dict__, "stream_block", NewsStreamBlock())
        output = run(write(), front)
        assert "The stream has no reply_form block, so the reply form is left out." in (
            output
        )
        assert "reply_form" not in {
            block["type"] for block in raw(ArticlePage.objects.get())
        }

    def test_a_block_of_the_sites_own_under_the_same_name(
        self, front, write, monkeypatch
    ):
        class SiteStreamBlock(ArticleStreamBlock):
            statistic = CharBlock()

        field = ArticlePage._meta.get_field("body")
        monkeypatch.setitem(field.__dict__, "stream_block", SiteStreamBlock())
        output = run(write(), front)
        assert "The stream has no statistic block" in output


class TestFile:
    def test_missing(self, front, tmp_path):
        path = tmp_path / "nothing.txt"
        fails(
            f"{path} cannot be read: No such file or directory. Check its path and "
            "permissions.",
            path,
            front,
        )

    def test_a_directory(self, front, tmp_path):
        fails(
            f"{tmp_path} cannot be read: Is a directory. Check its path and "
            "permissions.",
            tmp_path,
            front,
        )

    def test_too_large(self, front, write):
        path = write(b"a" * (MAX_SIZE + 1))
        fails(
            f"{path} is larger than 5 MiB, too large for an article. Split it, or "
            "choose another file.",
            path,
            front,
        )

    @pytest.mark.parametrize(
        ("content", "problem"),
        [
            (b"%PDF\0", "it holds NUL bytes, so it is not a text file"),
            (b"caf\xe9 \x81", "its bytes are not utf-8 or windows-1252"),
        ],
    )
    def test_no_text(self, front, write, content, problem):
        path = write(content)
        fails(
            f"{path} cannot be imported: {problem}. Save it as plain text in UTF-8.",
            path,
            front,
        )

    @pytest.mark.parametrize("content", ["", " \n\n", "Back to top", "\ufeff"])
    def test_empty(self, front, write, content):
        path = write(content)
        fails(f"{path} has no text of an article. Choose another file.", path, front)

    def test_a_title_without_letters(self, front, write):
        fails(
            "No address can be made from the title “***”. Begin the file with a title "
            "that has letters or digits.",
            write("***\n\nIt rained."),
            front,
        )


class TestTarget:
    def test_no_parent(self, write):
        fails(
            "There is no page with id 4711. Give --parent the number that stands in "
            "the address when you edit a page.",
            write(),
            Page(pk=4711),
        )

    def test_a_parent_without_children(self, front, write):
        page = front.add_child(instance=ArticlePage(title="Old News"))
        fails(
            f"No page can stand under page {page.pk} “Old News” (news.ArticlePage). "
            "Choose another --parent, or see its subpage_types.",
            write(),
            page,
        )

    def test_no_page_type_with_news_blocks(self, write):
        root = Page.get_first_root_node()
        fails(
            "No page type that may stand under page 1 “Root” (wagtailcore.Page) has a "
            "StreamField with a paragraph from wagtail_newsblocks.blocks. Choose "
            "another --parent, or give a page type a StreamField with "
            "NewsStreamBlock.",
            write(),
            root,
        )

    def test_a_full_parent(self, front, write, monkeypatch):
        monkeypatch.setattr(ArticlePage, "max_count", 0)
        fails(
            f"page {front.pk} “Front” (news.FrontPage) has as many pages of type "
            "news.ArticlePage as it may have. Choose another --parent.",
            write(),
            front,
        )

    @pytest.fixture
    def choices(self, monkeypatch):
        """Let a second model, with two streams, stand under a front page."""
        text, notes = StreamField(NewsStreamBlock()), StreamField(NewsStreamBlock())
        text.name, notes.name = "text", "notes"
        plain = StreamField(StreamBlock([("paragraph", CharBlock())]))
        plain.name = "plain"
        meta = SimpleNamespace(
            label="news.Report",
            label_lower="news.report",
            get_fields=lambda: [text, notes, plain],
        )
        models = [ArticlePage, SimpleNamespace(_meta=meta)]
        monkeypatch.setattr(FrontPage, "creatable_subpage_models", lambda: models)
        return (
            "--page-type news.ArticlePage --field body, --page-type news.Report "
            "--field text, --page-type news.Report --field notes"
        )

    @pytest.mark.parametrize("options", [{}, {"page_type": "news.Report"}])
    def test_several(self, front, write, choices, options):
        fails(
            f"Several page types or fields under page {front.pk} “Front” "
            f"(news.FrontPage) can hold the article. Choose one of: {choices}.",
            write(),
            front,
            **options,
        )

    @pytest.mark.parametrize(
        "options", [{"page_type": "news.ArticlePage"}, {"field": "body"}]
    )
    def test_one_of_several(self, front, write, choices, options):
        run(write(), front, **options)
        assert ArticlePage.objects.get().title == "Ferry Company Answers Its Passengers"

    @pytest.mark.parametrize(
        "options",
        [{"page_type": "news.Nothing"}, {"field": "plain"}],
    )
    def test_none_of_several(self, front, write, choices, options):
        fails(
            f"Nothing that may stand under page {front.pk} “Front” (news.FrontPage) is "
            f"of the given type and field. Choose from: {choices}.",
            write(),
            front,
            **options,
        )
