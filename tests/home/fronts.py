"""Home pages of made-up offices; a test states only what matters to it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from known_codes import CATALOGUE
from reconcile.history import Item
from reconcile.home import Front, Linked
from reconcile.standing import AgencyStatus, MonthRow, Owed
from reconcile.text.dates import Month

OFFICE = "花蓮縣花蓮市戶政事務所"
SEPTEMBER, OCTOBER = Month(2026, 9), Month(2026, 10)
TODAY = date(2026, 11, 5)
DONE = MonthRow(OCTOBER, "done", date(2026, 11, 10), 0, True, date(2026, 11, 4))


def item(number: int, month: Month = OCTOBER, age: int = 0, severity: str = "high") -> Item:
    """An open item, masked as it is archived."""
    message = f"明細表第 {number} 列查無紀錄，請查明。"
    name = f"{month.year - 1911}{month.month:02d}-{number:08d}"
    return Item(name, month, "UNREGISTERED_QUERY", severity, "王○○", None, None, message, "open", age, None, ())


def front(
    *rows: MonthRow,
    items: tuple[Item, ...] = (),
    owed: tuple[Owed, ...] = (),
    today: date = TODAY,
    untaken: tuple[str, ...] = (),
    papers: tuple[Linked, ...] = (),
) -> Front:
    """The page of an office whose months are `rows`, October done and signed where none is given."""
    months = rows or (DONE,)
    reports = {
        row.month: [Linked("報表", f"{row.month}/report.html"), Linked("活頁簿", f"{row.month}/report.xlsx")]
        for row in months
        if row.done_on
    }
    return Front(
        today=today,
        status=AgencyStatus(OFFICE, months, items, owed, since_known=True),
        catalogue=CATALOGUE,
        inbox=Linked("inbox", "../inbox/"),
        reports=reports,
        problems={OCTOBER: 2},
        papers=papers,
        untaken=untaken,
        guide=Linked("使用說明", "../使用說明.html"),
    )


def busy() -> Front:
    """An office with something in every part of its page."""
    late = MonthRow(SEPTEMBER, "done", date(2026, 10, 12), 1, False, date(2026, 10, 20))
    open_ = replace(DONE, open_items=2, signed=None)
    return front(
        MonthRow(Month(2026, 8), "never", date(2026, 9, 10), 0, None),
        late,
        open_,
        items=(item(7), item(8, severity="low"), item(3, SEPTEMBER, age=1)),
        owed=(
            Owed(date(2026, 9, 10), "下載並勾稽115年8月主管稽核月明細表"),
            Owed(date(2026, 11, 5), "補送115年11月2日傳真查詢的公文"),
            Owed(date(2026, 12, 31), "辦理115年第 2 次自主稽核（附件三）"),
            Owed(date(2025, 12, 31), "辦理114年第 2 次自主稽核（附件三）", missed=True),
            Owed(date(2026, 6, 30), "辦理115年第 1 次自主稽核（附件三）", done_on=date(2026, 6, 1)),
        ),
        untaken=("report (1).xlsx：這是115年8月的報表，不是115年10月的；請改交115年10月的 report.xlsx。",),
        papers=(Linked("115年10月勾稽報告（report.pdf）", "2026-10/report.pdf"),),
    )


def lay_files(page: Front, folder: Path) -> None:
    """What the page links to, so that its links lead somewhere; `folder` is that of the page."""
    files = [*page.papers, *(one for reports in page.reports.values() for one in reports)]
    for linked in [*files, *([page.guide] if page.guide else [])]:
        path = folder / linked.href
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    (folder / page.inbox.href).mkdir(exist_ok=True)
