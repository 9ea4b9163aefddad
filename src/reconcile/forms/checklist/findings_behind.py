"""What became of the findings behind an item of a checklist: open, confirmed, explained, vanished, by whom answered."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from reconcile.catalogue import Duty
from reconcile.forms.archived import BY_HIMSELF, VANISHED, ArchivedMonth
from reconcile.forms.checklist.audit import Audit
from reconcile.forms.checklist.parts import Part, broken, note, undecided
from reconcile.forms.period import spoken
from reconcile.history import CONFIRMED, EXPLAINED, MISTAKEN, OPEN, WRITTEN_LATE

UNWRITTEN = ("UNREGISTERED_QUERY", "UNREGISTERED_IN_TIE", "AMBIGUOUS_MATCH", "REWRITTEN_ENTRY")
"""No explanation writes a line or puts one back: of these an answer is told, and proves nothing."""

_UNSIGNED, _ON_PAPER = "MISSING_SIGNOFF", "sign_off_on_paper"
"""The code, and the kind of a cause that says that the whole column is blank."""

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
    behind = audit.catalogue.behind(*duties)
    parts = [part for code in behind for part in _of_code(audit, code)]
    return parts + _signed_on_paper(audit) if _UNSIGNED in behind else parts


def _signed_on_paper(audit: Audit) -> list[Part]:
    """Months whose electronic register bears no signature at all: whether the paper does is for a person to see."""
    months = [one for one in audit.months.values() if _ON_PAPER in {row["kind"] for row in _causes(one)}]
    if not months:
        return []
    said = f"{spoken([one.month for one in months])}電子檔未登載主管簽核，是否簽核請核對紙本。"
    return [undecided(said, *(one.record_file for one in months))]


def _causes(archived: ArchivedMonth) -> Sequence[Mapping[str, Any]]:
    causes: Sequence[Mapping[str, Any]] = archived.run.record.get("causes", ())
    return causes


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
