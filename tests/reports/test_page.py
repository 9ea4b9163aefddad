"""report.html in a real Chromium: filters, search, order, keyboard, paper, and nothing that leaves the page."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request

from reconcile.reports.folding import FoldRow
from reconcile.reports.html import write_html
from reconcile.reports.pdf import write_pdf
from reconcile.reports.view import View, view_of

from .builders import listed, outcome, squeezed, usual
from .chromium import browser, chromium
from .months import PROBLEM, KeptMonth, kept, many

pytestmark = pytest.mark.skipif(chromium() is None, reason="no Chromium, Chrome or Edge is installed here")

SCREEN = {"width": 1366, "height": 768}
SHOWN = ".finding:not([hidden])"


@dataclass
class Opened:
    """A report in the browser, and what it tried beside being shown."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def shown(self) -> list[str]:
        """The number and the first words of each finding that is to be seen."""
        return [" ".join(text.split()) for text in self.page.locator(f"{SHOWN} .message").all_text_contents()]

    def said(self) -> str:
        return self.page.locator("#shown").inner_text()

    def counts(self) -> list[str]:
        """What stands beside the headings of the lists."""
        return self.page.locator("h2 .count").all_inner_texts()


@pytest.fixture(scope="module")
def running() -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture
def opened(running: Browser, tmp_path: Path) -> Iterator[Callable[[KeptMonth], Opened]]:
    context = running.new_context(viewport={"width": 1366, "height": 768}, locale="zh-TW")
    context.set_default_timeout(10_000)

    def read(month: KeptMonth) -> Opened:
        write_html(view_of(*month.parts), tmp_path / "report.html")
        report = Opened(context.new_page())

        def asked(request: Request) -> None:
            report.requests.append(request.url)

        report.page.on("request", asked)
        report.page.on("console", lambda message: report.complaints.append(message.text))
        report.page.on("pageerror", lambda error: report.complaints.append(str(error)))
        report.page.goto((tmp_path / "report.html").as_uri())
        return report

    yield read
    context.close()


def test_nothing_leaves_the_page_and_nothing_is_complained_of(opened: Callable[[KeptMonth], Opened]) -> None:
    report = opened(kept(PROBLEM))
    report.page.locator("#by-severity").select_option("高")
    report.page.locator("#search").fill("明細表")
    report.page.keyboard.press("Escape")
    outside = [url for url in report.requests if not url.startswith(("file:", "data:"))]
    assert (outside, report.complaints) == ([], [])
    assert len([url for url in report.requests if url.startswith("file:")]) == 1, "one file, the page itself"


@pytest.mark.parametrize("month", [kept(PROBLEM, void=True), KeptMonth(usual()), KeptMonth(outcome()), many(60)])
def test_it_fits_a_screen_of_1366_by_768(opened: Callable[[KeptMonth], Opened], month: KeptMonth) -> None:
    page = opened(month).page
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    below = page.locator("h2").first.bounding_box()
    assert below and below["y"] < SCREEN["height"], "the conclusion and what leads to it are seen without scrolling"
    spilling = page.evaluate(
        """[...document.querySelectorAll("main *")].filter((one) => one.getBoundingClientRect().right > innerWidth)
           .map((one) => one.tagName)"""
    )
    assert spilling == []


@pytest.mark.parametrize("attribute", ["code", "user", "severity", "state"])
def test_each_filter_shows_what_it_names_and_counts_it(opened: Callable[[KeptMonth], Opened], attribute: str) -> None:
    month = kept()
    report, view = opened(month), view_of(*month.parts)
    rows = listed(view)
    values = [row.life.state if attribute == "state" and row.life else getattr(row, attribute, "") for row in rows]
    offered = report.page.locator(f"#by-{attribute} option").evaluate_all("all => all.map((one) => one.value)")
    assert set(filter(None, values)) <= set(offered)
    for value in filter(None, offered):
        report.page.locator(f"#by-{attribute}").select_option(value)
        assert len(report.shown()) == values.count(value), value
        assert report.said() == f"顯示 {values.count(value)}／{len(rows)} 件"


def test_filters_add_up_and_are_undone_together(opened: Callable[[KeptMonth], Opened]) -> None:
    report = opened(kept())
    assert report.counts() == ["2 件", "6 件", "4 件"]
    report.page.locator("#by-severity").select_option("高")
    report.page.locator("#by-state").select_option("未結")
    assert report.page.locator(f"{SHOWN} .n").all_text_contents() == ["3", "4"]
    assert report.counts() == ["0／2 件", "2／6 件", "0／4 件"]
    report.page.locator("#reset").click()
    assert report.counts() == ["2 件", "6 件", "4 件"]
    assert report.page.locator("select").evaluate_all("all => all.map((one) => one.value)") == [""] * 5


