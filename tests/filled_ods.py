"""A report.ods as an office fills it in."""

import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as Tree

from reconcile.history import SIGNOFF_SHEET, WORKLISTS

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
TABLE, TEXT, OFFICE = (f"{{{_NAMES.format(name)}}}" for name in ("table", "text", "office"))
for _name in ("table", "text", "office", "style", "number", "config", "meta", "manifest"):
    Tree.register_namespace(_name, _NAMES.format(_name.replace("number", "datastyle")))
Tree.register_namespace("fo", _NAMES.format("xsl-fo-compatible"))


def fill_in_ods(
    worklist: Path,
    to: Path,
    on: date,
    answers: Mapping[str, tuple[str, str]],
    *,
    by: str = "陳主任",
    signed_by: str | None = None,
) -> Path:
    """Type answers by code and a signature into the cells and save the file as `to`."""
    with zipfile.ZipFile(worklist) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    content = Tree.fromstring(parts["content.xml"])
    for sheet in content.iter(f"{TABLE}table"):
        if sheet.get(f"{TABLE}name") in WORKLISTS:
            _answer(sheet, on, answers, by)
        elif sheet.get(f"{TABLE}name") == SIGNOFF_SHEET and signed_by:
            _sign(sheet, on, signed_by)
    parts["content.xml"] = Tree.tostring(content, encoding="utf-8")
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return to


def _answer(sheet: Tree.Element, on: date, answers: Mapping[str, tuple[str, str]], by: str) -> None:
    at: dict[str, int] = {}
    for cells in _rows(sheet):
        said = [_text(cell) for cell in cells]
        if "處理結果" in said:
            at = {heading: number for number, heading in enumerate(said)}
        elif at and said[at["代碼"]] in answers:
            result, note = answers[said[at["代碼"]]]
            for heading, text in (("處理結果", result), ("說明", note), ("查明人員", by)):
                _type(cells[at[heading]], text)
            _type(cells[at["日期"]], on)


def _sign(sheet: Tree.Element, on: date, by: str) -> None:
    for cells in _rows(sheet):
        label = _text(cells[0])
        if label in {"簽核人", "簽核日期"}:
            _type(cells[1], by if label == "簽核人" else on)


def _rows(sheet: Tree.Element) -> Iterator[list[Tree.Element]]:
    for row in sheet.iter(f"{TABLE}table-row"):
        yield [cell for cell in row if cell.tag.endswith("-cell")]


def _text(cell: Tree.Element) -> str:
    return "\n".join("".join(line.itertext()) for line in cell.iter(f"{TEXT}p"))


def _type(cell: Tree.Element, value: str | date) -> None:
    for old in list(cell):
        cell.remove(old)
    if isinstance(value, date):
        cell.set(f"{OFFICE}value-type", "date")
        cell.set(f"{OFFICE}date-value", value.isoformat())
    else:
        cell.set(f"{OFFICE}value-type", "string")
    Tree.SubElement(cell, f"{TEXT}p").text = str(value)
