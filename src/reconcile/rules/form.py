"""Is an entry filled in as the form of 附件一 wants it?"""

from typing import Any

import numpy as np
import pandas as pd

from reconcile.rules.material import Material
from reconcile.rules.rule import rule
from reconcile.tables import ENTRY_KEY, REGISTER_KEY
from reconcile.text.identifiers import is_masked

_FIELDS = {
    "login_at": "登入日期及時間",
    "user_name": "使用者姓名",
    "condition": "查詢條件",
    "result": "查詢結果",
}


@rule(
    code="MISSING_FIELD",
    title="應填欄位空白",
    severity="low",
    grain="entry",
    basis=("records", "register_form"),
    question="空白的欄位應填什麼？是否當時漏填？",
    measure="補正空白欄位並簽章。",
    duty="case_by_case",
    on_paper=True,
)
def missing_field(material: Material) -> pd.DataFrame:
    """紀錄表應填的欄位空白：登入時間、使用者姓名、查詢條件、查詢結果；事由、簽核與登出另有規則。

    Okay: entry(login_at="10/05 09:10", user_name="王小明", condition="A123456789", result="failure")  # 都有填
    Okay: entry(user_name=None, reason="outside")  # 整列都不在本月，不列
    Flag: entry(user_name="　")  # 使用者姓名空白
    Flag: entry(login_at=None, logout_at=None)  # 登入登出時間都未填
    Flag: entry(result=None)  # 查詢結果未勾選
    """
    blank = _blanks(material.lines)
    written = material.lines.groupby(ENTRY_KEY).size()
    keys = material.entries[ENTRY_KEY].drop_duplicates()
    entries = keys[np.array([key in blank for key in _tuples(keys)], dtype=bool)]
    return entries.assign(
        message=[
            f"{place}的{'、'.join(_shown(blank[key], written[key]))}空白，請依實際情形補填。"
            for place, key in zip(material.places.tell_entries(entries), _tuples(entries), strict=True)
        ]
    )


@rule(
    code="MASKED_CONDITION",
    title="查詢條件以遮罩填寫",
    severity="medium",
    grain="line",
    basis=("records", "register_form"),
    question="查詢的對象究竟是誰？為何未填完整證號？",
    measure="依案件資料補正完整之查詢條件並簽章；紀錄表不得以遮罩代替證號。",
    field="subject",
    duty="case_by_case",
    on_paper=True,
)
def masked_condition(material: Material) -> pd.DataFrame:
    """紀錄表的查詢條件以遮罩填寫，看不出查詢的對象；不論是否與明細表相符。

    Okay: pair(query(), line(subject_id="A123456789"))  # 完整
    Okay: pair(query(subject_id="A12345****"), line())  # 遮罩的是明細表
    Okay: line(subject_id="A12345****", reason="outside")  # 不在本月
    Flag: pair(query(), line(subject_id="A12345****"), tier="masked")  # 相符，仍看不出是誰
    Flag: line(subject_id="A12345****")  # 沒有對應的查詢
    """
    masked = material.lines["subject_id"].fillna("").map(is_masked).astype(bool)
    outside = material.lines["reason"].fillna("").isin(["outside", "used"])
    lines = material.lines[masked & ~outside & ~material.lines["voided"]]
    return lines.assign(
        message=[
            f"{place}的查詢條件以遮罩填寫，看不出查詢的對象，請依案件資料補正完整證號。"
            for place in material.places.tell_lines(lines)
        ]
    )


def _tuples(keys: pd.DataFrame) -> list[tuple[str, int]]:
    return list(keys.itertuples(index=False, name=None))


def _blanks(lines: pd.DataFrame) -> dict[tuple[str, int], dict[str, list[int]]]:
    """For each entry that lacks something the fields it lacks, and in which lines."""
    blank: dict[tuple[str, int], dict[str, list[int]]] = {}
    for name, words in _FIELDS.items():
        keys = lines.loc[_is_blank(lines[name]), REGISTER_KEY]
        for file, entry, line in keys.itertuples(index=False, name=None):
            blank.setdefault((file, entry), {}).setdefault(words, []).append(line)
    return blank


def _is_blank(column: "pd.Series[Any]") -> "pd.Series[Any]":
    return column.isna() if column.dtype.kind == "M" else column.fillna("").str.strip() == ""


def _shown(fields: dict[str, list[int]], written: int) -> list[str]:
    """The fields; with the lines where others of the entry have them."""
    return [
        words if len(lines) == written else f"{words}（第 {'、'.join(map(str, lines))} 筆）"
        for words, lines in fields.items()
    ]
