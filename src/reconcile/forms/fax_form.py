"""The 疑義查詢表 (附件二) faxed to the agency when its system is down: blank, or filled from the fax log."""

import re
from dataclasses import dataclass
from datetime import date
from typing import cast

import pandas as pd

from reconcile.facts.workdays import letter_due
from reconcile.forms.paper.layout import (
    BLANK,
    Block,
    Form,
    FormCell,
    FormRow,
    FormTable,
    PageBreak,
    Paragraph,
    Words,
    cell,
    lines,
    text,
)
from reconcile.regulation import Regulation
from reconcile.text.dates import roc_date, roc_moment

_TITLE = (Words("內政部移民署 "), Words("國  人外國人", stacked=True), Words(" 入出境紀錄疑義查詢表(105年1月版)"))
_ATTACHED = """附件共     頁：（  ）1.查詢對象護照基本資料頁影本
              （  ）2.入出境查驗章影本
              （  ）3.出境或入境通報
              （  ）4.其他相關佐證資料。
＊以上附件請加蓋與正本無誤章"""
_NOTES = """說明：1.本表限已申請移民署線上應用服務系統權限使用。
      2.查詢內容限以國人或外國人出入境資料有關者。
      3.請加蓋機關單位、單位主管及承辦人職名章。
      4.本項查詢僅供各機關內部公務參考，不作他項證明使用。"""
_HOTLINES = (
    ("國人查詢電話", "外國人查詢電話"),
    (
        "移民資訊組（資訊處理科）\n傳真：（02）23149288\n電話：（02）23889393\n分機：2231、2232",
        "國境事務大隊（桃園國際機場）\n傳真：（03）3931973\n電話：（03）3985010 ",
    ),
    (
        "移民資訊組（客服中心）\n傳真：（02）23886862\n電話：（02）23889393\n分機：3274、2436、2439",
        "國境事務大隊(高雄國際機場)\n傳真：（07）8026016\n電話：（07）8017311\n＊（台中以南）",
    ),
)
_REMARKS = """備註：
1.有關國人入出境紀錄疑義，請查詢機關傳真移民資訊組（資訊處理科）辦理。
2.有關外國人入出境紀錄疑義，請查詢機關傳真至本署國境事務大隊辦理，查復結果請查詢單位逕行於e政府平臺線上查詢。
3.經使用自動通關之旅客，如因電子共通平臺系統異常，請查詢機關傳真移民資訊組辦理。"""

_HALF = 89.0
_STOPS = (86.0,)
_STAMP = 22
_NATIONAL = re.compile(r"[A-Z][12][0-9]{8}")
_RESIDENT = re.compile(r"[A-Z][89A-D][0-9]{8}")
_CJK = re.compile("[㐀-鿿]")


@dataclass(frozen=True)
class _Asked:
    """What is written into one form; blank where the log holds nothing."""

    agency: str = ""
    on: str = ""
    user_name: str = ""
    chinese_name: str = ""
    other_name: str = ""
    national_id: str = ""
    resident_id: str = ""
    passport: str = ""
    reason: str = ""
    deadline: str = ""


def blank_fax_form(agency: str | None, regulation: Regulation) -> Form:
    """One page to be filled in by hand."""
    return _document([_Asked(agency=agency or "")], regulation.issued_on, regulation)


def fax_forms(rows: pd.DataFrame, agency: str | None, today: date, regulation: Regulation) -> Form:
    """One page for each row of a fax log (`lists.FAX`), nothing masked: it is sent as it is."""
    asked = [_asked(cast(dict[str, object], row), agency, regulation) for row in rows.to_dict("records")]
    return _document(asked, today, regulation)


def _document(asked: list[_Asked], dated: date, regulation: Regulation) -> Form:
    blocks: list[Block] = []
    for at, one in enumerate(asked):
        blocks += ([PageBreak()] if at else []) + _page(one, regulation)
    form = regulation.forms["fax"]
    return Form(f"{form.number} {form.title}", tuple(blocks), dated)


