"""Queries and the cases that explain them, against the definition written once more."""

from datetime import datetime, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from reconcile.lists import ALIASES, Lists
from reconcile.settings import RuleSettings, Settings

from .builders import Item, Listed, Month, case, codes, found, line, message, month, pair, query

OLD, NEW = "AB00207171", "A900207177"


def links(made: Month, settings: Settings | None = None) -> pd.DataFrame | None:
    return made.judgement(settings).case_links


def how(*items: Item) -> str:
    table = links(month(*items))
    assert table is not None
    [sentence] = table["how"]
    return str(sentence)


def unsupported(*items: Item, settings: Settings | None = None) -> list[int]:
    return [int(row) for row in found("PURPOSE_UNSUPPORTED", *items, settings=settings)["statement_row"]]


def test_a_query_that_no_case_explains_says_what_was_looked_for_and_has_the_lines_key() -> None:
    findings = found("PURPOSE_UNSUPPORTED", pair(query(), line()), case(applicant_id="B187654329"))
    assert findings["message"][0] == (
        "明細表第 1 列（10/05 09:12，王小明 hl001）查詢事由為(二)戶籍登記等，受理案件清冊查無可說明的案件："
        "清冊之申請人及關係人均無查詢對象A12345****。請查明為哪一件案件，並於備註註明案號。"
    )
    assert findings[["statement_row", "register_entry", "register_line"]].iloc[0].tolist() == [1, 1, 1]


def test_a_case_of_another_time_is_named_with_its_distance() -> None:
    asked, elsewhere = query(), query(queried_at="10/06 09:12", subject_id="B187654329")
    listed = case(received_on="08/01", closed_on="08/03")
    text = found("PURPOSE_UNSUPPORTED", asked, elsewhere, listed)["message"][0]
    assert (
        "同一對象有受理案件清冊 cases.xlsx 第 2 筆（案號 1151005001，遷入登記，115年8月1日受理，115年8月3日辦結）"
        in text
    )
    assert "與查詢日期相距逾設定期間 33 日。" in text


def test_a_case_of_another_purpose_is_a_mismatch_of_the_pair_and_said_once() -> None:
    other = pair(query(purpose=1), line(purposes="1")), case()
    assert codes(*other) == ["PURPOSE_MISMATCH"]
    assert "勾選(一)國籍變更，而明細表第 1 列（10/05 09:12，王小明 hl001）的查詢對象僅有" in message(
        "PURPOSE_MISMATCH", *other
    )
    assert len(found("PURPOSE_MISMATCH", pair(query(purpose=3), line(purposes="1")), case())) == 1


def test_without_a_line_another_purpose_is_unsupported() -> None:
    assert "屬(二)戶籍登記等，事由不同。" in message("PURPOSE_UNSUPPORTED", query(purpose=1), case())


def test_without_a_case_list_nobody_is_accused_and_nothing_is_linked() -> None:
    assert codes(pair(query(), line())) == []
    assert links(month(pair(query(), line()))) is None


def test_a_caller_may_give_only_the_columns_that_he_has() -> None:
    made = month(pair(query(), line()), case())
    few = Lists(cases=made.lists.cases[["business", "applicant_id", "received_on"]])  # type: ignore[index]
    table = made.judgement(lists=few).case_links
    assert table is not None
    assert table["cases_row"].tolist() == [1]


def test_the_purpose_is_the_statements_else_the_boxes_ticked_else_any() -> None:
    stated = pair(query(purpose=2), line(purposes="2")), pair(query(purpose=None), line(purposes="1,2"))
    unstated = pair(query(purpose=None), line(purposes=""))
    assert unsupported(*stated, unstated, case()) == []


@pytest.mark.parametrize(
    "remark", ["1151005001", "案號：1151005-001", "１１５１００５００１", "戶登字 第1151005001號 補件"]
)
def test_a_number_in_the_remark_names_the_case_and_is_bound_by_its_time(remark: str) -> None:
    strangers = case(applicant_id=None, received_on="10/01", closed_on="10/02")
    assert how(pair(query(), line(remark=remark)), strangers).startswith("備註載明案號：")
    asked = pair(query(), line(remark=remark))
    long_closed = case(received_on="05/01", closed_on="05/02")
    text = message("PURPOSE_UNSUPPORTED", asked, long_closed)
    assert "備註所載為受理案件清冊" in text
    assert "與查詢日期相距逾設定期間 126 日。" in text


def test_a_query_before_the_receipt_of_its_case_is_said_to_be_so() -> None:
    assert how(query(), case(received_on="10/12")).endswith("；查詢在受理前 7 日。")
    assert "受理前" not in how(query(), case(received_on="10/05"))


def test_an_open_case_explains_for_as_long_as_the_office_says() -> None:
    open_case = query(), case(received_on="2024/10/05")
    assert unsupported(*open_case) == []
    assert unsupported(*open_case, settings=Settings(rules=RuleSettings(open_case_years=1))) == [1]


