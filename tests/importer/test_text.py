import pytest

from wagtail_newsblocks.importer.languages import language_of
from wagtail_newsblocks.importer.passages import Passage, SourceLine
from wagtail_newsblocks.importer.text import TITLE_IS_SLUG, TITLE_TOO_LONG, read_text


def read(text):
    return read_text(text.split("\n"), language_of("en"))


def roles(text):
    """Return what became of each line that is not blank, as "title: words"."""
    return [
        f"{passage.became}: {line.text}"
        for passage in read(text)
        for line in passage.lines
    ]


def paragraphs(text):
    """Return the paragraphs of a text below a title."""
    title, *passages = read(f"Title\n\n{text}")
    assert title.became == "title"
    return [passage.text for passage in passages if passage.became == "paragraph"]


def headings(text):
    return [passage.value for passage in read(text) if passage.became == "heading"]


def test_passages_hold_lines_values_and_reasons():
    assert read("A Title\n\nThe first <line>.\n\nBack to top") == [
        Passage("title", (SourceLine(1, "A Title"),)),
        Passage(
            "paragraph",
            (SourceLine(3, "The first <line>."),),
            "<p>The first &lt;line&gt;.</p>",
        ),
        Passage("page_furniture", (SourceLine(5, "Back to top"),)),
    ]


def test_nothing():
    assert read("") == []


class TestTitle:
    @pytest.mark.parametrize(
        "slug",
        [
            "Old_Ferry_s_Last_Crossing__A_Caf__Owner_Remembers",
            "old-ferry-s-last-crossing-a-caf-owner-remembers",
            "old-ferrys-last-crossing-a-cafe-owner-remembers",
            "Old_Ferry_s_Last_Crossing__A_Cafe_Owner.txt",
        ],
    )
    @pytest.mark.parametrize(
        "title", ["Old Ferry’s Last Crossing: A Cafe Owner Remembers"]
    )
    def test_a_slug_of_the_title(self, slug, title):
        slug = slug.replace("Caf__", "Cafe_").replace("caf-", "cafe-")
        assert roles(f"{slug}\n\n{title}\n\nIt sailed.") == [
            f"title_copy: {slug}",
            f"title: {title}",
            "paragraph: It sailed.",
        ]

    def test_accents_and_capitals_do_not_matter(self):
        assert roles("cafe_zum_goldenen_loewen\nCAFÉ ZUM GOLDENEN LOEWEN")[1] == (
            "title: CAFÉ ZUM GOLDENEN LOEWEN"
        )

    def test_the_title_itself_again(self):
        assert roles("A Ferry Sails\n\nHarbour news\n\nA ferry sails!\n\nIt did.") == [
            "title: A Ferry Sails",
            "paragraph: Harbour news",
            "title_copy: A ferry sails!",
            "paragraph: It did.",
        ]

    def test_again_further_down_is_text(self):
        lines = ["A Ferry Sails", "One.", "Two.", "Three.", "Four.", "A Ferry Sails"]
        assert roles("\n\n".join(lines))[-1] == "paragraph: A Ferry Sails"

    def test_furniture_before_it(self):
        assert roles("Skip to content\n\nA Ferry Sails") == [
            "page_furniture: Skip to content",
            "title: A Ferry Sails",
        ]

    def test_the_start_of_a_paragraph_is_no_original_of_a_slug(self):
        text = "The_old_ferry\n\nThe old ferry sailed for the last time on Sunday."
        assert roles(text)[0] == "title: The_old_ferry"

    def test_a_slug_alone(self):
        passage = read("the_old_ferry")[0]
        assert (passage.became, passage.attention) == ("title", TITLE_IS_SLUG)

    @pytest.mark.parametrize("title", ["Coast-to-Coast", "A state-of-the-art ferry"])
    def test_hyphens_alone_make_no_slug_of_words(self, title):
        assert read(title)[0].became == "title"
        assert read("A state-of-the-art ferry")[0].attention == ""

    def test_lines_without_letters_are_no_copies(self):
        assert roles("***\n\n---") == ["title: ***", "paragraph: ---"]

    def test_too_long(self):
        line = "The ferry sailed. " * 20
        passage = read(line)[0]
        assert (passage.became, passage.attention) == ("paragraph", TITLE_TOO_LONG)


