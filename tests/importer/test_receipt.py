from wagtail_newsblocks.importer import Attention, Line, Receipt, SuggestedBlock

RECEIPT = Receipt(
    encoding="windows-1252",
    cleaning={"soft hyphens removed": 12},
    lines=[
        Line(1, "the_ferry", "title_copy", "", "the title’s letters again"),
        Line(3, "The Ferry", "title", ""),
        Line(5, "It sailed. " * 9, "paragraph", "a"),
        Line(6, "It sank.", "paragraph", "a"),
    ],
    suggestions=[
        SuggestedBlock(
            line=5,
            type="pull_quote",
            block="b",
            summary="It sailed",
            sentence="It sailed.",
            confidence="medium",
            reason="it is short",
        )
    ],
    attention=[Attention(5, "b", "Check it."), Attention(None, "", "Read it.")],
)


def test_as_text():
    assert RECEIPT.as_text() == (
        "Read as windows-1252\n"
        "Cleaned\n"
        "    12  soft hyphens removed\n"
        "Lines\n"
        "     1  title again, left out: the_ferry\n"
        "        the title’s letters again\n"
        "     3  title: The Ferry\n"
        "     5  paragraph: It sailed. It sailed. It sailed. It sailed. It sailed. It "
        "sailed. It sa…\n"
        "     6  paragraph: It sank.\n"
        "Suggestions, to be checked\n"
        "     5  pull quote (medium confidence): It sailed\n"
        "        from: It sailed.\n"
        "        because: it is short\n"
        "Needs attention\n"
        "     5  Check it.\n"
        "        Read it."
    )


def test_an_empty_receipt():
    assert Receipt().as_text() == "Lines"


def test_line_of():
    assert [RECEIPT.line_of(block) for block in ("a", "b", "c", "")] == [
        5,
        5,
        None,
        None,
    ]
