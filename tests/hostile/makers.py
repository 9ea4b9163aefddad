"""Files that are small on the disk and cost a reader without limits minutes or gigabytes. Same seed, same bytes."""

import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

Maker = Callable[[Path], None]


def pdf(path: Path, *objects: bytes, root: int = 1) -> None:
    """A PDF of these objects, numbered from 1, with a true cross-reference table."""
    parts, places, at = [b"%PDF-1.7\n"], list[int](), 9
    for number, body in enumerate(objects, start=1):
        parts.append(f"{number} 0 obj\n".encode() + body + b"\nendobj\n")
        places.append(at)
        at += len(parts[-1])
    out = b"".join(parts)
    table = b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    size = len(objects) + 1
    trailer = f"trailer<</Size {size}/Root {root} 0 R>>\nstartxref\n{len(out)}\n%%EOF\n".encode()
    path.write_bytes(out + f"xref\n0 {size}\n0000000000 65535 f \n".encode() + table + trailer)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<<" + entries + f"/Length {len(content)}>>stream\n".encode() + content + b"\nendstream"


_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_HEAD = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"]


def _page(resources: bytes) -> bytes:
    return b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<" + resources + b">>>>"


def flate_bomb(path: Path) -> None:
    """A page whose content grows from one megabyte to a thousand."""
    packed = zlib.compressobj(9)
    content = b"".join([*(packed.compress(b"q Q " * (1 << 18)) for _ in range(1000)), packed.flush()])
    pdf(path, *_HEAD, _page(b""), stream(content, b"/Filter/FlateDecode"))


def flate_chain(path: Path) -> None:
    """A few kilobytes that grow a thousandfold twice."""
    content = zlib.compress(zlib.compress(b" " * (1 << 29), 9), 9)
    pdf(path, *_HEAD, _page(b""), stream(content, b"/Filter[/FlateDecode/FlateDecode]"))


def crowded_page(path: Path) -> None:
    """A hundred thousand characters on one page."""
    lines = b"".join(
        f"1 0 0 1 {x} {y} Tm(A123456789)Tj ".encode() for y in range(10, 830, 2) for x in range(0, 590, 24)
    )
    pdf(path, *_HEAD, _page(b"/Font<</F 5 0 R>>"), stream(b"BT /F 4 Tf " + lines + b"ET"), _FONT)


def doubling_forms(path: Path) -> None:
    """Forms that draw the next one twice, thirty deep: a thousand million of the last."""
    depth = 30
    forms = [
        stream(
            b"/N Do /N Do",
            f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</N {6 + number} 0 R>>>>".encode(),
        )
        for number in range(depth)
    ]
    last = stream(b"BT /F 9 Tf (x) Tj ET", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F 4 0 R>>>>")
    pdf(path, *_HEAD, _page(b"/XObject<</N 5 0 R>>"), stream(b"/N Do"), *forms, last)


def deep_forms(path: Path) -> None:
    """Forms within forms, fifty thousand deep."""
    depth = 50_000
    forms = [
        stream(b"/N Do", f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</N {6 + n} 0 R>>>>".encode())
        for n in range(depth)
    ]
    pdf(path, *_HEAD, _page(b"/XObject<</N 5 0 R>>"), stream(b"/N Do"), *forms, _FONT)


def many_lines(path: Path) -> None:
    """A page of a hundred thousand rulings."""
    drawn = b"".join(f"0 {n % 842}.{n:06} m 595 {n % 842}.{n:06} l S\n".encode() for n in range(100_000))
    pdf(path, *_HEAD, _page(b""), stream(drawn))


def wide_csv(path: Path) -> None:
    """Two rows of a million cells."""
    path.write_text(",".join(["查詢條件"] * 1_000_000) + "\n" + ",".join(["A123456789"] * 1_000_000) + "\n")


def quoted_csv(path: Path) -> None:
    """A quotation mark that is never closed, before a hundred megabytes."""
    path.write_bytes(b'a,"' + b"x,\n" * 33_000_000)


def nested_html(path: Path) -> None:
    """Tables within tables, fifty thousand deep."""
    path.write_text("<html><body>" + "<table><tr><td>" * 50_000 + "A123456789", encoding="utf-8")


def _workbook(path: Path, sheet: bytes, extra: dict[str, bytes] | None = None) -> None:
    main, rel = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "officeDocument/2006/relationships"
    parts = {
        "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        b'<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType='
        b'"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
        b'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r" Type="http://schemas.openxmlformats.org/{rel}/officeDocument" '
        f'Target="xl/workbook.xml"/></Relationships>'.encode(),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="http://schemas.openxmlformats.org/{rel}"><sheets>'
        f'<sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>'.encode(),
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/{rel}/worksheet" '
        f'Target="worksheets/sheet1.xml"/></Relationships>'.encode(),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}">'.encode() + sheet + b"</worksheet>",
        **(extra or {}),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for name, content in parts.items():
            package.writestr(name, content)


def far_cell(path: Path) -> None:
    """Two cells, in the first and in the last corner of a sheet."""
    cells = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    _workbook(path, b"<sheetData>" + cells + b"</sheetData>")


def merged_everywhere(path: Path) -> None:
    """A hundred thousand merged areas, each of a whole sheet."""
    merges = b'<mergeCell ref="A1:XFD1048576"/>' * 100_000
    _workbook(
        path, b'<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells>' + merges + b"</mergeCells>"
    )


def many_cells(path: Path) -> None:
    """Sixty million small cells in a few hundred kilobytes."""
    row = b"<row>" + b"<c><v>1</v></c>" * 1000 + b"</row>"
    _workbook(path, b"<sheetData>" + row * 60_000 + b"</sheetData>")


SUFFIX: dict[Maker, str] = {
    flate_bomb: ".pdf",
    flate_chain: ".pdf",
    crowded_page: ".pdf",
    doubling_forms: ".pdf",
    deep_forms: ".pdf",
    many_lines: ".pdf",
    wide_csv: ".csv",
    quoted_csv: ".csv",
    nested_html: ".html",
    far_cell: ".xlsx",
    merged_everywhere: ".xlsx",
    many_cells: ".xlsx",
}
