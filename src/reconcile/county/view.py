"""What the county's page, workbook and paper show: plain values, made once."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from reconcile.county.rows import OfficeRow, totals_of
from reconcile.regulation import Regulation
from reconcile.text.dates import Month, roc_date

View = dict[str, Any]

STATES = {
    "done": "已完成", "incomplete": "未完成", "due": "待執行", "late": "逾期", "never": "未執行",
    "retracted": "已撤回", "unsent": "未送", "stopped": "未能執行", "none": "未使用", "unknown": "不詳",
}  # fmt: skip
_MONTHS = 12
_OFFICE = "戶政事務所"
_FIRST = 8
"""So many offices are named as those to call first."""

SIGNED = {None: "—", True: "有效", False: "已失效"}
VERIFIED = {None: "—", True: "相符", False: "不符"}
ENDS = {0: "完成", 2: "無法執行", 3: "未完成", 4: "封存不符", 5: "執行中止", 11: "執行中"}
HEADINGS = (
    ("office", "機關"), ("state", "本月"), ("queries", "查詢"), ("matched", "相符"), ("unregistered", "未登載"),
    ("certain", "必有未登載"), ("unconfirmed", "無明細"), ("open", "未結"), ("oldest", "最久"), ("upheld", "屬實異常"),
    ("late", "逾期日"), ("off", "停用規則"), ("audits", "稽核"), ("signed", "簽核"), ("verified", "封存"),
)  # fmt: skip
"""The columns of the table of offices: the key of a cell and its heading."""


def view_of(
    rows: Sequence[OfficeRow],
    month: Month,
    today: date,
    regulation: Regulation,
    notes: Sequence[str] = (),
    own: Mapping[str, Any] | None = None,
    titles: Mapping[str, str] | None = None,
) -> View:
    """All that is shown; `notes` are sentences on how it was made, `own` the county's settings by section and key.

    `titles` are what rules are called, by code; one that is not there is told by its code alone.
    """
    totals, county = totals_of(rows), regulation.county
    rows = [replace(row, shown=short_name(row.name, county)) for row in rows]
    calls = _calls(rows)
    months = _last(month)
    return {
        "title": f"{month.roc}各所勾稽總覽",
        "government": regulation.government,
        "regulation": regulation.name,
        "month": month.roc,
        "as_of": roc_date(today),
        "created_on": today.isoformat(),
        "lead": _lead(totals),
        "calls": calls[:_FIRST],
        "more_calls": len(calls[_FIRST:]),
        "months": [{"number": f"{one.month}月", "year": one.roc.split("年")[0]} for one in months],
        "picture": [{"office": row.shown, "cells": [_cell(row, one, month) for one in months]} for row in rows],
        "headings": [heading for _, heading in HEADINGS],
        "offices": [_office(row) for row in rows],
        "total": _total(totals),
        "reasons": [
            {"office": row.shown, "exit": _ended(row), "reason": row.told["reason"]}
            for row in rows
            if row.told["reason"]
        ],
        "hidden": _hidden(rows),
        "widened": [told for row in rows if (told := _widened(row, own or {}, titles or {}))["said"]],
        "owed": [{"office": row.shown, **one} for row in rows for one in _duties(row)],
        "notes": list(notes),
    }


def short_name(name: str, county: str) -> str:
    """An office of the county as its people call it: 吉安鄉."""
    return name.removeprefix(county).removesuffix(_OFFICE) or name


def _lead(totals: Mapping[str, int]) -> list[str]:
    one = {name: f"{count:,}" for name, count in totals.items()}
    said = [f"{one['offices']} 所，{one['finished']} 所完成，{one['sent_nothing']} 所未送資料。"]
    shortage = f"其中未登載 {one['unregistered']} 筆"
    if totals["certain_unregistered"]:
        shortage += f"，無法唯一對應者另有至少 {one['certain_unregistered']} 筆未登載"
    said.append(f"查詢 {one['queries']} 筆，相符 {one['matched']} 筆；{shortage}。")
    said.append(f"未結 {one['open']} 件，屬實異常 {one['upheld']} 件。")
    return said


def _calls(rows: Sequence[OfficeRow]) -> list[dict[str, Any]]:
    """The offices to call, the most pressing first; those of one kind by how much of it there is."""
    waiting = [(row.calls, row) for row in rows if row.calls]
    waiting.sort(key=lambda one: (one[0][0][0], -one[0][0][1], one[1].shown))
    return [{"office": row.shown, "reasons": [sentence for *_, sentence in calls]} for calls, row in waiting]


def _last(month: Month) -> list[Month]:
    months = [month]
    while len(months) < _MONTHS:
        months.insert(0, months[0].previous)
    return months


def _cell(row: OfficeRow, month: Month, at_hand: Month) -> dict[str, Any]:
    """One office in one month: its state, and how many queries are certainly not registered."""
    told = row.months.get(str(month))
    if told is None:
        state = _unknown(row, month, at_hand)
        return {"state": state, "said": STATES[state], "shortage": 0, "shown": "", "rank": 0, "off": False}
    shortage = (told.get("unregistered") or 0) + (told.get("certain_unregistered") or 0)
    return {
        "state": told["state"],
        "said": STATES[told["state"]],
        "shortage": shortage,
        "shown": f"{shortage:,}" if "queries" in told else "",
        "rank": 0 if not shortage else min(len(str(shortage)), 3),
        "off": bool(told.get("rules_off")),
    }


def _unknown(row: OfficeRow, month: Month, at_hand: Month) -> str:
    """What a month is of which nothing was told: of an office that could not be asked nothing is known but that."""
    known = list(row.months)
    if row.could_not_run:
        return "stopped" if month == at_hand else "unknown"
    if known:
        return "unsent" if str(month) > min(known) else "none"
    return "unsent" if row.nothing_sent else "none"


def _office(row: OfficeRow) -> dict[str, Any]:
    told = row.told
    audits = [f"自主 {len(row.audits.get('self', ()))}", f"縣府 {len(row.audits.get('county', ()))}"]
    return {
        "office": row.shown,
        "state": _ended(row),
        "queries": told["queries"],
        "matched": told["matched"],
        "unregistered": told["unregistered"],
        "certain": told["certain_unregistered"],
        "unconfirmed": told["unconfirmed"],
        "open": told["open"],
        "oldest": None if row.oldest is None else f"{row.oldest} 個月" if row.oldest else "本月",
        "upheld": told["upheld"],
        "late": told["late_days"],
        "off": len(told["rules_off"]) if told["rules_off"] is not None else None,
        "audits": "、".join(audits) if row.audits else None,
        "signed": SIGNED[told["signed"]],
        "verified": VERIFIED[told["verified"]],
        "wrong": told["exit"] != 0 or told["verified"] is False,
    }


def _ended(row: OfficeRow) -> str:
    """How the month stands at an office, in a word."""
    return "未送資料" if row.nothing_sent else ENDS.get(row.told["exit"], "執行中止")


def _total(totals: Mapping[str, int]) -> dict[str, Any]:
    counted: dict[str, Any] = {"office": f"合計 {totals['offices']} 所", "state": f"完成 {totals['finished']}"}
    counted |= {name: totals[name] for name in ("queries", "matched", "unregistered", "unconfirmed", "open", "upheld")}
    blank = dict.fromkeys((key for key, _ in HEADINGS), None)
    return {**blank, **counted, "certain": totals["certain_unregistered"], "wrong": False}


def _hidden(rows: Sequence[OfficeRow]) -> dict[str, Any] | None:
    """What the offices' own settings hid, where months were judged again; None where they were not."""
    replayed = [row for row in rows if row.hidden]
    if not replayed:
        return None
    by_code = [
        {"office": row.shown, "under": one["under"], "code": one["code"], "title": one["title"], "count": one["count"]}
        for row in replayed
        for one in (row.hidden or {})["codes"]
    ]
    failed = [
        {"office": row.shown, "reason": row.hidden["reason"]}
        for row in replayed
        if row.hidden and row.hidden.get("reason")
    ]
    return {"codes": by_code, "failed": failed, "replayed": len(replayed) - len(failed)}


def _widened(row: OfficeRow, county: Mapping[str, Any], titles: Mapping[str, str]) -> dict[str, Any]:
    """What an office judges by that the county does not, and what the county judges by."""
    own = {key: value for key, value in row.settings.items() if key != "rules.off" and value != county.get(key)}
    said = [
        f"{key} = {_as_written(value)}" + (f"（縣府 {_as_written(county[key])}）" if key in county else "")
        for key, value in own.items()
    ]
    if row.told["rules_off"]:
        called = (f"{titles[code]}（{code}）" if code in titles else code for code in row.told["rules_off"])
        said.insert(0, "停用 " + "、".join(called))
    return {"office": row.shown, "said": "；".join(said)}


def _as_written(value: Any) -> str:
    """A value as it stands in office.toml: truths, texts and lists are written there as in JSON."""
    return json.dumps(value, ensure_ascii=False)


def _duties(row: OfficeRow) -> list[dict[str, str]]:
    return [{"what": one["what"], "due_on": roc_date(date.fromisoformat(one["due_on"]))} for one in row.owed]
