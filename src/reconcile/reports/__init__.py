"""The reports of a month: one view model, and the bodies that show it."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from reconcile.history import Review
from reconcile.outcome import Outcome
from reconcile.reports.findings import pictured
from reconcile.reports.findings_csv import write_findings
from reconcile.reports.html import write_html
from reconcile.reports.pdf import write_pdf
from reconcile.reports.record import write_record
from reconcile.reports.said import summary
from reconcile.reports.shortening import shortened
from reconcile.reports.view import view_of
from reconcile.reports.xlsx import write_xlsx

__all__ = ["pictured", "summary", "write_record", "write_reports"]


def write_reports(
    outcome: Outcome,
    folder: Path,
    review: Review | None = None,
    pictures: Mapping[tuple[str, int], bytes] | None = None,
) -> None:
    """Write report.xlsx, report.html, report.pdf and findings.csv into a folder that exists; report.ods where wanted.

    `review` gives findings their identity and their past; without it nothing is said of either. `pictures` are PNG
    files cut from the statement's pages, by statement key. The same arguments give the same bytes.
    """
    view = view_of(outcome, review, pictures)
    told = shortened(view)
    with ThreadPoolExecutor(1) as typesetter:  # which is no Python: all else is written meanwhile
        typeset = typesetter.submit(write_pdf, told, folder / "report.pdf")
        write_html(told, folder / "report.html")
        write_xlsx(view, folder / "report.xlsx")
        if outcome.settings.report.ods:
            from reconcile.reports.ods import write_ods  # noqa: PLC0415 - a library that no other report needs

            write_ods(folder / "report.xlsx", folder / "report.ods")
        write_findings(outcome.findings, folder / "findings.csv")
        typeset.result()
