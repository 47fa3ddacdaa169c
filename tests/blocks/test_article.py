import copy
import json
import pickle
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from wagtail.blocks import CharBlock, StreamBlockValidationError
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file, get_test_image_file_jpeg

from news.models import ArticleStreamBlock
from wagtail_newsblocks.blocks import (
    FactSheetBlock,
    HeadingBlock,
    LocatedStreamBlock,
    NewsStreamBlock,
    PhotoBlock,
    QuotationBlock,
    StatisticBlock,
)
from wagtail_newsblocks.blocks.pull_quotes import comparable, comparable_body, stands_in

BODY = (
    "<p>The mayor said: “The bridge isn’t safe for another winter, and we will "
    "close it — tomorrow.” Nobody <b>laughed</b>.</p>"
)


def stream(*blocks, block=None):
    block = block or NewsStreamBlock()
    return block, block.to_python(
        [{"type": name, "value": value} for name, value in blocks]
    )


@pytest.mark.parametrize(
    "quote",
    [
        "The bridge isn't safe for another winter",
        "“The bridge isn’t safe”",
        "the BRIDGE  isn’t safe",
        "The bridge … we will close it",
        "The bridge ... tomorrow",
        "The bridge isn’t safe [at all], and we will close it",
        "[T]he bridge isn’t safe",
        "we will close it – tomorrow",
        "Nobody laughed",
    ],
)
def test_words_of_the_body_are_found(quote):
    block, value = stream(("paragraph", BODY), ("pull_quote", {"text": quote}))
    assert len(block.clean(value)) == 2


@pytest.mark.parametrize(
    "quote",
    [
        "The bridge is safe",
        "tomorrow … The bridge",
        "The bridge isn’t safe [at all] for ever",
    ],
)
def test_words_not_in_the_body_are_refused_at_their_field(quote):
    block, value = stream(("paragraph", BODY), ("pull_quote", {"text": quote}))
    with pytest.raises(StreamBlockValidationError) as error:
        block.clean(value)
    assert error.value.as_json_data() == {
        "blockErrors": {
            1: {
                "blockErrors": {
                    "text": {
                        "messages": [
                            "These words do not stand in this article. Copy them "
                            "from its text, mark words left out with … and your own "
                            "with [brackets], or use a quotation instead."
                        ]
                    }
                }
            }
        }
    }
    assert len(block.clean_deferred(value)) == 2


def test_a_pull_quote_does_not_vouch_for_another():
    quote = ("pull_quote", {"text": "Nowhere else"})
    block, value = stream(quote, quote)
    with pytest.raises(StreamBlockValidationError) as error:
        block.clean(value)
    assert list(error.value.block_errors) == [0, 1]


def test_an_editor_sees_all_there_is_to_mend_at_once():
    block, value = stream(("pull_quote", {"text": "Nowhere"}), ("heading", ""))
    with pytest.raises(StreamBlockValidationError) as error:
        block.clean(value)
    assert sorted(error.value.block_errors) == [0, 1]


def test_words_of_a_quotation_count_as_the_body():
    block, value = stream(
        ("quotation", {"text": "It will hold.", "speaker": "A"}),
        ("pull_quote", {"text": "It will hold"}),
    )
    assert len(block.clean(value)) == 2


def test_one_reply_form_an_article():
    form = ("reply_form", {"heading": "Leave a Reply"})
    block, value = stream(form, form, block=ArticleStreamBlock())
    with pytest.raises(StreamBlockValidationError) as error:
        block.clean(value)
    assert error.value.as_json_data() == {
        "blockErrors": {
            1: {"messages": ["An article has only one “Reply form”. Remove this one."]}
        }
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“It’s — Über ﬁne”", "it s über fine"),
        ("up 1,500.5% — or −5?", "up 1,500.5% or -5"),
        ("bri\xaddge", "bridge"),
        ("पुल बंद", "पुल बंद"),
    ],
)
def test_comparable(text, words):
    assert comparable(text) == words


