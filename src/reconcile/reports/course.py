"""What the months and runs before have to say: the life of an item, what they left open, the sign-off."""

from dataclasses import dataclass
from datetime import date

from reconcile.deposits import Decision
from reconcile.facts.masking import Masking
from reconcile.history import Item, Review
from reconcile.reports import wording
from reconcile.text.dates import roc_date

SHORT_DIGEST = 16


@dataclass(frozen=True)
class Answer:
    """The last decision on an item. Who found out is shown whole: it is his signature.

    `verbatim` tells that the note is as it was written: a masked one must not come back as an answer of its own.
    """

    result: str
    note: str
    by: str
    on: date
    verbatim: bool

    @property
    def sentence(self) -> str:
        """說明合理：已補登於備註（林主任，115年11月6日）."""
        note = f"：{self.note}" if self.note else ""
        return f"{self.result}{note}（{self.by}，{roc_date(self.on)}）"


@dataclass(frozen=True)
class Course:
    """An item's identity, where it stands, and what happened to it."""

    item: str
    state: str
    age: str
    story: tuple[str, ...]
    answer: Answer | None


@dataclass(frozen=True)
class SignoffRow:
    """The supervisor's signature and whether it holds; `by` and `on` are None where there is none."""

    state: str
    sentence: str
    by: str | None = None
    on: date | None = None


@dataclass(frozen=True)
class Seals:
    """The digest that a sign-off is bound to, and the head of the chain before this run; blank where there is none."""

    digest: str
    previous: str

    @property
    def short(self) -> str:
        """Both as a footer bears them."""
        sealed = (("報表驗證碼", self.digest), ("前次封存", self.previous))
        return "　".join(f"{name} {digest[:SHORT_DIGEST]}" for name, digest in sealed if digest)


def lives_of(review: Review | None, masking: Masking) -> tuple[Course | None, ...]:
    """The lives of this run's findings, in their order; empty without a review."""
    if review is None:
        return ()
    return tuple(life_of(review.items[item], masking) for item in review.of_findings)


def signoff_of(review: Review | None) -> SignoffRow | None:
    """How the month is signed; None without a review."""
    if review is None:
        return None
    signed = review.signoff
    if signed is None:
        return SignoffRow("尚未簽核", "本月尚未由單位主管簽核。")
    who = f"{roc_date(signed.on)}由{signed.by}簽核"
    if review.signoff_void:
        void = "簽核已失效：其後輸入檔、設定或處理結果已有變更，請重新簽核。"
        return SignoffRow("已失效", f"{who}，{void}", signed.by, signed.on)
    return SignoffRow("有效", f"{who}，有效。", signed.by, signed.on)


def life_of(item: Item, masking: Masking) -> Course:
    """What has become of an item, as it may be shown."""
    return Course(
        item=item.item,
        state=wording.STATES[item.state],
        age=wording.age(item.age),
        story=tuple(map(masking.text, item.story)),
        answer=_answer(item.decision, masking),
    )


def _answer(decision: Decision | None, masking: Masking) -> Answer | None:
    if decision is None:
        return None
    note = masking.text(decision.note)
    return Answer(decision.result, note, decision.by, decision.on, verbatim=note == decision.note)
