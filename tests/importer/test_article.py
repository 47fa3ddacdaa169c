import html
import re
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_newsblocks.importer import (
    Article,
    Attention,
    Line,
    Receipt,
    SuggestedBlock,
    convert_text,
)
from wagtail_newsblocks.importer.cleaning import clean
from wagtail_newsblocks.importer.text import FILE_EXTENSION, letters

SOURCE = """\
Islanders_Fear_for_Their_Ferry__as_Jellyfish_Block_the_Harbour\r
\r
Islanders Fear for Their Ferry, as Jellyfish Block the Harbour\r
\r
It has been a hard summer&nbsp;on the islands. According to the Baltic Ports and \
Harbours Board (BPHB), jellyfish-related breakdowns climbed to 1,240 in 2021, marking \
a threefold increase over the past decade.\r
\r
Since 1962, one ferry has linked the islands to Selby. It\\u2019s the only one.\r
\r
The season ends on September 30, and 3 crews wait.\r
\r
Reactions\r
\r
There was anger at the quay on Monday. Asked about it, a Ferry Company spokesperson \
defended the timetable. \u201cWe are proud of a ferry that has sailed for sixty years \
in all weathers. We\\u2019ll never leave the islanders alone,\u201d the spokesperson \
added.\r
\r
In March 2022, the Ferry Company of the Islands published a fact sheet titled\r
\r
Leave a Reply\r
\r
Your email address will not be published. Required fields are marked *\r
\r
Back To Top"""

BREAKDOWNS = (
    "According to the Baltic Ports and Harbours Board (BPHB), jellyfish-related "
    "breakdowns climbed to 1,240 in 2021, marking a threefold increase over the past "
    "decade."
)
PROUD = (
    "We are proud of a ferry that has sailed for sixty years in all weathers. We’ll "
    "never leave the islanders alone"
)
REACTION = (
    "There was anger at the quay on Monday. Asked about it, a Ferry Company "
    f"spokesperson defended the timetable. “{PROUD},” the spokesperson added."
)
FACT_SHEET = (
    "In March 2022, the Ferry Company of the Islands published a fact sheet titled"
)
BODY = [
    ("paragraph", f"<p>It has been a hard summer on the islands. {BREAKDOWNS}</p>"),
    (
        "statistic",
        {
            "figure": "1,240",
            "subject": "jellyfish-related breakdowns",
            "period": "2021",
            "change": {
                "text": "a threefold increase over the past decade",
                "direction": "up",
            },
            "source": {"publisher": "Baltic Ports and Harbours Board (BPHB)"},
        },
    ),
    (
        "paragraph",
        "<p>Since 1962, one ferry has linked the islands to Selby. It’s the only "
        "one.</p>",
    ),
    (
        "pull_quote",
        {
            "text": "We’ll never leave the islanders alone",
            "attribution": "Ferry Company spokesperson",
        },
    ),
    ("paragraph", "<p>The season ends on September 30, and 3 crews wait.</p>"),
    ("heading", "Reactions"),
    ("paragraph", f"<p>{REACTION}</p>"),
    (
        "quotation",
        {"text": f"{PROUD}.", "speaker": "Ferry Company spokesperson"},
    ),
    ("paragraph", f"<p>{FACT_SHEET}</p>"),
    (
        "fact_sheet",
        {
            "title": "",
            "issued_by": "Ferry Company of the Islands",
            "issued_on": "2022-03",
        },
    ),
    ("reply_form", {"heading": "Leave a Reply"}),
]


def types_and_values(article):
    return [(block["type"], block["value"]) for block in article.body]


