"""The reports of a month: one view model, and the bodies that show it."""

from pathlib import Path

from reconcile.outcome import Outcome
from reconcile.reports.findings_csv import write_findings
from reconcile.reports.html import write_html
from reconcile.reports.pdf import write_pdf
from reconcile.reports.record import write_record
from reconcile.reports.view import view_of
from reconcile.reports.xlsx import write_xlsx

__all__ = ["summary", "write_record", "write_reports"]


def summary(outcome: Outcome) -> list[str]:
    """The month in the sentences that head every report: the conclusion, the register, the conservation law."""
    view = view_of(outcome)
    return [view.headline, view.register_sentence, *(equation.sentence for equation in view.equations)]


def write_reports(outcome: Outcome, folder: Path) -> None:
    """Write report.xlsx, report.html, report.pdf and findings.csv into a folder that exists.

    The same outcome gives the same bytes.
    """
    view = view_of(outcome)
    write_xlsx(view, folder / "report.xlsx")
    write_html(view, folder / "report.html")
    write_pdf(view, folder / "report.pdf")
    write_findings(outcome.findings, folder / "findings.csv")
