"""Rows in reading order, each with the user whose group it stands in; what a page break cut put together again."""

import re
from collections.abc import Iterator

from reconcile.carriers.raw import Sheet
from reconcile.reading.blocks import SUBJECTS, TIMES, USERS, Query
from reconcile.reading.claims import Claims
from reconcile.reading.groups import heading_of
from reconcile.reading.scanned import DataRow, Note, Scan
from reconcile.reading.users import Group
from reconcile.text.identifiers import names_person


def arranged_by_user(found: Scan, claims: Claims) -> Iterator[Query | Note]:
    """Each row with the group heading above it, and the notes.

    Where each worksheet bears the name of its user, its rows are his.
    """
    of_sheets = {} if claims.groups else users_of_sheets(found)
    group, sheet = Group(), None
    held: Query | None = None
    waiting: list[Note] = []
    for at, item in enumerate(found.items):
        if isinstance(item, DataRow):
            if item.sheet is not sheet and item.sheet in of_sheets:
                sheet, group = item.sheet, of_sheets[item.sheet]
            if held and item.sheet is not held.row.sheet and _is_rest(item, held.row):
                held = Query(_joined(held.row, item), held.group)
                continue
        elif at not in claims.groups:
            waiting.append(item)
            continue
        if held:
            yield held
        yield from waiting
        held, waiting = None, []
        if isinstance(item, Note):
            group = _completed(claims.groups[at], group) if at - 1 in claims.groups else claims.groups[at]
            yield item
        else:
            held = Query(item, group)
    if held:
        yield held
    yield from waiting


def _completed(heading: Group, above: Group) -> Group:
    """A heading with what the line directly above it says: 使用者帳號 in one, 使用者姓名 in the other."""
    parts = [tuple(map(bool, one)) for one in (heading, above)]
    if sorted(parts) != [(False, True), (True, False)]:
        return heading
    return Group(heading.account or above.account, heading.user_name or above.user_name)


_NAMED_BY_PROGRAMS = re.compile(r"(?:sheet|table|export|data|report|工作表|頁)[\s_]*\d*", re.IGNORECASE)


def users_of_sheets(found: Scan) -> dict[Sheet, Group]:
    """The user whom the name of each worksheet with rows names; none where a column or one name does not say."""
    without = {layout for layout in found.layouts if not layout.has(*USERS)}
    sheets = dict.fromkeys(row.sheet for row in found.rows if row.layout in without) if without else {}
    named = {
        sheet: heading_of([sheet.name], bare=True)
        for sheet in sheets
        if sheet.name and not _NAMED_BY_PROGRAMS.match(sheet.name)
    }
    told = {sheet: group for sheet, group in named.items() if group is not None and any(group)}
    return told if len(told) == len(sheets) else {}


def _is_rest(data: DataRow, before: DataRow) -> bool:
    """The rest of a row that a page break cut: at the top of the next page, without a serial number of its own.

    In a table without serial numbers: without time and user, and with a person only where the row above has none.
    """
    if data.sheet.page is None:
        return False
    if data.layout.has("serial"):
        return data.text("serial") is None
    asked = [any(map(names_person, filter(None, map(row.text, SUBJECTS)))) for row in (data, before)]
    return not any(map(data.text, (*TIMES, *USERS))) and not all(asked)


def _joined(before: DataRow, rest: DataRow) -> DataRow:
    cells = tuple(
        "\n".join(str(part) for part in parts if part is not None) or None
        for parts in zip(before.row.cells, rest.row.padded(len(before.row.cells)).cells, strict=False)
    )
    joined_row = before.row._replace(
        cells=cells,
        doubtful=before.row.doubtful or rest.row.doubtful,
        hidden=before.row.hidden or rest.row.hidden,
        loose=before.row.loose or rest.row.loose,
        struck={**before.row.struck, **rest.row.struck},
        concealed={**before.row.concealed, **rest.row.concealed},
        over=(*before.row.over, *rest.row.over),
    )
    return before._replace(row=joined_row)
