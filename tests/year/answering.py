"""A supervisor who answers in report.html with the keyboard alone, in a real Chromium."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page


@contextmanager
def reading(running: Browser, report: Path) -> Iterator[Page]:
    """The page opened; nothing may be fetched, stored or complained of."""
    context = running.new_context(viewport={"width": 1366, "height": 768}, locale="zh-TW", accept_downloads=True)
    context.set_default_timeout(10_000)
    page, asked = context.new_page(), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: asked.append(str(error)))
    page.on("console", lambda message: asked.append(message.text))
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(report.as_uri())
    try:
        yield page
        outside = [url for url in asked if not url.startswith(("file:", "data:", "blob:"))]
        assert outside == []
        assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    finally:
        context.close()


def answer(page: Page, code: str, result: str, note: str, *, by: str = "陳主任", on: str = "") -> None:
    """Go to the first item of that code, press a, choose, and tab on; an empty `on` leaves the day that is offered."""
    page.locator(f"[data-item][data-code={code}]").first.evaluate("one => { one.tabIndex = -1; one.focus(); }")
    page.keyboard.press("a")
    page.keyboard.type(result)
    for text in (note, by, on):
        page.keyboard.press("Tab")
        if text:
            page.keyboard.press("ControlOrMeta+a")
            page.keyboard.type(text)


def sign(page: Page, by: str, on: str) -> None:
    page.locator("#signed-by").fill(by)
    page.locator("#signed-on").fill(on)


def save(page: Page, folder: Path, name: str | None = None) -> Path:
    """Leave the fields, press s, and find the one file that was saved."""
    page.keyboard.press("Escape")
    with page.expect_download() as saved:
        page.keyboard.press("s")
    to = folder / (name or saved.value.suggested_filename)
    saved.value.save_as(to)
    return to
