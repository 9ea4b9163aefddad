"""Reading, against the libraries alone, in one process and one run: the best of three, start-up excluded.

A ruled PDF of 60 pages (the sample statement twice) against pdfplumber.extract_tables; 100,000 rows of xlsx against
calamine. Prints seconds and ratios with their limits; tells whether each holds.
"""

import gc
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from random import Random

import pdfplumber
import pypdfium2
import xlsxwriter
from python_calamine import CalamineWorkbook

from reconcile.__main__ import SELDOM
from reconcile.carriers.opening import open_document
from reconcile.carriers.pdf import pages
from reconcile.reading import statement

SAMPLE = Path(__file__).parents[1] / "sample_data"
HEADINGS = "序號 使用者帳號 使用者姓名 查詢日期時間 作業名稱 查詢條件 查詢結果 查詢事由 IP位址".split()
ROWS = 100_000


def best(work: Callable[[], object]) -> float:
    """Seconds of the fastest of three."""
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def sixty_pages(path: Path) -> None:
    """The sample statement twice over."""
    whole, sample = pypdfium2.PdfDocument.new(), pypdfium2.PdfDocument(SAMPLE / "statement.pdf")
    for _ in range(2):
        whole.import_pages(sample)
    whole.save(path)


def many_rows(path: Path) -> None:
    """A statement of a hundred thousand queries."""
    random = Random(11510)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, HEADINGS)
        for n in range(ROWS):
            at = f"115/10/{n % 31 + 1:02d} {8 + n % 9:02d}:{n % 60:02d}:{n // 60 % 60:02d}"
            who = [f"hl{n % 80:03d}", "王小明", at, "入出境紀錄", f"身分證號：A1{random.randrange(10**8):08d}"]
            page.write_row(n + 1, 0, [str(n + 1), *who, "成功", "(二)", "10.1.1.1"])


def tables(path: Path) -> None:
    """What pdfplumber alone needs."""
    with pdfplumber.open(path) as document:
        assert sum(len(table) for page in document.pages for table in page.extract_tables()) > 800


def anew(path: Path) -> Path:
    """The file as one that nobody has read yet: what is drawn on its pages is remembered as long as it is unchanged."""
    path.touch()
    return path


def main() -> int:
    """Measure and print, naming each limit that does not hold; cycles are searched for as seldom as by the command."""
    gc.set_threshold(SELDOM)
    with tempfile.TemporaryDirectory() as folder:
        paper, rows = Path(folder) / "statement.pdf", Path(folder) / "statement.xlsx"
        sixty_pages(paper)
        many_rows(rows)
        plumber = best(lambda: tables(paper))
        both = best(lambda: pages.read(anew(paper)))
        alone = best(lambda: pages.read(anew(paper), witness=False))
        calamine = best(lambda: CalamineWorkbook.from_path(str(rows)).get_sheet_by_index(0).to_python())
        ours = best(lambda: statement.read(open_document(rows)))
    print(f"60 ruled pages: pdfplumber {version('pdfplumber')} extract_tables alone {plumber:.2f} s")
    print(f"{ROWS:,} rows of xlsx: calamine {version('python-calamine')} alone {calamine:.2f} s")
    figures = (
        ("both engines, of pdfplumber's time", both / plumber, 0.75),
        ("one engine, of pdfplumber's time", alone / plumber, 0.2),
        ("xlsx to the table, of calamine's time", ours / calamine, 3.5),
    )
    for what, ratio, limit in figures:
        print(f"  {what:<40} {ratio:5.2f}  (limit {limit}){'' if ratio <= limit else '  NOT MET'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
