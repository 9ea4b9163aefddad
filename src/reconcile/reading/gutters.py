"""Columns of a page that ran into one another, above all those told by the white between them: it is said."""

import re
from collections.abc import Iterator, Mapping, Sequence

from reconcile.carriers.raw import Sheet
from reconcile.errors import Problem
from reconcile.reading.blocks import SUBJECTS
from reconcile.reading.headings import family, plain
from reconcile.reading.instants import is_clock
from reconcile.reading.layouts import Layout
from reconcile.reading.proof import is_page_number
from reconcile.reading.scanned import DataRow, Note, Scan
from reconcile.text.folding import clean

ADVICE = "請對照原始報表，或改以有框線的 PDF 或 Excel 檔重跑。"

_PARTS = re.compile(r"\s+|(?<=[】）)\]：:※])|(?=[【（(\[])")
_KINDS = frozenset(("類別", "種類", "類型", "別"))
"""What stands so below 查詢標的 says of which kind it is."""
_BARE = frozenset(("姓名", "name"))
_FOOT = re.compile("以下空白|[總合小共]計|總筆數")


def gutters(file: str, found: Scan, words: Mapping[str, str], *, passing: Sequence[Note]) -> list[Problem]:
    """A problem for each place where text may have been taken for another column's, another row's or none's.

    `words` map the headings of this kind of document, as `plain` has them, to their meanings; `passing` are the notes
    that are no rows.
    """
    problems = [Problem(file, "", f"{sentence}，{_INTO_ANOTHER}") for sentence in _run_over(found, words)]
    if all(item.sheet.ruled for item in found.items):
        return problems
    problems += [
        Problem(file, item.place, f"{sentence}，{ADVICE}", item.sheet.page)
        for item, before in zip(found.items, [None, *found.items], strict=False)
        if not item.sheet.ruled and not any(item is passed for passed in passing)
        for sentence in _doubts(item, before, words)
    ]
    problems += [Problem(file, sheet.place(), f"{_SHIFTED}，{ADVICE}", sheet.page) for sheet in _shifted(found.rows)]
    if all(row.sheet.ruled for row in found.rows):
        return problems
    return problems + [Problem(file, "", f"{sentence}，{ADVICE}") for sentence in _of_headings(found, words)]


_SHIFTED = "本頁沒有欄位標題，欄數又與有標題之頁不同，各欄可能錯位"
_INTO_ANOTHER = "其內容可能併入旁欄，請對照原始報表。"


def _run_over(found: Scan, known: Mapping[str, str]) -> Iterator[str]:
    """Ruled columns whose text ran into another: below one heading that is two, or with nothing at all below it."""
    ruled = [row for row in found.rows if row.sheet.page and row.sheet.ruled]
    layouts = dict.fromkeys(row.layout for row in ruled)
    for words in dict.fromkeys(words for one in layouts for words in (*one.unknown.values(), *one.headings.values())):
        if plain(words) not in known and _is_glued(plain(words), known):
            yield f"「{words[:30]}」可能是兩欄的標題"
    headed = {key: words for one in layouts for key, words in one.headings.items() if key in _SIGNS}
    for key, words in headed.items():
        sign = _SIGNS[key]
        blank = all(row.text(key) is None for row in ruled)
        if blank and any(sign.search(cell) for row in ruled for cell in row.row.texts()):
            yield f"「{words}」整欄空白"


_SIGNS = {
    "account": re.compile(r"(?<=[\d一-鿿])[A-Za-z]{2,}\d{2,}|[A-Za-z]{2,}\d{2,}(?=[一-鿿])"),
    "result": re.compile(r"成功|失敗|[有無](?:資料|[紀記]錄)|success|fail", re.IGNORECASE),
}
"""What shows that the content of a column that is blank throughout stands in another."""


def _shifted(rows: Sequence[DataRow]) -> list[Sheet]:
    """Pages that bear no header and have not as many columns as the page that does."""
    widths = {row.layout: len(row.row.cells) for row in rows if row.header}
    bare = [row for row in rows if not row.header and not row.sheet.ruled]
    told = [row.sheet for row in bare if len(row.row.cells) != widths.get(row.layout, len(row.row.cells))]
    return list(dict.fromkeys(told))


