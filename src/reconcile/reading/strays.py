"""What nobody claims and could be a query: a problem that names its place."""

from collections import Counter
from collections.abc import Iterator, Sequence

from reconcile.carriers.raw import Document, Sheet
from reconcile.errors import Problem
from reconcile.reading.blocks import SUBJECTS
from reconcile.reading.claims import CLOCK, DATE, Claim, Claims, text_of
from reconcile.reading.layouts import Layout
from reconcile.reading.scanned import DataRow, Note, Scan
from reconcile.text.folding import clean
from reconcile.text.identifiers import identifiers_in, names_person

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
    for rows in _remarked(found):
        problems += _told(file, [(row.place, row.sheet.page) for row in rows], _REMARK)
    return problems


def of_edges(document: Document) -> list[Problem]:
    """A problem for each worksheet that prints a person above or below every page."""
    told = [sheet for sheet in document.sheets if any(map(names_person, sheet.edges))]
    return [Problem(document.file, sheet.place(), f"頁首或頁尾{_HOLDS}") for sheet in told]


def _reason(notes: Sequence[Note]) -> str:
    texts = [note.text for note in notes]
    dated = any(names_person(text) and (CLOCK.search(text) or DATE.search(text)) for text in texts)
    return _QUERY if dated else _OUTSIDE


_QUERY = "表格外的文字含證號及日期或時間，可能是未列入的查詢，請確認原始報表。"
_OUTSIDE = "有文字不屬於表格的任何一列，可能是未列入的查詢，請對照原始報表確認。"
_HOLDS = "的文字含證號，可能是未列入的查詢，請確認原始報表。"
_REMARK = "未採用的欄位內含另一人的證號，可能是未列入的查詢，請對照原始報表確認。"
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
    """The columns under no heading; under a heading that goes on to their left only what is read of them."""
    headed = {*layout.columns.values(), *layout.unknown}
    headed.update(at for meaning in _READ_ON for at in layout.further.get(meaning, ()))
    return tuple(at for at in range(width) if at not in headed)


def _could_be_query(text: str) -> bool:
    plain = clean(text) or ""
    return names_person(plain) or bool(CLOCK.search(plain) and DATE.search(plain))


_READ_ON = (*SUBJECTS, "queried_at", "queried_on")
FEW = 0.1
"""In so small a share of the rows a person in a column that is not read is a remark; in more it is what it heads."""


def _remarked(found: Scan) -> Iterator[list[DataRow]]:
    """Rows with another person than their own in a column whose heading means nothing, a list for each sheet."""
    rows: dict[tuple[Layout, int], list[DataRow]] = {}
    counts: Counter[Layout] = Counter()
    columns = {layout: tuple(layout.unknown) for layout in found.layouts if layout.unknown}
    for row in found.rows if columns else ():
        counts[row.layout] += 1
        for at in columns.get(row.layout, ()):
            cell = row.row.cells[at] if at < len(row.row.cells) else None
            if isinstance(cell, str) and names_person(cell) and not _are_its_own(cell, row):
                rows.setdefault((row.layout, at), []).append(row)
    for (layout, _), told in rows.items():
        if len(told) <= max(1, FEW * counts[layout]) and 2 * len(told) < counts[layout]:
            yield told


def _are_its_own(cell: str, row: DataRow) -> bool:
    """Whoever the remark names is whom the row asks about."""
    own = "".join(row.row.texts()).replace(cell, "").replace(" ", "").upper()
    return all(one in own for _, _, one in identifiers_in(cell))
