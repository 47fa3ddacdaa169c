"""Upgrade-silent blocks, complete values, and where errors are said."""

import pickle
import re
from pathlib import Path

import pytest
from django.apps.registry import Apps
from django.db import models
from django.db.migrations import Migration
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.operations import CreateModel
from django.db.migrations.state import ModelState, ProjectState
from django.db.migrations.writer import OperationWriter
from django.utils.module_loading import import_string
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    ListBlock,
    StreamBlock,
    StructBlock,
)
from wagtail.fields import StreamField

from news.models import ArticlePage
from wagtail_newsblocks import blocks
from wagtail_newsblocks.replies.blocks import ReplyFormBlock

STRUCT_BLOCKS = [
    blocks.SourceBlock,
    blocks.StatisticBlock,
    blocks.StatisticGroupBlock,
    blocks.PullQuoteBlock,
    blocks.QuotationBlock,
    blocks.FactSheetBlock,
    blocks.PhotoBlock,
    blocks.ChangeBlock,
    blocks.KeyFactBlock,
    blocks.TrendPointBlock,
    ReplyFormBlock,
]


class SiteStatisticBlock(blocks.StatisticBlock):
    """As a site would subclass: one child more."""

    desk = CharBlock(required=False)


class SiteStreamBlock(blocks.NewsStreamBlock):
    statistic = SiteStatisticBlock()
    reply_form = ReplyFormBlock()


def field_of(shape: str, block_class: type) -> StreamField:
    shapes = {
        "plain": lambda: [("it", block_class())],
        "with arguments": lambda: [("it", block_class(icon="cog", group="News"))],
        "nested": lambda: [("row", StructBlock([("it", block_class())]))],
        "in a list": lambda: [("rows", ListBlock(block_class()))],
        "in a stream": lambda: [("rows", StreamBlock([("it", block_class())]))],
        "in the news stream": SiteStreamBlock,
    }
    return StreamField(shapes[shape](), blank=True)


def state_of(field: StreamField) -> ProjectState:
    model = type(
        "Story",
        (models.Model,),
        {
            "body": field,
            "__module__": __name__,
            "Meta": type("Meta", (), {"app_label": "site", "apps": Apps()}),
        },
    )
    state = ProjectState()
    state.add_model(ModelState.from_model(model))
    return state


def written_and_read(state: ProjectState) -> ProjectState:
    """The state as a migration file keeps it: written as Python, and run."""
    model = state.models["site", "story"]
    operation = CreateModel(model.name, list(model.fields.items()))
    source, imports = OperationWriter(operation, indentation=0).serialize()
    names: dict[str, object] = {}
    exec("\n".join([*imports, "from django.db import migrations"]), names)
    exec(f"operation = {source.rstrip().rstrip(',')}", names)
    read = ProjectState()
    names["operation"].state_forwards("site", read)
    return read


def changes(before: ProjectState, after: ProjectState) -> dict:
    graph = MigrationGraph()
    graph.add_node(("site", "0001_initial"), Migration("0001_initial", "site"))
    return MigrationAutodetector(before, after).changes(graph)


@pytest.mark.parametrize(
    "shape",
    [
        "plain",
        "with arguments",
        "nested",
        "in a list",
        "in a stream",
        "in the news stream",
    ],
)
@pytest.mark.parametrize("block_class", [*STRUCT_BLOCKS, SiteStatisticBlock])
def test_an_upgrade_of_the_package_asks_no_migration(shape, block_class, monkeypatch):
    migrated = written_and_read(state_of(field_of(shape, block_class)))

    for cls in {block_class, *STRUCT_BLOCKS}:
        first, *rest = cls.base_blocks
        changed = {
            first: CharBlock(label="Reworded", help_text="New", max_length=7),
            **{name: cls.base_blocks[name] for name in rest},
            "brand_new": ChoiceBlock(choices=[("a", "A")]),
        }
        monkeypatch.setattr(cls, "base_blocks", changed)
        monkeypatch.setattr(cls._meta_class, "label", "Another label", raising=False)

    assert changes(migrated, state_of(field_of(shape, block_class))) == {}


def test_a_sites_own_change_is_still_seen():
    before = written_and_read(state_of(StreamField([("it", blocks.SourceBlock())])))
    after = state_of(StreamField([("it", blocks.SourceBlock(required=False))]))
    assert list(changes(before, after)) == ["site"]


@pytest.mark.parametrize("block_class", STRUCT_BLOCKS)
def test_blocks_deconstruct_to_their_public_path(block_class):
    path = f"{block_class.__module__}.{block_class.__name__}"
    if block_class is not ReplyFormBlock:
        path = f"wagtail_newsblocks.blocks.{block_class.__name__}"
    assert block_class(icon="cog").deconstruct() == (path, (), {"icon": "cog"})
    assert import_string(path) is block_class


def test_no_struct_block_of_the_package_is_left_out():
    ours = {
        cls
        for cls in blocks.NewsStructBlock.__subclasses__()
        if cls.__module__.startswith("wagtail_newsblocks.")
    }
    assert ours == set(STRUCT_BLOCKS)


