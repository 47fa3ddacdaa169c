"""What the README says is so."""

import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import wagtail
from django.test import override_settings
from wagtail.blocks import FieldBlock, StreamBlock

from wagtail_newsblocks import blocks
from wagtail_newsblocks.conf import DEFAULT_CHECKS, Settings, settings
from wagtail_newsblocks.replies.blocks import ReplyFormBlock

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text()
SECTIONS = dict(
    re.findall(r"^### (\w+Block)$(.*?)(?=^##)", README, re.MULTILINE | re.DOTALL)
)

# A file's name stands in the first line of its snippet.
SNIPPETS = re.findall(
    r"^```(?:python|django)\n(?:# |\{# )(\S+)(?: #\})?\n(.*?)^```",
    README,
    re.MULTILINE | re.DOTALL,
)
# What Wagtail 8 adds: where it belongs, and how that goes on by itself.
LATER = re.findall(
    r"^```python\n# ([\w/.]+), [^\n]*from Wagtail 8 on\n(.*?)^```",
    README,
    re.MULTILINE | re.DOTALL,
)
CURL = re.findall(
    r"^```sh\n(.*?)^```",
    README[README.index("### In ten") : README.index("### Types for")],
    re.MULTILINE | re.DOTALL,
)
COMMANDS = re.findall(r"^python manage\.py (\w+)$", README, re.MULTILINE)
ADDED_TO = {"mysite/settings/base.py", "mysite/urls.py"}

VISIT = """
from django.core.management import call_command
from django.template import Context, Template
from django.test import Client
from home.blocks import DeskStreamBlock
from home.models import ArticlePage, HomePage
from wagtail.models import Site

stream = DeskStreamBlock()
assert "embed" not in stream.child_blocks
block = stream.child_blocks["statistic"]
value = block.normalize({"figure": "5", "subject": "cars", "trend": TREND})
assert "desk" in block.cross_check(value)
assert "5" in block.render(value) and "<svg" not in block.render(value)
assert "Checked by the city desk" in block.render(block.to_python({"desk": "city"}))
resolved = block.get_api_representation(block.to_python({"desk": "city"}))["resolved"]
assert resolved["checked_text"] == "Checked by the city desk"

call_command("newsblocks_schema", "home.ArticlePage.body", format="typescript")

home = HomePage.objects.get()
body = [("statistic", {"figure": "1 in 5", "subject": "cars"}), ("reply_form", {})]
article = home.add_child(instance=ArticlePage(title="Cars", body=body))
response = Client().get(article.url)
assert response.status_code == 200, response
html = response.content.decode()
assert 'value="0.2"' in html and "Leave a Reply" in html, html
tag = Template("{% load newsblocks %}{% structured_data page %}")
assert '"value": 0.2' in tag.render(Context({"page": article}))
action = html.split('action="', 1)[1].split('"', 1)[0]
reply = {"name": "Ada", "email": "a@example.org", "text": "Why?"}
answer = Client().post(action, reply, follow=True)
assert answer.status_code == 200 and answer.redirect_chain, answer
print("The quick start works.")
""".replace("TREND", '[{"period": "1", "number": "2"}] * 2')


