"""What a month contributes to the year's volume: original pages where there are any, typeset tables elsewhere."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from reconcile.catalogue import Catalogue
from reconcile.deposits import Deposit
from reconcile.documents import title_of
from reconcile.forms.archived import BY_HIMSELF, ArchivedMonth
from reconcile.forms.concerned import NAMES_ARE_NAMES
from reconcile.forms.volume.originals import Originals
from reconcile.history import History
from reconcile.regulation import Regulation
from reconcile.tables import REGISTER, STATEMENT, Table, plain_rows
from reconcile.text.dates import Month, roc_date, roc_moment
from reconcile.text.results import WORDS

Section = dict[str, Any]
"""What the template typesets: a `title`, and either `pages` of a `file` or a table of `rows`."""

_STATEMENT = {
    "列": ("statement_row", 3),
    "帳號": ("account", 6),
    "使用者": ("user_name", 5),
    "查詢日期時間": ("queried_at", 9),
    "作業": ("function", 7),
    "查詢條件": ("condition", 9),
    "結果": ("result", 3),
    "事由": ("purpose", 5),
    "IP": ("ip", 6),
}
_REGISTER = {
    "列": ("register_entry", 3),
    "頁": ("page_no", 2),
    "序號": ("seq_no", 3),
    "登入": ("login_at", 8),
    "登出": ("logout_at", 8),
    "查詢條件": ("condition", 9),
    "結果": ("result", 3),
    "事由": ("purposes", 6),
    "事由說明": ("purpose_note", 6),
    "備註": ("remark", 6),
    "使用者": ("user_name", 5),
    "主管簽核": ("signed_by", 5),
}
_SHOWN: Mapping[str, Callable[[Any], str]] = {
    "queried_at": roc_moment,
    "login_at": lambda moment: roc_moment(moment, seconds=False),
    "logout_at": lambda moment: roc_moment(moment, seconds=False),
    "result": lambda result: WORDS.get(result, ""),
}


_TYPESET = "本件非 PDF 或無法併入原頁，以下依封存資料表排印，原檔見封存。"
_LOST = "封存中查無與此雜湊值相符之原檔，以下依封存資料表排印，請查明。"


def month_sections(archived: ArchivedMonth, originals: Originals, catalogue: Catalogue) -> list[Section]:
    """Register, statement, report and decisions of one month, in the order of the volume."""
    return [
        *_sources(archived, originals, REGISTER, _REGISTER, catalogue.regulation),
        *_sources(archived, originals, STATEMENT, _STATEMENT, catalogue.regulation),
        *_report(archived.run, originals),
        _decisions(archived, catalogue),
    ]


def retracted_sections(history: History, month: Month, originals: Originals) -> list[Section]:
    """The runs of a month that were retracted: who did so, when and why, and the report that each had made."""
    sections = list[Section]()
    for gone in history.retractions(month):
        run = [one for one in history.runs(month) if one.number < gone.number][-1]
        told = [str(gone.record[name]) for name in ("by", "why")]
        row = [f"第 {run.number} 號", roc_date(run.as_of), roc_date(gone.as_of), *told]
        sections.append(
            {
                "title": "已撤回之勾稽結果",
                "kind": "table",
                "head": ["執行", "執行日期", "撤回日期", "撤回之人", "緣由"],
                "widths": [4, 7, 7, 7, 20],
                "rows": [row],
                "note": "撤回之執行不計入辦理情形；其報告附後，其未結事項至重新列出或答復為止。",
            }
        )
        sections += [section | {"title": "已撤回之勾稽報告"} for section in _report(run, originals)]
    return sections


def _sources(
    archived: ArchivedMonth,
    originals: Originals,
    table: Table,
    columns: Mapping[str, tuple[str, int]],
    regulation: Regulation,
) -> list[Section]:
    """One section a file as received; a file that bears no pages of its own is set from its table."""
    role, title = table.name, title_of(table.name)
    held = archived.run.table_file(table.name).is_file()
    frame = archived.run.table(table.name) if held else table.frame([])
    sections = []
    for given in archived.run.record.get("inputs", ()):
        if given["role"] != role:
            continue
        file = archived.input_file(role, given["sha256"])
        section: Section = {"title": f"{title}　{given['file']}", "sha256": given["sha256"], "file": given["file"]}
        pages = originals.take(file) if file else None
        if pages:
            section |= {"kind": "pages", "source": pages.name, "pages": pages.sizes}
        else:
            section |= _typeset(frame[frame[f"{role}_file"] == given["file"]], columns, regulation)
            section["note"] = _TYPESET if file else _LOST
        sections.append(section)
    return sections or [{"title": title, "kind": "table", "head": [], "rows": [], "note": "封存中無此項檔案。"}]


def _report(run: Deposit, originals: Originals) -> list[Section]:
    pages = originals.take(run.report("report.pdf"))
    if not pages:
        return [{"title": "勾稽報告", "kind": "table", "head": [], "rows": [], "note": "封存中無勾稽報告。"}]
    return [{"title": "勾稽報告", "kind": "pages", "source": pages.name, "pages": pages.sizes}]


_ANSWERED = {
    "事項": 7,
    "代碼": 7,
    "明細表": 5,
    "紀錄表": 6,
    "日期時間": 7,
    "使用者": 5,
    "查詢條件": 6,
    "處理結果": 5,
    "說明": 11,
    "查明人員／日期": 7,
}


def _decisions(archived: ArchivedMonth, catalogue: Catalogue) -> Section:
    """Every finding of the latest run with where it stands on both papers, and its last answer."""
    items = archived.run.items
    places = _places(archived.run) if items is not None else {}
    rows = []
    for item in items.to_dict("records") if items is not None else []:
        identity, code = str(item["item"]), str(item["code"])
        decision = archived.lives[identity].decision
        told = (decision.note, f"{decision.by} {roc_date(decision.on)}") if decision else ("", "")
        state = archived.state_of(identity)
        if decision and state == BY_HIMSELF:
            state = f"{decision.result}（{state}）"
        query = places.get((item["statement_file"], item["statement_row"]), "")
        line = places.get((item["register_file"], item["register_entry"]), "")
        shown = (catalogue.title(code), code, query, line, item["at"], item["user"], item["subject"], state, *told)
        rows.append([str(value) if pd.notna(value) else "" for value in shown])
    return {
        "title": "待查事項處理情形",
        "kind": "table",
        "head": list(_ANSWERED),
        "widths": list(_ANSWERED.values()),
        "rows": rows,
        "note": NAMES_ARE_NAMES if rows else "本月無待查事項。",
    }


def _places(run: Deposit) -> dict[tuple[Any, Any], str]:
    """Where each query and each entry stands: 第 12 列（第 1 頁）, 第 3 列（第 1 頁 序號 3）."""
    found = dict[tuple[Any, Any], str]()
    queries = run.table(STATEMENT.name)[["statement_file", "statement_row", "statement_page"]]
    for file, row, page in plain_rows(queries):
        found[file, row] = f"第 {row} 列" + (f"（第 {page} 頁）" if page is not None else "")
    entries = run.table(REGISTER.name)[["register_file", "register_entry", "page_no", "seq_no"]]
    for file, entry, page, number in plain_rows(entries):
        numbered = [f"第 {page} 頁" if page is not None else "", f"序號 {number}" if number is not None else ""]
        written = " ".join(filter(None, numbered))
        found[file, entry] = f"第 {entry} 列" + (f"（{written}）" if written else "")
    return found


def _typeset(frame: pd.DataFrame, columns: Mapping[str, tuple[str, int]], regulation: Regulation) -> Section:
    names = [name for name, _ in columns.values()]
    known: dict[str, Callable[[Any], str]] = {
        **_SHOWN,
        "purpose": lambda number: regulation.purposes[int(number)].name,
        "purposes": lambda numbers: "、".join(regulation.purposes[int(one)].name for one in numbers.split(",") if one),
    }
    shown = [known.get(name, str) for name in names]
    rows = [
        ["" if pd.isna(value) else show(value) for value, show in zip(row, shown, strict=True)]
        for row in frame[names].astype("object").itertuples(index=False, name=None)
    ]
    return {"kind": "table", "head": list(columns), "widths": [width for _, width in columns.values()], "rows": rows}
