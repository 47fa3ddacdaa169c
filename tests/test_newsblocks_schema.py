import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from news.models import ArticlePage
from wagtail_newsblocks.schema import stream_schema


def run(*args):
    output = StringIO()
    call_command("newsblocks_schema", *args, stdout=output)
    return output.getvalue()


def test_it_writes_the_schema():
    stream_block = ArticlePage.body.field.stream_block
    assert json.loads(run("news.ArticlePage.body")) == stream_schema(stream_block)
    written = json.loads(run("news.ArticlePage.body", "--form", "write"))
    assert written == stream_schema(stream_block, "write")


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
        ("body", "There is no model “”"),
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