def _doubts(item: DataRow | Note, before: DataRow | Note | None, known: Mapping[str, str]) -> Iterator[str]:
    if isinstance(item, Note):
        if item.row.loose or len(item.row.cells) > 1:
            yield "表格中有一列文字看不出屬於哪一筆查詢、哪一欄"
        return
    if item.row.loose:
        yield "此列的文字高低不齊，可能混入上下列的文字"
    first = not isinstance(before, DataRow) or before.sheet is not item.sheet
    if first and any(_mixes_in_a_heading(cell, known) for cell in item.row.texts()):
        yield "此列混有欄位標題的文字"
    if any(_FOOT.match(line) or is_page_number(line) for cell in item.row.texts() for line in cell.split("\n")[1:]):
        yield "此列混有頁碼或合計的文字"
    headed = _headed(item.layout)
    clocks = () if item.layout.has("queried_on") else item.layout.further.get("queried_at", ())
    stray = [cell for at, cell in enumerate(item.row.cells) if at not in headed and clean(cell)]
    if any(not (clocks and is_clock(cell)) for cell in stray):
        yield "此列有文字不在任何欄位標題之下"


def _mixes_in_a_heading(cell: str, known: Mapping[str, str]) -> bool:
    """One of its lines is a heading; 身分證號 alone may be the kind of what is asked about."""
    lines = [plain(line) for line in cell.split("\n")]
    if len(lines) == 1 and known.get(lines[0]) in SUBJECTS:
        return False
    return any(line in known for line in lines)


def _headed(layout: Layout) -> set[int]:
    """The columns that a heading stands above, or that belong to the condition beside them."""
    conditions = {at for meaning in SUBJECTS for at in layout.further.get(meaning, ())}
    return {*layout.columns.values(), *layout.unknown, *conditions}


def _of_headings(found: Scan, known: Mapping[str, str]) -> Iterator[str]:
    """Two headings in one cell, headings that only some pages have, and columns that hold nothing."""
    written = [words for layout in found.layouts for words in (*layout.unknown.values(), *layout.headings.values())]
    for words in dict.fromkeys(written):
        if _is_of_two(words, known):
            yield f"看不出欄位界線：「{words[:30]}」可能是兩欄的標題"
    if len({frozenset(layout.columns) for layout in found.layouts}) > 1:
        yield "看不出欄位界線：各頁讀到的欄位不同"
    bare = any(plain(words) in _BARE for layout in found.layouts for words in layout.unknown.values())
    if bare and any(_is_of_headings(note.text, known) for note in found.notes if not note.sheet.ruled):
        yield "看不出欄位界線：「姓名」之上另有一列標題，看不出是誰的姓名"
    for meaning, words in {key: words for layout in found.layouts for key, words in layout.headings.items()}.items():
        if meaning not in SUBJECTS and all(row.text(meaning) is None for row in found.rows):
            yield f"看不出欄位界線：「{words}」整欄空白"


def _is_of_headings(text: str, known: Mapping[str, str]) -> bool:
    """The first row of a header that stands over several columns each: 查詢人員, 被查詢人."""
    return all(plain(part) in known for part in text.split()) and bool(text.strip())


def _is_of_two(words: str, known: Mapping[str, str]) -> bool:
    """A heading of parts that mean different things; what means nothing as a whole need have only one that does."""
    parts = [part for part in map(plain, _PARTS.split(words)) if part]
    if plain(words) not in known and _is_glued(plain(words), known):
        return True
    if "".join(parts) in known or _KINDS.issuperset(parts[1:]):
        return False
    meant = {family(known[part]) for part in parts if part in known}
    return len(meant) > 1 or bool(meant and len(parts) > 1 and plain(words) not in known)


def _is_glued(words: str, known: Mapping[str, str]) -> bool:
    """Headings of columns of their own that touch, or are printed one into the other: 查詢事由使用者帳號.

    查詢人員所屬單位 is one: what stands first names a person, and nothing of him.
    """
    within = [one for one in known if len(one) >= WHOLE_WORD and _runs_through(one, words)]
    pairs = [(one, other) for one in within for other in within if family(known[one]) != family(known[other])]
    return any(
        (words.startswith(one) and words.endswith(other) and _OF_SOMETHING.search(one) is not None)
        or (len(one) + len(other) == len(words) and _interleaves(one, other, words))
        for one, other in pairs
        if len(one) + len(other) <= len(words)
    )


_OF_SOMETHING = re.compile("(?:帳號|代號|編號|姓名|名稱|時間|日期|事由|目的|用途|條件|結果|位址|項目)$")
WHOLE_WORD = 4
"""So long is a heading that stands by itself and is not a part of a longer one: 單位, 姓名."""


def _runs_through(word: str, words: str) -> bool:
    """The signs of the word stand in the others in their order."""
    rest = iter(words)
    return all(sign in rest for sign in word)


def _interleaves(one: str, other: str, words: str) -> bool:
    """The words are both, printed one into the other; not one behind the other."""
    if words in {one + other, other + one}:
        return False
    reached = {0}
    for at, sign in enumerate(words):
        reached = {n + 1 for n in reached if one[n : n + 1] == sign} | {
            n for n in reached if other[at - n : at - n + 1] == sign
        }
    return len(one) in reached