class TestAWholeArticle:
    def test_article(self):
        article = convert_text(SOURCE)
        assert article.title == (
            "Islanders Fear for Their Ferry, as Jellyfish Block the Harbour"
        )
        assert types_and_values(article) == BODY

    def test_receipt(self):
        article = convert_text(SOURCE)
        ids = [block["id"] for block in article.body]
        first, figure, second, pull_quote, third, heading = ids[:6]
        reaction, quotation, fourth, fact_sheet, form = ids[6:]
        spoken = f"“{PROUD},” the spokesperson added."
        assert article.receipt == Receipt(
            cleaning={
                "line endings unified": 20,
                "HTML entities decoded": 1,
                "non-breaking spaces made plain": 1,
                "literal \\u escapes decoded": 2,
            },
            lines=[
                Line(
                    1,
                    "Islanders_Fear_for_Their_Ferry__as_Jellyfish_Block_the_Harbour",
                    "title_copy",
                    "",
                    "the title’s letters again",
                ),
                Line(3, article.title, "title", ""),
                Line(
                    5,
                    f"It has been a hard summer on the islands. {BREAKDOWNS}",
                    "paragraph",
                    first,
                ),
                Line(
                    7,
                    "Since 1962, one ferry has linked the islands to Selby. It’s the "
                    "only one.",
                    "paragraph",
                    second,
                ),
                Line(
                    9,
                    "The season ends on September 30, and 3 crews wait.",
                    "paragraph",
                    third,
                ),
                Line(
                    11,
                    "Reactions",
                    "heading",
                    heading,
                    "a short line between paragraphs",
                ),
                Line(13, REACTION, "paragraph", reaction),
                Line(15, FACT_SHEET, "paragraph", fourth),
                Line(17, "Leave a Reply", "reply_form", form),
                Line(
                    19,
                    "Your email address will not be published. Required fields are "
                    "marked *",
                    "form_furniture",
                    "",
                ),
                Line(21, "Back To Top", "page_furniture", ""),
            ],
            suggestions=[
                SuggestedBlock(
                    5,
                    "statistic",
                    figure,
                    "1,240 jellyfish-related breakdowns",
                    BREAKDOWNS,
                    "high",
                    "the sentence tells its subject, source, period, change",
                ),
                SuggestedBlock(
                    13,
                    "pull_quote",
                    pull_quote,
                    "We’ll never leave the islanders alone",
                    spoken,
                    "medium",
                    "the shortest whole sentence of the quotations",
                ),
                SuggestedBlock(
                    13,
                    "quotation",
                    quotation,
                    f"Ferry Company spokesperson: {PROUD}.",
                    spoken,
                    "high",
                    "the words beside the marks name the speaker; “the spokesperson” "
                    "is “a Ferry Company spokesperson” earlier in the paragraph; "
                    "its last comma became the full stop that it stands for",
                ),
                SuggestedBlock(
                    15,
                    "fact_sheet",
                    fact_sheet,
                    "(no title), Ferry Company of the Islands, 2022-03",
                    FACT_SHEET,
                    "high",
                    "the sentence says “published a fact sheet titled”",
                ),
            ],
            attention=[
                Attention(
                    15,
                    fact_sheet,
                    "The fact sheet’s title is cut off in the source. Complete it.",
                )
            ],
        )

    def test_ids_are_unique_and_the_same_each_time(self):
        ids = [block["id"] for block in convert_text(SOURCE).body]
        assert ids == [block["id"] for block in convert_text(SOURCE).body]
        assert len(set(ids)) == len(ids)
        assert all(str(uuid.UUID(block_id)) == block_id for block_id in ids)

    def test_a_stream_with_few_blocks(self):
        article = convert_text(SOURCE, block_types={"paragraph", "quotation"})
        paragraphs = [value for kind, value in BODY if kind in ("paragraph", "heading")]
        paragraphs[3] = "<p>Reactions</p>"
        assert types_and_values(article) == [
            *(("paragraph", value) for value in paragraphs[:5]),
            BODY[7],
            ("paragraph", paragraphs[5]),
        ]
        assert article.receipt.lines[5].reason == (
            "a heading, but the stream has no heading block"
        )
        assert [(entry.line, entry.message) for entry in article.receipt.attention] == [
            (5, "The stream has no statistic block, so the statistic is left out."),
            (13, "The stream has no pull_quote block, so the pull quote is left out."),
            (15, "The stream has no fact_sheet block, so the fact sheet is left out."),
            (15, "The fact sheet’s title is cut off in the source. Complete it."),
            (17, "The stream has no reply_form block, so the reply form is left out."),
        ]

    def test_as_dict(self):
        article = convert_text("Title\n\nBack to top")
        assert article.as_dict() == {
            "title": "Title",
            "body": [],
            "receipt": {
                "encoding": "",
                "cleaning": {},
                "lines": [
                    {
                        "number": 1,
                        "text": "Title",
                        "became": "title",
                        "block": "",
                        "reason": "",
                    },
                    {
                        "number": 3,
                        "text": "Back to top",
                        "became": "page_furniture",
                        "block": "",
                        "reason": "",
                    },
                ],
                "suggestions": [],
                "attention": [],
            },
        }


