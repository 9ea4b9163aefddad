"""The items of a checklist that concern records: written, bound and kept, and the audits held (要點七, 十二)."""

from collections.abc import Iterator

from reconcile.deposits import Deposit
from reconcile.forms.archived import ArchivedMonth, archived_months, bound_volume
from reconcile.forms.checklist.audit import Audit, unfinished
from reconcile.forms.checklist.findings_behind import findings_behind
from reconcile.forms.checklist.parts import Part, met, note, undecided
from reconcile.forms.period import roc_year, spoken
from reconcile.history import SELF_AUDIT, HeldAudit
from reconcile.text.dates import Month, roc_date

_QUERIES = {
    "matched": "有紀錄",
    "unregistered": "無紀錄",
    "ambiguous_queries": "無法唯一對應",
    "certain_unregistered": "其中至少未登載",
    "outside_queries": "非當月",
    "unchecked_queries": "未查核",
}
_LINES = {
    "matched": "有明細",
    "explained": "傳真",
    "unconfirmed": "無明細",
    "ambiguous_lines": "無法唯一對應",
    "outside_lines": "非當月",
    "used_lines": "前月已用",
    "unchecked_lines": "未查核",
}
"""The terms of the conservation laws in run.json, as a form says them."""


def case_by_case(audit: Audit) -> list[Part]:
    """Whether each query was written down, and the register bound and kept."""
    return [
        *unfinished(audit),
        *_written(audit),
        *findings_behind(audit, "case_by_case", "use"),
        *_bound(audit),
        *kept(audit),
    ]


def _written(audit: Audit) -> Iterator[Part]:
    """By the counts of each run alone: how many queries have a line of their own."""
    proved = list[ArchivedMonth]()
    for month, archived in audit.months.items():
        files = (archived.record_file, *archived.run.inputs("register"))
        unnamed = [one for one in archived.not_checked if one.startswith("未比對姓名")]
        if archived.counts.get("queries", 0) != archived.counts.get("matched", 0):
            yield undecided(f"{month.roc}{_counted([archived])}，請認定。", *files)
        elif unnamed:
            yield undecided(f"{month.roc}{unnamed[0]}", *files)
        elif archived.complete:
            proved.append(archived)
    if proved:
        files_of = [file for one in proved for file in (one.record_file, *one.run.inputs("register"))]
        yield met(f"{spoken([one.month for one in proved])}{_counted(proved)}，均有紀錄表可稽。", *files_of)


def _counted(months: list[ArchivedMonth]) -> str:
    """查詢 6 筆（有紀錄 5、無紀錄 1）、紀錄表 5 筆（有明細 5), summed over months."""

    def total(name: str) -> int:
        return sum(one.counts.get(name, 0) for one in months)

    def terms(words: dict[str, str]) -> str:
        told = [f"{word} {total(name)}" for name, word in words.items() if total(name)]
        return f"（{'、'.join(told)}）" if told else ""

    written = total("lines_written")
    return f"查詢 {total('queries')} 筆{terms(_QUERIES)}，紀錄表 {written} 筆{terms(_LINES)}"


def safeguards(audit: Audit) -> list[Part]:
    """What the archive tells of safeguards; the rest is for a person to see."""
    head = audit.history.head
    chain = [note(f"封存計 {len(audit.history.deposits)} 件，封存驗證碼 {head[:16]}…。")] if head else []
    return [
        *chain,
        *findings_behind(audit, "safeguards", "use"),
        undecided("安全維護措施須實地查核，請稽核人員認定後勾選。"),
    ]


def retention(audit: Audit) -> list[Part]:
    """Whether what was queried is kept for its years."""
    return [*unfinished(audit), *kept(audit)]


def self_audits(audit: Audit) -> list[Part]:
    """Whether so many self-audits were held, and not all for the same half of the year."""
    held = audit.history.audits(SELF_AUDIT, audit.period.year, audit.today)
    files = [one.deposit.record_file for one in held]
    days = "、".join(map(_held, held))
    year = roc_year(audit.period.year)
    wanted = audit.catalogue.regulation.cadence.self_audits
    halves = {one.half for one in held}
    if len(held) >= wanted and len(halves) >= min(wanted, 2):
        return [met(f"{year}於{days}辦理自主稽核，計 {len(held)} 次。", *files)]
    if len(held) >= wanted:
        told = f"{year}封存之自主稽核 {len(held)} 次（{days}）均屬同一半年，不足認定為 {wanted} 次，請查明。"
        return [undecided(told, *files, missing=True)]
    recorded = f"{year}封存僅有 {len(held)} 次自主稽核紀錄" + (f"（{days}）" if days else "")
    return [undecided(f"{recorded}，未達 {wanted} 次，是否另有辦理請查明。", *files, missing=True)]


