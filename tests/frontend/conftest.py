"""The headless site of the example, built and served beside Django's."""

import os
import shutil
import socket
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from ..browser.conftest import (
    admin_page,
    browser,
    browser_errors,
    demo,
    front_page,
    live_server,
    new_admin_page,
    new_page,
    quiet_admin,
)

__all__ = [
    "admin_page",
    "browser",
    "browser_errors",
    "demo",
    "front_page",
    "live_server",
    "new_admin_page",
    "new_page",
    "quiet_admin",
]

FRONTEND = Path(django_settings.BASE_DIR) / "frontend"
ROOT = FRONTEND.parent.parent


@pytest.fixture
def frontend(tmp_path):
    """A copy of the headless site's source, to change and to build."""
    if not (FRONTEND / "node_modules").exists():
        if "CI" in os.environ:
            pytest.fail("In CI, make test installs the headless site's packages.")
        pytest.skip("Without Node.js and npm, make test installs no packages for it.")
    copy = tmp_path / "example_project" / "frontend"
    shutil.copytree(
        FRONTEND,
        copy,
        ignore=shutil.ignore_patterns("node_modules", "dist", ".astro", "public"),
    )
    (copy / "node_modules").symlink_to(FRONTEND / "node_modules")
    # Where it takes stylesheets and the script from.
    (tmp_path / "wagtail_newsblocks").symlink_to(ROOT / "wagtail_newsblocks")
    (copy.parent / "news").symlink_to(ROOT / "example_project" / "news")
    return copy


def npm(frontend, *args, **environment):
    """Run one of the site's scripts; return how it ended, with what it said."""
    return subprocess.run(
        ["npm", "run", "--silent", *args],
        cwd=frontend,
        env={**os.environ, "ASTRO_TELEMETRY_DISABLED": "1", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


@pytest.fixture
def origin():
    """The address of the headless site."""
    with closing(socket.create_server(("localhost", 0))) as server:
        return f"http://localhost:{server.getsockname()[1]}"


@pytest.fixture
def servers(live_server, origin):
    return (live_server.url, origin)


@pytest.fixture
def serve(frontend, live_server, demo, origin, settings):
    """A function that builds the site out of what Wagtail has, and serves it."""
    settings.WAGTAILADMIN_BASE_URL = live_server.url
    settings.FRONTEND_URL = origin
    settings.NEWSBLOCKS_REPLY_ORIGINS = [origin]
    host, port = "localhost", origin.rpartition(":")[2]
    started = []

    def serve():
        built = npm(frontend, "build", WAGTAIL_URL=live_server.url)
        assert built.returncode == 0, built.stdout
        server = subprocess.Popen(
            [frontend / "node_modules/.bin/node", "dist/server/entry.mjs"],
            cwd=frontend,
            env={**os.environ, "HOST": host, "PORT": port},
        )
        started.append(server)
        for _ in range(100):
            if not socket.socket().connect_ex((host, int(port))):
                return
            time.sleep(0.1)
        pytest.fail("The headless site does not start.")

    yield serve
    for server in started:
        server.terminate()
        server.wait()