@pytest.mark.parametrize("source", ["", " \n\t\r\n", "\ufeff", "\u200b\n\xad"])
def test_nothing_to_see(source):
    article = convert_text(source)
    assert (article.title, article.body, article.receipt.lines) == ("", [], [])


def test_text_is_escaped():
    assert convert_text('A\n\n<b>Bell & Sons</b> "&amp;lt;"').body[0]["value"] == (
        '<p>&lt;b&gt;Bell &amp; Sons&lt;/b&gt; "&amp;lt;"</p>'
    )


class TestTitle:
    def test_words_of_a_long_first_line_stand_in(self):
        line = f"{'The ferry sailed. ' * 20}It sank."
        article = convert_text(line)
        assert article.title == f"{' '.join(['The ferry sailed.'] * 14)}…"
        assert types_and_values(article) == [("paragraph", f"<p>{line}</p>")]
        assert article.receipt.attention[0].message == (
            "The first line is too long for a title. It is the first paragraph, and "
            "its opening words are the title for now: write one."
        )

    def test_one_long_word(self):
        assert convert_text("a" * 300).title == "a" * 254 + "…"


def test_a_language_without_words():
    article = convert_text(SOURCE, locale="fi")
    assert {kind for kind, _ in types_and_values(article)} == {"paragraph", "heading"}
    assert article.receipt.attention == [
        Attention(
            None,
            "",
            "The importer has no words for the language “fi”, so it recognised no page "
            "furniture and no reply form, and suggests nothing.",
        )
    ]


def test_a_regional_language():
    assert types_and_values(convert_text(SOURCE, locale="en-GB")) == BODY


def test_an_overlong_paragraph_is_kept_but_not_looked_through():
    paragraph = "According to the Board, 4,120 ships passed the strait in 2021. " * 200
    article = convert_text(f"Title\n\n{paragraph}")
    assert [kind for kind, _ in types_and_values(article)] == ["paragraph"]
    assert [entry.message for entry in article.receipt.attention] == [
        "This paragraph is too long to be looked through for suggestions."
    ]


class TestPullQuote:
    QUOTATION = "“We will keep the old ferry running,” said Ana Ruiz."
    FIGURE = "According to the Board, 4,120 ships passed the strait in 2021."

    def places(self, *paragraphs):
        article = convert_text("\n\n".join(["Title", *paragraphs]))
        return " ".join(
            {"paragraph": "p", "pull_quote": "PULL", "quotation": "q"}.get(kind, "s")
            for kind, _ in types_and_values(article)
        )

    @pytest.mark.parametrize(
        ("paragraphs", "places"),
        [
            (["{q}"], "p q"),
            (["It sank.", "{q}", "It sank."], "p p q p"),
            (["It sank.", "It sank.", "{q}"], "p PULL p p q"),
            (["{q}", "It sank.", "It sank.", "It sank."], "p q p p PULL p"),
            (["It sank."] * 5 + ["{q}"], "p p p PULL p p p q"),
            (["It sank.", "{s}", "It sank.", "{q}"], "p PULL p s p p q"),
            (["{s}", "It sank.", "{q}"], "p s PULL p p q"),
            (["{s}", "{q}", "{q}", "It sank."], "p s p q p q p"),
        ],
    )
    def test_place(self, paragraphs, places):
        texts = [text.format(q=self.QUOTATION, s=self.FIGURE) for text in paragraphs]
        assert self.places(*texts) == places


