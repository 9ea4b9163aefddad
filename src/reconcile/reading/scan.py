"""One walk through a document: header rows give layouts, rows below them are data, all other text is a note."""

from collections.abc import Callable, Sequence

from reconcile.carriers.raw import Cell, Document, Row
from reconcile.reading.headings import ALSO_IN_ROWS
from reconcile.reading.layouts import BY_HEADING, Layout
from reconcile.reading.lines_beside import Beside
from reconcile.reading.scanned import DataRow, Scan, closing, wordy
from reconcile.reading.tables_beside import layout_with_neighbours
from reconcile.reading.vocabulary import Vocabulary


def scan(
    document: Document,
    vocabulary: Vocabulary,
    is_data: Callable[[Row, Layout], bool],
    of_another: Callable[[Sequence[Row], int, Vocabulary], Layout | None] = lambda rows, at, words: None,
) -> Scan:
    """Walk all sheets; a sheet without a header of its own is read by the layout of the sheet before it.

    A header is one wherever it is printed again. Below a line for signatures stand the names of those who sign. Of
    tables side by side the rows of the left one come first. `of_another` tells the header of a table of another kind,
    which holds on its own sheet only.
    """
    found = Scan()
    layout: Layout | None = None
    own_layout: Layout | None = None
    seen: dict[tuple[Cell, ...], Layout] = {}
    for sheet in document.sheets:
        rows = [row for row in sheet.rows if not row.blank]
        below_header = 0
        above: tuple[int, ...] = ()
        signing = False
        beside = Beside(found, sheet, own_layout, is_data)
        layout = own_layout
        for at, row in enumerate(rows):
            if at < below_header:
                continue
            own = _rows_in(row, layout, is_data) if layout and not row.slanted else []
            if own and not wordy(row):
                signing = False
            elif header := seen.get(row.cells) or _header(rows, at, vocabulary, in_table=bool(own)):
                seen[row.cells], signing = header, False
                layout = own_layout = header
                below_header = at + header.depth
                above = tuple(header_row.number for header_row in rows[at:below_header])
                found.layouts += [header, *header.beside]
                found.header = found.header or sheet.place(row.number)
                found.tops.setdefault(sheet, (row.number, header))
                beside.begin(header, rows[at:below_header], above)
                continue
            elif own_layout and wordy(row) and (other := of_another(rows, at, vocabulary)):
                found.tops.setdefault(sheet, (row.number, other))
                layout, signing = other, False
                continue
            elif signing := signing or (closing(row) and wordy(row)):
                own = []
            if own and layout and not layout.beside:
                found.items.append(DataRow(sheet, row, layout, above))
            elif own:
                beside.put_rows(row, own, above)
            else:
                beside.put_note(row, layout, (rows[n] for n in range(at + 1, len(rows))))
        beside.end()
    return found


def _header(rows: Sequence[Row], at: int, vocabulary: Vocabulary, *, in_table: bool) -> Layout | None:
    """The header that starts at that row; a row of the table above is none by words that stand in rows as well."""
    header = layout_with_neighbours(rows, at, vocabulary)
    told = {meaning for meaning, why in header.reasons.items() if why == BY_HEADING} if header else set()
    return None if in_table and told <= ALSO_IN_ROWS else header


def _rows_in(row: Row, layout: Layout, is_data: Callable[[Row, Layout], bool]) -> list[tuple[Layout, Row]]:
    """The rows of tables side by side that stand on one line."""
    if not layout.beside:
        return [(layout, row)] if is_data(row, layout) else []
    several = ((one, one.own(row)) for one in (layout, *layout.beside))
    return [(one, own) for one, own in several if not own.blank and is_data(own, one)]
