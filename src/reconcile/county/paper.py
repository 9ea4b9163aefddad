"""county.pdf: A4, PDF/A with its font embedded."""

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import typst
from pylopdf_fonts_zh_tw import sans_path

from reconcile.county.view import View
from reconcile.packed import packed
from reconcile.text.drawable import drawable


def write_paper(view: View, path: Path) -> None:
    """Typeset the county's page."""
    path.write_bytes(typeset_view("county.typ", view))


def typeset_view(template: str, view: View) -> bytes:
    """The PDF of a template and a view; what no font can draw is printed as 〓."""
    data, _ = drawable(view, (sans_path(),))
    document = _compiler(template).compile(
        sys_inputs={"view": json.dumps(data, ensure_ascii=False)},
        format="pdf",
        pdf_standards="a-2b",
        timestamp=datetime.fromisoformat(view["created_on"]).replace(tzinfo=UTC),
    )
    assert isinstance(document, bytes)
    return document


@cache
def _compiler(template: str) -> typst.Compiler:
    """The compiler with its fonts loaded; those of the machine are left out, so that every machine prints the same."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[sans_path().parent])
    return typst.Compiler(packed(f"county/templates/{template}"), font_paths=fonts)
