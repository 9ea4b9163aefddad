"""Which columns a list has: none that is needed may be missing, and none that is not understood goes unsaid."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from reconcile.carriers.raw import Document
from reconcile.errors import Problem
from reconcile.reading.cell_contents import meanings_of
from reconcile.reading.headings import meanings, plain
from reconcile.reading.layouts import Layout, missing
from reconcile.reading.lists.headings import BARE_NUMBERS, COUNTIES, NOT_ASKED_OF_LISTS
from reconcile.reading.lists.kind import ListKind
from reconcile.reading.scanned import DataRow, Scan
from reconcile.reading.vocabulary import unnumbered
from reconcile.text.folding import clean

_WHEN = re.compile(r"(?:中華)?(?:民國)?\d{2,4}年度?|\d{1,2}月份?")


def with_more_columns(found: Scan, kind: ListKind) -> Scan:
    """The columns that a heading gives away only here: 「115年10月請假」 without its month, a second 「關係人」."""
    more = {layout: _with_more_columns(layout, kind) for layout in found.layouts}
    items = [item._replace(layout=more[item.layout]) if isinstance(item, DataRow) else item for item in found.items]
    return replace(found, items=items, layouts=[more[layout] for layout in found.layouts])


def _with_more_columns(layout: Layout, kind: ListKind) -> Layout:
    layout = _by_person(layout, kind)
    words, more = meanings(kind.headings), dict[str, int]()
    for at, text in layout.unknown.items():
        meaning = words.get(plain(text)) or words.get(plain(_WHEN.sub("", text)))
        meaning = words.get(_whose(layout, at, text, words), meaning)
        if meaning is None and words.get(unnumbered(plain(text))) in (*kind.several, *kind.second):
            meaning = words[unnumbered(plain(text))]
        if text in COUNTIES:
            meaning = "verdict" if "verdict" in kind.headings else None
        if meaning and meaning in kind.second and (layout.has(meaning) or meaning in more):
            meaning = kind.second[meaning]
        if meaning in kind.several and (layout.has(meaning) or meaning in more):
            meaning = f"{meaning} {at + 1}"
        if meaning and meaning not in more and not layout.has(meaning):
            more[meaning] = at
    return replace(
        layout,
        columns=layout.columns | more,
        headings=layout.headings | {meaning: layout.unknown[at] for meaning, at in more.items()},
        reasons=layout.reasons | dict.fromkeys(more, "標題"),
        unknown={at: text for at, text in layout.unknown.items() if at not in more.values()},
    )


def _by_person(layout: Layout, kind: ListKind) -> Layout:
    """A bare 統號 right of a person's name is that person's, whichever of several it is."""
    words = meanings(kind.headings)
    for meaning, at in list(layout.columns.items()):
        whose = words.get(_whose(layout, at, layout.headings[meaning], words), meaning)
        if whose != meaning:
            layout = layout.without(meaning)
            free = {other: text for other, text in layout.unknown.items() if plain(text) in _BARE}
            own = [at for at, text in free.items() if words.get(_whose(layout, at, text, words), meaning) == meaning]
            if own and not layout.has(meaning):
                layout = _taking(layout, meaning, own[0])
    return layout


def _taking(layout: Layout, meaning: str, at: int) -> Layout:
    return replace(
        layout,
        columns=layout.columns | {meaning: at},
        headings=layout.headings | {meaning: layout.unknown[at]},
        reasons=layout.reasons | {meaning: "標題"},
        unknown={other: text for other, text in layout.unknown.items() if other != at},
    )


_BARE = frozenset(map(plain, BARE_NUMBERS))


def _whose(layout: Layout, at: int, text: str, words: Mapping[str, str]) -> str:
    """The heading of a bare number with the person to its left: 受委託人統號; "" where that says nothing more."""
    if plain(text) not in _BARE:
        return ""
    told = {column: layout.headings[meaning] for meaning, column in layout.columns.items()} | layout.unknown
    person = plain(told.get(at - 1, "")).removesuffix("姓名")
    return whole if person and (whole := person + plain(text)) in words else ""


def objection(kind: ListKind, found: Scan) -> str | None:
    """Why there is no such list in what was found; None where there is."""
    expected = "、".join(name for name, _ in kind.needed)
    if not found.layouts:
        return f"找不到{kind.title}的表頭（{expected}），請確認檔案；各欄標題請改用一般用語後重跑。"
    known = [words for layout in found.layouts for words in layout.headings.values()]
    unknown = [words for layout in found.layouts for words in layout.unknown.values()]
    if foreign := next((words for words in (*known, *unknown) if kind.foreign.fullmatch(plain(words))), None):
        return f"有「{foreign}」欄，看起來不是{kind.title}；請確認指定的檔案。"
    lacking = missing(found.layouts, *kind.needed)
    if not lacking:
        return None
    alike = [words for layout in found.layouts for several in layout.rivals.values() for words in several]
    doubtful = f"「{'」與「'.join(alike)}」無法分辨；" if alike else ""
    told = f"認得的欄位：{_listed(known)}；不認得：{_listed(unknown)}"
    return f"看不出「{'」「'.join(lacking)}」是哪一欄（{doubtful}{told}），請將該欄標題改為「{lacking[0]}」後重跑。"


def _listed(words: Sequence[str]) -> str:
    return "、".join(dict.fromkeys(words)) or "無"


def rivals(document: Document, found: Scan, kind: ListKind) -> Iterator[Problem]:
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


_NOT_ASKED = frozenset(map(plain, NOT_ASKED_OF_LISTS.split()))


def strangers(document: Document, found: Scan, kind: ListKind) -> Iterator[Problem]:
    """Columns that are written in and not understood; of an exported list those that hold identifiers."""
    words = meanings(kind.headings)
    for layout in found.layouts:
        rows = [data for data in found.rows if data.layout is layout]
        for at, heading in layout.unknown.items():
            if plain(heading) in _NOT_ASKED or plain(heading) in words:
                continue
            cells = [data.row.cells[at] for data in rows if at < len(data.row.cells)]
            held = any(map(clean, cells))
            if held and (not kind.exported or "condition" in meanings_of(cells)):
                yield Problem(
                    document.file,
                    found.header or "",
                    f"不認得「{heading}」欄，該欄未採用；若是{kind.title}所需的資料，請改用一般用語為標題，否則請刪去該欄後重跑。",
                )
