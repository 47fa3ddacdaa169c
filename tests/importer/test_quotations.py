import pytest

from wagtail_newsblocks.importer.languages import language_of
from wagtail_newsblocks.importer.quotations import (
    pull_quote_from,
    quoted_spans,
    suggest_quotations,
)
from wagtail_newsblocks.importer.suggestions import Suggestion

ENGLISH = language_of("en")
NAMED = "the words beside the marks name the speaker"
FULL_STOP = "its last comma became the full stop that it stands for"


def suggest(paragraph):
    return list(suggest_quotations(paragraph, ENGLISH))


def test_a_suggestion():
    paragraph = (
        "It was late. A Ports Board spokesperson spoke at noon. “We will keep the old "
        "ferry running. Nobody will be left behind,” the spokesperson said. It rained."
    )
    assert suggest(paragraph) == [
        Suggestion(
            type="quotation",
            value={
                "text": "We will keep the old ferry running. Nobody will be left "
                "behind.",
                "speaker": "Ports Board spokesperson",
            },
            summary="Ports Board spokesperson: We will keep the old ferry running. "
            "Nobody will be left behind.",
            sentence="“We will keep the old ferry running. Nobody will be left "
            "behind,” the spokesperson said.",
            confidence="high",
            reason=f"{NAMED}; “the spokesperson” is “A Ports Board spokesperson” "
            f"earlier in the paragraph; {FULL_STOP}",
        )
    ]


WORDS = "We will keep the old ferry running"


def who(paragraph, text=f"{WORDS}."):
    """Return the speaker as one text, and whether it is certain."""
    [suggestion] = suggest(paragraph)
    value = {**suggestion.value}
    assert value.pop("text") == text
    parts = (value.pop("speaker"), value.pop("role", ""), value.pop("organisation", ""))
    assert value == {}
    uncertain = "" if suggestion.confidence == "high" else "?"
    return " / ".join(part for part in parts if part) + uncertain


