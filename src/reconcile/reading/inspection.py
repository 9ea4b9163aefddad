"""How a file is understood, in words for the office, and as a layout profile to correct."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd

from reconcile.errors import UsageError
from reconcile.outcome import Reading
from reconcile.reading.lists import KINDS
from reconcile.text.dates import roc_moment
from reconcile.text.identifiers import mask_identifier, mask_text
from reconcile.text.names import mask_name

FIRST_ROWS = 5

_WORDS = {
    "serial": "序號",
    "agency": "機關",
    "account": "使用者帳號",
    "user_name": "使用者姓名",
    "queried_at": "查詢時間",
    "queried_on": "查詢日期",
    "queried_time": "查詢時分",
    "function": "作業名稱",
    "condition": "查詢條件",
    "national_id": "查詢條件（身分證號）",
    "resident_id": "查詢條件（統一證號）",
    "passport": "查詢條件（護照號碼）",
    "result": "查詢結果",
    "purpose": "查詢事由",
    "purposes": "查詢事由",
    "purpose_1": "查詢事由（一）",
    "purpose_2": "查詢事由（二）",
    "purpose_3": "查詢事由（三）",
    "purpose_4": "查詢事由（四）",
    "ip": "IP 位址",
    "page_no": "頁碼",
    "seq_no": "序號",
    "session": "登入登出日期及時間",
    "on": "日期",
    "login": "登入時間",
    "logout": "登出時間",
    "purpose_note": "事由說明",
    "remark": "備註",
    "signed_by": "主管簽核",
}
_TITLES = {"statement": "主管稽核月明細表", "register": "查詢紀錄表"} | {
    name: kind.title for name, kind in KINDS.items()
}
_SHOWN = {
    "statement": ["statement_row", "queried_at", "account", "user_name", "subject_id", "result", "purpose"],
    "register": ["register_entry", "register_line", "login_at", "user_name", "subject_id", "result", "purposes"],
    "roster": ["roster_row", "account", "user_name", "valid_from", "valid_to", "certificate_lost_on", "leave_days"],
    "cases": ["cases_row", "case_no", "business", "applicant_id", "applicant_name", "received_on", "handler"],
    "fax": ["fax_row", "faxed_at", "user_name", "subject_id", "reason", "letter_on", "letter_no"],
    "aliases": ["aliases_row", "identifier", "same_as"],
    "closed_days": ["closed_days_row", "closed_on", "reason"],
    "printouts": ["printouts_row", "printed_on", "user_name", "pages", "reason"],
}


@dataclass(frozen=True)
class Inspection:
    """A file and how it reads; `kind` is what it was taken for: the name of a table of `tables` or `lists`."""

    kind: str
    reading: Reading

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
        if self.kind in KINDS:
            raise UsageError(
                f"{facts.file} 是{_TITLES[self.kind]}，不用版面設定檔；欄位辨識有誤時，請直接修改檔案內的標題後重跑。"
            )
        lines = [
            f"# {facts.file} 的版面。右邊是表頭上的文字，改成正確的欄位後存檔。",
            f'kind = "{self.kind}"',
            "",
            "[columns]",
        ]
        lines += [f"{meaning} = {_toml(words)}  # {_WORDS[meaning]}" for meaning, words in facts.columns.items()]
        lines += [f"# 未採用的欄位：{_toml(words)}" for words in facts.unused]
        return "\n".join(lines) + "\n"

    def _about(self) -> Iterator[str]:
        facts = self.reading.facts
        yield f"檔案：{facts.file}"
        yield f"種類：{_TITLES[self.kind]}（{facts.carrier}）"
        if facts.producer:
            yield f"產製程式：{facts.producer}"
        if facts.pages:
            yield f"頁數：{facts.pages}"
        if self.kind not in KINDS:
            yield f"機關：{facts.agency or '未載明'}"
            times = self.reading.table["queried_at" if self.kind == "statement" else "login_at"].dropna()
        if self.kind not in KINDS and len(times):
            yield f"期間：{roc_moment(times.min(), seconds=False)} 至 {roc_moment(times.max(), seconds=False)}"
        yield f"列數：讀到 {facts.rows_printed}，其中無法辨識 {facts.rows_unreadable}"
        if self.kind == "statement":
            total = facts.printed_total
            yield f"報表所列合計：{'未載明' if total is None else total}"

    def _columns(self) -> Iterator[str]:
        facts = self.reading.facts
        yield f"表頭：{facts.header or '無'}"
        for meaning, words in facts.columns.items():
            yield f"  {self._word(meaning)} ← 「{words}」（依{facts.reasons.get(meaning, '標題')}）"
        if facts.unused:
            yield f"  未採用：{'、'.join(f'「{words}」' for words in facts.unused)}"

    def _word(self, meaning: str) -> str:
        """The usual heading of a column."""
        if self.kind not in KINDS:
            return _WORDS[meaning]
        synonyms = KINDS[self.kind].headings[meaning.partition(" ")[0]]
        return synonyms.partition(" ")[0]

    def _rows(self) -> Iterator[str]:
        """The first rows, masked."""
        if len(self.reading.table):
            yield "前幾列（已遮罩）："
        shown = self.reading.table[_SHOWN[self.kind]].head(FIRST_ROWS)
        for row in shown.to_dict("records"):
            yield "  " + " ｜ ".join(_masked(str(column), value) for column, value in row.items())

    def _problems(self) -> Iterator[str]:
        yield f"問題：{len(self.reading.problems) or '無'}"
        yield from (f"  {problem}" for problem in self.reading.problems)


def _masked(column: str, value: object) -> str:
    if pd.isna(value):  # type: ignore[call-overload]
        return "－"
    text = str(value).removesuffix(" 00:00:00")
    return _MASKS[column](text) if column in _MASKS else text


_MASKS: dict[str, Callable[[str], str]] = {
    "subject_id": mask_identifier,
    "user_name": mask_name,
    "account": mask_text,
    "applicant_id": mask_identifier,
    "applicant_name": mask_name,
    "handler": mask_name,
    "identifier": mask_identifier,
    "same_as": mask_identifier,
    "reason": mask_text,
    "case_no": mask_text,
}


def _toml(text: str) -> str:
    """A TOML basic string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
