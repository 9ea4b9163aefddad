"""What became of the findings behind an item of a checklist: open, confirmed, explained, vanished, by whom answered."""

from collections import Counter
from pathlib import Path

from reconcile.catalogue import Duty
from reconcile.forms.archived import BY_HIMSELF, VANISHED, ArchivedMonth
from reconcile.forms.checklist.audit import Audit
from reconcile.forms.checklist.parts import Part, broken, note, undecided
from reconcile.forms.period import spoken
from reconcile.history import CONFIRMED, EXPLAINED, MISTAKEN, OPEN, WRITTEN_LATE

UNWRITTEN = ("UNREGISTERED_QUERY", "UNREGISTERED_IN_TIE", "AMBIGUOUS_MATCH", "REWRITTEN_ENTRY")
"""No explanation writes a line or puts one back: of these an answer is told, and proves nothing."""

_LEFT = {
    OPEN: "尚有 {n} 件未結",
    BY_HIMSELF: "有 {n} 件係當事人本人答復，不足為憑，請由他人查明",
    VANISHED: "有 {n} 件更正後不再列出，更正是否妥適請認定",
    WRITTEN_LATE: "有 {n} 件事後補登，是否妥適請認定",
}
"""What leaves a box to a person, and what is said of it."""

_EXPLAINED = "有 {n} 件經說明（{result}），惟說明並非登載，請認定"


def findings_behind(audit: Audit, *duties: Duty) -> list[Part]:
    """Each code behind these duties: how many items it has, and those that are not settled by the archive itself."""
    return [part for code in audit.catalogue.behind(*duties) for part in _of_code(audit, code)]


def _of_code(audit: Audit, code: str) -> list[Part]:
    total: Counter[str] = sum((one.answers(code) for one in audit.months.values()), Counter())
    if not total:
        return []
    title = f"「{audit.catalogue.title(code)}」"
    told = "、".join(f"{result} {number} 件" for result, number in sorted(total.items()))
    parts = [note(f"{title}計 {total.total()} 件：{told}。", *_proof(audit, code, *total))]
    if wrong := total[CONFIRMED]:
        said = f"{_months(audit, code, CONFIRMED)}{title}經認定屬實異常 {wrong} 件。"
        parts.append(broken(said, *_proof(audit, code, CONFIRMED)))
    unproved = (EXPLAINED, MISTAKEN) if code in UNWRITTEN else ()
    for result in (*_LEFT, *unproved):
        if number := total[result]:
            what = _LEFT.get(result, _EXPLAINED).format(n=number, result=result)
            said = f"{_months(audit, code, result)}{title}{what}。"
            missing = result in (OPEN, BY_HIMSELF)
            parts.append(undecided(said, *_proof(audit, code, result), missing=missing))
    return parts


def _with(audit: Audit, code: str, *results: str) -> list[ArchivedMonth]:
    return [one for one in audit.months.values() if set(results) & one.answers(code).keys()]


def _months(audit: Audit, code: str, result: str) -> str:
    return spoken([one.month for one in _with(audit, code, result)])


def _proof(audit: Audit, code: str, *results: str) -> list[Path]:
    return [file for one in _with(audit, code, *results) for file in one.proof_of(code)]
