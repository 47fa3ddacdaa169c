"""
Start a Chromium for the browser tests. As a script, install one if none starts.

``CHROMIUM=/path/to/browser`` says which to use and keeps others from being tried.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HELP = f"""\
The browser tests need a Chromium, and none was found that starts. Do one of these:
  apt-get install chromium libatomic1  on Debian, as root
  {sys.executable} -m playwright install --with-deps chromium
  export CHROMIUM=/path/to/chromium    to use one that you have
Tried:"""


class NoChromium(Exception):
    """No browser starts; the message says what was tried and what to install."""


def candidates() -> Iterator[str | None]:
    """Yield the browsers to try by path; None stands for Playwright's own."""
    if chosen := os.environ.get("CHROMIUM"):
        yield chosen
    else:
        yield from filter(None, map(shutil.which, NAMES))
        yield None


def launch(playwright: Playwright) -> Browser:
    """
    Return the first browser that starts, or raise NoChromium.

    Being there is not enough: on Ubuntu ``chromium-browser`` may be a script that
    only says where to get the real one.
    """
    tried = []
    for path in candidates():
        try:
            return playwright.chromium.launch(
                executable_path=path,
                # The tests are about our pages: nothing is fetched from elsewhere,
                # neither by them nor by the browser itself.
                args=["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost"],
            )
        except Error as error:
            reason = error.message.splitlines()[0]
            tried.append(f"  {path or 'Playwright’s own'}: {reason}")
    raise NoChromium("\n".join([HELP, *tried]))


def why_none_starts() -> str:
    """Return NoChromium's message, or nothing if a browser starts."""
    try:
        with sync_playwright() as playwright:
            launch(playwright).close()
    except NoChromium as error:
        return str(error)
    except Exception as error:  # noqa: BLE001  All that is said if Node.js cannot start.
        return f"{HELP}\n  Playwright: {error}"
    return ""


def ways_to_install() -> Iterator[str]:
    playwright = f"'{sys.executable}' -m playwright install"
    if shutil.which("apt-get") and os.geteuid() == 0:
        # Playwright's Node.js wants libatomic1, which a small Debian does not have.
        yield "apt-get update && apt-get install --yes chromium libatomic1"
        yield f"{playwright} --with-deps chromium"
    else:
        yield f"{playwright} chromium"


def main() -> str:
    """Return what is still missing after every way to install it was tried."""
    missing = why_none_starts()
    if missing and "CHROMIUM" not in os.environ:
        for way in ways_to_install():
            print(f"No Chromium found for the browser tests: {way}", flush=True)
            subprocess.run(way, shell=True, check=False)
            if not (missing := why_none_starts()):
                break
    return missing


if __name__ == "__main__":
    sys.exit(main() or None)