class TestAttribution:
    @pytest.mark.parametrize(
        ("clause", "speaker"),
        [
            # Verb and name, in either order
            ("said Ana Ruiz.", "Ana Ruiz"),
            ("Ana Ruiz said.", "Ana Ruiz"),
            ("Ana Ruiz also said on Monday.", "Ana Ruiz"),
            ("Ana Ruiz told reporters at the harbour.", "Ana Ruiz"),
            ("said Ana Ruiz on Monday.", "Ana Ruiz"),
            ("said Ana Ruiz Monday.", "Ana Ruiz"),
            ("said Ana de la Ruiz.", "Ana de la Ruiz"),
            ("said Dr. B. J. Okoye.", "Dr. B. J. Okoye"),
            ("according to Ana Ruiz.", "Ana Ruiz"),
            # Roles
            ("said Mayor Ana Ruiz.", "Ana Ruiz / Mayor"),
            ("Foreign Minister Ana Ruiz stated.", "Ana Ruiz / Foreign Minister"),
            ("said Captain Cook.", "Captain Cook"),
            ("said spokesperson Ana Ruiz.", "Ana Ruiz / spokesperson"),
            ("Ports Board spokesman Ruiz said.", "Ruiz / Ports Board spokesman"),
            ("said Ana Ruiz, the mayor of Selby.", "Ana Ruiz / mayor of Selby"),
            ("said Ana Ruiz, a teacher, on Monday.", "Ana Ruiz / teacher"),
            ("said Ana Ruiz, director of the Trust.", "Ana Ruiz / director of the Trust"),
            ("Ana Ruiz, the mayor, said.", "Ana Ruiz / mayor"),
            ("said Ana Ruiz, 34, of Selby.", "Ana Ruiz"),
            ("said Ana Ruiz, 34, a nurse.", "Ana Ruiz / nurse"),
            ("Ana Ruiz, 34, said.", "Ana Ruiz"),
            ("said Ana Ruiz, who chairs the council.", "Ana Ruiz"),
            ("said Ana Ruiz, adding that the mayor agreed.", "Ana Ruiz"),
            ("said Ana Ruiz of the Ports Board.", "Ana Ruiz / Ports Board"),
            ("said Ana Ruiz of Selby.", "Ana Ruiz"),
            # Organisations and descriptions
            ("the Interior Ministry said.", "Interior Ministry"),
            ("the Ministry of Ports and Seas said in a statement.",
             "Ministry of Ports and Seas"),
            ("said the Ports Board.", "Ports Board"),
            ("a Ports Board spokesperson said.", "Ports Board spokesperson"),
            ("said a spokesperson for the Ports Board on Monday.",
             "spokesperson for the Ports Board"),
            ("said the Ports Board’s director.", "Ports Board’s director"),
            ("a police officer said.", "police officer"),
            # Less certain
            ("residents said.", "residents?"),
            ("police said.", "police?"),
            ("Ruiz said.", "Ruiz?"),
            ("Ruiz, the ferry’s founder, added.", "Ruiz / ferry’s founder?"),
            ("one resident, who was late, said.", "one resident?"),
        ],
    )  # fmt: skip
    def test_after(self, clause, speaker):
        assert who(f"It was late. “{WORDS},” {clause} It rained.") == speaker

    @pytest.mark.parametrize(
        ("clause", "speaker"),
        [
            ("Ana Ruiz said:", "Ana Ruiz"),
            ("Ana Ruiz said in a statement on Monday:", "Ana Ruiz"),
            ("On Monday, Ana Ruiz said,", "Ana Ruiz"),
            (
                "Ana Ruiz, the mayor of Selby, told reporters:",
                "Ana Ruiz / mayor of Selby",
            ),
            ("According to Ana Ruiz,", "Ana Ruiz"),
            ("According to Ana Ruiz, the mayor,", "Ana Ruiz / mayor"),
            ("Mayor Ana Ruiz warned:", "Ana Ruiz / Mayor"),
            ("A Ports Board spokesperson said:", "Ports Board spokesperson"),
            ("Local officials said:", "Local officials"),
            ("Officials said:", "Officials?"),
        ],
    )
    def test_before(self, clause, speaker):
        assert who(f"It was late. {clause} “{WORDS}.” It rained.") == speaker

    @pytest.mark.parametrize(
        "text",
        [
            # Nobody is named
            "“{}.”",
            "“{},” he said.",
            "“{},” said Ana and Leo Ruiz.",
            "“{},” said she.",
            "“{},” the spokesperson said.",
            "“{},” the report said.",
            "“{},” it was said.",
            "“{},” they laughed.",
            "“{},” the ferry answered.",
            "He said: “{}.”",
            "Yesterday Ana Ruiz went home: “{}.”",
            # The name belongs to another sentence
            "“{}.” Ana Ruiz said nothing.",
            "“{}”. Ana Ruiz said nothing.",
            "Ana Ruiz said nothing. “{}.”",
            # Not words that were said
            "A fact sheet titled “{},” the Board said, was read.",
            "The film, “{},” said Ana Ruiz, was long.",
            "A sign saying “{}” fell, said Ana Ruiz.",
            "Ana Ruiz said that “{}” was painted on it.",
            # Never closed, or not to be told where
            "“{}, said Ana Ruiz.",
            '"{}, said Ana Ruiz.',
            "“Never. “{},” said Ana Ruiz.",
            # A sentence in two halves
            "“{},” said Ana Ruiz, “and we will keep the new one.”",
        ],
    )
    def test_nobody(self, text):
        assert suggest(text.format(WORDS)) == []


class TestReferenceWithinTheParagraph:
    @pytest.mark.parametrize(
        ("earlier", "phrase", "speaker"),
        [
            ("a Ports Board spokesperson came.", "the spokesperson", "Ports Board spokesperson"),
            ("they met an old harbour engineer.", "the engineer", "old harbour engineer"),
            ("a spokesperson for the Ports Board came.", "the spokesperson",
             "spokesperson for the Ports Board"),
            ("Ports Board spokesperson Ana Ruiz came.", "the spokesperson",
             "Ana Ruiz / Ports Board spokesperson"),
            ("Ana Ruiz, a Ports Board spokesperson, came.", "the spokesperson",
             "Ana Ruiz / Ports Board spokesperson"),
            ("the Ports Board spokesperson Ana Ruiz came.", "the spokesperson",
             "Ana Ruiz / Ports Board spokesperson"),
            ("a U.S. Ports Board spokesperson came.", "the spokesperson",
             "U.S. Ports Board spokesperson"),
            ("Ana Ruiz came.", "Ruiz", "Ana Ruiz"),
            ("Mayor Ana Ruiz came.", "Ruiz", "Ana Ruiz / Mayor"),
            ("Ana Ruiz, the mayor of Selby, came.", "Ruiz", "Ana Ruiz / mayor of Selby"),
        ],
    )  # fmt: skip
    def test_resolved(self, earlier, phrase, speaker):
        assert who(f"Today, {earlier} “{WORDS},” {phrase} said.") == speaker

    @pytest.mark.parametrize(
        "earlier",
        [
            "the spokesperson came.",
            "a meeting with the spokesperson was held.",
            "an engineer came.",
            "a Ports Board spokesperson met an Interior Ministry spokesperson.",
        ],
    )
    def test_not_resolved(self, earlier):
        assert suggest(f"Today, {earlier} “{WORDS},” the spokesperson said.") == []

    def test_named_twice_alike(self):
        earlier = (
            "a Ports Board spokesperson came. Then a Ports Board spokesperson left."
        )
        assert who(f"Today, {earlier} “{WORDS},” the spokesperson said.") == (
            "Ports Board spokesperson"
        )


