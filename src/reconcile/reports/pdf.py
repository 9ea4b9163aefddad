"""report.pdf: A4 to sign and to bind, PDF/A with its font embedded. Data enters as JSON, never as markup."""

import json
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst
from pylopdf_fonts_zh_tw import sans_path, serif_path

from reconcile.packed import packed
from reconcile.reports.view import ASKED_ON_PAPER, FOLDS_ON_PAPER, View
from reconcile.reports.wording import FIELDS
from reconcile.text.dates import roc_date
from reconcile.text.drawable import drawable

_ROOM = {"asked_on_paper": ASKED_ON_PAPER, "folds_on_paper": FOLDS_ON_PAPER}


def write_pdf(view: View, path: Path) -> None:
    """Typeset the view; its pairs are left to the workbook."""
    data, missing = drawable(
        {**_plain(replace(view, pairs=())), "fields": FIELDS, **_ROOM},
        (sans_path(), serif_path()),
    )
    created = datetime.fromisoformat(view.created_on).replace(tzinfo=UTC)
    document = _compiler().compile(
        sys_inputs={"view": json.dumps({**data, "missing": missing}, ensure_ascii=False, default=list)},
        format="pdf",
        pdf_standards="a-2b",
        timestamp=created,
    )
    assert isinstance(document, bytes)
    path.write_bytes(document)


def _plain(value: Any) -> Any:
    """A part of the view as JSON knows it: its fields and properties by name."""
    if is_dataclass(value):
        names = [one.name for one in fields(value)]
        names += [name for name, member in vars(type(value)).items() if isinstance(member, property)]
        return {name: _plain(getattr(value, name)) for name in names}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return roc_date(value) if isinstance(value, date) else value


@cache
def _compiler() -> typst.Compiler:
    """The compiler with its fonts loaded; those of the machine are left out, so that every machine prints the same."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[sans_path().parent])
    return typst.Compiler(packed("reports/templates/report.typ"), font_paths=fonts)
