import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.outcome import Matching
from reconcile.rules import judge
from reconcile.settings import ReportSettings, Settings
from reconcile.tables import FINDINGS, MATCHES, REGISTER, STATEMENT, UNMATCHED

from .builders import Item, Line, Query, entry, judged, line, month, pair, query

REASONS = st.sampled_from(["none", "tie", "outside"])
TIERS = st.sampled_from(["exact", "masked", "time", "user", "slip"])
PURPOSES = st.sampled_from(["", "1", "2", "4", "1,2", "2,4"])
PEOPLE = {"A123456789": "王小明", "B187654329": "李大同", "A900207177": "陳美玉"}
SUBJECTS = st.sampled_from(sorted(PEOPLE))
USERS = st.sampled_from(sorted(PEOPLE.values()))
MINUTES = st.integers(0, 59).map(lambda minute: f"10/05 09:{minute:02d}")

quick = settings(max_examples=15, deadline=None)


def queries() -> st.SearchStrategy[Query]:
    return st.builds(
        query,
        reason=REASONS,
        queried_at=MINUTES,
        subject_id=SUBJECTS,
        user_name=USERS,
        purpose=st.sampled_from([1, 2, None]),
        result=st.sampled_from(["success", "failure", None]),
        statement_file=st.sampled_from(["上旬.pdf", "下旬.pdf"]),
    )


def lines() -> st.SearchStrategy[Line]:
    return st.builds(
        line,
        reason=st.one_of(REASONS, st.just("explained")),
        purposes=PURPOSES,
        signed_off=st.booleans(),
        subject_id=SUBJECTS,
        user_name=USERS,
        login_at=st.one_of(MINUTES, st.none()),
        page_no=st.sampled_from([1, None]),
    )


def months() -> st.SearchStrategy[list[Item]]:
    entries = st.lists(lines(), min_size=1, max_size=4).map(lambda written: entry(*written))
    return st.lists(st.one_of(queries(), entries, st.builds(pair, queries(), lines(), TIERS)), max_size=8)


def test_a_month_without_queries_and_an_empty_register_have_no_findings() -> None:
    findings = judged()
    assert findings.empty
    assert list(findings.columns) == FINDINGS.columns


def test_the_form_of_a_voided_entry_is_not_judged_and_its_number_is_no_gap() -> None:
    spoilt = {"purposes": "", "signed_off": False, "logout_at": None, "user_name": None, "result": None}
    whole = (entry(seq_no=1), entry(seq_no=2, **spoilt, voided=True), entry(seq_no=3))
    codes = judged(*whole)["code"]
    assert "SEQUENCE_GAP" not in set(codes)
    assert set(codes) == set(judged(entry(seq_no=1), entry(seq_no=2))["code"])
    assert {"MISSING_SIGNOFF", "PURPOSE_MISSING"} <= set(judged(entry(**spoilt))["code"])


def test_a_month_in_order_has_no_findings() -> None:
    assert judged(pair(query(), line()), pair(query(queried_at="10/06 10:00"), line())).empty


def test_findings_come_by_query_then_by_line_then_by_code() -> None:
    findings = judged(
        entry(purposes="2,4", signed_off=False),
        pair(query(purpose=1, result="failure"), line(), tier="time"),
        query(subject_id="B187654329"),
    )
    assert list(findings["code"]) == [
        "PURPOSE_MISMATCH",
        "RESULT_MISMATCH",
        "TIME_MISMATCH",
        "UNREGISTERED_QUERY",
        "UNCONFIRMED_ENTRY",
        "MISSING_SIGNOFF",
        "PURPOSE_MULTIPLE",
        "PURPOSE_UNEXPLAINED",
    ]


@quick
@given(months())
def test_every_leftover_is_answered_by_one_finding_of_its_kind(items: list[Item]) -> None:
    made = month(*items)
    found = made.judged()["code"].value_counts()
    reasons = [(leftover["reason"], "statement_row" in leftover) for leftover in made.unmatched]
    assert found.get("UNREGISTERED_QUERY", 0) == reasons.count(("none", True))
    assert found.get("UNCONFIRMED_ENTRY", 0) == reasons.count(("none", False))
    assert found.get("AMBIGUOUS_MATCH", 0) == sum(reason == "tie" for reason, _ in reasons)


@quick
@given(months())
def test_a_code_is_said_once_of_the_same_rows(items: list[Item]) -> None:
    keys = [name for name in FINDINGS.columns if name.startswith(("statement", "register"))]
    assert not judged(*items).duplicated([*keys, "code"]).any()


@quick
@given(months(), st.integers(0, 999))
def test_the_order_of_the_tables_rows_does_not_change_a_finding(items: list[Item], seed: int) -> None:
    made = month(*items)
    statement, register, matches, unmatched = (
        table.frame(rows).sample(frac=1, random_state=seed)
        for table, rows in (
            (STATEMENT, made.statement),
            (REGISTER, made.register),
            (MATCHES, made.matches),
            (UNMATCHED, made.unmatched),
        )
    )
    pd.testing.assert_frame_equal(judge(statement, register, Matching(matches, unmatched)), made.judged())


@quick
@given(months())
def test_no_message_holds_a_person_unmasked(items: list[Item]) -> None:
    masked = Settings(report=ReportSettings(mask="all"))
    text = "".join(judged(*items, settings=masked)["message"])
    assert not [person for pair in PEOPLE.items() for person in pair if person in text]


@quick
@given(months())
def test_no_message_holds_the_identifier_of_a_person_asked_about(items: list[Item]) -> None:
    text = "".join(judged(*items)["message"])
    assert not [
        identifier for pair in PEOPLE.items() for identifier in pair if identifier.isascii() and identifier in text
    ]


def test_a_supervisor_reads_whom_to_ask_with_his_account() -> None:
    assert "王小明 hl001" in judged(query())["message"][0]
