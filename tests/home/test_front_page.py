"""The home page and the page that says what goes where, in a real Chromium: to be read by everybody, and on paper."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlparse

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from reconcile.home import GUIDE, write_front, write_guide
from reconcile.settings import OfficeSettings, Settings
from reports.chromium import browser, chromium

from .fronts import OFFICE, busy, front, lay_files

pytestmark = pytest.mark.skipif(chromium() is None, reason="no Chromium, Chrome or Edge is installed here")

AA = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def running() -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture(scope="module")
def context(running: Browser) -> Iterator[BrowserContext]:
    # axe is put into the page, which forbids every script
    context = running.new_context(viewport={"width": 1280, "height": 800}, locale="zh-TW", bypass_csp=True)
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def opened(context: BrowserContext) -> Iterator[Callable[[Path], Page]]:
    page = context.new_page()
    complaints: list[str] = []
    outside: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("request", lambda request: outside.append(request.url) if not request.url.startswith("file:") else None)

    def open_(path: Path) -> Page:
        page.goto(path.as_uri())
        return page

    yield open_
    page.close()
    assert (complaints, outside) == ([], [])


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=AA).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home page of a busy office, with everything it links to."""
    folder = tmp_path_factory.mktemp("office") / "reports"
    folder.mkdir()
    lay_files(busy(), folder)
    return write_front(busy(), folder)


def test_everybody_can_read_the_home_page(opened: Callable[[Path], Page], home: Path) -> None:
    assert violations(opened(home)) == []


def test_everybody_can_read_the_page_that_says_what_goes_where(opened: Callable[[Path], Page], tmp_path: Path) -> None:
    write_guide(Settings(office=OfficeSettings(agency=OFFICE)), tmp_path)
    assert violations(opened(tmp_path / GUIDE)) == []


def test_a_page_of_an_office_with_nothing_to_do_is_readable_too(opened: Callable[[Path], Page], tmp_path: Path) -> None:
    page = opened(write_front(front(), tmp_path))
    assert violations(page) == []
    assert page.locator(".steps > li.done").count() == 3


def test_every_link_leads_to_a_file_that_is_there(opened: Callable[[Path], Page], home: Path) -> None:
    page = opened(home)
    hrefs = page.locator("a").evaluate_all("links => links.map(link => link.href)")
    ways = [Path(unquote(urlparse(href).path)) for href in hrefs if "#" not in href]
    assert len(ways) > 8
    assert [way for way in ways if not way.exists()] == []


def test_the_first_screen_says_how_the_month_stands_and_what_is_asked(
    opened: Callable[[Path], Page], home: Path
) -> None:
    page = opened(home)
    assert page.locator("h1").inner_text() == "115年10月已勾稽：尚有 2 項待答覆，尚未簽核。"
    box = page.locator(".steps").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 800


def test_it_prints_on_a_page_of_a4_with_nothing_cut_off(
    opened: Callable[[Path], Page], home: Path, tmp_path: Path
) -> None:
    page = opened(home)
    page.pdf(path=tmp_path / "home.pdf", prefer_css_page_size=True)
    printed = pypdfium2.PdfDocument(tmp_path / "home.pdf")
    assert [round(side) for side in printed[0].get_size()] == [595, 842]
    text = "".join(one.get_textpage().get_text_range() for one in printed)
    assert "應辦期限" in text
    assert "第 1 頁，共" in text
    printed.close()


def test_on_a_narrow_screen_nothing_runs_out_of_the_page(opened: Callable[[Path], Page], home: Path) -> None:
    page = opened(home)
    page.set_viewport_size({"width": 700, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 700