def test_a_sites_subclass_deconstructs_to_the_sites_path():
    """Otherwise a data migration would drop the children that the site added."""
    field = StreamField([("it", SiteStatisticBlock())])
    historical = written_and_read(state_of(field)).models["site", "story"]
    block = historical.fields["body"].stream_block.child_blocks["it"]
    assert "desk" in block.child_blocks


def test_local_blocks_survive_deconstruction():
    block = blocks.SourceBlock([("shelf", CharBlock())])
    field = written_and_read(state_of(StreamField([("it", block)])))
    body = field.models["site", "story"].fields["body"]
    assert "shelf" in body.stream_block.child_blocks["it"].child_blocks


@pytest.mark.parametrize("block_class", STRUCT_BLOCKS)
def test_settings_stay_out_of_the_way(block_class):
    block = block_class()
    layout = block.meta.form_layout
    assert tuple(layout.settings) == block.meta.settings_fields
    assert [*layout.children, *layout.settings] == list(block.child_blocks)


def test_a_sites_child_shows_among_the_content():
    layout = SiteStatisticBlock().meta.form_layout
    assert layout.children[-1] == "desk"
    assert "desk" not in layout.settings


def test_a_value_is_complete_and_its_texts_are_never_none():
    value = blocks.StatisticBlock().normalize({"figure": "5", "period": None})
    assert value["period"] == ""
    assert value["change"]["text"] == ""
    assert value["source"].is_empty
    assert list(value["trend"]) == []


def test_missing_texts_are_not_indexed_as_none():
    block = blocks.StatisticBlock()
    content = block.get_searchable_content(block.to_python({"figure": "5"}))
    assert "None" not in content


def test_values_pickle(db):
    body = ArticlePage(body=[("statistic", {"figure": "5", "subject": "x"})]).body
    copy = pickle.loads(pickle.dumps(body))
    assert copy[0].value.plain_text == "5 x."


def test_numbers_of_unseen_json_are_texts():
    block = blocks.QuotationBlock()
    value = block.to_python({"text": 5, "speaker": "A", "said_on": 2020})
    assert (value["text"], value.said_on_text) == ("5", "2020")
    assert "5" in block.render(value)


@pytest.mark.parametrize("code", ["yue", "zzz"])
def test_languages_that_django_does_not_know(code):
    block = blocks.FactSheetBlock()
    value = block.to_python({"title": "T", "url": "https://e.org/", "language": code})
    assert value.target_details == code
    assert code in block.render(value)


def test_only_addresses_of_the_web_are_linked():
    url = "javascript:alert(1)"
    source = blocks.SourceBlock().to_python(
        {"publisher": "P", "url": url, "archived_url": url}
    )
    sheet = blocks.FactSheetBlock().to_python(
        {"title": "T", "url": url, "archived_url": url}
    )
    for value in (source, sheet):
        assert "href" not in value.block.render(value)


@pytest.mark.parametrize("block_class", STRUCT_BLOCKS)
def test_no_derived_value_hides_behind_a_child(block_class):
    """In a template, value.x is the child x; a property x would never be seen."""
    value_class = block_class._meta_class.value_class
    assert set(block_class().child_blocks).isdisjoint(dir(value_class))


@pytest.mark.parametrize(
    ("block_class", "pattern"),
    [
        (blocks.FactSheetBlock, "fact_sheet*.html"),
        (blocks.PhotoBlock, "image.html"),
        (blocks.PullQuoteBlock, "pull_quote.html"),
        (blocks.QuotationBlock, "quotation.html"),
        (blocks.SourceBlock, "source.html"),
        (blocks.StatisticBlock, "statistic/*.html"),
    ],
)
def test_templates_use_the_labels_that_there_are(block_class, pattern):
    """One that a template calls by another name would be left out, unnoticed."""
    templates = Path(blocks.__file__).parents[1] / "templates/wagtail_newsblocks/blocks"
    used = {
        name
        for template in templates.glob(pattern)
        for name in re.findall(r"\blabels\.(\w+)", template.read_text())
    }
    assert used == set(block_class().normalize({}).labels)


@pytest.mark.parametrize("given", [{}, {"position": ""}, {"position": None}])
def test_a_choice_that_has_to_be_made_is_the_first_if_left_out(given):
    block = blocks.PullQuoteBlock()
    value = block.to_python({"text": "Go.", **given})
    assert value["position"] == "inline"
    assert block.clean(value)["position"] == "inline"


def test_what_a_site_keeps_on_a_value_stays():
    class KeepingValue(blocks.StatisticValue):
        def __init__(self, *args):
            super().__init__(*args)
            self.kept = "this"

    class KeepingBlock(blocks.StatisticBlock):
        class Meta:
            value_class = KeepingValue

    value = KeepingBlock().normalize({"figure": "5"})
    value["figure"] = "6"
    assert value.kept == "this"
