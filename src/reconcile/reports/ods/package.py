"""The parts of the file, packed in bytes that depend on nothing else."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from reconcile.reports.ods.looks import ROC_DAY, CellLooks
from reconcile.reports.ods.markup import HEAD, NAMESPACES, element, words
from reconcile.reports.ods.tables import quoted, table

_MIME = "application/vnd.oasis.opendocument.spreadsheet"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PARTS = ("content.xml", "styles.xml", "meta.xml", "settings.xml")


def write_ods(workbook: Path, path: Path) -> None:
    """Write the sheets of an .xlsx of this house as .ods; the same workbook gives the same bytes."""
    book = load_workbook(workbook, rich_text=True)
    content = BytesIO()  # so that a full disk is an OSError, as everywhere
    with zipfile.ZipFile(content, "w") as package:
        parts = {
            "mimetype": _MIME,
            "META-INF/manifest.xml": _manifest(),
            "content.xml": _content(book),
            "styles.xml": _styles(book.worksheets[0]),
            "meta.xml": _meta(book),
            "settings.xml": _settings(book),
        }
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            entry.create_system = 0
            package.writestr(entry, text.encode())
    path.write_bytes(content.getvalue())


def _content(book: Workbook) -> str:
    looks, rules, tables, filters = CellLooks(), list[str](), list[str](), list[str]()
    for sheet in book.worksheets:
        taken = dict[tuple[int, int], str]()
        for rule in sheet.data_validations.dataValidation:
            name = f"val{len(rules) + 1}"
            rules.append(_validation(name, rule, sheet.title))
            for area in rule.sqref.ranges:
                taken |= dict.fromkeys(area.cells, name)
        tables.append(table(sheet, looks, taken))
        if sheet.auto_filter.ref:
            filters.append(_filter(len(filters), sheet))
    shown = element("style:table-properties", table_display="true")
    sheet_style = element(
        "style:style", shown, style_name="ta1", style_family="table", style_master_page_name="Default"
    )
    body = element("table:content-validations", "".join(rules)) + "".join(tables)
    body += element("table:database-ranges", "".join(filters)) if filters else ""
    return _document(
        "office:document-content",
        element("office:automatic-styles", ROC_DAY + sheet_style + looks.styles)
        + element("office:body", element("office:spreadsheet", body)),
    )


def _validation(name: str, rule: DataValidation, sheet: str) -> str:
    if rule.type == "list":
        options = str(rule.formula1).strip('"').split(",")
        listed = ";".join(f'"{option}"' for option in options)
        condition = f"of:cell-content-is-in-list({listed})"
    else:
        condition = f"of:cell-content-is-date() and cell-content()>={rule.formula1}"
    error = element(
        "table:error-message",
        element("text:p", words(rule.error or "")),
        table_title=rule.errorTitle,
        table_display="true",
        table_message_type="stop",
    )
    told = element("text:p", words(rule.prompt or ""))
    help_message = element("table:help-message", told, table_title=rule.promptTitle, table_display="true")
    return element(
        "table:content-validation",
        (help_message if rule.prompt else "") + error,
        table_name=name,
        table_condition=condition,
        table_allow_empty_cell="true",
        table_display_list="unsorted",
        table_base_cell_address=f"{quoted(sheet)}.A1",
    )


def _filter(number: int, sheet: Worksheet) -> str:
    first, last = str(sheet.auto_filter.ref).split(":")
    name = quoted(sheet.title)
    return element(
        "table:database-range",
        table_name=f"__Anonymous_Sheet_DB__{number}",
        table_target_range_address=f"{name}.{first}:{name}.{last}",
        table_display_filter_buttons="true",
    )


def _styles(sheet: Worksheet) -> str:
    """A4 on its side, as wide as the sheet, with who, when and which page around it."""
    page = element(
        "style:page-layout-properties",
        fo_page_width="297mm",
        fo_page_height="210mm",
        style_print_orientation="landscape",
        fo_margin="9mm",
        style_scale_to_X=1,
        style_scale_to_Y=0,
    )
    room = element("style:header-footer-properties", fo_min_height="7mm")
    layout = page + element("style:header-style", room) + element("style:footer-style", room)
    default = element("style:style", style_name="Default", style_family="table-cell")
    master = element(
        "style:master-page",
        element("style:header", _around(sheet.oddHeader)) + element("style:footer", _around(sheet.oddFooter)),
        style_name="Default",
        style_page_layout_name="pm1",
    )
    return _document(
        "office:document-styles",
        element("office:styles", default)
        + element("office:automatic-styles", element("style:page-layout", layout, style_name="pm1"))
        + element("office:master-styles", master),
    )


def _around(lines: object) -> str:
    """What stands left, in the middle and right, above or below each page."""
    regions = {"left": "style:region-left", "center": "style:region-center", "right": "style:region-right"}
    return "".join(
        element(region, element("text:p", _pages(str(getattr(lines, side).text or ""))))
        for side, region in regions.items()
    )


def _pages(text: str) -> str:
    said = words(text.replace("&&", "&"))
    return said.replace("&amp;P", element("text:page-number", "1")).replace("&amp;N", element("text:page-count", "1"))


def _meta(book: Workbook) -> str:
    at = book.properties.created
    told = element("dc:title", words(book.properties.title or ""))
    told += element("meta:creation-date", f"{at:%Y-%m-%dT%H:%M:%S}") if at else ""
    return _document("office:document-meta", element("office:meta", told))


def _settings(book: Workbook) -> str:
    """Which rows stay in sight."""
    tables = "".join(
        element("config:config-item-map-entry", "".join(_frozen(str(sheet.freeze_panes))), config_name=sheet.title)
        for sheet in book.worksheets
        if sheet.freeze_panes
    )
    named = element("config:config-item-map-named", tables, config_name="Tables")
    entry = element("config:config-item-map-entry", _item("ViewId", "string", "view1") + named)
    views = element("config:config-item-map-indexed", entry, config_name="Views")
    return _document(
        "office:document-settings",
        element("office:settings", element("config:config-item-set", views, config_name="ooo:view-settings")),
    )


def _frozen(at: str) -> Iterator[str]:
    rows = int("".join(sign for sign in at if sign.isdigit())) - 1
    yield _item("VerticalSplitMode", "short", "2")
    yield _item("VerticalSplitPosition", "int", str(rows))
    yield _item("PositionBottom", "int", str(rows))
    yield _item("ActiveSplitRange", "short", "2")


def _item(name: str, kind: str, value: str) -> str:
    return element("config:config-item", value, config_name=name, config_type=kind)


def _manifest() -> str:
    entries = [("/", _MIME), *((part, "text/xml") for part in _PARTS)]
    listed = "".join(
        element("manifest:file-entry", manifest_full_path=path, manifest_media_type=kind) for path, kind in entries
    )
    return f'{HEAD}<manifest:manifest {NAMESPACES} manifest:version="1.3">{listed}</manifest:manifest>'


def _document(name: str, content: str) -> str:
    return f'{HEAD}<{name} {NAMESPACES} office:version="1.3">{content}</{name}>'
