import pytest
from bs4 import BeautifulSoup

from wagtail_newsblocks.blocks import PullQuoteBlock, QuotationBlock
from wagtail_newsblocks.blocks.quoted_words import without_quotation_marks


def render(block, value):
    value = block.normalize(value)
    return value, BeautifulSoup(block.render(value), "html.parser")


def text_of(soup):
    return " ".join(soup.get_text().split())


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("“The bridge is safe.”", "The bridge is safe."),
        ('"The bridge is safe."', "The bridge is safe."),
        ("„Die Brücke hält.“", "Die Brücke hält."),
        ("« Le pont tient. »", "Le pont tient."),
        ("「橋は安全です。」", "橋は安全です。"),
        ("'The bridge is safe.'", "The bridge is safe."),
        ("“‘Safe,’ he said.”", "‘Safe,’ he said."),
        ("“”", "“”"),
        ("“Safe,” he said, “for now.”", "“Safe,” he said, “for now.”"),
        ('"Safe," he said, "for now."', '"Safe," he said, "for now."'),
        ("‘It isn’t safe.’", "It isn’t safe."),
        ("“He said “no” and left.”", "He said “no” and left."),
        ("The bridge is safe.", "The bridge is safe."),
        ("“The bridge", "“The bridge"),
        ("  plain  ", "plain"),
        ("", ""),
        ("«" * 3000 + "Go" + "»" * 3000, "«" * 2992 + "Go" + "»" * 2992),
    ],
)
def test_marks_around_a_whole_text_are_removed(typed, words):
    assert without_quotation_marks(typed) == words


def test_paragraphs_are_parted_by_line_breaks_alone():
    text = f"We checked{' ' * 3000}every cable. \t\r\n \u00a0\n  It is safe. "
    value = QuotationBlock().normalize({"text": text, "original_text": text})
    both = [f"We checked{' ' * 3000}every cable.", "It is safe."]
    assert value.paragraphs == value.original_paragraphs == both


def test_a_pull_quote_is_an_aside_that_says_what_it_is():
    value, soup = render(
        PullQuoteBlock(),
        {"text": "“The bridge is safe.”", "attribution": "The mayor"},
    )
    assert soup.aside["class"] == [
        "newsblocks-pull-quote",
        "newsblocks-pull-quote--inline",
    ]
    assert not soup.aside.has_attr("aria-label")
    assert text_of(soup) == "Pull quote: The bridge is safe. The mayor"
    assert value.plain_text == "“The bridge is safe.” — The mayor"


def test_attribution_stands_outside_the_blockquote():
    value, soup = render(
        QuotationBlock(),
        {
            "text": "“We checked every cable.\n\nIt is safe.”",
            "speaker": "Amina Rahal",
            "role": "Engineer",
            "organisation": "City",
            "said_on": "2024-03",
            "setting": "Press conference",
            "source": {"publisher": "City Hall"},
        },
    )
    assert [text_of(p) for p in soup.blockquote("p")] == [
        "We checked every cable.",
        "It is safe.",
    ]
    assert "Rahal" not in soup.blockquote.get_text()
    assert text_of(soup.figcaption) == (
        "Amina Rahal, Engineer, City Press conference, March 2024 Source: City Hall"
    )
    assert soup.figcaption.time["datetime"] == "2024-03"
    assert value.plain_text == (
        "“We checked every cable.\n\nIt is safe.” — Amina Rahal, Engineer, City "
        "(Press conference, March 2024)\nSource: City Hall"
    )


def test_words_in_another_language_carry_it_inside_the_marks():
    _, soup = render(
        QuotationBlock(), {"text": "الجسر آمن", "language": "ar", "speaker": "A"}
    )
    quoted = soup.select_one(".newsblocks-quoted")
    assert not quoted.has_attr("lang")
    assert (quoted.span["lang"], quoted.span["dir"]) == ("ar", "rtl")


def test_a_translation_keeps_the_original_in_the_page():
    _, soup = render(
        QuotationBlock(),
        {
            "text": "The bridge is safe.",
            "original_text": "Le pont tient.",
            "language": "fr",
            "translator": "The desk",
            "speaker": "A",
        },
    )
    assert not soup.select_one("figure > blockquote [lang]")
    original = soup.select_one("details blockquote")
    assert (original["lang"], original["dir"]) == ("fr", "ltr")
    assert (
        text_of(soup.details) == "Original words Le pont tient. Translated by The desk"
    )


def test_what_an_editor_typed_is_escaped():
    vector = '<img src=x onerror=alert(1)>"'
    value = {"text": vector, "speaker": vector, "role": vector, "setting": vector}
    _, soup = render(QuotationBlock(), value)
    assert soup.find("img") is None
    assert soup.get_text().count("onerror") == 4


def test_resolved():
    block = QuotationBlock()
    answer = block.get_api_representation(
        block.to_python({"text": "“Safe.”", "speaker": "A. Rahal", "role": "Engineer"})
    )
    assert answer["text"] == "“Safe.”"
    assert answer["resolved"] == {
        "block": "quotation",
        "version": 1,
        "text": "“Safe.” — A. Rahal, Engineer",
        "words": {"paragraphs": ["Safe."], "language": None, "direction": None},
        "original": None,
        "translated_by": "",
        "speaker_line": "A. Rahal, Engineer",
        "occasion": "",
        "said_on_text": "",
        "portrait": None,
        "labels": {"comma": ", ", "original_words": "Original words"},
    }


def test_a_translation_is_resolved_with_its_original():
    value = QuotationBlock().normalize(
        {
            "text": "One.\n\nTwo.",
            "original_text": "«واحد.\nاثنان.»",
            "language": "ar",
            "translator": "A. Rahal",
            "said_on": "2024-12",
        }
    )
    resolved = value.resolve()
    assert resolved["words"] == {
        "paragraphs": ["One.", "Two."],
        "language": None,
        "direction": None,
    }
    assert resolved["said_on_text"] == "December 2024"
    assert resolved["original"] == {
        "paragraphs": ["واحد.", "اثنان."],
        "language": "ar",
        "direction": "rtl",
    }
    assert resolved["translated_by"] == "Translated by A. Rahal"
    assert resolved["text"].endswith(
        "Original words: “واحد.\nاثنان.” (Translated by A. Rahal)"
    )


def test_words_in_another_language_say_so():
    value = QuotationBlock().normalize(
        {"text": "“واحد.”", "language": "ar", "translator": "A. Rahal"}
    )
    resolved = value.resolve()
    assert resolved["words"] == {
        "paragraphs": ["واحد."],
        "language": "ar",
        "direction": "rtl",
    }
    assert (resolved["original"], resolved["translated_by"]) == (None, "")
    [(_, quotation)] = value.structured_data(None)
    assert quotation["translator"]["name"] == ""


def test_a_pull_quote_is_resolved():
    value = PullQuoteBlock().normalize({"text": "“Safe.”", "attribution": "A. Rahal"})
    assert value.resolve() == {
        "block": "pull_quote",
        "version": 1,
        "text": "“Safe.” — A. Rahal",
        "words": {"paragraphs": ["Safe."], "language": None, "direction": None},
        "labels": {"pull_quote": "Pull quote:"},
    }
