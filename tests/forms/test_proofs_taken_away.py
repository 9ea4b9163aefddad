"""Each 是 of a good half year rests on proofs: take one away and the 是 is gone, with the reason in its place."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from forms.builders import (
    AGENCY,
    CLERK,
    HEAD,
    LONG_AFTER,
    SINCE,
    USER,
    YEAR,
    decided,
    good_year,
    held,
    item,
    roster,
    run,
)
from known_codes import CATALOGUE
from reconcile.deposits import Deposit, Signoff
from reconcile.forms import Books, Period, checklist_of
from reconcile.forms.checklist.answering import CheckItem
from reconcile.history import History
from reconcile.text.dates import Month

APPLIED, REVOKED, CLERKED, CASE_BY_CASE, DOWNLOADED, SAFE, KEPT, AUDITED = range(8)
TICKED = {CLERKED, DOWNLOADED, KEPT, AUDITED}
MAY, JUNE = Month(YEAR, 5), Month(YEAR, 6)


@dataclass
class Proofs:
    """The deposits of a good year, of which the first half is audited, and what is known of it."""

    root: Path
    deposits: list[Deposit]
    known: dict[str, Any] = field(default_factory=dict)

    def boxes(self) -> tuple[CheckItem, ...]:
        linked = tuple(replace(one, number=at, head=f"{at:064x}") for at, one in enumerate(self.deposits, start=1))
        known = {"since": SINCE, "today": LONG_AFTER, **self.known}
        books = Books(History(AGENCY, linked), self.root, CATALOGUE, **known)
        return checklist_of(books, Period(YEAR, 1), county=True).items

    def of(self, month: Month, kind: str) -> int:
        return next(at for at, one in enumerate(self.deposits) if (one.month, one.kind) == (month, kind))

    def run_again(self, **options: Any) -> None:
        """May with another run in place of the good one."""
        self.deposits[self.of(MAY, "run")] = run(self.root, MAY, **options)

    def items(self, answer: str | None, *codes: str, by: str = "李主管") -> None:
        """May with an item of each code, and their answer."""
        key = {"statement_file": "明細表.pdf", "statement_row": 1}
        self.run_again(items=[item(code, MAY) | key for code in codes])
        given = {f"{MAY}-{code}-1": answer for code in codes} if answer else {}
        answered = decided(self.root, MAY, given)
        said = tuple(replace(one, by=by) for one in answered.decisions)
        self.deposits[self.of(MAY, "decision")] = replace(answered, decisions=said)

    def says(self, **record: Any) -> None:
        """May's run says something else of itself."""
        self.run_again()
        at = self.of(MAY, "run")
        changed = {**self.deposits[at].record, **record}
        self.deposits[at].record_file.write_text(json.dumps(changed, ensure_ascii=False), encoding="utf-8")
        self.deposits[at] = replace(self.deposits[at], record=changed)

    def signed(self, signoff: Signoff | None) -> None:
        at = self.of(MAY, "decision")
        self.deposits[at] = replace(self.deposits[at], signoff=signoff)

    def without(self, kind: str) -> None:
        self.deposits = [one for one in self.deposits if one.kind != kind]


def signature(by: str, on: date = date(YEAR, 6, 8)) -> Signoff:
    return Signoff(by, on, "0" * 64)


def corrected(proofs: Proofs) -> None:
    """An item that the next run of May, with other files, lists no more."""
    at = proofs.of(MAY, "run")
    proofs.deposits.insert(at, run(proofs.root, MAY, items=[item("PURPOSE_MISSING", MAY)]))


def in_one_half(proofs: Proofs) -> None:
    proofs.without("audit")
    proofs.deposits += [held(proofs.root, date(YEAR, 12, 19)), held(proofs.root, date(YEAR, 12, 20))]


def lost(proofs: Proofs) -> None:
    proofs.run_again()
    (proofs.deposits[proofs.of(MAY, "run")].folder / "data/inputs/register/紀錄表.xlsx").write_bytes(b"another")


def off(code: str) -> list[str]:
    return [CATALOGUE.off_sentence(code)]


