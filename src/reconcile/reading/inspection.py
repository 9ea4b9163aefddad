"""How a file is understood, in words for the office, and as a layout profile to correct."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd

from reconcile.documents import title_of
from reconcile.errors import UsageError
from reconcile.facts.masking import PRIVATE
from reconcile.outcome import Reading
from reconcile.reading.quoting import quote
from reconcile.reading.readers import READERS, Reader
from reconcile.text.dates import ROC_YEAR_ZERO, Month, roc_moment
from reconcile.text.results import WORDS

FIRST_ROWS = 5


@dataclass(frozen=True)
class Inspection:
    """A file and how it reads; `role` is the name of what it was taken for."""

    role: str
    reading: Reading

    @property
    def months(self) -> tuple[Month, Month] | None:
        """The first and the last month (both included) of a side's rows; None of a list, and without a time.

        A 逐筆核對表 says of which month it is.
        """
        if checked := self.reading.checked:
            return (checked.of, checked.of) if checked.of else None
        column = {"statement": "queried_at", "register": "login_at"}.get(self.role)
        if column is None:
            return None
        times = self.reading.table[column].dropna()
        return (Month.of(times.min()), Month.of(times.max())) if len(times) else None

    @property
    def _reader(self) -> Reader:
        return READERS[self.role]

    @property
    def sentences(self) -> list[str]:
        """What was understood, a line each; persons masked."""
        return [*self._about(), *self._columns(), *self._rows(), *self._problems()]

    @property
    def profile(self) -> str:
        """The guess as a layout profile (TOML): an office corrects it and names it in office.toml.

        Raises UsageError for a list, whose headings the office can change itself.
        """
        facts = self.reading.facts
        if not self._reader.by_profile:
            raise UsageError(
                f"{facts.file} 是{title_of(self.role)}，不用版面設定檔；欄位辨識有誤時，請直接修改檔案內的標題後重跑。"
            )
        lines = [
            f"# {facts.file} 的版面。右邊是表頭上的文字，改成正確的欄位後存檔。",
            f'kind = "{self.role}"',
            "",
            "[columns]",
        ]
        lines += [
            f"{meaning} = {_toml(words)}  # {self._reader.word(meaning)}" for meaning, words in facts.columns.items()
        ]
        lines += [f"# 未採用的欄位：{_toml(words)}" for words in facts.unused]
        return "\n".join(lines) + "\n"

    def _about(self) -> Iterator[str]:
        facts = self.reading.facts
        yield f"檔案：{facts.file}"
        yield f"種類：{title_of(self.role)}（{facts.carrier}）"
        if facts.producer:
            yield f"產製程式：{facts.producer}"
        if facts.pages:
            yield f"頁數：{facts.pages}"
        if self._reader.by_profile:
            yield f"機關：{PRIVATE.agency(facts.agency) or '未載明'}"
            times = self.reading.table["queried_at" if self.role == "statement" else "login_at"].dropna()
        if self._reader.by_profile and len(times):
            yield f"期間：{roc_moment(times.min(), seconds=False)} 至 {roc_moment(times.max(), seconds=False)}"
        yield f"列數：讀到 {facts.rows_printed}，其中無法辨識 {facts.rows_unreadable}"
        if self.role == "statement":
            total = facts.printed_total
            yield f"報表所列合計：{'未載明' if total is None else total}"
            if facts.rows_apart:
                yield f"登入、登出、列印等非查詢之列：{facts.rows_apart}（不列入查詢）"
            yield from facts.account

    def _columns(self) -> Iterator[str]:
        facts = self.reading.facts
        yield f"表頭：{facts.header or '無'}"
        for meaning, words in facts.columns.items():
            yield f"  {self._reader.word(meaning)} ← 「{quote(words)}」（依{facts.reasons.get(meaning, '標題')}）"
        if facts.unused:
            yield f"  未採用：{'、'.join(f'「{quote(words)}」' for words in facts.unused)}"

    def _rows(self) -> Iterator[str]:
        """The first rows, masked."""
        if len(self.reading.table):
            yield "前幾列（已遮罩）："
        shown = self.reading.table[list(self._reader.shown)].head(FIRST_ROWS)
        for row in shown.to_dict("records"):
            yield "  " + " ｜ ".join(_masked(str(column), value) for column, value in row.items())

    def _problems(self) -> Iterator[str]:
        yield f"問題：{len(self.reading.problems) or '無'}"
        yield from (f"  {problem}" for problem in self.reading.problems)


def _masked(column: str, value: object) -> str:
    if pd.isna(value):  # type: ignore[call-overload]
        return "－"
    if isinstance(value, bool):
        return "是" if value else "否"
    text = str(value).removesuffix(" 00:00:00")
    return _ISO_DAY.sub(_roc, _SHOWN.get(column, quote)(text) or "")


def _roc(day: re.Match[str]) -> str:
    """2026-10-05 as 115/10/05."""
    return f"{int(day[1]) - ROC_YEAR_ZERO}/{day[2]}/{day[3]}"


def _purposes(numbers: str) -> str:
    """1,2 as （一）（二）; none ticked is said."""
    return "".join(f"（{_NUMERALS[int(number) - 1]}）" for number in numbers.split(",") if number) or "未勾選"


_ISO_DAY = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_NUMERALS = "一二三四五六七八九十"
_SHOWN: dict[str, Callable[[str], str | None]] = {
    "subject_id": PRIVATE.identifier,
    "user_name": PRIVATE.user_name,
    "account": PRIVATE.account,
    "applicant_id": PRIVATE.identifier,
    "applicant_name": PRIVATE.user_name,
    "handler": PRIVATE.user_name,
    "identifier": PRIVATE.identifier,
    "same_as": PRIVATE.identifier,
    "result": lambda result: WORDS.get(result, result),
    "purpose": _purposes,
    "purposes": _purposes,
    "statement_row": "第 {} 列".format,
    "register_entry": "第 {} 列".format,
    "register_line": "第 {} 筆".format,
}
"""How a column is told; what no word of the field is, is counted and not quoted."""


def _toml(text: str) -> str:
    """A TOML basic string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
