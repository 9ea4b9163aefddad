"""What a month owes to the months and runs before it: the `Review` that its reports show."""

from dataclasses import asdict, replace

from reconcile.deposits import Deposit
from reconcile.facts.masking import Masking, names_of
from reconcile.history import UNARCHIVED, History, Item, Review
from reconcile.lives import Life, Lives, Run
from reconcile.outcome import Outcome
from reconcile.review.changes import changes_since
from reconcile.review.conduct import over_months
from reconcile.review.continuing import since_of
from reconcile.review.identity import items_of
from reconcile.review.late import late_entries
from reconcile.review.papers import papers_of
from reconcile.review.sealing import decided, digest_of, evidence_in, evidence_of, signoff_in
from reconcile.review.standing import standing_of
from reconcile.tables import records
from reconcile.text.dates import Month, roc_date
from reconcile.version import VERSION


def review_of(outcome: Outcome, history: History, *, kept: bool = True) -> Review:
    """The past of a run, before it is archived itself, or where it is not `kept` at all.

    Where the last deposit of the chain is this very run, the past is what lay before it: a run made twice says the
    same twice. `history` is that of the outcome's agency.
    """
    month, evidence = outcome.month, evidence_of(outcome)
    before = _before(outcome, evidence, history)
    lives = Lives.of(before)
    known = list(lives)
    rows = list(records(items_of(outcome, history)))
    listed = {row["item"]: row for row in rows}
    late = late_entries(outcome, lives, before)
    lives.run(Run.of(outcome, listed, late))
    last = before.runs(month)[-1:]
    digest = digest_of(evidence, decided(before.decisions(month)))
    signoff = signoff_in(before, month)
    owed = carried(lives, month)
    return Review(
        items={item: lives[item].item(month) for item in listed},
        of_findings=tuple(row["item"] for row in rows),
        carried=owed,
        papers=papers_of(owed, before),
        late_entries=tuple(late),
        changes=(*_retracted(before, outcome), *changes_since(last[0], outcome, listed, known)) if last else (),
        digest=digest if kept else UNARCHIVED,
        archived=kept,
        formerly=tuple(former.agency for former in history.former),
        over_months=over_months(outcome, before),
        since=since_of(outcome, before),
        previous_head=before.head,
        signoff=signoff,
        signoff_void=signoff is not None and signoff.digest != digest,
        standing=standing_of(lives.values(), month),
    )


def carried(lives: Lives, month: Month) -> tuple[Item, ...]:
    """The items that a month's report shows beside its own findings, the oldest first."""
    shown = [(item, life) for item, life in lives.items() if _is_carried(life, month)]
    return tuple(life.item(month) for _, life in sorted(shown, key=lambda one: (one[1].month, one[0])))


def _retracted(history: History, outcome: Outcome) -> tuple[str, ...]:
    """That the last run of the month was retracted: when, by whom, why, masked as the settings say."""
    one = history.retraction(outcome.month)
    if one is None:
        return ()
    names = names_of(outcome.statement, outcome.register, outcome.lists.roster)
    masking = Masking(outcome.settings.report.mask, names)
    who, why = masking.user_name(str(one.record["by"])), masking.text(str(one.record["why"]))
    return (f"前次執行已於{roc_date(one.as_of)}由{who}撤回：{why}",)


def _is_carried(life: Life, month: Month) -> bool:
    """Open in an earlier month, or closed by this one; or of this month, unlisted and yet not closed."""
    if life.month < month:
        return life.is_open or month in life.late or _decided_in(life) == month
    return life.month == month and not life.listed and not life.gone


def _decided_in(life: Life) -> Month | None:
    """The month whose worklist brought the last decision."""
    return life.decided_in.month if life.decided_in else None


def _before(outcome: Outcome, evidence: str, history: History) -> History:
    if history.deposits and _is_this(history.deposits[-1], outcome, evidence):
        return replace(history, deposits=history.deposits[:-1])
    return history


def _is_this(deposit: Deposit, outcome: Outcome, evidence: str) -> bool:
    download = asdict(outcome.download) | {"on": outcome.download.on.isoformat()} if outcome.download else None
    record = deposit.record
    return (
        deposit.kind == "run"
        and (deposit.month, deposit.as_of) == (outcome.month, outcome.as_of)
        and record.get("version") == VERSION
        and record.get("download", download) == download
        and evidence_in(deposit) == evidence
    )