class TestMarks:
    @pytest.mark.parametrize(
        "marks", ["“{},”", '"{},"', '“{},"', '"{},”', "‘{},’", "‘{}’,", "“{}”,"]
    )
    def test_pairs(self, marks):
        expected = f"{WORDS}." if marks.index(",") < 4 else WORDS
        assert who(f"{marks.format(WORDS)} said Ana Ruiz.", expected) == "Ana Ruiz"

    @pytest.mark.parametrize("end", ["!", "?", "—"])
    def test_final_punctuation_that_is_part_of_the_words_stays(self, end):
        assert who(f"“{WORDS}{end}” said Ana Ruiz.", f"{WORDS}{end}") == "Ana Ruiz"

    def test_nested(self):
        words = "He told us, ‘Never again,’ and we believed the man"
        assert who(f"“{words},” said Ana Ruiz.", f"{words}.") == "Ana Ruiz"
        words = "He told us, “Never again,” and we believed the man"
        assert who(f"“{words},” said Ana Ruiz.", f"{words}.") == "Ana Ruiz"

    def test_apostrophes_in_single_marks(self):
        words = "We don’t know the ferry’s fate, but we hope"
        assert who(f"‘{words},’ said Ana Ruiz.", f"{words}.") == "Ana Ruiz"

    @pytest.mark.parametrize(
        "words",
        [
            "safe",
            "We will stay",
            "We will stay right here",
            "the old ferry of the islands that nobody wanted",
        ],
    )
    def test_scare_quotes_fragments_and_short_words(self, words):
        assert suggest(f"“{words},” said Ana Ruiz.") == []
        assert suggest(f"The “{words}” was painted red, said Ana Ruiz.") == []

    def test_a_quotation_of_several_paragraphs(self):
        assert suggest(f"“{WORDS}. It is ours.") == []
        assert who(f"“{WORDS},” said Ana Ruiz.") == "Ana Ruiz"

    def test_several_in_one_paragraph(self):
        first, second = suggest(
            f"“{WORDS},” said Ana Ruiz. “It will not be sold to anybody,” Leo Bell said."
        )
        assert first.value == {"text": f"{WORDS}.", "speaker": "Ana Ruiz"}
        assert second.value == {
            "text": "It will not be sold to anybody.",
            "speaker": "Leo Bell",
        }

    @pytest.mark.parametrize(
        ("text", "quoted"),
        [
            ("“a” and “b”", ["“a”", "“b”"]),
            ("“a “b” c” d", ["“a “b” c”"]),
            ('a 5" pipe and "b"', ['"b"']),
            ("a” b “c", []),
            ("’twas the workers’ boat", []),
            ("the ‘old’ boat’s mast", ["‘old’"]),
        ],
    )
    def test_quoted_spans(self, text, quoted):
        assert [text[start:end] for start, end in quoted_spans(text)] == quoted

    def test_unclosed(self):
        assert list(quoted_spans("a “b” “c", unclosed=True)) == [(2, 5), (6, 8)]


class TestPullQuote:
    def test_the_shortest_whole_sentence(self):
        quotations = suggest(
            "“This ferry has been running for more than ninety years. We will not let "
            "it be scrapped. So there,” said Ana Ruiz."
        )
        assert pull_quote_from(quotations, ENGLISH) == Suggestion(
            type="pull_quote",
            value={
                "text": "We will not let it be scrapped.",
                "attribution": "Ana Ruiz",
            },
            summary="We will not let it be scrapped.",
            sentence=quotations[0].sentence,
            confidence="medium",
            reason="the shortest whole sentence of the quotations",
        )

    def test_its_words_stand_as_they_are(self):
        quotations = suggest(f"“{WORDS},” said Ana Ruiz.")
        assert pull_quote_from(quotations, ENGLISH).value["text"] == WORDS

    @pytest.mark.parametrize(
        "paragraph", ["No words.", f"“{WORDS} {'on ' * 30},” said Ana Ruiz.",
                      f"“{WORDS},” residents said."]
    )  # fmt: skip
    def test_none(self, paragraph):
        assert pull_quote_from(suggest(paragraph), ENGLISH) is None
