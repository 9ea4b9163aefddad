"""The three bodies say the same, hide the same, and come out the same."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from reconcile.reports import write_reports
from reconcile.reports.course import Course
from reconcile.reports.findings import FindingRow
from reconcile.reports.view import View, view_of

from .builders import BODIES, IDENTIFIERS, PEOPLE, finding, listed, outcome, squeezed, texts, usual
from .months import PROBLEM, KeptMonth, kept

FILES = (*BODIES, "findings.csv")


def sentences(view: View) -> Iterator[str]:
    """All that a reader of any body must be told, but the pairs, which only the workbook lists."""
    yield from (
        view.conclusion,
        view.caution,
        *view.lead,
        view.agency,
        view.month,
        view.as_of,
        *view.notes,
        *view.not_checked,
    )
    yield from (*(part for alert in view.alerts for part in (alert.word, alert.sentence)), view.unregistered)
    yield from (part for task in view.tasks for part in (task.title, task.sentence))
    yield from ([view.signoff.sentence] if view.signoff else [])
    yield from view.changes
    yield from (equation.sentence for equation in view.equations)
    yield from (part for bar in view.users for part in (bar.user, bar.sentence))
    yield from (part for one in view.asked for part in (one.user, str(one.open), one.sentence))
    yield from view.unused_accounts
    for section in view.sections:
        yield section.name
        for fold in section.folds():
            yield from (fold.title, fold.sentence, fold.bearing, *([fold.support] if fold.support else []))
    for row in listed(view):
        yield from told(row)
    if view.sample:
        yield view.sample.sentence
        yield from (part for pair in view.sample.pairs for part in (pair.query.at, pair.query.user, pair.query.subject))
    yield from (part for problem in view.problems for part in (problem.file, problem.place, problem.message))
    yield from (part for given in view.inputs for part in (given.role, given.file, given.size, given.sha256))
    yield from (view.seals.digest, view.seals.previous, view.settings_sha256, view.version)


def told(row: FindingRow) -> Iterator[str]:
    yield from (row.title, row.code, row.severity, row.message)
    yield from filter(None, (row.case, row.month or row.legal_basis))
    for side in row.sides:
        yield from (side.place, side.relation, *("".join(piece.text for piece in cell) for cell in side.cells))
    if not row.sides:
        yield from (row.at, row.user)
    if row.life:
        yield from life(row.life)


def life(of: Course) -> Iterator[str]:
    yield from (of.item, of.state, of.age, *of.story)
    if of.answer:
        yield from (of.answer.result, of.answer.note, of.answer.by)


@pytest.mark.parametrize(
    "month",
    [
        KeptMonth(usual(PROBLEM)),
        KeptMonth(outcome()),
        kept(),
        kept(PROBLEM, void=True),
        kept(mask="none", signed=False),
    ],
    ids=["without an archive", "empty", "kept", "incomplete and void", "not masked"],
)
def test_all_bodies_say_the_same_sentences_and_numbers(tmp_path: Path, month: KeptMonth) -> None:
    said = list(sentences(view_of(*month.parts)))
    assert len(said) > 20
    for body, text in texts(month.outcome, tmp_path, month.review, month.pictures).items():
        assert [sentence for sentence in said if squeezed(sentence) not in text] == [], body


WHOSE = "花蓮縣花蓮市戶政事務所115年10月主管稽核月明細表與查詢紀錄表勾稽報告"


def test_each_body_begins_with_whose_it_is_then_what_limits_it_then_the_conclusion(tmp_path: Path) -> None:
    month = kept(PROBLEM)
    for body, text in texts(month.outcome, tmp_path, month.review).items():
        assert text.startswith(WHOSE), body
        at = [text.index(words) for words in ("未完成輸入檔有1項問題", "未查核1項", "尚有10件待查", "填寫")]
        assert at == sorted(at), body


def test_a_month_with_problems_is_headed_incomplete_in_each_body(tmp_path: Path) -> None:
    for body, text in texts(usual(PROBLEM), tmp_path).items():
        assert re.match(f"{WHOSE}.{{0,15}}未完成輸入檔有1項問題", text), body


def test_a_complete_month_says_nothing_of_incompleteness(tmp_path: Path) -> None:
    for body, text in texts(usual(), tmp_path).items():
        assert "未完成" not in text, body


def test_a_month_without_queries_reads_as_one(tmp_path: Path) -> None:
    for body, text in texts(outcome(), tmp_path).items():
        assert "本月無待查事項待查0" in text and "本月無詢問事項" in text, body


def test_what_the_paper_leaves_to_the_workbook_is_in_it(tmp_path: Path) -> None:
    month = kept()
    text = texts(month.outcome, tmp_path, month.review)["report.xlsx"]
    pairs = view_of(*month.parts).pairs
    assert len(pairs) == 11
    told = [part for pair in pairs for part in (pair.query.at, pair.line.at, pair.tier, pair.case or "")]
    assert [part for part in told if squeezed(part) not in text] == []


def test_no_body_holds_a_whole_identifier_or_name(tmp_path: Path) -> None:
    month = kept(PROBLEM)
    for body, text in texts(month.outcome, tmp_path, month.review, month.pictures).items():
        assert "A12345****" in text and "王○○" in text, body
        assert [value for value in (*IDENTIFIERS, *PEOPLE) if value in text] == [], body
    for file in FILES:
        assert leaked(tmp_path / file) == [], file


def leaked(path: Path) -> list[str]:
    """Whole identifiers and names anywhere in a file: its bytes, the members of a workbook, a paper's metadata."""
    parts = [path.read_bytes()]
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as workbook:
            parts += [workbook.read(name) for name in workbook.namelist()]
    if path.suffix == ".pdf":
        document = pypdfium2.PdfDocument(path)
        parts.append(str(document.get_metadata_dict()).encode())
        document.close()
    return [value for value in (*IDENTIFIERS, *PEOPLE) if any(value.encode() in part for part in parts)]


def test_an_office_that_does_not_mask_sees_whole_values(tmp_path: Path) -> None:
    month = kept(mask="none")
    for body, text in texts(month.outcome, tmp_path, month.review, month.pictures).items():
        assert [value for value in (*IDENTIFIERS, *PEOPLE) if value not in text] == [], body


def test_the_same_arguments_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        month = kept(PROBLEM)
        write_reports(month.outcome, tmp_path / name, month.review, month.pictures)
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == sorted(FILES)
    assert [
        file for file in FILES if (tmp_path / "one" / file).read_bytes() != (tmp_path / "two" / file).read_bytes()
    ] == []


def test_a_finding_of_a_month_without_rows_still_stands_in_each_body(tmp_path: Path) -> None:
    month = outcome(findings=[finding("LATE_DOWNLOAD", "medium", message="明細表於 11 月 12 日下載，逾期 2 日。")])
    for body, text in texts(month, tmp_path).items():
        assert "明細表於11月12日下載，逾期2日。" in text and "逾期下載明細表" in text, body
