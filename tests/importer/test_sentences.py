import pytest

from wagtail_newsblocks.importer.languages import language_of
from wagtail_newsblocks.importer.sentences import sentence_spans, without_stop


@pytest.mark.parametrize(
    "sentences",
    [
        [],
        ["The ferry sailed."],
        ["The ferry sailed.", "It sank!", "Why?", "Nobody knows…", "The end"],
        ["It cost 2.5 million.", "In 1962, it sank."],
        ["The U.S. Coast Guard came at 5 p.m. and left."],
        ["Dr. B. J. Okoye of Bell Inc. came.", "She left on Jan. 5, by ferry no. 12."],
        ["“It sank,” she said.", "“Nobody knows why.”", "(Nobody asked.)", "So be it."],
        ["“Will it sink?” he asked."],
        ["It sank... and nobody knew."],
        ["It closed in 2021.", "2022 was worse."],
    ],
)
def test_sentence_spans(sentences):
    text = " ".join(sentences)
    spans = sentence_spans(text, language_of("en"))
    assert [text[start:end] for start, end in spans] == sentences


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("it sank.", "it sank"),
        ("said Jane Doe: ", "said Jane Doe"),
        ("she said,", "she said"),
        ("it sank?!", "it sank"),
        ("in the U.S.", "in the U.S."),
        ("", ""),
    ],
)
def test_without_stop(text, clause):
    assert without_stop(text) == clause
