import json
import re
from io import StringIO
from types import SimpleNamespace

import jsonschema_rs
import pytest
from django.core.management import CommandError, call_command
from wagtail.fields import StreamField

from news.models import ArticlePage
from wagtail_newsblocks.blocks import StatisticBlock
from wagtail_newsblocks.management.commands import newsblocks_schema
from wagtail_newsblocks.schema import project, stream_schema


def run(*args):
    output = StringIO()
    call_command("newsblocks_schema", *args, stdout=output)
    return output.getvalue()


def test_it_writes_the_schema():
    stream_block = ArticlePage.body.field.stream_block
    for args, mode in (((), "read"), (("--mode", "write"), "write")):
        written = json.loads(run("news.ArticlePage.body", *args))
        assert written == stream_schema(stream_block, mode, "ArticlePageBody")
    assert "export type ArticlePageBody = Array<" in run(
        "news.ArticlePage.body", "--format", "typescript"
    )


def field(model, name, *children):
    """Return a StreamField of a model that is not there."""
    field = StreamField(children)
    field.name = name
    field.model = model
    model._meta.local_fields.append(field)
    return field


def model(app_label, name):
    meta = SimpleNamespace(app_label=app_label, local_fields=[])
    return SimpleNamespace(__name__=name, _meta=meta)


@pytest.fixture
def home_page(monkeypatch):
    """A model with another StreamField, that holds some of the same blocks."""
    home_page = model("home", "HomePage")
    meta = home_page._meta
    meta.get_field = lambda name: {each.name: each for each in meta.local_fields}[name]
    field(home_page, "main_body", ("statistic", StatisticBlock()))
    models = {"home.HomePage": home_page, "news.ArticlePage": ArticlePage}
    apps = SimpleNamespace(get_model=models.get, get_models=models.values)
    monkeypatch.setattr(project, "apps", apps)
    monkeypatch.setattr(newsblocks_schema, "apps", apps)
    return home_page


def test_several_fields_have_each_type_once(home_page):
    fields = ("news.ArticlePage.body", "home.HomePage.main_body")
    schema = json.loads(run(*fields))
    jsonschema_rs.meta.validate(schema)
    assert schema.keys() == {"$schema", "$defs"}
    named = list(schema["$defs"])
    assert named[:2] == ["ArticlePageBody", "HomePageMainBody"]
    assert named[2:] == sorted(named[2:])
    reference = {"$ref": "#/$defs/HomePageMainBody"}
    valid = jsonschema_rs.Draft202012Validator({**schema, **reference})
    assert valid.is_valid([])
    assert not valid.is_valid([{"type": "heading", "value": "Go", "id": None}])

    written = run(*fields, *fields, "--format", "typescript")
    types = re.findall(r"^export type (\w+)", written, re.MULTILINE)
    assert types == named
    # Each is what it is in a schema of its own.
    for one in fields:
        alone = json.loads(run(one))
        assert alone.pop("$defs").items() <= schema["$defs"].items()
        title = named[fields.index(one)]
        assert alone == {"$schema": schema["$schema"], "$ref": f"#/$defs/{title}"}


def test_fields_of_one_name_have_that_of_their_app(monkeypatch):
    models = [model("news", "ArticlePage"), model("long_reads", "ArticlePage")]
    fields = [field(each, "body") for each in models] + [field(models[0], "more_body")]
    apps = SimpleNamespace(get_models=lambda: models)
    monkeypatch.setattr(project, "apps", apps)
    assert [project.stream_titles()[each] for each in fields] == [
        "NewsArticlePageBody",
        "LongReadsArticlePageBody",
        "ArticlePageMoreBody",
    ]


def test_fields_that_even_then_have_one_name_are_numbered(monkeypatch):
    page, body_page = model("home", "StoryPage"), model("home", "StoryPageBody")
    fields = [field(page, "body_text"), field(body_page, "text")]
    apps = SimpleNamespace(get_models=lambda: [page, body_page])
    monkeypatch.setattr(project, "apps", apps)
    assert [project.stream_titles()[each] for each in fields] == [
        "HomeStoryPageBodyText",
        "HomeStoryPageBodyText2",
    ]


@pytest.mark.parametrize("format", ["jsonschema", "typescript"])
def test_a_check_says_nothing_or_shows_the_difference(format, tmp_path):
    path = tmp_path / "schema"
    args = ("news.ArticlePage.body", "--format", format)
    path.write_text(run(*args), encoding="utf-8")
    assert run(*args, "--check", str(path)) == ""

    path.write_text(path.read_text("utf-8").replace("spoken", "said"), "utf-8")
    output = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("newsblocks_schema", *args, "--check", str(path), stdout=output)
    assert error.value.returncode == 1
    changed = [line for line in output.getvalue().splitlines() if line[0] in "-+"]
    assert any(line[0] == "-" and "said" in line for line in changed)
    assert any(line[0] == "+" and "spoken" in line for line in changed)


@pytest.mark.parametrize(
    ("field", "problem"),
    [
        ("body", "There is no field “body”"),
        ("news.ArticlePage", "There is no field “news.ArticlePage”"),
        ("news.Nothing.body", "There is no model “news.Nothing”"),
        ("news.ArticlePage.lead", "news.ArticlePage.lead does not exist"),
        ("news.ArticlePage.byline", "news.ArticlePage.byline is not a StreamField"),
        ("news.FrontPage.title", "The StreamFields of news.FrontPage: none."),
    ],
)
def test_it_says_what_is_wrong_with_the_field(field, problem):
    with pytest.raises(CommandError, match=problem):
        run(field)


def test_it_says_that_a_file_cannot_be_read(tmp_path):
    with pytest.raises(CommandError, match=r"schema.ts cannot be read: .*without"):
        run("news.ArticlePage.body", "--check", str(tmp_path / "schema.ts"))
