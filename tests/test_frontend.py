"""What the headless site knows of the blocks is what they are."""

import json
import re

import pytest
from django.core.management import call_command
from wagtail.documents.models import Document

from news.models import ArticlePage
from wagtail_newsblocks.structured_data import article_data

from .frontend import FRONTEND, copy_frontend, npm

SOURCE = FRONTEND / "src"


@pytest.fixture
def frontend(tmp_path):
    return copy_frontend(tmp_path)


@pytest.mark.parametrize(
    ("format", "name"),
    [("typescript", "article-body.ts"), ("jsonschema", "article-body.schema.json")],
)
def test_the_committed_schema_is_that_of_the_blocks(format, name):
    check = SOURCE / name
    call_command(
        "newsblocks_schema", "news.ArticlePage.body", format=format, check=check
    )


def test_the_lockfile_names_no_registry():
    packages = json.loads((FRONTEND / "package-lock.json").read_text("utf-8"))
    assert not [each for each in packages["packages"].values() if "resolved" in each]


def test_its_pages_may_frame_documents(client, db):
    call_command("fill_demo", verbosity=0)
    response = client.get(Document.objects.get().url)
    assert response.status_code == 200
    assert "X-Frame-Options" not in response


def errors_of(checked):
    """Return the errors that ``astro check`` found, as file and what it names."""
    output = re.sub(r"\x1b\[\d*m", "", checked.stdout)
    found = re.findall(
        r"^src/(\S+?):\d+:\d+ - error ts\(\d+\): (.*)", output, re.MULTILINE
    )
    assert len(found) == int(re.search(r"- (\d+) errors?", output)[1])
    return sorted(found)


def test_the_types_agree(frontend, db):
    """Those of the site; and its articles' data with the vocabulary of schema.org."""
    call_command("fill_demo", verbosity=0)
    data = json.dumps([article_data(page) for page in ArticlePage.objects.all()])
    module = frontend / "src/structured-data.ts"
    declared = (
        'import type { NewsArticle, WithContext } from "schema-dts";\n'
        "export const articles: WithContext<NewsArticle>[] = "
    )
    module.write_text(f"{declared}{data};\n", "utf-8")
    checked = npm(frontend, "check")
    assert (errors_of(checked), checked.returncode) == ([], 0)
    wrong = data.replace('"Quotation"', '"Quote"').replace('"commentCount"', '"count"')
    module.write_text(f"{declared}{wrong};\n", "utf-8")
    errors = errors_of(npm(frontend, "check"))
    assert {file for file, _ in errors} == {"structured-data.ts"}


def test_a_block_that_changes_is_an_error_where_the_site_has_to_change(frontend):
    """One block is added, one removed, one renamed; and a field of one is renamed."""
    types = frontend / "src/article-body.ts"
    source = types.read_text("utf-8")
    for old, new in [
        (r"(export type ArticlePageBody = Array<)", r'\1 | { type: "poll" }'),
        (r'  \| \{\n    type: "embed";[^}]*\}\n', ""),
        (r'type: "pull_quote"', 'type: "callout"'),
        (r"\bsaid_on_text: string;", "said: string;"),
    ]:
        source, count = re.subn(old, new, source)
        assert count == 1, old
    types.write_text(source, "utf-8")
    errors = errors_of(npm(frontend, "check"))
    assert {file for file, _ in errors} == {
        "components/Blocks.astro",
        "components/Quotation.astro",
    }
    said = [message for _, message in errors]
    for problem in (
        """Type '"embed"' is not comparable""",
        """Type '"pull_quote"' is not comparable""",
        """Type '{ type: "poll"; } | { type: "callout";""",
        "Property 'said_on_text' does not exist",
    ):
        assert any(message.startswith(problem) for message in said), said
