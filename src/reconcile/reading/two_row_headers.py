"""Headers of two rows: whether the second belongs to the first, and which headings span others below them."""

import re
from collections.abc import Mapping, Sequence
from itertools import zip_longest

from reconcile.carriers.raw import Row
from reconcile.reading.cell_contents import is_name
from reconcile.reading.heading_cells import headings_in, word_of
from reconcile.reading.headings import PURPOSE_COLUMNS, family, plain
from reconcile.reading.vocabulary import Vocabulary, unnumbered
from reconcile.regulation.numerals import numeral
from reconcile.text.folding import clean
from reconcile.text.purposes import purpose_words
from reconcile.text.results import result_of

_BRACKETED = re.compile(r"[(（\[【][^()（）\d]*[)）\]】]")


def headings_below(rows: Sequence[Row], at: int, vocabulary: Vocabulary) -> dict[str, int]:
    """The meanings in the row below the one at `at`, where both are one header; else none."""
    below = headings_in(rows[at + 1], vocabulary) if at + 1 < len(rows) else {}
    return below if below and _continues(rows[at], rows[at + 1], below, vocabulary) else {}


_ASKED = re.compile("^(?:被查|受查|查詢對象|查詢標的|當事人|對象|受詢|被詢)")
_USER = re.compile("^(?:查詢人|查詢者|使用|操作|承辦|經辦|登入|作業人|執行人|人員)|^user|^operator")
_WHEN = re.compile("時間|日期|time|date")
_NAMES, _ACCOUNTS = frozenset("姓名 名稱 中文姓名 name".split()), frozenset("帳號 代號 代碼 編號 id account".split())
_STARTS, _ENDS = frozenset("起 始 開始 自 from start".split()), frozenset("迄 訖 止 結束 至 to end".split())


def composed(rows: Sequence[Row], at: int, vocabulary: Vocabulary) -> Row | None:
    """Both rows of a header as one, each cell with the words that stand over it: 被查詢人 over 姓名 is 被查詢人姓名.

    None where no heading means more with what stands over it than by itself and spans are not filled, or where the
    first row is one text that no column takes.
    """
    top, below = rows[at], rows[at + 1]
    if len(top.cells) == 1:
        return None
    over: str | None = None
    cells: list[str | None] = []
    told = False
    for above, under in zip_longest(top.cells, below.cells):
        child = clean(under) if under != above else None
        over = clean(above) or (over if child else None)
        whole = _below(over, child, vocabulary) if over and child else None
        told = told or whole is not None
        cells.append(whole or child or clean(above))
    return top._replace(cells=tuple(cells)) if told or fills_spans(top, below) else None


def unstacked(row: Row, vocabulary: Vocabulary) -> Row | None:
    """A header of a page whose cells hold two rows of headings, each with what it says below the one over it.

    None where no cell does: a heading that only wraps means the same as a whole.
    """
    cells = [_of_its_own(cell, vocabulary) if isinstance(cell, str) else None for cell in row.cells]
    if not any(cells):
        return None
    return row._replace(cells=tuple(own or cell for own, cell in zip(cells, row.cells, strict=True)))


def _of_its_own(cell: str, vocabulary: Vocabulary) -> str | None:
    *above, child = cell.split("\n")
    over = "".join(above)
    if not over or word_of(cell, vocabulary):
        return None
    if whole := _below(over, child, vocabulary):
        return whole
    meant, own = vocabulary.meaning(plain(over)), vocabulary.meaning(plain(child))
    if not meant or not own:
        return None
    apart = {"succeeded": "result", "failed": "result"} | dict.fromkeys(PURPOSE_COLUMNS, "purpose")
    return child if meant != own and family(apart.get(own, own)) == family(meant) else None


def is_told_below(rows: Sequence[Row], at: int, vocabulary: Vocabulary) -> bool:
    """Every word of the second row says what the heading over it is about: 起 and 迄, 帳號 and 姓名.

    Or it has a word below every column of what is merged over several, or the answers to what stands over them.
    """
    if at + 1 >= len(rows):
        return False
    if fills_spans(rows[at], rows[at + 1]) and headings_in(rows[at + 1], vocabulary):
        return True
    if _answers(rows[at], rows[at + 1], vocabulary):
        return True
    words = [plain(str(rows[at + 1].cells[column])) for column in _written_anew(rows[at], rows[at + 1])]
    said = _STARTS | _ENDS | _NAMES | _ACCOUNTS
    return len(words) > 1 and all(word in said or word in vocabulary.words for word in words)


def _answers(top: Row, below: Row, vocabulary: Vocabulary) -> bool:
    """Every word of the second row, and there are several, is an answer to the heading over it."""
    written = _written_anew(top, below)
    heads = {at: [text for cell in top.cells[: at + 1] if (text := clean(cell))] for at in written}
    return len(written) > 1 and all(
        over and _choice_below(plain(over[-1]), str(below.cells[at]), vocabulary) for at, over in heads.items()
    )