def _held(one: HeldAudit) -> str:
    """115年7月20日（上半年）, with the day on which it was archived where that is another, and if it was 未完成."""
    half = {1: "上半年", 2: "下半年"}[one.half]
    clock = one.deposit.clock
    late = f"，{roc_date(clock)}封存" if clock and clock.date() != one.on else ""
    unfinished_form = "，該表未完成" if one.deposit.record.get("complete") is False else ""
    return f"{roc_date(one.on)}（{half}{late}{unfinished_form}）"


def kept(audit: Audit) -> list[Part]:
    """Statement and register of every month of the years that are still to be kept."""
    start = Month(audit.period.year - audit.catalogue.regulation.cadence.keep_years, 1)
    first = max(start, audit.since) if audit.since else start
    wanted = [month for month in first.through(audit.period.months[-1]) if audit.due_on(month) < audit.today]
    held = archived_months(audit.history, wanted)
    whole = [month for month in wanted if month in held and held[month].kept]
    lacking = [month for month in wanted if month not in whole]
    if not whole:
        return [undecided("封存中尚無完整之月份，保存情形請查對紙本。", missing=True)]
    files = [file for month in whole for file in (held[month].record_file,)]
    proof = f"{spoken(whole)}計 {len(whole)} 個月之紀錄表及明細表封存完整。"
    if not lacking:
        return [met(proof, *files)]
    earlier = [month for month in lacking if month < whole[0]]
    later = [month for month in lacking if month > whole[0]]
    parts = [note(proof, *files)]
    if earlier:
        unkept = audit.catalogue.regulation.filled("之文件不在封存內，是否保存滿{keep_years}請查對紙本。")
        parts.append(undecided(f"{spoken(earlier)}{unkept}"))
    if later:
        parts.append(undecided(f"封存缺少{spoken(later)}之完整資料，保存情形請查對。", missing=True))
    return parts


def _bound(audit: Audit) -> list[Part]:
    """Volumes of the years that are over and still to be kept."""
    first = audit.period.year - audit.catalogue.regulation.cadence.keep_years
    parts: list[Part] = []
    before = [year for year in range(first, audit.period.year) if not bound_volume(audit.history, year)]
    if audit.since is None and before:
        span = f"{roc_year(before[0])}至{roc_year(before[-1])}" if len(before) > 1 else roc_year(before[0])
        parts.append(undecided(f"{span}之紀錄表是否裝訂成冊，封存無紀錄，請查對。"))
    for year in range(max(first, audit.since.year if audit.since else first), audit.period.year + 1):
        volume = bound_volume(audit.history, year)
        if year >= audit.today.year:
            parts.append(undecided(f"{roc_year(year)}尚未結束，尚未屆裝訂成冊之期。"))
        elif volume:
            parts.append(_as_bound(audit, year, volume))
        elif audit.since or year == audit.period.year:
            parts.append(undecided(f"{roc_year(year)}尚無裝訂成冊之紀錄。", missing=True))
    return parts


def _as_bound(audit: Audit, year: int, volume: Deposit) -> Part:
    """That a PDF was made is told; whether paper was bound only a person can see."""
    proof = volume.record_file
    later = [
        one for one in audit.history.deposits if one.month and one.month.year == year and one.number > volume.number
    ]
    if later:
        said = f"{roc_year(year)}合訂本製作後另封存 {len(later)} 件更正或處理結果，請重行裝訂。"
        return undecided(said, proof, *(one.record_file for one in later), missing=True)
    pages = volume.record.get("pages")
    made = f"{roc_year(year)}合訂本電子檔已製作（{pages} 頁）" if pages else f"{roc_year(year)}合訂本電子檔已製作"
    return undecided(f"{made}，紙本是否裝訂成冊請查對。", proof)
