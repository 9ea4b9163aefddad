"""The items of a checklist that concern records: written, downloaded, checked, bound and kept (要點七, 十一, 十二)."""

from datetime import date, timedelta

from reconcile.deposits import Deposit
from reconcile.forms.archived import (
    ArchivedMonth,
    Downloaded,
    archived_months,
    bound_volume,
    held_audits,
)
from reconcile.forms.checklist.audit import Audit, off_behind_no_item, told_of, unfinished
from reconcile.forms.checklist.parts import Part, broken, met, note, undecided
from reconcile.forms.period import roc_year, spoken
from reconcile.history import CONFIRMED, EXPLAINED, MISTAKEN, OPEN, SELF_AUDIT, WRITTEN_LATE
from reconcile.text.dates import Month, roc_date

_CLEARED = (EXPLAINED, MISTAKEN)
_COVERAGE = ("UNREGISTERED_QUERY", "UNREGISTERED_IN_TIE", "AMBIGUOUS_MATCH")


def case_by_case(audit: Audit) -> list[Part]:
    """Whether each query was written down, and the register bound and kept."""
    parts, agreed = unfinished(audit), list[ArchivedMonth]()
    for month, archived in audit.months.items():
        answers = archived.answers(*_COVERAGE)
        proof, files = archived.proof_of(*_COVERAGE), archived.run.inputs("register")
        if outside := archived.counts.get("outside_queries", 0):
            parts.append(undecided(f"{month.roc}明細表有 {outside} 筆非當月查詢，未經比對。", *proof, *files))
        if answers[CONFIRMED]:
            parts.append(
                broken(f"{month.roc}有 {answers[CONFIRMED]} 筆查詢未填紀錄表，經主管認定屬實異常。", *proof, *files)
            )
        if answers[WRITTEN_LATE]:
            parts.append(
                undecided(f"{month.roc}有 {answers[WRITTEN_LATE]} 筆事後補登，是否仍屬逐案填寫請認定。", *proof, *files)
            )
        if corrected := archived.corrected("UNREGISTERED_QUERY"):
            said = f"{month.roc}有 {corrected} 筆查詢於更正後始有紀錄，是否仍屬逐案填寫請認定。"
            parts.append(undecided(said, *(run.record_file for run in archived.runs)))
        if answers[OPEN]:
            parts.append(
                undecided(f"{month.roc}尚有 {answers[OPEN]} 件查無紀錄之查詢未結。", *proof, *files, missing=True)
            )
        if not outside and set(answers) <= set(_CLEARED) and archived.complete:
            agreed.append(archived)
    if agreed:
        queries = sum(one.counts.get("queries", 0) for one in agreed)
        cleared = sum(sum(one.answers(*_COVERAGE).values()) for one in agreed)
        cleared_of = f"，其中 {cleared} 筆經主管查明" if cleared else ""
        files_of = [file for one in agreed for file in (*one.proof_of(*_COVERAGE), *one.run.inputs("register"))]
        months = spoken([one.month for one in agreed])
        told = f"查詢 {queries} 筆均有紀錄表可稽{cleared_of}" if queries else "明細表載無查詢"
        parts.append(met(f"{months}{told}。", *files_of))
    return [*parts, *told_of(audit, *audit.catalogue.behind("case_by_case")), *_bound(audit), *_kept(audit)]


def downloads(audit: Audit) -> list[Part]:
    """Whether each statement was downloaded in time, and the purposes checked against the business."""
    parts, purposes = unfinished(audit), audit.catalogue.behind("purposes")
    timely: list[ArchivedMonth] = []
    signed: list[ArchivedMonth] = []
    for month, archived in audit.months.items():
        late = _download(audit, archived)
        parts += [late] if late else []
        timely += [] if late else [archived]
        if unsettled := archived.answers(*purposes)[OPEN]:
            said = f"{month.roc}查詢事由尚有 {unsettled} 件待查事項未結，查核情形請認定。"
            parts.append(undecided(said, archived.record_file, missing=True))
        if archived.signed_in and month not in audit.void:
            signed.append(archived)
        else:
            state = "簽核已失效" if month in audit.void else "報表尚無有效之主管簽核"
            parts.append(undecided(f"{month.roc}{state}，查核情形請認定。", archived.record_file, missing=True))
    if timely:
        days = "、".join(f"{one.month.month} 月{_when(one.downloaded)}" for one in timely if one.downloaded)
        files = [file for one in timely if one.downloaded for file in one.downloaded.files]
        said = audit.catalogue.regulation.filled("於次月{download_day}前下載之明細表：")
        parts.append(met(f"{said}{days}。", *files))
    if signed:
        whole = [one.signed_in.record_file for one in signed if one.signed_in]
        parts.append(met(f"{spoken([one.month for one in signed])}經單位主管查核簽章。", *whole))
    told = told_of(audit, *audit.catalogue.behind("purposes", "downloads"))
    return [*parts, *told, *off_behind_no_item(audit), *_kept(audit)]