class TestParagraphs:
    def test_each_line_is_one(self):
        long = "The ferry sailed at noon with all of its lights on, " * 3 + "at last."
        assert paragraphs(f"{long}\n{long}\nIt came back.") == [
            long,
            long,
            "It came back.",
        ]

    def test_wrapped_lines(self):
        text = (
            "The ferry sailed at noon with all of its\n"
            "lights on, and nobody on the quay knew\n"
            "that it would not come back.\n"
            "The harbour office opened late that day,\n"
            "and nobody answered the telephone there.\n"
            "\n"
            "Nobody at all."
        )
        assert paragraphs(text) == [
            "The ferry sailed at noon with all of its lights on, and nobody on the "
            "quay knew that it would not come back.",
            "The harbour office opened late that day, and nobody answered the "
            "telephone there.",
            "Nobody at all.",
        ]

    def test_lines_of_a_list_or_a_poem(self):
        lines = ["- the ferry that had sailed at noon with all", "- the boat", "1. red"]
        assert paragraphs("\n".join(lines)) == lines
        assert paragraphs("O ship\nO sea\nO me") == ["O ship", "O sea", "O me"]

    def test_every_line_of_a_wrapped_paragraph_is_kept(self):
        passage = read(
            "Title\n\nThe ferry sailed at noon with all of its\nlights on, at last."
        )[1]
        assert [line.number for line in passage.lines] == [3, 4]
        assert passage.value == (
            "<p>The ferry sailed at noon with all of its lights on, at last.</p>"
        )


class TestHeadings:
    PROSE = "The ferry sailed at noon. Nobody on the quay waved."

    @pytest.mark.parametrize(
        "line", ["A last crossing", "Background", "The Winter of 1962", "Étretat"]
    )
    def test_a_short_line_between_paragraphs(self, line):
        text = f"Title\n\n{self.PROSE}\n\n{line}\n\n{self.PROSE}"
        assert headings(text) == [line]

    @pytest.mark.parametrize(
        "line",
        [
            "It sank.",
            "Why did it sink?",
            "“A last crossing”",
            "The crew:",
            "and then the ferry",
            "The ferry sailed out of the",
            "The ferry released a fact sheet titled",
            "By Jane Doe",
            "Photo: the harbour office",
            "Photo courtesy of the harbour office",
            "March 3, 2021",
            "12 March 2021",
            "harbour@example.org",
            "1. The crew",
            "- The crew",
            "***",
            "The ferry sailed at noon and nobody on the quay was waving back",
        ],
    )
    def test_other_short_lines(self, line):
        assert headings(f"Title\n\n{self.PROSE}\n\n{line}\n\n{self.PROSE}") == []

    @pytest.mark.parametrize(
        "text",
        [
            "Title\n\nA standfirst\n\n{prose}",
            "Title\n\n{prose}\n\nApples\n\nPears\n\nPlums\n\n{prose}",
            "Title\n\n{prose}\n\nThe end",
            "Title\n\n{prose}\n\nThe end\n\nBack to top",
        ],
    )
    def test_only_between_paragraphs(self, text):
        assert headings(text.format(prose=self.PROSE)) == []


NOTICE = "Your email address will not be published. Required fields are marked *"
SAVE = "Save my name, email, and website in this browser for the next time I comment."


def after_article(*lines):
    """Return what became of lines below an article, and the form's value."""
    passages = read("\n\n".join(["Title", "The ferry sailed.", *lines]))[2:]
    values = [p.value for p in passages if p.became == "reply_form"]
    assert len(values) <= 1
    return [passage.became for passage in passages], *values


