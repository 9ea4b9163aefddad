"""What the county knows of one office: a row of county.json, the last twelve months, and why to call there."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from reconcile.county.asking import Answer
from reconcile.county.folders import Export, OfficeFolder
from reconcile.errors import ExitCode
from reconcile.facts.masking import PRIVATE
from reconcile.text.dates import Month

FIELDS = (
    "folder", "agency", "exit", "queries", "matched", "unregistered", "certain_unregistered", "unconfirmed",
    "open", "upheld", "late_days", "rules_off", "signed", "verified", "reason",
)  # fmt: skip
"""The fields of an office in county.json; what is not known is None."""

COUNTED = ("queries", "matched", "unregistered", "certain_unregistered", "unconfirmed", "open", "upheld")
_ENDED = (ExitCode.FINISHED, ExitCode.INPUT_PROBLEMS)
_TOLD_APART = (*_ENDED, ExitCode.USAGE, ExitCode.ARCHIVE_BROKEN, ExitCode.LOCKED)
_OLD = 2
"""An item open for so many months or more is one to call about."""


@dataclass(frozen=True)
class OfficeRow:
    """One office. `told` are the fields of county.json, `months` its months by name, `hidden` what a replay shows.

    `owed` are overdue duties, each `what` and `due_on`; the ages are in months, by JSON's keys. `shown` is what its
    people call it, `county_queries` how many rows of the county's own statement are its, None where there is none.
    `nothing_sent`: neither a paper of the month nor an export of it lies there. `twins` are the other folders in which
    the same agency has figures of the month.
    """

    told: Mapping[str, Any]
    months: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    owed: Sequence[Mapping[str, str]] = ()
    open_ages: Mapping[str, int] = field(default_factory=dict)
    upheld_ages: Mapping[str, int] = field(default_factory=dict)
    audits: Mapping[str, Sequence[str]] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    hidden: Mapping[str, Any] | None = None
    shown: str = ""
    county_queries: int | None = None
    nothing_sent: bool = False
    twins: Sequence[str] = ()

    @property
    def name(self) -> str:
        """The office as the page calls it."""
        return str(self.told["agency"] or self.told["folder"])

    @property
    def could_not_run(self) -> bool:
        """Whether its month could neither be read from its archive nor be run."""
        return self.told["exit"] not in _ENDED and not self.nothing_sent

    @property
    def oldest(self) -> int | None:
        """The age in months of its oldest open item; None where none is open."""
        return max(map(int, self.open_ages), default=None)

    @property
    def calls(self) -> list[tuple[int, int, str]]:
        """Why to call there, the most pressing first: how pressing, how much of it, and the sentence."""
        return sorted(_reasons(self), key=lambda one: (one[0], -one[1]))


def asked_row(office: OfficeFolder, answer: Answer) -> OfficeRow:
    """The row of an office that was asked in its folder."""
    agency = answer.get("agency")
    told = {name: answer.get(name) for name in FIELDS} | {"folder": office.name, "agency": PRIVATE.agency(agency)}
    return OfficeRow(
        told,
        months=answer.get("months") or {},
        owed=answer.get("owed") or (),
        open_ages=answer.get("open_ages") or {},
        upheld_ages=answer.get("upheld_ages") or {},
        audits=answer.get("audits") or {},
        settings=answer.get("settings") or {},
        hidden=answer.get("hidden"),
        nothing_sent=bool(answer.get("nothing_sent")),
    )


def exported_row(office: OfficeFolder, month: Month, overdue: int) -> OfficeRow:
    """The row of an office by its exports; one without an export of the month sent nothing, `overdue` days late."""
    made, latest = office.exports.get(month), office.exports.get(max(office.exports, default=month))
    months = {str(one): exported_month(export) for one, export in sorted(office.exports.items()) if one <= month}
    agency = PRIVATE.agency(latest["agency"]) if latest else None
    if made is None:
        sent = "未送本月之 office.json" if office.exports else "資料夾內沒有 office.toml，亦無 office.json"
        if office.others and not office.exports:
            sent = f"所送 {office.others} 個檔案並非本程式產生之 office.json，或已遭更動"
        told: dict[str, Any] = dict.fromkeys(FIELDS) | {
            "folder": office.name, "agency": agency, "exit": int(ExitCode.USAGE), "late_days": overdue,
            "reason": f"{sent}，請洽該所補送。",
        }  # fmt: skip
        return OfficeRow(told, months=months, nothing_sent=True)
    problems = f"輸入檔有 {made.get('problems')} 項問題，本月報表為未完成，請該所更正後重跑。"
    told = {name: made.get(name) for name in FIELDS} | {
        "folder": office.name, "agency": agency, "verified": None, "reason": problems if made["exit"] else None,
    }  # fmt: skip
    return OfficeRow(
        told,
        months=months,
        open_ages=made.get("open_ages") or {},
        upheld_ages=made.get("upheld_ages") or {},
        audits=made.get("audits") or {},
        settings=made.get("settings") or {},
    )


def exported_month(export: Export) -> dict[str, Any]:
    """A month of an office by its export."""
    names = (*COUNTED, "findings", "rules_off", "late_days")
    return {"state": "incomplete" if export["exit"] else "done", **{name: export.get(name) for name in names}}


def _reasons(row: OfficeRow) -> list[tuple[int, int, str]]:
    """Everything that may need a call: what is not there has nothing of it."""
    told, late = row.told, row.told["late_days"] or 0
    shortage = (told["unregistered"] or 0) + (told["certain_unregistered"] or 0)
    off, hidden, oldest = len(told["rules_off"] or ()), (row.hidden or {}).get("count", 0), row.oldest or 0
    silent, unable = row.nothing_sent, told["exit"] == ExitCode.USAGE and not row.nothing_sent
    stopped = told["exit"] not in _TOLD_APART
    known = None not in (row.county_queries, told["queries"])
    differs = known and row.county_queries != told["queries"]
    upheld, unread = told["upheld"] or 0, told["exit"] == ExitCode.INPUT_PROBLEMS
    every = (
        (1, told["verified"] is False or told["exit"] == ExitCode.ARCHIVE_BROKEN, "封存驗證不符"),
        (2, stopped, "執行未能完成"),
        (2, len(row.twins), f"與資料夾「{'」「'.join(row.twins)}」為同一機關，合計重複計入"),
        (3, (1 + late) * silent, f"未送資料，逾期 {late} 日" if late else "未送資料，尚未逾期"),
        (4, unread, "資料有問題，未完成"),
        (4, unable, "尚無法執行，待該所處理"),
        (4, told["exit"] == ExitCode.LOCKED, "正由另一執行使用，請稍後重跑"),
        (5, differs, f"縣府明細表 {row.county_queries} 筆，該所 {told['queries']} 筆"),
        (6, told["signed"] is False, "簽核已失效"),
        (7, off, f"停用 {off} 項規則"),
        (7, hidden, f"自訂設定隱藏 {hidden} 件"),
        (8, upheld, f"屬實異常 {upheld} 件"),
        (9, shortage, f"未登載 {shortage} 筆"),
        (10, oldest * (oldest >= _OLD), f"未結事項最久 {oldest} 個月"),
        (11, late * (not silent), f"逾期 {late} 日下載"),
        (12, len(row.owed), f"逾期未辦 {len(row.owed)} 項"),
    )
    return [(pressing, int(much), sentence) for pressing, much, sentence in every if much]


def with_twins(rows: Sequence[OfficeRow]) -> tuple[OfficeRow, ...]:
    """The rows, each with the folders that tell of the same agency and month as it does."""
    folders = defaultdict[str, list[str]](list)
    for row in rows:
        if row.told["agency"] and row.told["queries"] is not None:
            folders[row.told["agency"]].append(row.told["folder"])
    same = (folders[row.told["agency"]] if row.told["queries"] is not None else () for row in rows)
    return tuple(
        replace(row, twins=[one for one in of if one != row.told["folder"]]) for row, of in zip(rows, same, strict=True)
    )


def totals_of(rows: Sequence[OfficeRow]) -> dict[str, int]:
    """What the offices have together, of those that are known; how many there are, and how many of them finished."""
    known = {name: [row.told[name] for row in rows if row.told[name] is not None] for name in COUNTED}
    done = sum(row.told["exit"] == ExitCode.FINISHED for row in rows)
    silent = sum(row.nothing_sent for row in rows)
    return {"offices": len(rows), "finished": done, "sent_nothing": silent, **{k: sum(v) for k, v in known.items()}}