def safeguards(audit: Audit) -> list[Part]:
    """What the archive tells of safeguards; the rest is for a person to see."""
    head = audit.history.head
    chain = [note(f"封存計 {len(audit.history.deposits)} 筆，鏈首 {head[:16]}…。")] if head else []
    return [
        *chain,
        *told_of(audit, *audit.catalogue.behind("safeguards")),
        undecided("安全維護措施須實地查核，請稽核人員認定後勾選。"),
    ]


def retention(audit: Audit) -> list[Part]:
    """Whether what was queried is kept for its years."""
    return [*unfinished(audit), *_kept(audit)]


def self_audits(audit: Audit) -> list[Part]:
    """Whether so many self-audits were held."""
    held = held_audits(audit.history, SELF_AUDIT, audit.period.year, audit.today)
    files = [deposit.record_file for _, deposit in held]
    days = "、".join(roc_date(on) for on, _ in held)
    year = roc_year(audit.period.year)
    wanted = audit.catalogue.regulation.cadence.self_audits
    if len(held) >= wanted:
        return [met(f"{year}於{days}辦理自主稽核，計 {len(held)} 次。", *files)]
    recorded = f"{year}封存僅有 {len(held)} 次自主稽核紀錄" + (f"（{days}）" if days else "")
    return [undecided(f"{recorded}，未達 {wanted} 次，是否另有辦理請查明。", *files, missing=True)]


def _kept(audit: Audit) -> list[Part]:
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


def _download(audit: Audit, archived: ArchivedMonth) -> Part | None:
    """What is wrong with a month's download; None where it is proved to be in time."""
    month, told, due = archived.month, archived.downloaded, audit.due_on(archived.month)
    if told is None:
        return undecided(f"{month.month} 月明細表無下載日期可稽。", archived.record_file, missing=True)
    said = f"{month.month} 月明細表{_when(told)} 下載"
    if told.on < month.end.date():
        return undecided(f"{said}，早於月底，資料未涵蓋全月。", *told.files, missing=True)
    if told.on > due:
        return _late(audit, archived, told, said)
    return undecided(f"{said}，係檔案日期，尚待其他佐證。", *told.files) if told.source == "file" else None


def _late(audit: Audit, archived: ArchivedMonth, told: Downloaded, said: str) -> Part:
    """A download after the due day: proved, unless its date is doubtful or the office was closed since that day."""
    due = audit.due_on(archived.month)
    days = (told.on - due).days
    if told.source == "archived":
        return undecided(f"{said}，其前何日下載無可稽，是否逾期請查明。", *told.files, missing=True)
    if told.source == "file":
        return undecided(f"{said}（檔案日期），逾期 {days} 日，實際下載日期請查明。", *told.files, missing=True)
    if archived.answers("LATE_DOWNLOAD")[MISTAKEN]:
        return undecided(f"{said}，主管認定該日期有誤，實際下載日期請查明。", *told.files, missing=True)
    waited = [due + timedelta(days=day) for day in range(days)]
    if all(day.weekday() >= 5 or day in audit.closed for day in waited):
        return undecided(f"{said}，逾 {_short(due)} 計 {days} 日；其間為休息日，是否順延請認定。", *told.files)
    return broken(f"{said}，逾期 {days} 日。", *told.files)


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
    """A volume stands for its year as long as nothing of that year was archived after it."""
    proof = volume.record_file
    later = [
        one for one in audit.history.deposits if one.month and one.month.year == year and one.number > volume.number
    ]
    if later:
        said = f"{roc_year(year)}裝訂成冊後另封存 {len(later)} 件更正或處理結果，請重行裝訂。"
        return undecided(said, proof, *(one.record_file for one in later), missing=True)
    return met(f"{roc_year(year)}已裝訂成冊。", proof)


def _when(told: Downloaded) -> str:
    """於 3/12, or by which day it lay in the archive."""
    return f"最遲於 {roc_date(told.on)}" if told.source == "archived" else f"於 {_short(told.on)}"


def _short(on: date) -> str:
    """A day within the year, as in 3/12."""
    return f"{on.month}/{on.day}"