def test_a_number_in_the_remark_does_not_cover_a_stranger_to_the_case() -> None:
    text = message("PURPOSE_UNSUPPORTED", pair(query(subject_id="C198765432"), line(remark="1151005001")), case())
    assert "其申請人及關係人不含查詢對象C19876****" in text


def test_a_number_explains_where_persons_cannot_be_compared_and_says_so() -> None:
    nameless = case(applicant_id=None, applicant_name="林美玉")
    assert "未比對對象" in how(pair(query(), line(remark="1151005001")), nameless)
    assert "未比對對象" in how(pair(query(subject_id=None), line(remark="1151005001")), case())


def test_a_business_that_names_no_purpose_explains_and_says_so() -> None:
    assert "業務看不出屬於哪一事由，未比對事由" in how(pair(query(), line()), case(business=None))


def test_masked_identifiers_agree_where_enough_is_visible() -> None:
    assert unsupported(query(subject_id="A12345****"), case()) == []
    assert unsupported(query(subject_id="A1********"), case()) == [1]
    assert unsupported(query(), case(applicant_id="A12345****")) == []


def test_the_old_and_the_new_number_are_one_person() -> None:
    made = month(query(subject_id=OLD), case(applicant_id=NEW))
    known = Lists(cases=made.lists.cases, aliases=ALIASES.frame([{"identifier": OLD, "same_as": NEW}]))
    for lists, expected in ((made.lists, True), (known, False)):
        findings = made.judgement(lists=lists).findings
        assert ("PURPOSE_UNSUPPORTED" in list(findings["code"])) is expected


def test_the_window_is_the_offices() -> None:
    late = query(queried_at="10/25 09:12"), case(closed_on="10/05")
    assert unsupported(*late) == []
    assert unsupported(*late, settings=Settings(rules=RuleSettings(case_days_after=19))) == [1]
    assert unsupported(*late, settings=Settings(rules=RuleSettings(case_days_after=20))) == []


def test_no_person_is_told_unmasked() -> None:
    told = how(pair(query(), line()), case(business="遷入登記 A123456789")) + message(
        "PURPOSE_UNSUPPORTED", query(subject_id="C198765432"), case()
    )
    assert "A123456789" not in told
    assert "C198765432" not in told


PEOPLE = st.sampled_from(["A123456789", "B187654329", "C198765432"])
KINDS = {"遷入登記": {2}, "歸化國籍": {1}, "印鑑登記": {2, 4}, "一般": {2, 4}}
SEALS: dict[str | None, set[int]] = {None: set(), "": {2, 4}, "李美玉": {3}}
DAYS = st.integers(1, 28).map(lambda day: f"10/{day:02d}")


def cases() -> st.SearchStrategy[Listed]:
    return st.builds(
        lambda received, days, **row: case(received_on=received, closed_on=_later(received, days), **row),
        DAYS,
        st.sampled_from([0, 2, None]),
        business=st.sampled_from([*sorted(KINDS), "印鑑證明"]),
        agent=st.sampled_from(list(SEALS)),
        applicant_id=PEOPLE,
        related_ids=st.sampled_from([None, "B187654329", "B187654329,C198765432"]),
    )


def _later(day: str, days: int | None) -> str | None:
    return None if days is None else (datetime.strptime(f"2026/{day}", "%Y/%m/%d") + timedelta(days)).strftime("%m/%d")


def explains(row: dict[str, Any], asked: dict[str, Any]) -> bool:
    """The definition: the same person, within two days before to one after, of a purpose that the business names."""
    on = pd.Timestamp(asked["queried_at"]).normalize()
    concerned = {row["applicant_id"], *(row["related_ids"] or "").split(",")}
    after = row["received_on"] - timedelta(days=2) <= on
    before = row["closed_on"] is None or on <= row["closed_on"] + timedelta(days=1)
    kinds = SEALS[row["agent"]] if row["business"] == "印鑑證明" else KINDS[row["business"]]
    return asked["subject_id"] in concerned and after and before and (not kinds or asked["purpose"] in kinds)


@given(
    st.lists(
        st.builds(query, queried_at=DAYS.map("{} 09:12".format), subject_id=PEOPLE, purpose=st.integers(1, 3)),
        max_size=4,
    ),
    st.lists(cases(), min_size=1, max_size=4),
)
@examples(max_examples=25, deadline=None)
def test_a_query_is_explained_exactly_where_some_case_explains_it(queries: list[Any], listed: list[Listed]) -> None:
    narrow = Settings(rules=RuleSettings(case_days_before=2, case_days_after=1))
    made = month(*queries, *listed)
    explained = {
        asked["statement_row"] for asked in made.statement if any(explains(row, asked) for row in made.listed["cases"])
    }
    judgement = made.judgement(narrow)
    assert judgement.case_links is not None
    assert set(judgement.case_links["statement_row"]) == explained
    judged = judgement.findings
    rows = judged.loc[judged["code"] == "PURPOSE_UNSUPPORTED", "statement_row"]
    assert set(rows) == {asked["statement_row"] for asked in made.statement} - explained
