"""How every list is read: its columns are found, each row is read, and what contradicts itself is told."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import PurePath
from typing import Any

from reconcile.carriers.raw import Document, Row
from reconcile.errors import FileRefused, Problem
from reconcile.outcome import Reading
from reconcile.reading.headings import meanings, plain
from reconcile.reading.layouts import Layout, Vocabulary
from reconcile.reading.lists.cells import Cells
from reconcile.reading.lists.days import Known
from reconcile.reading.scan import DataRow, Scan, missing, scan
from reconcile.tables import Table
from reconcile.text.folding import clean

Values = dict[str, Any]


@dataclass(frozen=True)
class Taken:
    """A row that was taken over: its ordinal, its place, what the table holds of it, and all that is written in it."""

    number: int
    place: str
    values: Values
    content: tuple[str | None, ...]


Doubt = tuple[Taken, str]
"""A row and the sentence that says what is wrong with it."""


@dataclass(frozen=True)
class ListKind:
    """One kind of list, declared.

    `headings` are its columns and their synonyms, of which a header bears at least `fewest`. A row is one of the list
    if it fills a column of `key`, or two others. `needed` names the columns without which there is no such list.
    `foreign` matches a heading that only another document has. `read` gives a row's values, one mapping for each row
    of the table, and null where the row cannot be taken over, having told why. `check` compares the rows that were.
    `tell` is that of a vocabulary. Of the columns in `unique` there may be only one.
    """

    title: str
    table: Table
    headings: dict[str, str]
    key: tuple[str, ...]
    needed: tuple[tuple[str, tuple[str, ...]], ...]
    foreign: re.Pattern[str]
    read: Callable[[Cells], list[Values] | None]
    check: Callable[[Sequence[Taken]], Iterator[Doubt]]
    fewest: int = 2
    tell: Callable[[Sequence[Any]], list[str]] | None = None
    essential: tuple[tuple[str, ...], ...] = ()
    unique: tuple[str, ...] = field(default=())

    @property
    def vocabulary(self) -> Vocabulary:
        """Its headings, ready to look up."""
        return Vocabulary.of(self.headings, fewest=self.fewest, tell=self.tell, essential=self.essential)


def read(document: Document, kind: ListKind) -> Reading:
    """A list in a document; raises FileRefused where it is none, or where a needed column cannot be told."""
    document = replace(document, sheets=tuple(sheet.spread() for sheet in document.sheets))
    found = _with_dated_headings(scan(document, kind.vocabulary, _is_row(kind.key)), kind)
    _refuse_unless(kind, document, found)
    known = Known.of(found.text, *(sheet.name for sheet in document.sheets), PurePath(document.file).stem)
    taken: list[Taken] = []
    problems = list(_rivals(document, found, kind))
    unreadable = 0
    for number, data in enumerate(found.rows, start=1):
        cells = Cells(data, known)
        rows = kind.read(cells)
        unreadable += rows is None
        place = data.sheet.place(number) if data.sheet.page else data.place
        page = data.sheet.page
        problems += [Problem(document.file, place, told, page, number) for told in _told(cells)]
        taken += [Taken(number, place, values, _content(data)) for values in rows or ()]
    problems += [Problem(document.file, row.place, told, None, row.number) for row, told in kind.check(taken)]
    facts = replace(found.facts(document, None), rows_printed=len(found.rows), rows_unreadable=unreadable)
    return Reading(kind.table.frame(_keyed(document, kind.table, taken)), tuple(problems), facts)


def printed_twice(taken: Sequence[Taken]) -> Iterator[Doubt]:
    """Rows that repeat an earlier one to the letter, as after pasting twice."""
    first: dict[tuple[str | None, ...], Taken] = {}
    for row in taken:
        before = first.setdefault(row.content, row)
        if before.number != row.number:
            yield row, f"與{before.place}完全相同，請確認是否重複貼上，刪去其中一列後重跑。"


def _keyed(document: Document, table: Table, taken: Sequence[Taken]) -> Iterator[Values]:
    keys = {name: name.rpartition("_")[2] for name in (f"{table.name}_file", f"{table.name}_row")}
    for row in taken:
        own = {"file": document.file, "row": row.number}
        yield row.values | {name: own[part] for name, part in keys.items() if name in table.columns}


def _told(cells: Cells) -> Iterator[str]:
    yield from cells.troubles
    if cells.data.row.doubtful:
        yield "兩種解讀程式讀出的文字不一致，請對照原始檔案，或改以 Excel 檔重跑。"
    if cells.data.row.hidden:
        yield "此列在畫面上看不到（隱藏列、隱藏工作表或隱形文字），已一併讀取，請確認原始檔案。"


def _content(data: DataRow) -> tuple[str | None, ...]:
    """All that the row says but for its serial number."""
    serial = data.layout.columns.get("serial")
    return tuple(clean(cell) for at, cell in enumerate(data.row.cells) if at != serial)


# -- which rows are of the list ----------------------------------------------------------------------------------------

_FOOTER = re.compile(
    r"(?:總計|合計|小計|共計|總筆數|以下空白|列印|製表|本頁|說明\s*[:：]|附?註\s*[:：\d]|備註\s*[:：]|第\s*\d+\s*頁|共\s*\d+\s*[筆頁人件個])"
    r"|(?:承辦|單位主管|主管|機關首長|首長|審核|覆核|課長|股長|主任|秘書|填表)[^:：]{0,4}[:：]"
)
_SIGNATORY = re.compile(r"承辦人員?|單位主管|機關首長|審核|覆核|製表人?|填表人|課長|股長|主任|秘書")
_HAS_KEY = re.compile(r"[^:：]{0,40}[A-Za-z0-9Ａ-Ｚａ-ｚ０-９][^:：]{0,40}")


def _is_row(key: tuple[str, ...]) -> Callable[[Row, Layout], bool]:
    """A row that fills a key column or two others; not a total, a page footer, signatures or a heading of a group."""

    def tells(row: Row, layout: Layout) -> bool:
        texts = list(row.texts())
        filled = {
            meaning: text
            for meaning, at in layout.columns.items()
            if meaning != "serial" and (text := clean(layout.cell(row, meaning)))
        }
        if not filled or _FOOTER.match(texts[0]) or all(_SIGNATORY.fullmatch(text) for text in texts):
            return False
        if len(filled) > 1:
            return True
        ((meaning, text),) = filled.items()
        if len(texts) == 1 and layout.columns[meaning] == min(layout.columns.values()):
            return meaning in key and len(layout.columns) > 0 and _HAS_KEY.fullmatch(text) is not None
        return True

    return tells


# -- which columns it has ----------------------------------------------------------------------------------------------

_WHEN = re.compile(r"(?:中華)?(?:民國)?\d{2,4}年度?|\d{1,2}月份?")


def _with_dated_headings(found: Scan, kind: ListKind) -> Scan:
    """Headings such as 「115年10月請假」 read as what is left of them without their month."""
    words = meanings(kind.headings)
    dated: dict[int, Layout] = {}
    for layout in found.layouts:
        more = {
            meaning: at
            for at, text in layout.unknown.items()
            if _WHEN.search(text) and (meaning := words.get(plain(_WHEN.sub("", text)))) and not layout.has(meaning)
        }
        dated[id(layout)] = replace(
            layout,
            columns=layout.columns | more,
            headings=layout.headings | {meaning: layout.unknown[at] for meaning, at in more.items()},
            reasons=layout.reasons | dict.fromkeys(more, "標題"),
            unknown={at: text for at, text in layout.unknown.items() if at not in more.values()},
        )
    items = [
        item._replace(layout=dated[id(item.layout)]) if isinstance(item, DataRow) else item for item in found.items
    ]
    return replace(found, items=items, layouts=[dated[id(layout)] for layout in found.layouts])


def _refuse_unless(kind: ListKind, document: Document, found: Scan) -> None:
    expected = "、".join(name for name, _ in kind.needed)
    if not found.layouts:
        raise FileRefused(
            document.file,
            f"找不到{kind.title}的表頭（{expected}），請確認檔案；各欄標題請改用一般用語後重跑。",
        )
    known = [words for layout in found.layouts for words in layout.headings.values()]
    unknown = [words for layout in found.layouts for words in layout.unknown.values()]
    if foreign := next((words for words in (*known, *unknown) if kind.foreign.fullmatch(plain(words))), None):
        raise FileRefused(document.file, f"有「{foreign}」欄，看起來不是{kind.title}；請確認指定的檔案。")
    lacking = missing(found.layouts, *kind.needed)
    rivals = [words for layout in found.layouts for several in layout.rivals.values() for words in several]
    if lacking:
        doubtful = f"「{'」與「'.join(rivals)}」無法分辨；" if rivals else ""
        told = f"認得的欄位：{_listed(known)}；不認得：{_listed(unknown)}"
        raise FileRefused(
            document.file,
            f"看不出「{'」「'.join(lacking)}」是哪一欄（{doubtful}{told}），請將該欄標題改為「{lacking[0]}」後重跑。",
        )


def _listed(words: Sequence[str]) -> str:
    return "、".join(dict.fromkeys(words)) or "無"


def _rivals(document: Document, found: Scan, kind: ListKind) -> Iterator[Problem]:
    """Two columns that could both be what a list has once, where they do not say the same in every row."""
    words = meanings(kind.headings)
    for layout in found.layouts:
        rows = [data for data in found.rows if data.layout is layout]
        for at, text in layout.unknown.items():
            meaning = words.get(plain(text), "")
            if meaning not in kind.unique or not layout.has(meaning):
                continue
            pairs = [
                (data.text(meaning), clean(data.row.cells[at] if at < len(data.row.cells) else None)) for data in rows
            ]
            if any(one and other and one != other for one, other in pairs):
                taken = layout.headings[meaning]
                sentence = (
                    f"有兩欄「{text}」內容不同，無法分辨，採用第一欄；請刪去另一欄後重跑。"
                    if text == taken
                    else f"「{taken}」與「{text}」兩欄內容不同，無法分辨何者為準，採用「{taken}」；請刪去另一欄後重跑。"
                )
                yield Problem(document.file, found.header or "", sentence)


def same_rows(ones: Mapping[Any, Sequence[Taken]]) -> Iterator[tuple[Taken, Taken]]:
    """Neighbours in each group, the later first."""
    for group in ones.values():
        for before, row in pairwise(group):
            yield row, before
