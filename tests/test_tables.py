"""The tables of DESIGN §3 to the letter: other programs check names, types and order."""

from datetime import datetime
from operator import attrgetter
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from reconcile.tables import (
    CAUSES,
    FINDINGS,
    MATCHES,
    REGISTER,
    STATEMENT,
    TABLES,
    UNMATCHED,
    Table,
)

TEXT, COUNT, INSTANT, FLAG = pa.string(), pa.int64(), pa.timestamp("ms"), pa.bool_()
IN_PANDAS = {TEXT: "string", COUNT: "Int64", INSTANT: "datetime64[ms]", FLAG: "bool"}
REGISTER_KEYS = {"register_file": TEXT, "register_entry": COUNT, "register_line": COUNT}
CONTRACT = {
    STATEMENT: {
        "statement_file": TEXT,
        "statement_row": COUNT,
        "statement_page": COUNT,
        "agency": TEXT,
        "account": TEXT,
        "user_name": TEXT,
        "queried_at": INSTANT,
        "function": TEXT,
        "condition": TEXT,
        "subject_id": TEXT,
        "result": TEXT,
        "purpose": COUNT,
        "ip": TEXT,
    },
    REGISTER: {
        **REGISTER_KEYS,
        "page_no": COUNT,
        "seq_no": COUNT,
        "agency": TEXT,
        "user_name": TEXT,
        "login_at": INSTANT,
        "logout_at": INSTANT,
        "condition": TEXT,
        "subject_id": TEXT,
        "result": TEXT,
        "purposes": TEXT,
        "purpose_note": TEXT,
        "remark": TEXT,
        "signed_off": FLAG,
        "signed_by": TEXT,
        "voided": FLAG,
    },
    MATCHES: {"statement_file": TEXT, "statement_row": COUNT, **REGISTER_KEYS, "tier": TEXT, "explanation": TEXT},
    UNMATCHED: {
        "statement_file": TEXT,
        "statement_row": COUNT,
        **REGISTER_KEYS,
        "reason": TEXT,
        "nearest_statement_file": TEXT,
        "nearest_statement_row": COUNT,
        "nearest_register_file": TEXT,
        "nearest_register_entry": COUNT,
        "nearest_register_line": COUNT,
        "explanation": TEXT,
        "tie": TEXT,
    },
    FINDINGS: {
        "code": TEXT,
        "severity": TEXT,
        "statement_file": TEXT,
        "statement_row": COUNT,
        **REGISTER_KEYS,
        "message": TEXT,
        "legal_basis": TEXT,
        "cause": TEXT,
        "fax_no": TEXT,
    },
    CAUSES: {"cause": TEXT, "kind": TEXT, "count": COUNT, "sentence": TEXT, "support": TEXT},
}
LEFTOVERS = (UNMATCHED, FINDINGS)
VALUES = {TEXT: "甲", COUNT: 1, INSTANT: datetime(2026, 10, 5, 9, 12, 33), FLAG: True}
name_of = attrgetter("name")
every_table = pytest.mark.parametrize("table", TABLES, ids=name_of)


def full_row(table: Table, **changes: object) -> dict[str, object]:
    return {field.name: VALUES[field.type] for field in table.schema} | changes


def sparse_row(table: Table) -> dict[str, object]:
    """A row with nothing but what is never null."""
    return {name: value for name, value in full_row(table).items() if name in table.required}


def test_the_contract_has_six_tables() -> None:
    assert tuple(CONTRACT) == TABLES


@every_table
def test_columns_and_arrow_types_are_the_contract_s(table: Table, tmp_path: Path) -> None:
    table.write(table.frame([full_row(table)]), tmp_path / "table.parquet")
    written = pq.read_schema(tmp_path / "table.parquet")
    assert list(zip(written.names, written.types, strict=True)) == list(CONTRACT[table].items())


@every_table
def test_pandas_types_are_the_contract_s_even_without_rows(table: Table) -> None:
    for frame in (table.frame([full_row(table)]), table.frame([sparse_row(table)]), table.frame([])):
        assert {name: str(kind) for name, kind in frame.dtypes.items()} == {
            name: IN_PANDAS[kind] for name, kind in CONTRACT[table].items()
        }


@every_table
def test_what_is_written_is_read_back_missing_values_as_null(table: Table, tmp_path: Path) -> None:
    frame = table.frame([full_row(table), sparse_row(table)])
    table.write(frame, tmp_path / "table.parquet")
    pd.testing.assert_frame_equal(table.read(tmp_path / "table.parquet"), frame)
    optional = [name for name in table.columns if name not in table.required]
    nulls = pq.read_table(tmp_path / "table.parquet").select(optional)
    assert all(column.null_count == 1 for column in nulls.columns)


