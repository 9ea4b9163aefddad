"""Tables that stand beside the one of queries and are none: accounts, counts a user, functions."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from reconcile.carriers.raw import Row
from reconcile.errors import Problem
from reconcile.reading.blocks import SUBJECTS, TIMES, USERS
from reconcile.reading.heading_cells import headings_in
from reconcile.reading.layouts import Layout
from reconcile.reading.scanned import DataRow, Note
from reconcile.reading.vocabulary import Vocabulary
from reconcile.text.folding import clean

FEWEST_HEADINGS = 2
"""A header of so few words that are known is one where every cell of it is a heading."""

_OF_ACCOUNTS = re.compile("登入|登出|啟用|停用|建檔|建立|異動|更新|最後|最近|到期|生效|失效|核發|調|離職|密碼")


@lru_cache(maxsize=256)
def asks_nothing(layout: Layout) -> bool:
    """No query stands below it: it has no time, or one by its cells alone beside no condition.

    Of a time of day beside a condition the day may stand above.
    """
    if not layout.has(*TIMES):
        return not (layout.has("queried_time") and layout.has(*SUBJECTS))
    told = (layout.reasons.get(meaning) == "標題" for meaning in TIMES if layout.has(meaning))
    return not layout.has(*SUBJECTS) and not any(told)


def times_of_accounts(layout: Layout) -> bool:
    """Every day or time that it names is one of an account: 啟用日期, 最後登入."""
    dated = [words for words in layout.unknown.values() if re.search("[日時]", words)]
    dated += [layout.headings[meaning] for meaning in (*TIMES, "queried_time") if layout.has(meaning)]
    return bool(dated) and all(map(_OF_ACCOUNTS.search, dated))


def header_of_another(rows: Sequence[Row], at: int, vocabulary: Vocabulary) -> Layout | None:
    """The layout of a small table of another kind whose header that row is, such as 序號, 帳號, 筆數; else None."""
    words = {column: text for column, cell in enumerate(rows[at].cells) if (text := clean(cell))}
    if len(words) < FEWEST_HEADINGS or at + 1 == len(rows) or len(list(rows[at + 1].texts())) < FEWEST_HEADINGS:
        return None
    known = headings_in(rows[at], vocabulary)
    counts = known and _COUNTS.search("".join(words.values()))
    if len(known) < FEWEST_HEADINGS and not counts and not _explains_codes(list(words.values())):
        return None
    unknown = [text for column, text in words.items() if column not in known.values()]
    if set(known) & {*TIMES, *SUBJECTS, "queried_time"} or not all(map(_HEADING.search, unknown)):
        return None
    return Layout(
        columns=known,
        headings={meaning: words[column] for meaning, column in known.items()},
        reasons=dict.fromkeys(known, "標題"),
        stacked=frozenset(),
        depth=1,
        unknown={column: text for column, text in words.items() if column not in known.values()},
        rivals={},
        regulation=vocabulary.regulation,
    )


def _explains_codes(words: Sequence[str]) -> bool:
    """代碼 and 說明: what the codes of a column mean."""
    return any(map(_CODES.search, words)) and all(_CODES.search(word) or _MEANINGS.search(word) for word in words)


def codes_beside(rows: Sequence[DataRow]) -> Iterator[str]:
    """What a table of 代碼 and 說明 beside the rows says, a line each."""
    for row in rows:
        unknown = row.layout.unknown
        for at, words in unknown.items():
            if _CODES.search(words) and _MEANINGS.search(unknown.get(at + 1, "")):
                code, meaning = map(clean, row.row.padded(at + 2).cells[at : at + 2])
                if code and meaning:
                    yield f"{code} {meaning}"


_CODES = re.compile("(?:代碼|代號)$")
_MEANINGS = re.compile("(?:說明|名稱|意義|內容)$")
_HEADING = re.compile(
    "[日時]|筆數|次數|件數|數量|合計|小計|總|備註|說明|狀態|職|單位|課|權限|名稱|代碼|代號|別$|角色|比率|%|count|total",
    re.IGNORECASE,
)
"""What heads the columns of such tables; a group's heading has values between its labels."""
_COUNTS = re.compile("筆數|次數|件數|數量|合計|小計|count|total", re.IGNORECASE)


def miscounted(file: str, notes: Sequence[Note], users: Sequence[tuple[object, ...]]) -> Iterator[Problem]:
    """A problem where a table of counts a user says another number than the rows. `users`: account and name of each."""
    counts = [note for note in notes if note.layout and asks_nothing(note.layout) and note.layout.has(*USERS)]
    rows = Counter(one for user in users for one in {str(part) for part in user if part}) if counts else Counter[str]()
    for note in counts:
        layout = note.layout
        assert layout
        counting = [at for at, words in layout.unknown.items() if _OF_QUERIES.search(words)]
        texts = [clean(layout.cell(note.row, meaning)) for meaning in USERS]
        user = next((text for text in texts if text and text in rows), None)
        count = clean(note.row.cells[counting[0]]) if counting and counting[0] < len(note.row.cells) else None
        if len(counting) == 1 and user and count and count.isdecimal() and int(count) != rows[user]:
            reason = f"所列使用者的查詢 {int(count)} 筆，實際讀到 {rows[user]} 筆，請確認檔案是否完整。"
            yield Problem(file, note.place, reason, note.sheet.page)


_OF_QUERIES = re.compile(r"^(?:查詢|使用|本月|總|合計)*(?:筆數|次數|件數|筆次|總計|合計|count)$", re.IGNORECASE)