@pytest.mark.parametrize(
    ("quote", "body"),
    [
        ("legal to cross", "It was illegal to cross."),
        ("5 people died", "15 people died"),
        ("5 million died", "1.5 million died"),
        ("up $5", "up €5"),
        ("5 degrees", "−5 degrees"),
        ("up 5", "up 5%"),
        ("पिल बंद", "पुल बंद"),
        ("…", "Anything"),
        ("[whatever I like]", "Anything"),
        ("words", ""),
    ],
)
def test_what_only_looks_alike_does_not_stand_in(quote, body):
    assert not stands_in(quote, comparable_body([body]))


@pytest.mark.parametrize(
    ("quote", "body"),
    [
        ("the bridge is closed", "the bri\xaddge is\u200b closed"),
        ("the bridge . . . closed", "the bridge is closed"),
        ("[T]he bridge", "Yesterday the bridge closed"),
        ("COVID-19 closed it", "COVID‑19 closed it"),
    ],
)
def test_what_only_looks_different_stands_in(quote, body):
    assert stands_in(quote, comparable_body([body]))


def test_words_of_two_blocks_are_joined_by_an_ellipsis_only():
    texts = ["The bridge is closed.", "The mayor was away."]
    assert not stands_in("closed the mayor", comparable_body(texts))
    assert stands_in("closed … the mayor", comparable_body(texts))


@pytest.mark.parametrize(("context", "tag"), [({}, "h2"), ({"heading_level": 3}, "h3")])
def test_a_heading_takes_its_level_from_where_it_stands(context, tag):
    soup = BeautifulSoup(
        HeadingBlock().render("What’s <next>?", context), "html.parser"
    )
    assert soup.find(tag).string == "What’s <next>?"
    assert soup.find(tag)["id"] == "section-whats-next"


@pytest.mark.django_db
@pytest.mark.parametrize("name", list(ArticleStreamBlock().child_blocks))
def test_every_block_previews_in_the_picker(name, admin_client):
    block = ArticleStreamBlock().child_blocks[name]
    assert block.is_previewable
    assert block.get_description()
    assert block.label
    assert block.meta.group
    assert block.meta.icon != "placeholder"
    response = admin_client.get(f"/admin/block-preview/?id={block.definition_prefix}")
    soup = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 200
    assert soup.main.get_text(strip=True) or soup.main.svg
    assert soup.find("link", href="/static/wagtail_newsblocks/newsblocks.css")