# --- The invariant ----------------------------------------------------------------


def visible(text):
    return "".join(text.split())


def words_in(block):
    """Return the words of the source that a block holds."""
    if block["type"] == "paragraph":
        return html.unescape(re.sub(r"</?p>", "", block["value"]))
    if block["type"] == "reply_form":
        return block["value"].get("heading", "")
    return block["value"]


def check(source, article):
    """Check that all that can be seen in a source is in its article, once, in order."""
    assert isinstance(article, Article)
    receipt = article.receipt
    lines = clean(source).lines
    # The receipt has each line that shows anything once, in order, as it was cleaned.
    assert [(line.number, line.text) for line in receipt.lines] == [
        (number, text) for number, text in enumerate(lines, 1) if text
    ]
    assert visible("".join(line.text for line in receipt.lines)) == visible(
        "".join(lines)
    )
    # Each block that is not a suggestion holds the words of its lines, in order.
    suggested = {suggestion.block for suggestion in receipt.suggestions}
    blocks = [block for block in article.body if block["id"] not in suggested]
    of_block = {}
    for line in receipt.lines:
        if line.block:
            of_block.setdefault(line.block, []).append(line.text)
    assert list(of_block) == [block["id"] for block in blocks]
    for block in blocks:
        text = visible("".join(of_block[block["id"]]))
        if block["type"] == "reply_form":
            assert visible(words_in(block)) in text
        else:
            assert visible(words_in(block)) == text
    # A line in no block is the title, or furniture.
    outside = {line.became for line in receipt.lines if not line.block}
    assert outside <= {"title", "title_copy", "form_furniture", "page_furniture"}
    # What is left out as the title again has the title's letters.
    copies = [line.text for line in receipt.lines if line.became == "title_copy"]
    for text in copies:
        assert letters(article.title).startswith(letters(FILE_EXTENSION.sub("", text)))
    # A suggestion's sentence stands in the prose.
    prose = visible("".join(words_in(b) for b in blocks if b["type"] == "paragraph"))
    assert all(visible(entry.sentence) in prose for entry in receipt.suggestions)


PIECES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            *SOURCE.split("\r\n"),
            "Leave a Reply",
            "Cancel reply",
            "Name *",
            "Share this",
            "Background",
            "A_Slug_of_Something",
            "A slug of something",
            "“We will keep the old ferry running,” said Ana Ruiz.",
            "The ferry sailed at noon with all of its lights on, and nobody",
            "on the quay knew that it would not come back.",
            "<p>&lt;/p&gt;</p>",
            "\\ud83d\\ude00 \\ud83d \\u2019 \\u000a \\u0000 &nbsp; &#10; &bogus;",
            "\x93\x85\x94 \x00\x07 \xad\u200b \ud800",
        ]
    ),
)
SOURCES = st.lists(
    st.tuples(PIECES, st.sampled_from(["\n", "\n\n", "\r\n\r\n", " ", "\u2028"])),
    max_size=20,
).map(lambda pieces: "".join(piece + end for piece, end in pieces))


@given(SOURCES)
def test_nothing_is_lost(source):
    check(source, convert_text(source))


@given(SOURCES)
def test_nothing_is_lost_where_blocks_are_missing(source):
    article = convert_text(source, block_types={"paragraph"})
    lines = [line for line in article.receipt.lines if line.became == "reply_form"]
    assert all(line.block == "" for line in lines)
    paragraphs = visible("".join(words_in(block) for block in article.body))
    assert paragraphs == visible(
        "".join(
            line.text for line in article.receipt.lines if line.became == "paragraph"
        )
    )
    assert "heading" not in {line.became for line in article.receipt.lines}


def test_the_whole_article_loses_nothing():
    check(SOURCE, convert_text(SOURCE))
