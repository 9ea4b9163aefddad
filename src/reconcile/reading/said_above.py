"""Lines between the rows of a statement that say something of all below them: no data, a result, another office."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from reconcile.reading.headings import RESULTS_APART
from reconcile.reading.layouts import Layout
from reconcile.reading.scanned import DataRow, Note
from reconcile.text.folding import comparable, fold_widths
from reconcile.text.results import result_of

_NOTHING = re.compile(
    r"(?:[(（※*＊=\-—\s]*)(?:(?:查詢)?結果\s*[:：]?)?(?:\d+年(?:度)?\d*月?(?:份)?|本[月期年]?(?:份)?|當月|該月|上月)?(?:內|中|均|皆|並)?"
    r"(?:尚|目前)?(?:(?:查?無|沒有|未有)(?:任何)?(?:符合)?(?:查詢)?(?:條件)?(?:之|的)?(?:人員)?(?:查詢|使用)?(?:資料|紀錄|記錄|明細)?|未(?:使用|查詢))"
    r"(?:情[形事])?(?:可(?:供)?(?:顯示|列印))?[)）※*＊=\-—。.!！\s]*"
    r"|.{0,12}?\bno (?:data|records?|queries|rows)\b(?!\s*(?:means|indicates|is|if))[^一-龥:：=]{0,24}",
    re.IGNORECASE,
)
_OF_ALL = re.compile(
    r"[【(（\[]?(?:[一二三四五六七八九十]、|\d[.、])?\s*"
    r"(?P<label>(?:查詢|使用|執行|處理)?(?:結果|狀態|事由|目的|用途|原因)\s*[:：]?\s*)?"
    r"(?P<value>.{1,30}?)(?:部分|者)?\s*[】)）\]]?"
)
_OFFICE = re.compile(r"^(?:(?:查詢|使用)?(?:機關|單位)(?:名稱)?[:：])?([一-鿿]{2,12}戶政事務所)(?=$|查詢期間|主管稽核)")


def says_nothing(text: str) -> bool:
    """The whole line states that the month holds no query; a footnote that explains the words does not."""
    forms = " ".join(text.split()), re.sub(r"\s", "", fold_widths(text))
    return any(form and _NOTHING.fullmatch(form) for form in forms)


def said_above(arranged: Sequence[DataRow | Note]) -> Iterator[tuple[str, str]]:
    """A place and a sentence for each line that says of rows below it what is not read into them."""
    for note, row in pairwise(arranged):
        if isinstance(note, Note) and isinstance(row, DataRow) and note.sheet is row.sheet and note.layout:
            if says_nothing(note.text):
                yield note.place, "此處載明查無資料，其下卻有查詢，請確認檔案是否完整。"
            elif meaning := _says_of_all(note.text, row.layout):
                yield note.place, f"「{meaning}」寫在各列之上，沒有讀入各列，請對照原始報表。"
    yield from _of_other_offices(arranged)


def _says_of_all(text: str, layout: Layout) -> str | None:
    """What the line says of the rows below it, where their table has no column for it."""
    told = _OF_ALL.fullmatch(text)
    if not told or not layout.regulation:
        return None
    if result_of(told["value"]) and not layout.has("result", *RESULTS_APART):
        return "查詢結果"
    purpose = layout.boxes.words.purpose_of(told["value"])
    return "查詢事由" if told["label"] and purpose and not layout.has("purpose", *layout.purpose_columns) else None


def _of_other_offices(arranged: Sequence[DataRow | Note]) -> Iterator[tuple[str, str]]:
    """The first heading of another office than the first one's, between rows that do not say whose they are."""
    first: str | None = None
    rows = 0
    for at, item in enumerate(arranged):
        if isinstance(item, DataRow):
            rows += 1
        elif office := _OFFICE.match(re.sub(r"\s", "", item.text)):
            first = first or office[1]
            if not rows or _is_one_office(first, office[1]):
                continue
            below = next((one for one in islice(arranged, at, None) if isinstance(one, DataRow)), None)
            if below and not below.layout.has("agency"):
                yield item.place, "此處以下是另一個機關的查詢，各列的機關無法確認，請依機關分檔後重跑。"
                return


def _is_one_office(one: str, other: str) -> bool:
    """The same name, or the same without the county: 花蓮市戶政事務所 is 花蓮縣花蓮市戶政事務所."""
    one, other = comparable(one), comparable(other)
    return one.endswith(other) or other.endswith(one)
