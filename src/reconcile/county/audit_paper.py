"""The summary of the county's audit as page, workbook and paper."""

from pathlib import Path
from typing import Any

from reconcile.county.page import rendered
from reconcile.county.paper import typeset_view
from reconcile.county.workbook import written_book


def write_audit_page(view: dict[str, Any], path: Path) -> None:
    """audit.html."""
    path.write_bytes(rendered("audit.html", view))


def write_audit_paper(view: dict[str, Any], path: Path) -> None:
    """audit.pdf."""
    path.write_bytes(typeset_view("audit.typ", view))


def write_audit_workbook(view: dict[str, Any], path: Path) -> None:
    """audit.xlsx: the answers, and what the items ask."""
    items = view["items"]
    rows = [[row["office"], *row["answers"], row["said"]] for row in view["rows"]]
    headings = ["機關", *(f"第 {item['number']} 項" for item in items), "待補"]
    asked = [[item["number"], item["wording"]] for item in items]
    path.write_bytes(
        written_book(
            view,
            [
                ("各所各項", headings, rows, (26, *[10] * len(items), 60)),
                ("各項內容", ("項次", "內容"), asked, (10, 90)),
            ],
        )
    )
