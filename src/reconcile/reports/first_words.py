"""The sentences of the first page: what limits a report, what is left of it and what to do; what heads its sections."""

from collections.abc import Sequence

from reconcile.documents import ROSTER
from reconcile.outcome import Counts

TIE = "無法唯一對應"
TIE_BEARING = "各件請逐件答復。"


def tied(queries: int, lines: int) -> str:
    """Who competes, and how many of them are left over however they are paired."""
    more, what = (queries - lines, "查詢未登載") if queries > lines else (lines - queries, "紀錄無明細")
    surplus = f"，其中至少 {more} 筆{what}" if more else ""
    return f"{queries} 筆查詢與 {lines} 筆紀錄有不只一種同樣合理的對應{surplus}；請一併對照原件認定何者對應何者。"


UNARCHIVED = "本報表以 --out 製作，封存未增加任何內容；處理結果及簽核請填於封存之報表。"
NO_ARCHIVE = "本報表未依 office.toml 製作，未存入封存，其處理結果及簽核不能收錄。"

SECTIONS = {
    "前月未結": ("carried", "前月列出而尚未查明者，及本次結案者；列出最久者在前。", "前月無未結事項。"),
    "待查事項": ("details", "明細表與紀錄表不符，或紀錄應補正之事項。", "本月無待查事項。"),
    "詢問事項": (
        "questions",
        "就使用情形請單位主管瞭解，與兩表是否相符無涉；依程度排列，同一事項以件數最多之使用者為先。",
        "本月無詢問事項。",
    ),
}
"""By the name of a worklist: its anchor on the page, what it is, and what is said where it is empty."""


CAUTION = "所列事項係請單位主管查證之疑點，並非違失之認定。"


def left(open_items: int, listed: int, signed: str | None) -> str:
    """The conclusion; `signed` is the state of the signature, None without an archive."""
    if open_items:
        return f"尚有 {open_items:,} 件待查"
    found = "均已查明" if listed else "本月無待查事項"
    state = {"有效": "已簽核", "已失效": "簽核已失效，待重新簽核", "尚未簽核": "待簽核"}
    return found + (f"，{state[signed]}" if signed else "")


def unregistered(counts: Counts) -> str:
    """The shortages that are certain: alone, and behind ties."""
    alone, surplus = counts.unregistered, counts.certain_unregistered
    if not surplus:
        return f"有查詢無紀錄 {alone} 筆。"
    tied = f"無法唯一對應 {counts.ambiguous_queries} 筆，其中至少 {surplus} 筆未登載"
    return f"至少 {alone + surplus} 筆：有查詢無紀錄 {alone} 筆；{tied}。"


def unchecked(queries: int, lines: int) -> str:
    """What was left out because the other side could not be read."""
    return f"查詢 {queries} 筆、紀錄 {lines} 筆之對造文件無法辨識，未予查核，亦未列為疑點；請補正後重跑。"


def not_checked(sentences: Sequence[str]) -> str:
    """What was not checked for want of a list, or because the office switched it off."""
    return f"{len(sentences)} 項：" + "".join(sentences)


def unnamed(pairs: int) -> str:
    """That so many pairs were matched without comparing names."""
    return f"{pairs} 筆因一方未載使用者姓名，未能比對使用者；請提供{ROSTER.title}，或請使用者於紀錄表填寫姓名。"


def rest_asked(users: int, items: int) -> str:
    """Of those whom the first page has no room for."""
    return f"其餘 {users} 人 {items} 件，見各件。"


def fill_in(left: int) -> str:
    """The first thing to do."""
    what = f" {left:,} 件" if left else "各件"
    return f"就{what}逐件填寫處理結果、說明、查明人員、日期（於 report.html 或 report.xlsx，或列印本報告勾填）。"


SIGN = "單位主管審閱後，於同一檔之「簽核」填簽核人及日期，並於第 1 頁核章。"


def hand_in(month: str) -> str:
    """The third."""
    return f"將填妥之檔放入收件匣（或執行 reconcile decide {month} 該檔）收錄，再重跑本月。"