@pytest.mark.parametrize("scrolled", [0, 100_000])
def test_a_filter_leads_to_its_first_hit_wherever_the_page_stands(
    opened: Callable[[KeptMonth], Opened], scrolled: int
) -> None:
    report = opened(many(60))
    report.page.evaluate(f"scrollTo(0, {scrolled})")
    report.page.locator("#by-code").select_option("OFF_HOURS_QUERY")
    first = report.page.locator(SHOWN).first
    top = first.evaluate("one => one.getBoundingClientRect().top")
    bar = report.page.evaluate("document.getElementById('filters').getBoundingClientRect().bottom")
    assert bar <= top < bar + 40
    assert first.get_attribute("data-code") == "OFF_HOURS_QUERY"


def test_where_nothing_fits_it_is_said_and_seen(opened: Callable[[KeptMonth], Opened]) -> None:
    report = opened(kept())
    report.page.locator("#search").fill("沒有這幾個字")
    assert report.page.locator("#nothing").is_visible()
    assert report.said() == "沒有符合的項目"
    report.page.locator("#search").fill("")
    assert not report.page.locator("#nothing").is_visible()


_LANDED = """() => {
  const top = document.getElementById(decodeURIComponent(location.hash.slice(1))).getBoundingClientRect().top;
  const bar = document.getElementById("filters").getBoundingClientRect().bottom;
  const end = scrollY + innerHeight >= document.documentElement.scrollHeight - 1;
  return end || (bar - 1 <= top && top < bar + 60);
}"""
"""What the link names stands right below the bar, or as near as the end of the page lets it."""


def test_every_link_of_the_page_lands_on_what_it_names(opened: Callable[[KeptMonth], Opened]) -> None:
    page = opened(kept(PROBLEM)).page
    links = page.locator("a[href^='#']")
    assert links.count() > 10
    for number in range(links.count()):
        links.nth(number).click()
        page.wait_for_function(_LANDED, timeout=5_000)


@pytest.mark.parametrize(
    ("words", "found"),
    [("a12345****", 4), ("Ａ１２３４５", 4), ("第 4 列在", 1), ("第4列在", 1), ("補登代理", 1)],
)
def test_search_finds_whatever_the_width_the_case_and_the_spaces(
    opened: Callable[[KeptMonth], Opened], words: str, found: int
) -> None:
    report = opened(kept())
    report.page.locator("#search").fill(words)
    assert len(report.shown()) == found
    assert report.said().startswith(f"顯示 {found}／")


def test_the_order_may_be_time_user_or_code_and_goes_back(opened: Callable[[KeptMonth], Opened]) -> None:
    report = opened(kept())
    before = report.shown()
    for key in ("at", "user", "code"):
        report.page.locator("#order").select_option(key)
        for each in report.page.locator(".list").all():
            values = each.locator(".finding").evaluate_all(f"all => all.map((one) => one.dataset.{key})")
            assert values == sorted(values), key
        assert report.page.locator(".fold:visible").count() == 0
    report.page.locator("#order").select_option("")
    assert report.shown() == before


def test_the_keyboard_walks_through_what_is_shown(opened: Callable[[KeptMonth], Opened]) -> None:
    report = opened(kept())

    def focused() -> Any:
        return report.page.evaluate("document.activeElement.querySelector('.n')?.textContent ?? null")

    report.page.keyboard.press("j")
    report.page.keyboard.press("j")
    assert focused() == "2"
    report.page.keyboard.press("k")
    assert focused() == "1"
    report.page.keyboard.press("/")
    assert report.page.evaluate("document.activeElement.id") == "search"
    report.page.keyboard.type("jkr")
    assert report.page.locator("#search").input_value() == "jkr", "letters typed in the search are no commands"
    report.page.keyboard.press("Escape")
    assert (report.page.locator("#search").input_value(), len(report.shown())) == ("", 12)
    report.page.locator("#by-severity").select_option("低")
    report.page.evaluate("document.activeElement.blur()")
    report.page.keyboard.press("j")
    assert report.page.evaluate("document.activeElement.dataset.severity") == "低"
    report.page.keyboard.press("?")
    assert report.page.locator("#keys").get_attribute("open") is not None


def test_a_focused_finding_is_not_hidden_behind_the_bar(opened: Callable[[KeptMonth], Opened]) -> None:
    report = opened(many(60))
    for key in "jjjjjjkkk":
        report.page.keyboard.press(key)
    top = report.page.evaluate("document.activeElement.getBoundingClientRect().top")
    bar = report.page.evaluate("document.getElementById('filters').getBoundingClientRect().bottom")
    assert top >= bar - 1 or report.page.evaluate("scrollY") == 0


def test_without_its_script_it_says_all_it_has_to_say(running: Browser, tmp_path: Path) -> None:
    month = kept()
    write_html(view_of(*month.parts), tmp_path / "report.html")
    context = running.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((tmp_path / "report.html").as_uri())
    assert page.locator("#filters:visible").count() == 0
    assert page.locator(SHOWN).count() == 12
    context.close()


def in_order(text: str, parts: Iterable[str]) -> list[str]:
    """The parts that a text does not hold behind the one before."""
    missing, at = [], 0
    for part in map(squeezed, parts):
        found = text.find(part, at)
        if found < 0:
            missing.append(part)
        else:
            at = found + len(part)
    return missing


