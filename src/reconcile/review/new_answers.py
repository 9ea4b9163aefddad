"""The answers in a filled worklist, and the signature under it, as they join the archive."""

from dataclasses import dataclass
from datetime import date

from reconcile.catalogue import Catalogue
from reconcile.deposits import Decision, Signoff
from reconcile.errors import UsageError
from reconcile.history import ANSWERS, IDENTITY, OPEN, RESULTS, History, Worklist, WorklistRow
from reconcile.lives import Lives
from reconcile.review.checking import Believed, believed, spoken
from reconcile.review.faults import Faults
from reconcile.review.sealing import decided, digest_of, evidence_in, signoff_in
from reconcile.text.dates import Month, parse_date, roc_date

_RESULT, _NOTE, _BY, _ON = ANSWERS
_SIGNED_BY, _SIGNED_ON = "簽核人", "簽核日期"


@dataclass(frozen=True)
class NewAnswers:
    """What a worklist brings that the archive does not hold yet.

    `sentences` tell all of it to the office, the `conflicts` among them: answers other than the one given before.
    `blanks` counts the open items that the worklist leaves without an answer. `signoff` is bound to the digest of the
    month with these decisions in it.
    """

    decisions: tuple[Decision, ...]
    signoff: Signoff | None
    conflicts: tuple[str, ...]
    blanks: int
    sentences: tuple[str, ...]


def decisions_of(
    worklist: Worklist, history: History, month: Month, catalogue: Catalogue, *, today: date
) -> NewAnswers:
    """What is new in a filled worklist of that month; an answer that stood in it already is not taken twice.

    Raises UsageError, and nothing is taken, where the worklist is of another office, month or run; and, with all that
    is wrong in it, where it is changed where it is ours, or where an answer is not whole.
    """
    faults = Faults(worklist.file)
    given = believed(worklist, history, month, catalogue, faults)
    lives = Lives.of(history)
    decisions: list[Decision] = []
    conflicts: list[str] = []
    blanks = 0
    for item, row in given.rows.items():
        answer = None
        kept, printed = lives[item].decision, given.then[item].decision if item in given.then else None
        with faults.gathered():
            answer = _answer(worklist, item, row, lives[item].month, today)
        if item in given.causes and (answer is None or _same(answer, printed)):
            with faults.gathered():
                answer = _answer(worklist, item, given.causes[item], lives[item].month, today) or answer
        if answer is None:
            blanks += lives[item].is_open
        elif not any(_same(answer, known) for known in (kept, printed)):
            decisions.append(answer)
            if kept and kept.result != answer.result:
                conflicts.append(_conflict(item, kept, answer))
    decisions.sort(key=lambda decision: decision.item)
    signoff, said = None, list[str]()
    with faults.gathered():
        signoff, said = _signoff(worklist, history, month, given, decisions, today)
    faults.refuse()
    sentences = (_summary(decisions, blanks), *sorted(conflicts), *said)
    return NewAnswers(tuple(decisions), signoff, tuple(sorted(conflicts)), blanks, sentences)


def _answer(worklist: Worklist, item: str, row: WorklistRow, since: Month, today: date) -> Decision | None:
    """The row's answer; None where it gives none."""
    result, note, by = (spoken(row.cells.get(heading)) for heading in (_RESULT, _NOTE, _BY))
    on = row.cells.get(_ON)
    if not result:
        if note or by or on is not None:
            raise _unusable(worklist, row, f"填有{_NOTE}、{_BY}或{_ON}而未選{_RESULT}，請選取{_RESULT}，或將該列清空。")
        return None
    if result not in RESULTS:
        raise _unusable(worklist, row, f"的{_RESULT}不是清單中的項目，請由清單選取：{'、'.join(RESULTS)}。")
    if not by or on is None:
        missing = "、".join(name for name, blank in ((_BY, not by), (_ON, on is None)) if blank)
        raise _unusable(worklist, row, f"已選{_RESULT}而未填{missing}，請補填後再收錄。")
    return Decision(item, result, note, by, _day(worklist, row.place, _ON, on, since, today), worklist.sha256)


