"""A statement as a web page: for browsers to print, for LibreOffice Writer, and to be handed out as .xls."""

from collections.abc import Sequence
from html import escape
from itertools import groupby

from documents.make.paper import Band, Column, Page, Paper

RULED = "td, th { border: 1px solid #333; }"
UNRULED = ""
STRIPED = "tbody tr:nth-child(even) { background: #eee; print-color-adjust: exact; }"

_LOOK = """
@page {{ size: A4 {orientation}; margin: 12mm; }}
body {{ font-family: '{font}', sans-serif; font-size: {size}pt; margin: 0; }}
h1, th {{ font-weight: normal; }}
h1 {{ font-size: 13pt; text-align: center; margin: 0 0 2mm; }}
p {{ margin: 1mm 0; }}
table {{ border-collapse: collapse; width: 100%; table-layout: fixed; }}
td, th {{ padding: 1mm 1.2mm; overflow-wrap: anywhere; text-align: left; vertical-align: {align}; }}
tr {{ break-inside: {inside}; }}
section {{ break-after: page; position: relative; {height} }}
section:last-child {{ break-after: auto; }}
.foot {{ {foot} width: 100%; text-align: center; }}
{more}
"""


def page(
    paper: Paper,
    more: str = RULED,
    *,
    landscape: bool = True,
    size: float = 8,
    align: str = "middle",
    font: str = "Noto Sans CJK TC",
    breaks: bool = False,
) -> str:
    """The paper with a section for each page; `breaks` lets a row go on over a page."""
    paged = len(paper.pages) > 1
    height = f"height: {185 if landscape else 272}mm;" if paged else ""
    look = _LOOK.format(
        orientation="landscape" if landscape else "portrait",
        font=font,
        size=size,
        align=align,
        inside="auto" if breaks else "avoid",
        height=height,
        foot="position: absolute; bottom: 0;" if paged else "",
        more=more,
    )
    sections = "\n".join(f"<section>\n{_section(paper.columns, page)}\n</section>" for page in paper.pages)
    return (
        '<!DOCTYPE html>\n<html lang="zh-Hant-TW"><head><meta charset="utf-8"><title>主管稽核月明細表</title>\n'
        f"<style>{look}</style></head><body>\n{sections}\n</body></html>\n"
    )


def tables(paper: Paper) -> str:
    """The paper without any look: what a system writes that calls a web page a workbook."""
    return "\n".join(_section(paper.columns, page) for page in paper.pages)


def _section(columns: Sequence[Column], page: Page) -> str:
    parts = []
    for inside, group in groupby(page, key=lambda band: band.kind not in {"title", "foot"}):
        bands = list(group)
        top = next((at for at, band in enumerate(bands) if band.kind == "header"), 0)
        tables = [part for part in (bands[:top], bands[top:]) if part]
        parts += [_table(columns, part) for part in tables] if inside else list(map(_line, bands))
    return "\n".join(parts)


def _line(band: Band) -> str:
    text = escape(str(band.cells[0]))
    if band.kind == "foot":
        return f'<p class="foot">{text}</p>'
    return f"<h1>{text}</h1>" if "月明細表" in text else f"<p>{text}</p>"


def _table(columns: Sequence[Column], bands: Sequence[Band]) -> str:
    widths = "".join(f'<col style="width: {column.width}mm">' for column in columns)
    head = [band for band in bands if band.kind == "header"]
    body = "\n".join(_row(band, len(columns)) for band in bands if band.kind != "header")
    return f"<table><colgroup>{widths}</colgroup>\n{_head(columns, len(head))}<tbody>\n{body}\n</tbody></table>"


def _head(columns: Sequence[Column], depth: int) -> str:
    """One row of headings, or two: a heading alone reaches over both, a heading over several spans them."""
    if depth == 0:
        return ""
    if depth == 1:
        return f"<thead><tr>{''.join(f'<th>{escape(column.heading)}</th>' for column in columns)}</tr></thead>\n"
    above = ""
    for over, under in groupby(columns, key=lambda column: column.over):
        group = list(under)
        if over:
            above += f'<th colspan="{len(group)}">{escape(over)}</th>'
        else:
            above += "".join(f'<th rowspan="2">{escape(column.heading)}</th>' for column in group)
    below = "".join(f"<th>{escape(column.heading)}</th>" for column in columns if column.over)
    return f"<thead><tr>{above}</tr><tr>{below}</tr></thead>\n"


def _row(band: Band, width: int) -> str:
    if band.kind == "wide":
        return f'<tr><td colspan="{width}">{escape(str(band.cells[0]))}</td></tr>'
    cells = ("" if cell is None else escape(str(cell)).replace("\n", "<br>") for cell in band.cells)
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def for_writer(paper: Paper) -> str:
    """The paper as LibreOffice Writer takes it: attributes instead of styles, a break before each page's first line."""
    parts = []
    for number, page in enumerate(paper.pages):
        section = _section(paper.columns, page).replace("<table>", '<table border="1" cellspacing="0" width="100%">')
        parts.append(section.replace("<h1>", '<h1 style="page-break-before: always">', 1) if number else section)
    style = "@page { size: 29.7cm 21cm; margin: 1cm } td, th, p { font-size: 8pt } h1 { font-size: 12pt }"
    return f'<html><head><meta charset="utf-8"><style>{style}</style></head><body>{"".join(parts)}</body></html>'