def _asked(row: dict[str, object], agency: str | None, regulation: Regulation) -> _Asked:
    faxed_at = pd.Timestamp(str(row["faxed_at"]))
    subject = _said(row["subject_id"])
    condition = _said(row["condition"]).strip()
    name = condition.replace(subject, "").strip(" ，,、;；/") if subject else condition
    kind = _kind(subject)
    return _Asked(
        agency=agency or "",
        on=roc_date(faxed_at) if faxed_at == faxed_at.normalize() else roc_moment(faxed_at, seconds=False),
        user_name=_said(row["user_name"]),
        chinese_name=name if _CJK.search(name) else "",
        other_name="" if _CJK.search(name) else name,
        national_id=subject if kind == "national" else "",
        resident_id=subject if kind == "resident" else "",
        passport=subject if kind == "passport" else "",
        reason=_said(row["reason"]),
        deadline=_deadline(faxed_at.date(), row, regulation),
    )


def _kind(subject: str) -> str:
    if not subject:
        return ""
    if _NATIONAL.fullmatch(subject):
        return "national"
    return "resident" if _RESIDENT.fullmatch(subject) else "passport"


def _deadline(faxed_on: date, row: dict[str, object], regulation: Regulation) -> str:
    due_on = roc_date(letter_due(faxed_on, regulation))
    basis = regulation.filled("{fax}：傳真後翌日起{letter_days}內")
    due = f"{roc_date(faxed_on)}傳真，補送公文期限 {due_on}（{basis}）。"
    if pd.isna(row["letter_on"]):  # type: ignore[call-overload]
        return due
    sent = roc_date(pd.Timestamp(str(row["letter_on"])))
    number = _said(row["letter_no"])
    return f"{due}已於{sent}補送{f'（{number}）' if number else ''}。"


def _said(value: object) -> str:
    return value if isinstance(value, str) else ""


def _page(asked: _Asked, regulation: Regulation) -> list[Block]:
    number = regulation.forms["fax"].number
    rows = (
        _whole((Paragraph(_TITLE, 15, "center"),), 10),
        _whole(
            (
                _pair(f"查詢機關：{asked.agency}", f"查詢日期：{asked.on}"),
                _pair(f"姓名：{asked.user_name}", "職    稱： "),
                _pair("聯絡電話：", "傳真電話："),
            ),
        ),
        _whole(
            (
                text("查詢對象：                              "),
                _pair(f"中文姓名:{asked.chinese_name}", "性    別："),
                _pair(f"英文姓名:{asked.other_name}", "出生日期："),
                _pair(f"國民身分證統一編號：{asked.national_id}", f"護照號碼：{asked.passport}"),
                _pair(f"外國人居留證號：{asked.resident_id}", "聯絡電話："),
            ),
        ),
        _whole((text(f"查詢事由： {asked.reason}"),), 14),
        _whole(lines(_ATTACHED, size=10)),
        FormRow((cell("機關（單位）章", align="center"), cell("單位主管及承辦人章", align="center"))),
        FormRow((cell(""), cell("")), _STAMP),
        _whole(lines(f"受理查詢單位： \n{BLANK} 國境事務大隊  {BLANK} 移民資訊組")),
        _whole((text("受理查詢單位回覆："),), 16),
        _whole(lines(_NOTES, size=10)),
        _whole((text("入   出   境   紀   錄   疑   義", align="center"),)),
        *(FormRow(tuple(cell(words, size=9.5) for words in pair)) for pair in _HOTLINES),
        _whole(lines(_REMARKS, size=9.5)),
    )
    beneath = [text(f"※ {asked.deadline}（本行非{number}之文字）", size=9)] if asked.deadline else []
    return [text(number, size=9), FormTable((_HALF, _HALF), rows), *beneath]


def _whole(paragraphs: tuple[Paragraph, ...], height: float = 0) -> FormRow:
    return FormRow((FormCell(paragraphs, columns=2),), height)


def _pair(left: str, right: str) -> Paragraph:
    return Paragraph((Words(f"{left}\t{right}"),), stops=_STOPS)
