"""A real browser for the page: whichever of the family the machine has, offline."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_WINDOWS = (r"Microsoft\Edge\Application\msedge.exe", r"Google\Chrome\Application\chrome.exe")
_QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
]


def chromium() -> str | None:
    """Where a browser is installed; null where there is none."""
    folders = [Path(os.environ[name]) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)") if name in os.environ]
    installed = [folder / name for folder in folders for name in _WINDOWS] if sys.platform == "win32" else []
    named = (shutil.which(name) for name in _NAMES)
    return next(filter(None, named), None) or next((str(path) for path in installed if path.exists()), None)


@contextmanager
def browser() -> Iterator[Browser]:
    """The browser, started; RuntimeError where there is none."""
    where = chromium()
    if where is None:
        raise RuntimeError("no Chromium, Chrome or Edge is installed")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=where, args=_QUIET)
        try:
            yield running
        finally:
            running.close()
