"""The sentences that every report says in the same words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from reconcile.facts.masking import Mode
from reconcile.outcome import Counts, Download
from reconcile.regulation import Purpose, Regulation
from reconcile.text.dates import ROC_YEAR_ZERO, Month, roc_date
from reconcile.text.results import WORDS

SEVERITIES = {"high": "高", "medium": "中", "low": "低"}
TIERS = {
    "by_hand": "人工核對",
    "exact": "完全相符",
    "masked": "遮罩相符",
    "text": "條件文字相符",
    "time": "時間不符",
    "user": "使用者不符",
    "slip": "條件一字之差",
    "date": "日期一處之差",
    "day": "時間相差逾一小時",
}
_USUAL = {"exact", "masked", "time", "user", "slip"}
"""The tiers that are told also where no pair is of them."""

_NAMED_AT_MOST = 3

STATES = {"open": "未結", "closed": "已結"}
FIELDS = ("日期時間", "使用者", "查詢條件", "查詢事由", "查詢結果")
NOT_STATED = "未載"


@dataclass(frozen=True)
class Equation:
    """One law of conservation with its numbers; terms of zero are shown too, for they are checked too."""

    total: str
    number: int
    terms: tuple[tuple[str, int], ...]

    @property
    def sentence(self) -> str:
        """明細表列數 412 ＝ 查詢 412 ＋ 無法辨識 0."""
        return f"{self.total} {self.number} ＝ " + " ＋ ".join(f"{name} {number}" for name, number in self.terms)


def conclusion(queries: int, open_queries: int, counts: Counts, unnamed: int, caused: str = "") -> str:
    """The first line of every report; `unnamed` are matched without comparing names, `caused` tells of causes."""
    surplus = counts.certain_unregistered
    return "；".join(
        (
            f"本月 {queries} 筆查詢，{queries - open_queries} 筆相符，{open_queries} 筆待查核",
            *([f"無法唯一對應 {counts.ambiguous_queries} 筆，其中至少 {surplus} 筆未登載"] if surplus else []),
            *([caused] if caused else []),
            *([f"未比對姓名 {unnamed} 筆"] if unnamed else []),
        )
    )


def share_caused(caused: int, discrepancies: int, causes: int) -> str:
    """What the first line adds of causes: 多數出於 2 個原因; blank where there is none."""
    if not causes:
        return ""
    return f"多數出於 {causes} 個原因" if caused * 2 > discrepancies else f"其中 {caused} 件出於 {causes} 個原因"


def bearing(answers: int, size: int) -> str:
    """What one answer on a cause does for its members."""
    rest = f"，其餘 {size - answers} 件須補附文件後重新執行或逐件答復" if answers < size else ""
    return f"於本項答復，{answers} 件一併結案{rest}。" if answers else "各件須補附文件後重新執行，或逐件答復。"


def since(first: Month, month: Month) -> str:
    """自115年9月起，連續 2 個月."""
    months = (month.year - first.year) * 12 + month.month - first.month + 1
    return f"自{first.roc}起，連續 {months} 個月"


def register_sentence(counts: Counts, entries_to_amend: int, month_findings: int) -> str:
    """The second line: what stands on the side of the register; only what there is."""
    found = [
        f"{number} 筆{what}"
        for number, what in (
            (counts.unconfirmed, "無明細"),
            (counts.ambiguous_lines, "無法唯一對應"),
            (counts.explained, "以傳真查詢說明"),
            (counts.outside_lines, "非本月"),
            (counts.used_lines, "他月已用"),
            (counts.unchecked_lines, "未查核"),
            (counts.lines_unreadable, "無法辨識"),
        )
        if number
    ]
    besides = [
        f"{number} {what}"
        for number, what in ((entries_to_amend, "列紀錄應補正"), (month_findings, "項期限事項"))
        if number
    ]
    lines = "、".join(found) or ("均有明細" if counts.lines_written else "本月未有紀錄")
    return f"紀錄表 {counts.lines_written} 筆：{lines}" + (f"；另有 {'、'.join(besides)}" if besides else "")


def shortened(items: int, most: int) -> str:
    """Where the items stand one by one that page and paper only count."""
    return (
        f"各項合計 {items:,} 件，逾 {most:,} 件，本頁僅列件數；逐件列於同資料夾之 report.xlsx 及 findings.csv，"
        "並請先確認紀錄表已全數交出。"
    )


def question_sentence(questions: int) -> str | None:
    """What is asked of conduct, beside and not among the discrepancies; None where nothing is."""
    return f"另列詢問事項 {questions} 項，不計入待查核" if questions else None


def warning(problems: int) -> str | None:
    """What heads an incomplete run; None where there is no problem."""
    if not problems:
        return None
    return f"輸入檔有 {problems} 項問題，以下數字僅就可辨識之資料計算；請依「問題」逐項補正後重跑。"


def _if_any(name: str, number: int) -> tuple[tuple[str, int], ...]:
    """A term that few months have, where this one has it."""
    return ((name, number),) if number else ()


def conservation(counts: Counts, tiers: Mapping[str, int], open_queries: int) -> tuple[Equation, ...]:
    """The three equations of DESIGN §2, and two that lead from them to the conclusion."""
    unpaired = counts.queries - counts.matched
    return (
        Equation("明細表列數", counts.rows_printed, (("查詢", counts.queries), ("無法辨識", counts.rows_unreadable))),
        Equation(
            "查詢",
            counts.queries,
            (
                ("已對應", counts.matched),
                ("有查詢無紀錄", counts.unregistered),
                ("無法唯一對應", counts.ambiguous_queries),
                ("非本月", counts.outside_queries),
                *_if_any("未查核", counts.unchecked_queries),
            ),
        ),
        Equation(
            "紀錄表筆數",
            counts.lines_written,
            (
                ("已對應", counts.matched),
                ("有紀錄無明細", counts.unconfirmed),
                ("無法唯一對應", counts.ambiguous_lines),
                ("傳真查詢", counts.explained),
                ("非本月", counts.outside_lines),
                *_if_any("他月已用", counts.used_lines),
                *_if_any("未查核", counts.unchecked_lines),
                ("無法辨識", counts.lines_unreadable),
            ),
        ),
        Equation(
            "已對應",
            counts.matched,
            tuple((word, tiers.get(tier, 0)) for tier, word in TIERS.items() if tier in _USUAL or tier in tiers),
        ),
        Equation(
            "已對應",
            counts.matched,
            (("相符", counts.queries - open_queries), ("有疑點", open_queries - unpaired)),
        ),
    )


def purpose_printed(purpose: int | None, regulation: Regulation) -> str:
    """What the statement prints: （二）戶籍登記等."""
    return NOT_STATED if purpose is None else _purpose(regulation.purposes[purpose])


def purposes_ticked(purposes: str, note: str | None, regulation: Regulation) -> str:
    """What the register ticks; of the text for the one that is told only whether there is any: it may name people."""
    several = [regulation.purposes[int(number)] for number in purposes.split(",") if number]
    told = "，有敘明" if note else "，未敘明"
    return "、".join(_purpose(one) + (told if one.told else "") for one in several) or "未勾選"


def _purpose(purpose: Purpose) -> str:
    return purpose.name.replace("(", "（").replace(")", "）")


def result(of: str | None) -> str:
    """成功, 失敗 or 未載."""
    return NOT_STATED if of is None else WORDS.get(of, of)


def formerly(names: Sequence[str]) -> tuple[str, ...]:
    """Whose open items are carried on beside the office's own."""
    return (f"本機關含原{'、原'.join(names)}，其封存之未結事項一併列入。",) if names else ()