@every_table
def test_the_same_rows_give_the_same_bytes_in_whatever_order_they_come(table: Table, tmp_path: Path) -> None:
    ordered = table.order[0]
    second = "乙" if table.schema.field(ordered).type == TEXT else 2
    rows = [full_row(table), full_row(table, **{ordered: second})]
    table.write(table.frame(rows), tmp_path / "one.parquet")
    table.write(table.frame(rows[::-1]), tmp_path / "other.parquet")
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "other.parquet").read_bytes()


def test_causes_are_sorted_by_their_numbers() -> None:
    frame = CAUSES.frame([full_row(CAUSES, cause=number) for number in ("C02", "C10", "C01")])
    assert frame["cause"].tolist() == ["C01", "C02", "C10"]


@pytest.mark.parametrize("table", [one for one in TABLES if one != CAUSES], ids=name_of)
def test_rows_are_sorted_by_their_keys_a_missing_side_last(table: Table) -> None:
    assert table.order == {
        "statement": ("statement_file", "statement_row"),
        "register": ("register_file", "register_entry", "register_line"),
        "findings": (
            "statement_file",
            "statement_row",
            "register_file",
            "register_entry",
            "register_line",
            "code",
        ),
    }.get(table.name, ("statement_file", "statement_row", "register_file", "register_entry", "register_line"))
    rows = [{**full_row(table), table.order[1]: number} for number in (10, None, 9) if number or table in LEFTOVERS]
    frame = table.frame(rows)
    assert frame[table.order[1]].dropna().tolist() == [9, 10]
    assert bool(frame[table.order[1]].isna().iloc[-1]) is (table in LEFTOVERS)


@every_table
def test_a_null_where_none_may_be_is_refused(table: Table) -> None:
    for name in table.required:
        if table.schema.field(name).type != FLAG:
            with pytest.raises(ValueError, match=name):
                table.frame([full_row(table, **{name: None})])


@every_table
def test_a_file_that_another_hand_wrote_is_read_in_order_or_refused(table: Table, tmp_path: Path) -> None:
    path, ordered = tmp_path / "table.parquet", table.order[0]
    second = "乙" if table.schema.field(ordered).type == TEXT else 2
    frame = table.frame([full_row(table), full_row(table, **{ordered: second})])
    pq.write_table(pa.Table.from_pandas(frame[::-1], table.schema, preserve_index=False), path)
    pd.testing.assert_frame_equal(table.read(path), frame)
    for name in table.required:
        pq.write_table(pa.Table.from_pylist([full_row(table, **{name: None})], table.schema), path)
        if table.schema.field(name).type == FLAG:
            assert table.read(path)[name].tolist() == [False]
        else:
            with pytest.raises(ValueError, match=name):
                table.read(path)


@every_table
def test_a_table_that_lacks_a_column_is_refused(table: Table) -> None:
    for name in set(table.columns) - table.added:
        with pytest.raises(ValueError, match=name):
            table.conform(table.frame([full_row(table)]).drop(columns=name))


@pytest.mark.parametrize("table", [one for one in TABLES if one.added], ids=name_of)
def test_what_a_table_of_contract_1_lacks_is_read_as_nothing(table: Table, tmp_path: Path) -> None:
    frame = table.frame([full_row(table)])
    path = tmp_path / "table.parquet"
    older = frame.drop(columns=list(table.added))
    pq.write_table(pa.Table.from_pandas(older, preserve_index=False), path)
    read = table.read(path)
    assert read.columns.tolist() == table.columns
    assert all(read[name].dtype == frame[name].dtype for name in table.columns)
    values = [value for name in table.added for value in read[name].tolist()]
    assert all(value is False or pd.isna(value) for value in values)


def test_a_line_is_not_voided_unless_somebody_says_so() -> None:
    said = [full_row(REGISTER, register_line=at, voided=one) for at, one in enumerate((None, True))]
    unsaid = full_row(REGISTER, register_line=2)
    del unsaid["voided"]
    assert REGISTER.frame([*said, unsaid])["voided"].tolist() == [False, True, False]


@every_table
def test_a_column_that_is_not_the_contract_s_is_left_behind(table: Table) -> None:
    frame = table.frame([full_row(table)]).assign(note="乙")
    assert table.conform(frame).columns.tolist() == table.columns


def test_times_keep_their_wall_clock_and_bear_no_zone(tmp_path: Path) -> None:
    STATEMENT.write(STATEMENT.frame([full_row(STATEMENT)]), tmp_path / "table.parquet")
    assert pq.read_table(tmp_path / "table.parquet")["queried_at"].to_pylist() == [datetime(2026, 10, 5, 9, 12, 33)]