def test_quick_start_and_headless(tmp_path):
    python = Path(sys.executable)
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PATH": f"{python.parent}:{os.environ['PATH']}",
        "DJANGO_SUPERUSER_PASSWORD": "secret",
    }
    del environment["DJANGO_SETTINGS_MODULE"]

    def run(*command):
        done = subprocess.run(
            command,
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run("wagtail", "start", "mysite", ".")
    for name, text in SNIPPETS:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text((path.read_text() if name in ADDED_TO else "") + text)
    assert COMMANDS == ["makemigrations", "migrate", "createsuperuser", "runserver"]
    for command in ("makemigrations", "migrate", "check"):
        run(sys.executable, "manage.py", command)
    (tmp_path / "visit.py").write_text(VISIT)
    shell = "exec(open('visit.py').read())"
    output = run(sys.executable, "manage.py", "shell", "-c", shell)
    assert "The quick start works." in output
    if wagtail.VERSION < (8,):
        return

    for name, text in LATER:
        path = tmp_path / name
        if text.startswith(" "):
            _, imported = text.split("  # ")
            inside = "class ArticlePage(Page):\n"
            text = imported + path.read_text().replace(inside, inside + text)
            path.write_text(text)
        else:
            path.write_text(path.read_text() + text)
    admin = ("--username", "admin", "--email", "a@example.org", "--noinput")
    run(python, "manage.py", "createsuperuser", *admin)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [python, "manage.py", "runserver", "--noreload", str(port)],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        url = f"http://localhost:{port}"
        wait = f"curl --silent --retry 60 --retry-delay 1 --retry-all-errors {url}/"
        run("sh", "-c", wait)
        script = "echo\n".join(CURL).replace("http://localhost:8000", url)
        output = run("sh", "-ec", script.replace("curl ", "curl --silent "))
    finally:
        server.terminate()
        server.wait()
    schema, article, draft, rejected, sent, replies = map(
        json.loads, filter(None, output.splitlines())
    )
    assert "NewsblocksStatisticBlock" in schema["read"]["$defs"]
    assert article["body"][0]["value"]["resolved"]["number"] == "1240"
    assert draft["body"][0]["value"] == article["body"][0]["value"]
    [error] = rejected["errors"]
    said = re.search(r'^{"type": "invalid", .*}$', README, re.MULTILINE)[0]
    told = json.loads(said)
    assert error == {**told, "msg": error["msg"]}
    assert error["msg"].startswith(told["msg"].removesuffix("…").strip())
    assert (sent["state"], replies["replies"]) == ("waiting", [])


@pytest.mark.parametrize("name", SECTIONS)
def test_fields(name):
    block_class = getattr(blocks, name, ReplyFormBlock)
    block = block_class()
    fields = {}
    for child_name, child in block.child_blocks.items():
        is_required = (
            isinstance(child, FieldBlock | StreamBlock)
            and child.required
            and (not child.meta.default or name == "ReplyFormBlock")
        )
        is_setting = child_name in block.meta.settings_fields
        fields[child_name] = " ✱" * is_required + " ⚙" * is_setting
    rows = re.findall(r"^\| `(\w+)`((?: [✱⚙])*) \|", SECTIONS[name], re.MULTILINE)
    assert dict(rows) == fields
    assert [row[0] for row in rows] == list(fields)


def test_every_block_is_described():
    described = set(re.findall(r"\b[A-Z]\w+Block\b", README))
    bases = {"NewsBlock", "NewsStructBlock"}
    exported = {name for name in blocks.__all__ if name.endswith("Block")}
    assert exported - bases <= described


def test_what_is_resolved():
    [sample] = re.findall(r"^```json\n(\{\n.*?)^```", README, re.MULTILINE | re.DOTALL)
    item = json.loads(sample)
    shown = item["value"].pop("resolved")
    block = blocks.NewsStreamBlock().child_blocks[item["type"]]
    resolved = block.to_python(item["value"]).resolve()
    assert {key: resolved[key] for key in shown} == shown


def test_stream_names():
    [names] = re.findall(
        r"`NewsStreamBlock` puts .*?names: (.*?)\. In", README, re.DOTALL
    )
    assert re.findall(r"`(\w+)`", names) == list(blocks.NewsStreamBlock().child_blocks)


def test_settings():
    rows = re.findall(r"^\| `(NEWSBLOCKS_\w+)` \| `(.*?)` \|", README, re.MULTILINE)
    names = [name for name in vars(Settings) if name.startswith("NEWSBLOCKS_")]
    with override_settings():
        from django.conf import settings as site

        for name in names:
            if hasattr(site, name):
                delattr(site, name)
        defaults = {name: repr(getattr(settings, name)) for name in names}
    defaults["NEWSBLOCKS_REPLY_CHECKS"] = "DEFAULT_CHECKS"
    assert dict(rows) == defaults
    assert settings.NEWSBLOCKS_REPLY_CHECKS == DEFAULT_CHECKS


def test_custom_properties():
    static = ROOT / "wagtail_newsblocks/static/wagtail_newsblocks/newsblocks.css"
    declared = re.findall(
        r"^ +(--newsblocks-[\w-]+):", static.read_text(), re.MULTILINE
    )
    assert re.findall(r"^ +(--newsblocks-[\w-]+):", README, re.MULTILINE) == declared
