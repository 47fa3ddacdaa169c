"""The headless site of the example: a copy of it, to change, to check and to build."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

FRONTEND = Path(settings.BASE_DIR) / "frontend"
ROOT = FRONTEND.parent.parent


def copy_frontend(directory):
    """Copy the site's source to a directory, with what it needs around it."""
    if not (FRONTEND / "node_modules").exists():
        if "CI" in os.environ:
            pytest.fail("In CI, make test installs the headless site's packages.")
        pytest.skip("Without Node.js and npm, make test installs no packages for it.")
    copy = directory / "example_project" / "frontend"
    made = shutil.ignore_patterns("node_modules", "dist", ".astro", "public")
    shutil.copytree(FRONTEND, copy, ignore=made)
    (copy / "node_modules").symlink_to(FRONTEND / "node_modules")
    # Where it takes stylesheets and the script from.
    (directory / "wagtail_newsblocks").symlink_to(ROOT / "wagtail_newsblocks")
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
