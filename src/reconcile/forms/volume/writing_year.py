"""裝訂成冊: one PDF a year of all that 要點七 wants bound, paged through and with bookmarks."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import pypdfium2 as pdfium

from reconcile.forms.archived import ArchivedMonth, archived_months
from reconcile.forms.books import Books
from reconcile.forms.paper.typesetting import typeset
from reconcile.forms.period import Period, roc_year, spoken
from reconcile.forms.volume.originals import Originals
from reconcile.forms.volume.sections import month_sections, retracted_sections
from reconcile.text.dates import Month, roc_date
from reconcile.version import VERSION


@dataclass(frozen=True)
class Printout:
    """Pages printed for a case that was not processed (要點七 II), as the office's own list has them."""

    printed_on: str
    subject: str
    user_name: str
    pages: str
    reason: str


def printouts_of(rows: pd.DataFrame) -> list[Printout]:
    """The office's own list (`lists.PRINTOUTS`), as the volume prints it."""
    shown = rows.assign(printed_on=[roc_date(on) for on in rows["printed_on"]]).fillna("")
    names = [field.name for field in fields(Printout)]
    return [Printout(*map(str, row)) for row in shown[names].itertuples(index=False, name=None)]


@dataclass(frozen=True)
class Volume:
    """What was bound. `missing` says what a whole year still wants; `record` is what its deposit says of itself."""

    year: int
    pages: int
    missing: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Nothing is missing: the cover does not say 未完成."""
        return not self.missing

    @property
    def record(self) -> dict[str, Any]:
        """For the archive: `complete` decides whether the checklists take the year for bound."""
        return {"complete": self.complete, "pages": self.pages, "missing": list(self.missing)}


def write_volume(
    books: Books,
    year: int,
    out: Path,
    printouts: Sequence[Printout] | None = None,
    unread: Sequence[str] = (),
) -> Volume:
    """Bind a year (AD) into the file `out`; the same books give the same bytes.

    Without `printouts` a page is left to write them on. `unread` says what of their list could not
    be read: a volume that lacks it is not whole.
    """
    history, catalogue, today = books.history, books.catalogue, books.today
    months = archived_months(history, Period(year).months)
    missing = [*_missing(books, months, Period(year)), *unread]
    with TemporaryDirectory(dir=out.parent) as folder:
        originals = Originals(Path(folder))
        data = {
            "agency": history.agency + "".join(f"（含原{former.agency}）" for former in history.former),
            "year": roc_year(year),
            "today": roc_date(today),
            "basis": catalogue.regulation.filled("依據{retention}裝訂，保存{keep_years}。"),
            "printouts_of": catalogue.regulation.wordings.printouts_of,
            "printouts_basis": catalogue.regulation.filled("依{printouts}{printouts_kept}。"),
            "head": history.head or "（尚無封存）",
            "version": VERSION,
            "missing": missing,
            "months": [
                {
                    "title": month.roc,
                    "sections": [
                        *(month_sections(months[month], originals, catalogue) if month in months else ()),
                        *retracted_sections(history, month, originals),
                    ],
                }
                for month in Period(year).months
                if month in months or history.retractions(month)
            ],
            "printouts": None if printouts is None else [list(asdict(one).values()) for one in printouts],
        }
        pdf = typeset("volume.typ", data, today, root=Path(folder))
    out.write_bytes(pdf)
    document = pdfium.PdfDocument(pdf)
    pages = len(document)
    document.close()
    return Volume(year, pages, tuple(missing))


def _missing(books: Books, months: dict[Month, ArchivedMonth], period: Period) -> list[str]:
    wanted = [month for month in period.months if books.since is None or month >= books.since]
    retracted = [month for month in wanted if books.history.retraction(month)]
    absent = [month for month in wanted if month not in months and month not in retracted]
    found = [f"封存驗證不符：{sentence}" for sentence in books.damage]
    if not period.is_over(books.today, books.catalogue.regulation):
        found.append(f"{period.label}尚未結束，或十二月明細表尚未屆期。")
    if absent:
        found.append(f"{spoken(absent)}封存中無資料。")
    elif not months and not retracted:
        found.append(f"{period.label}封存中無任何勾稽資料，無可裝訂。")
    found += [f"{month.roc}勾稽結果已撤回，尚未重新執行。" for month in retracted]
    found += [f"{month.roc}勾稽未完成。" for month, archived in months.items() if not archived.complete]
    return found