def downloaded(download: Download | None) -> str | None:
    """When the statement was downloaded, and who says so; None where nothing does."""
    return None if download is None else f"明細表下載日期 {roc_date(download.on)}（{download.told_by}）"


def share_explained(case_links: pd.DataFrame | None, queries: int) -> str | None:
    """How many queries a case explains; None where no list of cases was given."""
    if case_links is None:
        return None
    explained = len(case_links[["statement_file", "statement_row"]].drop_duplicates())
    share = f"（{explained / queries:.1%}）" if queries else ""
    by_remark = int(case_links["personless"].sum()) if "personless" in case_links else 0
    apart = f"，其中 {by_remark} 筆為無當事人之案件，僅憑備註所載案號" if by_remark else ""
    return f"本月 {queries} 筆查詢，{explained} 筆{share}查有受理案件{apart}"


def age(months: int) -> str:
    """How long an item has been open."""
    return f"第 {months + 1} 個月" if months else "本月新列"


def moment(at: datetime | None) -> str:
    """An instant of the statement, so written that it sorts: 115/10/05 09:12:33."""
    return "未載時間" if at is None else f"{day(at)} {at:%H:%M:%S}"


def session(login_at: datetime | None, logout_at: datetime | None) -> str:
    """A login session of the register: 115/10/05 09:12–09:20."""
    if login_at is None and logout_at is None:
        return "未載時間"
    on = day(login_at or logout_at or datetime.min)
    login, logout = (f"{at:%H:%M}" if at else "未填" for at in (login_at, logout_at))
    return f"{on} {login}–{logout}"


def day(on: date) -> str:
    """115/10/05."""
    return f"{on.year - ROC_YEAR_ZERO}/{on:%m/%d}"


def office_reworded(names: Sequence[str]) -> tuple[str, ...]:
    """The one note of how the register words the office otherwise than the statement: no disagreement."""
    shown = "、".join(f"「{name}」" for name in names[:_NAMED_AT_MOST])
    more = f"等 {len(names)} 種" if len(names) > _NAMED_AT_MOST else ""
    said = f"紀錄表之機關寫作{shown}{more}，與明細表之寫法不同，未列為不符；如為他機關之紀錄，請抽出後重跑。"
    return (said,) if names else ()


def notes(mode: Mode, regulation: Regulation) -> tuple[str, ...]:
    """What a reader must know before acting on the report."""
    shown = {
        "subjects": "查詢對象之證號末四碼及姓名已遮罩，使用者及主管列示帳號、姓名；"
        "請依明細表列次及紀錄表頁碼、序號查閱原件，並依個人資料保護法妥善保管。",
        "all": "證號末四碼及姓名已遮罩，請依明細表列次及紀錄表頁碼、序號查閱原件。",
        "none": "依機關設定，本報告未遮罩證號及姓名，請依個人資料保護法妥善保管。",
    }
    of_told = "事由{told}應經單位主管核准；本報告僅能核對事由文字及主管簽核欄，無從查證核准本身。"
    return (
        *((regulation.filled(of_told),) if regulation.told else ()),
        shown[mode],
        "已對應之各筆查詢，逐筆列於 report.xlsx「對應明細」。",
    )


def unseen(characters: tuple[str, ...]) -> str:
    """What 〓 stands for where a text holds characters that are not seen."""
    return f"資料含不可見或改變書寫方向之字元（{'、'.join(characters)}），以〓代之，請對照原件。"