def _day(worklist: Worklist, place: str, what: str, value: object, since: Month, today: date) -> date:
    try:
        on = parse_date(value)
    except ValueError:
        raise UsageError(
            f"{worklist.file}：{place}的{what}無法辨識，請填寫民國或西元日期，如 115/11/5 或 2026/11/5。"
        ) from None
    if on > today:
        raise UsageError(
            f"{worklist.file}：{place}的{what} {roc_date(on)} 在今天（{roc_date(today)}）之後，請更正；"
            "日期無誤者請檢查電腦時鐘。"
        )
    if on < since.start.date():
        raise UsageError(f"{worklist.file}：{place}的{what} {roc_date(on)} 早於所查的{since.roc}，請更正。")
    return on


def _signoff(
    worklist: Worklist, history: History, month: Month, given: Believed, decisions: list[Decision], today: date
) -> tuple[Signoff | None, list[str]]:
    """The signature, where it is new, and what there is to say of it."""
    by, on = spoken(worklist.labels.get(_SIGNED_BY)), worklist.labels.get(_SIGNED_ON)
    kept = signoff_in(history, month)
    if bool(by) != (on is not None):
        missing = _SIGNED_ON if by else _SIGNED_BY
        raise UsageError(
            f"{worklist.file}：工作表「簽核」缺少{missing}，請補填，或將{_SIGNED_BY}與{_SIGNED_ON}一併清空。"
        )
    evidence, taken = evidence_in(history.runs(month)[-1]), history.decisions(month)
    before = digest_of(evidence, decided(taken))
    after = digest_of(evidence, [*decided(taken), *decisions])
    held = kept is not None and kept.digest == before
    if by:
        day = _day(worklist, "工作表「簽核」", _SIGNED_ON, on, month, today)
        printed = next((deposit.signoff for deposit in reversed(taken[: given.after]) if deposit.signoff), None)
        if (
            printed is None
            or (printed.by, printed.on) != (by, day)
            or printed.digest != spoken(worklist.labels["報表驗證碼"])
        ):
            if kept == Signoff(by, day, after):
                return None, ["簽核與已收錄者相同，仍屬有效。"]
            return Signoff(by, day, after), [f"{by}於{roc_date(day)}簽核，簽核以報表驗證碼 {after[:16]} 為準。"]
    if held and decisions:
        return None, ["原簽核因處理結果變更而失效，請重新執行後由單位主管重新簽核。"]
    return None, [] if held else ["本月尚無有效的簽核。"]


def _same(answer: Decision, known: Decision | None) -> bool:
    """The same answer of the same person on the same day; in which file it came does not matter."""
    return known is not None and (answer.result, answer.note, answer.by, answer.on) == (
        known.result,
        known.note,
        known.by,
        known.on,
    )


def _conflict(item: str, before: Decision, now: Decision) -> str:
    return (
        f"項目 {item} 已有處理結果「{before.result}」（{before.by}，{roc_date(before.on)}），"
        f"本次改為「{now.result}」（{now.by}，{roc_date(now.on)}）；兩者均予保存，以本次為準，請確認。"
    )


def _summary(decisions: list[Decision], blanks: int) -> str:
    counts = [(result, sum(decision.result == result for decision in decisions)) for result in RESULTS]
    told = "、".join(f"{result} {count} 項" for result, count in counts if count)
    left = f"尚有 {blanks} 項未填" if blanks else "各項均已填寫"
    waiting = f"（{OPEN}者仍為未結）" if any(decision.result == OPEN for decision in decisions) else ""
    return f"收錄處理結果 {len(decisions)} 項" + (f"：{told}{waiting}" if told else "") + f"；{left}。"


def _unusable(worklist: Worklist, row: WorklistRow, what: str) -> UsageError:
    return UsageError(f"{worklist.file}：{row.place}（項目 {spoken(row.cells.get(IDENTITY[0]))}）{what}")