def test_a_picture_is_resolved_as_the_page_shows_it(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = get_test_image_file(size=(1000, 500))
    image = get_image_model().objects.create(title="Bridge", file=file)
    block = PhotoBlock()
    value = block.normalize({"image": image, "credit": "A. Rahal"})
    value["image"].contextual_alt_text = "A bridge"
    resolved = value.resolve()
    assert resolved["labels"] == {"credit": "Picture:"}
    picture = resolved["image"]
    soup = BeautifulSoup(block.render(value), "html.parser")
    assert soup.figcaption.get_text(strip=True, separator=" ") == "Picture: A. Rahal"
    tag = soup.img
    shown = {name: tag[name] for name in ("src", "srcset", "width", "height", "alt")}
    assert shown.pop("alt") == picture.pop("alt") == "A bridge"
    shown |= {name: int(shown[name]) for name in ("width", "height")}
    assert shown == {
        name: text.replace("http://localhost:8000", "") if name[0] == "s" else text
        for name, text in picture.items()
    }
    assert picture["src"].startswith("http://localhost:8000/media/")
    assert (picture["width"], picture["height"]) == (400, 200)


def test_a_picture_whose_file_is_gone_is_no_error(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    image = get_image_model().objects.create(title="B", file=get_test_image_file())
    image.file.storage.delete(image.file.name)
    value = PhotoBlock().normalize({"image": image})
    assert value.resolve()["image"]["src"].endswith("not-found")


@pytest.mark.parametrize("damage", [b"", b"\xff\xd8\xff\xe0", b"half"])
def test_a_picture_whose_file_is_damaged_is_left_out(db, settings, tmp_path, damage):
    settings.MEDIA_ROOT = tmp_path
    file = get_test_image_file_jpeg()
    image = get_image_model().objects.create(title="B", file=file)
    path = Path(image.file.path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] if damage == b"half" else damage)
    value = PhotoBlock().normalize({"image": image, "caption": "The bridge"})
    resolved = value.resolve()
    assert (resolved["image"], resolved["text"]) == (None, "B\nThe bridge")
    assert (value.markdown, [*value.structured_data(None)]) == ("", [])
    portrayed = {"text": "Go", "speaker": "A", "portrait": image}
    covered = {"title": "A", "url": "https://example.org/", "cover": image}
    for each in (
        value,
        QuotationBlock().normalize(portrayed),
        FactSheetBlock().normalize(covered),
    ):
        html = each.block.render(each)
        # Nor is there a place for it.
        assert "<img" not in html
        assert not re.search("--(portrait|cover)", html)
        each.resolve()


def test_values_loaded_together_may_be_copied():
    block = NewsStreamBlock()
    raw = [{"type": "statistic", "value": {"figure": str(n)}} for n in range(3)]
    stream = block.to_python(raw)
    value = stream[0].value
    assert value.batch is stream[2].value.batch
    assert len(value.batch.values) == 3
    for twin in (copy.copy(value), copy.deepcopy(value)):
        assert twin.plain_text == value.plain_text == "0."


class FussyBlock(CharBlock):
    def clean(self, value):
        raise ValidationError({"a": "No.", "b": ["Nor 100%.", ValidationError("Why?")]})


def test_errors_of_any_kind_say_where_they_are():
    class Fussy(NewsStreamBlock):
        fussy = FussyBlock()

    stream = Fussy()
    with pytest.raises(ValidationError) as raised:
        stream.clean(stream.to_python([{"type": "fussy", "value": "A"}]))
    assert raised.value.messages == [
        "[0].value (fussy): No.",
        "[0].value (fussy): Nor 100%.",
        "[0].value (fussy): Why?",
    ]


def test_equal_headings_have_anchors_of_their_own():
    headings = ["Part", "Part 2", "Part", "", "Part", "…", "الجزء", "الجزء"]
    block, body = stream(*(("heading", text) for text in headings))
    soup = BeautifulSoup("".join(block.render(body).splitlines()), "html.parser")
    assert [heading.get("id") for heading in soup.find_all("h2")] == [
        "section-part",
        "section-part-2",
        "section-part-3",
        None,
        "section-part-4",
        None,
        "section-الجزء",
        "section-الجزء-2",
    ]
    # They are texts as before.
    assert (
        json.loads(json.dumps(block.get_api_representation(body)))[2]["value"] == "Part"
    )
    last = body[-1].value
    for same in (copy.deepcopy(last), pickle.loads(pickle.dumps(last))):
        assert (same, same.anchor) == ("الجزء", "section-الجزء-2")
    assert block.get_prep_value(body)[2]["value"] == "Part"


def test_errors_in_a_sites_own_stream_say_where_they_are():
    class Aside(LocatedStreamBlock):
        stat = StatisticBlock()

        def cross_check(self, value):
            errors = super().cross_check(value)
            return errors | {1: ValidationError("One is enough.")}

    stream = Aside(max_num=1)
    body = [{"type": "stat", "value": {"figure": figure}} for figure in ("1", "")]
    with pytest.raises(ValidationError) as raised:
        stream.clean(stream.to_python(body))
    assert raised.value.messages == [
        "The maximum number of items is 1",
        "[0].value.subject (stat): This field is required.",
        "[1].value.figure (stat): This field is required.",
        "[1].value.subject (stat): This field is required.",
    ]
    body[1]["value"] = body[0]["value"] = {"figure": "1", "subject": "cars"}
    with pytest.raises(ValidationError) as raised:
        Aside().clean(stream.to_python(body))
    assert raised.value.messages == ["[1].value (stat): One is enough."]
    draft = Aside()
    draft.defer_required_validation()
    try:
        draft.clean(stream.to_python(body))
    finally:  # Its blocks are those of the class.
        draft.restore_deferred_validation()


def test_a_heading_that_was_not_loaded_has_an_anchor():
    _, body = stream(("heading", "It"), ("heading", "It"))
    assert copy.copy(body[1].value).anchor == "section-it"
    assert 'id="section-it"' in HeadingBlock().render("<It>")
