"""report.pdf: A4 to sign and to bind, PDF/A with its font embedded. Data enters as JSON, never as markup."""

import json
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import typst
from pylopdf_fonts_zh_tw import sans_path, serif_path

from reconcile.reports.glyphs import drawable
from reconcile.reports.view import View

_TEMPLATE = Path(__file__).parent / "templates" / "report.typ"


def write_pdf(view: View, path: Path) -> None:
    """Typeset the view; its pairs are left to the workbook."""
    data, missing = drawable(asdict(replace(view, pairs=())), (sans_path(), serif_path()))
    created = datetime.fromisoformat(view.created_on).replace(tzinfo=UTC)
    document = _compiler().compile(
        sys_inputs={"view": json.dumps({**data, "missing": missing}, ensure_ascii=False)},
        format="pdf",
        pdf_standards="a-2b",
        timestamp=created,
    )
    assert isinstance(document, bytes)
    path.write_bytes(document)


@cache
def _compiler() -> typst.Compiler:
    """The compiler with its fonts loaded; those of the machine are left out, so that every machine prints the same."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[sans_path().parent])
    return typst.Compiler(_TEMPLATE, font_paths=fonts)