FORM, PART, PAGE, TEXT = "reply_form", "form_furniture", "page_furniture", "paragraph"


class TestReplyForm:
    @pytest.mark.parametrize(
        "heading",
        ["Leave a Reply", "Leave a comment", "Post a Comment", "ADD YOUR COMMENT"],
    )
    def test_heading_and_notice(self, heading):
        assert after_article(heading, NOTICE) == ([FORM, PART], {"heading": heading})

    def test_all_of_a_form(self):
        lines = [
            "Leave a Reply",
            "Cancel reply",
            NOTICE,
            "Comment *",
            "Name*",
            "Email (required)",
            "Website",
            SAVE,
            "Post Comment",
            "Δ",
            "This site uses Akismet to reduce spam. Learn how your comment data is "
            "processed.",
        ]
        assert after_article(*lines, "Back to top") == (
            [FORM, *[PART] * 10, PAGE],
            {"heading": "Leave a Reply"},
        )

    @pytest.mark.parametrize(
        "line",
        [
            "Leave a Reply Cancel reply",
            "Leave a Reply to Jane Doe Cancel reply",
            f"Leave a Reply {NOTICE} Name * Email * Website",
            "» Leave a Reply ↓",
        ],
    )
    def test_in_one_line(self, line):
        assert after_article(line) == ([FORM], {"heading": "Leave a Reply"})

    def test_a_notice_without_heading(self):
        assert after_article(NOTICE, "Name", "Email") == ([FORM, PART, PART], {})

    def test_a_heading_before_the_article_goes_on_is_a_link(self):
        assert after_article("Leave a comment", "It came back.", "Leave a Reply") == (
            [PAGE, TEXT, FORM],
            {"heading": "Leave a Reply"},
        )

    def test_there_is_one_form(self):
        assert after_article("Leave a Reply", NOTICE, "Post a comment", "Name") == (
            [FORM, PART, PART, PART],
            {"heading": "Leave a Reply"},
        )

    def test_furniture_within(self):
        assert after_article("Leave a Reply", "Back to top", "Name") == (
            [FORM, PAGE, PART],
            {"heading": "Leave a Reply"},
        )

    @pytest.mark.parametrize(
        "line",
        [
            "Name",
            "Website",
            "Comment",
            SAVE,
            "Leave a reply on the door, she said.",
            "They leave a comment",
            "Leave a replying machine",
        ],
    )
    def test_words_of_a_form_alone_are_text(self, line):
        assert after_article(line) == ([TEXT],)

    def test_text_after_a_form(self):
        assert after_article("Leave a Reply", NOTICE, "It came back.", "Name") == (
            [FORM, PART, TEXT, TEXT],
            {"heading": "Leave a Reply"},
        )


class TestPageFurniture:
    @pytest.mark.parametrize(
        "line",
        [
            "Back To Top",
            "↑ Back to top",
            "Scroll to Top",
            "Skip to main content",
            "Primary Menu",
            "Previous post",
            "« Older posts",
            "Share this:",
            "Share this article",
            "Share on Facebook Share on X",
            "Click to share on X (Opens in new window)",
            "Tweet",
            "Advertisement",
        ],
    )
    def test_a_whole_line(self, line):
        assert after_article(line, "It came back.") == ([PAGE, TEXT],)

    @pytest.mark.parametrize(
        "line",
        [
            "Back to top form",
            "They went back to top.",
            "The share",
            "Share prices",
            "Tweets",
            "Previous post: The ferry",
            "Home",
        ],
    )
    def test_not_part_of_one(self, line):
        assert after_article(line, "It came back") == ([TEXT, TEXT],)


def test_a_language_without_words():
    lines = ["Kichwa", "Mstari wa kwanza.", "Leave a Reply", "Name", "Back to top"]
    passages = read_text(lines, language_of("sw"))
    assert [p.became for p in passages] == ["title", *["paragraph"] * 4]