def _below(over: str, child: str, vocabulary: Vocabulary) -> str | None:
    """What a heading says below another, in the words of the vocabulary; None where it says the same alone."""
    parent, own = plain(over), plain(child)
    asked, user = _ASKED.search(parent), _USER.search(parent)
    if own in _NAMES and (asked or user):
        return "被查詢人姓名" if asked else "使用者姓名"
    if own in _ACCOUNTS and user and not asked:
        return "使用者帳號"
    if user and not asked and vocabulary.words.get(own) in {"national_id", "resident_id", "condition"}:
        return "使用者證號"
    if own in _STARTS | _ENDS and _WHEN.search(parent):
        return "查詢起始時間" if own in _STARTS else "查詢結束時間"
    return _choice_below(parent, child, vocabulary) or (over + child if parent + own in vocabulary.words else None)


def _choice_below(parent: str, child: str, vocabulary: Vocabulary) -> str | None:
    """A heading that is one of the answers to the one over it: 有資料 below 查詢結果, (1)國籍 below 查詢事由."""
    if plain(child) in _EITHER and _TOLD.search(parent):
        return f"{plain(child)}資料"
    meaning = vocabulary.meaning(parent)
    if meaning == "result" and (result := result_of(child)):
        return "查詢成功" if result == "success" else "查詢失敗"
    if meaning in {"purpose", "purposes"} and vocabulary.regulation:
        purpose = purpose_words(vocabulary.regulation).purpose_of(child)
        return f"事由{numeral(purpose)}" if purpose else None
    return None


_EITHER, _TOLD = frozenset("有無"), re.compile("結果|資料|[紀記]錄|回應")
"""有 and 無 say something of a result below what is one: 有無資料."""


def _continues(top: Row, below: Row, known: dict[str, int], vocabulary: Vocabulary) -> bool:
    """The second row is header too: headings, and what is merged down from the first, which it does not repeat."""
    written = _written_anew(top, below)
    if len(written) == 1 and OF_USERS & known.keys() and any(clean(top.padded(at + 1).cells[at]) for at in written):
        return False  # 使用者【HL001】 below 序號 heads a group
    worded = {at for at in written if word_of(str(below.cells[at]), vocabulary)}
    return written <= worded | set(known.values()) and not set(known) <= set(headings_in(top, vocabulary))


OF_USERS = {"account", "user_name"}


def reaches_down(top: Row, below: Row) -> bool:
    """Together they are one header: what stands in the first row is over several of the second, or over none.

    A row with a number in a cell of its own counts something: 失敗｜0.
    """
    if any(text.isdecimal() for text in top.texts()):
        return False
    above = {at for at, cell in enumerate(top.cells) if clean(cell)}
    written = _written_anew(top, below)
    return (not above <= written or len(above) > 1) and all(at + 1 in written - above for at in above & written)


def fills_spans(top: Row, below: Row) -> bool:
    """The second row has a word below each column of every heading that is merged over several, and below no other."""
    if any(character.isdigit() for text in below.texts() for character in text):
        return False
    width = max(len(top.cells), len(below.cells))
    heads = [at for at, cell in enumerate(top.cells) if clean(cell)]
    spans = [set(range(at, end)) for at, end in zip(heads, [*heads[1:], width], strict=True)]
    written = _written_anew(top, below)
    wide = [span for span in spans if len(span) > 1 and span & written]
    return bool(wide) and heads[0] == 0 and set().union(*wide) == written


def _written_anew(top: Row, below: Row) -> set[int]:
    """Where the second row says what the first, merged down, does not."""
    return {at for at, cell in enumerate(below.cells) if clean(cell) and cell not in top.cells[at : at + 1]}


def spans(row: Row, column: int, below: Mapping[str, int]) -> bool:
    """A heading over several columns that have headings of their own below it."""
    beside = column + 1
    blank = beside < len(row.cells) and clean(row.cells[beside]) is None
    return blank and {column, beside} <= set(below.values())


def explains(row: Row) -> bool:
    """Units and formats below the headings: (代碼), (年/月/日); not （本月無查詢紀錄）, nor 【陳怡安】."""
    texts = list(row.texts())
    if len(texts) == 1 and is_name((clean(texts[0]) or "")[1:-1]):
        return False
    return bool(texts) and all(_BRACKETED.fullmatch(text) and "無" not in text for text in texts)


def further_columns(header: Sequence[Row], columns: Mapping[str, int]) -> dict[str, tuple[int, ...]]:
    """Columns under the words of another, or to its right under no words at all."""
    words = [
        next((_word(str(cell)) for cell in cells if clean(cell)), "")
        for cells in zip_longest(*(row.cells for row in reversed(header)))
    ]
    headed = {words[at]: meaning for meaning, at in columns.items()}
    found: dict[str, tuple[int, ...]] = {}
    meaning: str | None = None
    for at, word in enumerate(words):
        meaning = headed.get(word) if word else meaning
        if meaning and at not in columns.values():
            found[meaning] = (*found.get(meaning, ()), at)
    return found


def _word(heading: str) -> str:
    """What a heading says but for its number; a mark alone, ※, heads a column of its own."""
    marks = "" if any(map(str.isalnum, heading)) else heading
    return unnumbered(plain(heading)) or marks
