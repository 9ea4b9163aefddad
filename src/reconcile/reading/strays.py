"""What nobody claims and could be a query: a problem that names its place."""

from collections.abc import Iterator, Sequence

from reconcile.carriers.raw import Sheet
from reconcile.errors import Problem
from reconcile.reading.claims import CLOCK, DATE, Claim, Claims, text_of
from reconcile.reading.layouts import Layout
from reconcile.reading.scan import DataRow, Note, Scan
from reconcile.text.folding import clean
from reconcile.text.identifiers import names_person

SEVERAL = 4
"""So many places of one kind on one page or sheet are one problem."""


def strays(file: str, found: Scan, claims: Claims) -> list[Problem]:
    """A problem for each text outside the rows, and for each cell beside them, that may be a query."""
    problems = []
    doubts: dict[Sheet, list[Note]] = {}
    for at in sorted(claims.roles):
        note = found.items[at]
        if not isinstance(note, Note):
            continue
        if note.row.hidden and note.sheet.page and claims.roles[at] is not Claim.WATERMARK:
            reason = "有文字在畫面上看不到，未列入查詢，請確認原始報表。"
            problems.append(Problem(file, note.place, reason, note.sheet.page))
        elif claims.roles[at] is Claim.DOUBT and not (not note.sheet.ruled and _is_of_gutters(note)):
            doubts.setdefault(note.sheet, []).append(note)
    for notes in doubts.values():
        problems += _told(file, [(note.place, note.sheet.page) for note in notes], _reason(notes))
    for rows in _beside(found):
        problems += _told(file, [(row.place, row.sheet.page) for row in rows], _BESIDE)
    return problems


def _reason(notes: Sequence[Note]) -> str:
    texts = [note.text for note in notes]
    dated = any(names_person(text) and (CLOCK.search(text) or DATE.search(text)) for text in texts)
    return _QUERY if dated else _OUTSIDE


_QUERY = "表格外的文字含證號及日期或時間，可能是未列入的查詢，請確認原始報表。"
_OUTSIDE = "有文字不屬於表格的任何一列，可能是未列入的查詢，請對照原始報表確認。"
_BESIDE = "有儲存格不在任何欄位標題之下，內含時間、證號或帳號，可能是未列入的查詢，請對照原始報表確認。"


def _told(file: str, places: Sequence[tuple[str, int | None]], reason: str) -> list[Problem]:
    if len(places) < SEVERAL:
        return [Problem(file, place, reason, page) for place, page in places]
    place, page = places[0]
    return [Problem(file, place, f"本頁或本工作表共 {len(places)} 處{reason}", page)]


def _is_of_gutters(note: Note) -> bool:
    return note.row.loose or len(note.row.cells) > 1


def _beside(found: Scan) -> Iterator[list[DataRow]]:
    """Rows with cells under no heading that could be part of a query, a list for each sheet."""
    unheaded: dict[tuple[Layout, int], tuple[int, ...]] = {}
    rows: dict[Sheet, list[DataRow]] = {}
    for row in found.rows:
        key = row.layout, len(row.row.cells)
        if key not in unheaded:
            unheaded[key] = _without_heading(row.layout, len(row.row.cells))
        cells = [row.row.cells[at] for at in unheaded[key] if row.row.cells[at] is not None]
        if cells and _could_be_query(text_of(cells)):
            rows.setdefault(row.sheet, []).append(row)
    yield from rows.values()


def _without_heading(layout: Layout, width: int) -> tuple[int, ...]:
    headed = {*layout.columns.values(), *layout.unknown}
    headed.update(at for several in layout.further.values() for at in several)
    return tuple(at for at in range(width) if at not in headed)


def _could_be_query(text: str) -> bool:
    plain = clean(text) or ""
    return names_person(plain) or bool(CLOCK.search(plain) and DATE.search(plain))
