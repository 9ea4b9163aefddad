"""What is wrong with a row of a statement: cells that cannot be read, that show too little or too much."""

import re
from collections.abc import Iterator, Mapping, Sequence

from reconcile.reading.besides import besides
from reconcile.reading.blocks import Block, Trouble, asks, each, says
from reconcile.reading.cell_contents import is_account, is_name
from reconcile.reading.headings import RESULTS_APART
from reconcile.reading.layouts import Layout
from reconcile.reading.legible import dubious
from reconcile.reading.scanned import DataRow
from reconcile.regulation.numerals import numeral
from reconcile.text.identifiers import is_plain, persons_in, shows_cut


def troubles(block: Block, columns: Mapping[str, Sequence[object]], start: int) -> Iterator[Trouble]:
    """A sentence for each cell that cannot be read, and for what a viewer or the other engine sees differently."""
    told = ("queried_at", "result", "purpose", "account", "user_name")
    read = zip(block.queries, *(columns[name] for name in told), strict=True)
    for at, ((data, _), queried_at, result, purpose, account, user_name) in enumerate(read, start):
        if queried_at is None:
            shown = data.text("queried_at") or data.text("queried_on") or "（空白）"
            yield Trouble(at, f"無法辨識查詢時間「{shown[:30]}」，請確認原始報表後重跑。")
        if account is None and user_name is None:
            yield Trouble(at, "看不出使用者是誰（帳號、姓名皆空白），請確認原始報表。")
        if result is None and says(data.text("result")):
            yield Trouble(at, "無法辨識查詢結果，請確認原始報表。")
        if purpose is None and says(data.text("purpose")):
            yield Trouble(at, f"查詢事由不是{_number_of_purposes(block)}種事由之一，請確認原始報表。")
        if result is None and _ticks(data, RESULTS_APART):
            yield Trouble(at, "看不出查詢結果勾選的是成功或失敗，請確認原始報表。")
        if purpose is None and _ticks(data, block.layout.purpose_columns):
            yield Trouble(at, "看不出查詢事由勾選的是哪一種，請確認原始報表。")
        if data.row.doubtful or data.row.hidden:
            yield from (Trouble(at, sentence) for sentence in dubious(data.row))
        if data.row.struck or data.row.concealed or data.row.over:
            yield from (Trouble(at, sentence) for sentence in besides(data.row))
    yield from _of_lost_users(columns["account"], columns["user_name"], block.layout, start)
    yield from _of_swapped_users(columns["account"], columns["user_name"], block.layout, start)
    yield from _of_torn_users(block, start)
    yield from _of_conditions(columns["condition"], start)
    yield from _of_errors(block, start)


def _number_of_purposes(block: Block) -> str:
    return numeral(len(block.layout.boxes.words.purposes))


def _ticks(data: DataRow, apart: Sequence[str]) -> bool:
    """Something is written in columns of their own for each choice."""
    return all(map(data.layout.has, apart)) and any(says(data.text(meaning)) for meaning in apart)


def _of_lost_users(
    accounts: Sequence[object], names: Sequence[object], layout: Layout, start: int
) -> Iterator[Trouble]:
    """An account or a name that is blank where other rows of the same user print it."""
    if None not in accounts and None not in names:
        return
    for word, own, others in (("account", accounts, names), ("user_name", names, accounts)):
        if not layout.has(word):
            continue
        printed = {other for one, other in zip(own, others, strict=True) if one is not None}
        for at, (one, other) in enumerate(zip(own, others, strict=True), start):
            if one is None and other is not None and other in printed:
                yield Trouble(at, f"此列的「{layout.headings[word]}」空白，同一使用者的其他列則有，請確認原始報表。")


def _of_swapped_users(
    accounts: Sequence[object], names: Sequence[object], layout: Layout, start: int
) -> Iterator[Trouble]:
    """A name below the heading of accounts, and an account below that of names."""
    if not (layout.has("account") and layout.has("user_name")):
        return
    users = list(zip(accounts, names, strict=True))
    swapped = {one for one in set(users) if is_name(str(one[0] or "")) and is_account(str(one[1] or ""))}
    for at, one in enumerate(users, start) if swapped else ():
        if one in swapped:
            headings = layout.headings["account"], layout.headings["user_name"]
            yield Trouble(at, f"此列「{headings[0]}」與「{headings[1]}」的內容似乎對調，請確認原始報表。")


def _of_torn_users(block: Block, start: int) -> Iterator[Trouble]:
    """A user of whose account and name, one of them in brackets, only a part is read."""
    users = list(zip(block.texts("account"), block.texts("user_name"), strict=True))
    torn = {one for one in set(users) if any(_is_torn(part) for part in one if part)}
    for at, one in enumerate(users, start) if torn else ():
        if one in torn:
            yield Trouble(at, "使用者欄的括號不成對，帳號或姓名可能沒有讀全，請對照原始報表。")


def _is_torn(text: str) -> bool:
    return len(_OPENING.findall(text)) != len(_CLOSING.findall(text))


_OPENING, _CLOSING = re.compile("[(（\\[［【〔]"), re.compile("[)）\\]］】〕]")


def _of_conditions(conditions: Sequence[object], start: int) -> Iterator[Trouble]:
    """A condition that is blank, that shows that it was cut, or that names two persons."""
    texts = [str(condition) if condition is not None else None for condition in conditions]
    for at, (text, doubt) in enumerate(zip(texts, each(_doubt, texts), strict=True), start):
        if doubt or not asks(text):
            yield Trouble(at, doubt or "此列的查詢條件空白，請確認原始報表。")


def _doubt(condition: str) -> str | None:
    if is_plain(condition):
        return None
    if shows_cut(condition):
        return "查詢條件的證號不完整（遭截斷、以 # 顯示或成為科學記號），請重新匯出或對照原始報表。"
    if _AND_OTHERS.search(condition):
        return "查詢條件寫明不只一人，一列無法代表多人，請對照原始報表。"
    persons = len(persons_in(condition))
    return f"查詢條件有 {persons} 個不同的證號，一列無法代表多人，請對照原始報表。" if persons > 1 else None


_SEVERAL = r"(?:[2-9２-９]|[1-9１-９][0-9０-９]+|[二三四五六七八九十兩數多])\s*[人筆位名]"
_AND_OTHERS = re.compile(
    rf"(?:等|共|計|批次(?:查詢)?[(（:：]?)\s*{_SEVERAL}"
    r"|(?:他|另|另外|其餘|還有)\s*[1-9１-９一二三四五六七八九十兩數多]\d*\s*[人筆位名]"
)
_ERROR = re.compile(r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA)|#{3,}", re.IGNORECASE)


def is_error(text: str) -> bool:
    """What a workbook shows in the place of a value."""
    return text[:1] == "#" and _ERROR.fullmatch(text.strip()) is not None


def _of_errors(block: Block, start: int) -> Iterator[Trouble]:
    """Cells in which a workbook shows an error, or #### for what is too wide."""
    wrong: dict[int, list[str]] = {}
    for meaning, words in block.layout.headings.items():
        cells = block.cells(meaning)
        if "#" not in "".join([cell for cell in cells if isinstance(cell, str)]):
            continue
        for at, cell in enumerate(cells):
            if isinstance(cell, str) and is_error(cell):
                wrong.setdefault(at, []).append(words)
    for at, several in sorted(wrong.items()):
        yield Trouble(start + at, f"「{'、'.join(several)}」的儲存格是錯誤值或 ####，請修正或重新匯出後重跑。")
