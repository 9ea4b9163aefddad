"""report.ods: the workbook once more as OpenDocument, made from report.xlsx itself, so that both say the same."""

from reconcile.reports.ods.package import write_ods

__all__ = ["write_ods"]