TAKEN: dict[str, tuple[set[int], Callable[[Proofs], None], str]] = {
    "no roster": (
        {CLERKED, DOWNLOADED},
        lambda one: one.run_again(with_roster=False),
        "當月未附帳號清冊，是否為單位主管無從認定",
    ),
    "nobody is clerk": ({CLERKED}, lambda one: one.run_again(accounts=roster(USER)), "未見全月均有承辦人員"),
    "not signed": ({DOWNLOADED}, lambda one: one.signed(None), "報表尚無有效之主管簽核"),
    "void": ({DOWNLOADED}, lambda one: one.known.update(void_signoffs=frozenset({MAY})), "簽核已失效"),
    "signed by a clerk": ({DOWNLOADED}, lambda one: one.signed(signature("陳大文")), "未列為單位主管或職務代理人"),
    "signed by a stranger": ({DOWNLOADED}, lambda one: one.signed(signature("林外人")), "其人不在帳號清冊"),
    "signed too early": ({DOWNLOADED}, lambda one: one.signed(signature("李主管", date(YEAR, 5, 20))), "早於月底"),
    "signed by who asked": (
        {DOWNLOADED},
        lambda one: one.run_again(accounts=roster(CLERK, {**USER, "user_name": "李主管", "role": "單位主管"})),
        "其本人當月亦有 3 筆查詢",
    ),
    "signed by who had left": (
        {DOWNLOADED},
        lambda one: one.run_again(accounts=roster(CLERK, USER, until="2026-06-01")),
        "未列為單位主管或職務代理人",
    ),
    "no day of download": ({DOWNLOADED}, lambda one: one.run_again(downloaded="never"), "無下載日期可稽"),
    "late": ({DOWNLOADED}, lambda one: one.run_again(downloaded="2026-06-12"), "逾期 2 日"),
    "a rule off": (
        {DOWNLOADED},
        lambda one: one.says(not_checked=off("PURPOSE_MISSING")),
        "停用「未勾選查詢事由」，未經查核",
    ),
    "no cases": (
        {DOWNLOADED},
        lambda one: one.says(not_checked=["未提供受理案件清冊，未查核事由與案件是否相符。"]),
        "未提供受理案件清冊",
    ),
    "open": ({DOWNLOADED}, lambda one: one.items(None, "PURPOSE_MISSING"), "尚有 1 件未結"),
    "confirmed": ({DOWNLOADED}, lambda one: one.items("屬實異常", "SELF_QUERY"), "經認定屬實異常 1 件"),
    "answered by himself": (
        {DOWNLOADED},
        lambda one: one.items("說明合理", "OFF_HOURS_QUERY", by="王小明"),
        "有 1 件係當事人本人答復",
    ),
    "corrected away": ({DOWNLOADED}, corrected, "有 1 件更正後不再列出"),
    "incomplete": (TICKED - {AUDITED}, lambda one: one.run_again(complete=False), "勾稽未完成（1 項問題）"),
    "a file lost": (TICKED - {CLERKED, AUDITED}, lost, "封存缺少115年5月之完整資料"),
    "no first month": ({DOWNLOADED, KEPT}, lambda one: one.known.update(since=None), "之文件不在封存內"),
    "a first month inside": (TICKED, lambda one: one.known.update(since=JUNE), "設定檔載自115年6月起使用本系統"),
    "damage": (TICKED, lambda one: one.known.update(damage=("雜湊值不符",)), "封存驗證不符：雜湊值不符"),
    "too early": (TICKED, lambda one: one.known.update(today=date(YEAR, 7, 9)), "尚未屆期"),
    "no audit": ({AUDITED}, lambda one: one.without("audit"), "僅有 0 次自主稽核紀錄"),
    "audits of one half": ({AUDITED}, in_one_half, "均屬同一半年"),
}
"""By what is taken: the boxes that lose their 是, how, and what stands there instead."""


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Deposit, ...]]:
    """Where a good year lies, and its deposits; a test adds others beside them."""
    root = tmp_path_factory.mktemp("good")
    return root, good_year(root).deposits


@pytest.fixture
def proofs(year: tuple[Path, tuple[Deposit, ...]]) -> Proofs:
    return Proofs(year[0], list(year[1]))


def ticked(boxes: tuple[CheckItem, ...]) -> set[int]:
    return {at for at, one in enumerate(boxes) if one.answer is True}


def test_a_good_year_has_these_proved(proofs: Proofs) -> None:
    assert ticked(proofs.boxes()) == TICKED
    assert HEAD["role"] == "單位主管"


@pytest.mark.parametrize("taken", TAKEN)
def test_a_yes_goes_with_its_proof_and_says_why(proofs: Proofs, taken: str) -> None:
    lose, take, why = TAKEN[taken]
    take(proofs)
    boxes = proofs.boxes()
    assert ticked(boxes) == TICKED - lose
    said = ["".join(one.sentences) + (one.reason or "") for one in boxes]
    assert any(why in said[at] for at in lose), said


def test_every_yes_has_a_proof_that_is_taken_away() -> None:
    assert set[int]().union(*(lose for lose, _, _ in TAKEN.values())) == TICKED


@pytest.mark.parametrize(("answer", "state"), [(None, "尚有 1 件未結"), ("屬實異常", "經認定屬實異常 1 件")])
def test_an_open_or_confirmed_item_of_every_code_stands_behind_an_item(
    proofs: Proofs, answer: str | None, state: str
) -> None:
    proofs.items(answer, *CATALOGUE.declared)
    boxes = proofs.boxes()
    said = ["".join(one.sentences) + (one.reason or "") for one in boxes]
    for code in CATALOGUE.declared:
        told = f"115年5月「{CATALOGUE.title(code)}」{state}"
        behind = [one for one, words in zip(boxes, said, strict=True) if told in words]
        assert behind, code
        assert {one.answer for one in behind} == {False if answer else None}, code