def read_through(view: View) -> Iterator[str]:
    """What stands on paper, in the order in which it is read."""
    yield from (view.agency, view.month, view.title)
    yield from (alert.sentence for alert in view.alerts)
    yield from (view.conclusion, *(task.title for task in view.tasks), view.unregistered)
    yield from (equation.sentence for equation in view.equations)
    yield from (one.user for one in view.asked)
    for section in view.sections:
        yield from (section.name, *(kind.title for kind in view.kinds if kind.section == section.name))
    yield from (view.caution, "承辦人", "股長", "單位主管")
    for section in view.sections:
        yield section.name
        for item in section.items:
            if isinstance(item, FoldRow):
                yield from (item.title, item.sentence, *(row.title for row in item.rows))
                continue
            yield from (item.title, item.message)
            yield from (side.place for side in item.sides)
            if item.life:
                yield from (item.life.item, item.life.state)
            if item.is_open:
                yield "補登合理異常說明"
    yield from (view.picture.description, *(bar.sentence for bar in view.users), *view.changes)
    yield from (problem.message for problem in view.problems)
    yield from (*view.unused_accounts, *view.notes, *view.not_checked)
    yield from (pair.query.place for pair in (view.sample.pairs if view.sample else ()))
    yield from (given.sha256 for given in view.inputs)
    yield from (view.seals.digest, view.seals.previous, view.settings_sha256, "明細表原列影像")


def test_its_print_is_the_paper(opened: Callable[[KeptMonth], Opened], tmp_path: Path) -> None:
    """The same things in the same order on A4, the first page signed, the bar and the folded cards left out."""
    month = kept(PROBLEM)
    opened(month).page.pdf(path=tmp_path / "printed.pdf", prefer_css_page_size=True, print_background=True)
    view = view_of(*month.parts)
    write_pdf(view, tmp_path / "report.pdf")
    for name in ("printed.pdf", "report.pdf"):
        with pypdfium2.PdfDocument(tmp_path / name) as document:
            pages = [page.get_textpage().get_text_range() for page in document]
            assert all(page.get_size() == pytest.approx((595.3, 841.9), abs=1) for page in document), name
        text = squeezed("".join(pages))
        assert in_order(text, read_through(view)) == [], name
        assert "快速鍵" not in text and f"第{len(pages)}頁，共{len(pages)}頁" in text
        assert "無此職務" in pages[0] and view.caution in pages[0], name


def test_text_can_be_told_from_what_lies_behind_it(opened: Callable[[KeptMonth], Opened]) -> None:
    """WCAG 2.1, 1.4.3: a contrast of 4.5 to 1; a term of zero is told by its number and may be paler."""
    faint = opened(kept(PROBLEM, void=True)).page.evaluate(CONTRAST)
    assert faint == []


@pytest.mark.parametrize("month", [kept(PROBLEM, void=True), KeptMonth(outcome())], ids=["kept", "empty"])
def test_everybody_can_read_it(opened: Callable[[KeptMonth], Opened], month: KeptMonth) -> None:
    """WCAG 2.1 AA, by axe."""
    page = opened(month).page
    found = Axe().run(page, options=AA).response
    assert [f"{one['id']}: {one['nodes'][0]['html']}" for one in found["violations"]] == []
    assert len(found["passes"]) > 15, "it looked"


@pytest.mark.slow
def test_two_thousand_findings_stay_fluid(opened: Callable[[KeptMonth], Opened], tmp_path: Path) -> None:
    report = opened(many())
    assert report.page.locator(".finding").count() == 2002
    assert (tmp_path / "report.html").stat().st_size < 4_000_000
    loaded = report.page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    assert loaded < 5_000
    for control, value in (
        ("by-code", "OFF_HOURS_QUERY"),
        ("by-code", ""),
        ("search", "第1999列"),
        ("search", ""),
        ("order", "user"),
        ("order", ""),
    ):
        took = min(report.page.evaluate(CHANGE, [control, value]) for _ in range(3))
        assert took < 200, control


AA = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

CHANGE = """([id, value]) => {
  const control = document.getElementById(id);
  control.value = value;
  const start = performance.now();
  control.dispatchEvent(new Event(id === "search" ? "input" : "change"));
  document.body.offsetHeight;
  return performance.now() - start;
}"""
"""A choice made in a control; how many milliseconds until it is laid out."""

CONTRAST = """() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const linear = (value) => (value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const behind = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const colour = parts(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const faint = new Set();
  for (const one of document.querySelectorAll("main *:not(svg *):not(.none):not(.none *)")) {
    const own = [...one.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim());
    if (!own || !one.offsetParent) continue;
    const [brighter, darker] = [light(parts(getComputedStyle(one).color)), light(behind(one))].sort((a, b) => b - a);
    const ratio = (brighter + 0.05) / (darker + 0.05);
    if (ratio < 4.5) faint.add(`${one.className || one.tagName}: ${ratio.toFixed(2)}`);
  }
  return [...faint];
}"""
