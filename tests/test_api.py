"""The API as another program uses it: frames in any type and order, tables as Parquet, an office without settings."""

from pathlib import Path

import pandas as pd
import pytest

import reconcile

SAMPLE = Path(__file__).parents[1] / "sample_data"


@pytest.fixture(scope="module")
def month() -> tuple[pd.DataFrame, pd.DataFrame]:
    statement = reconcile.read_statement(SAMPLE / "statement.xlsx")
    register = reconcile.read_register(SAMPLE / "register_list.xlsx")
    return statement.table, register.table


def test_frames_of_plain_objects_in_any_order_give_the_same_findings(
    month: tuple[pd.DataFrame, pd.DataFrame],
) -> None:
    statement, register = month
    findings = reconcile.judge(statement, register, reconcile.match(statement, register))
    plain = [table.astype(object).sample(frac=1, random_state=7) for table in month]
    again = reconcile.judge(plain[0], plain[1], reconcile.match(plain[0], plain[1]))
    assert len(findings) > 38
    pd.testing.assert_frame_equal(findings, again)


def test_a_table_of_the_contract_is_read_back_from_parquet(
    month: tuple[pd.DataFrame, pd.DataFrame], tmp_path: Path
) -> None:
    for table, reader in zip(month, (reconcile.read_statement, reconcile.read_register), strict=True):
        table.to_parquet(tmp_path / "table.parquet")
        pd.testing.assert_frame_equal(reader(tmp_path / "table.parquet").table, table)


def test_an_empty_side_leaves_the_other_as_it_is(month: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    statement, register = month
    alone = reconcile.match(statement, register.iloc[:0])
    assert set(alone.unmatched["reason"]) == {"none"}
    findings = reconcile.judge(statement, register.iloc[:0], alone)
    assert (findings["code"] == "UNREGISTERED_QUERY").sum() == len(statement)
    nobody = reconcile.match(statement.iloc[:0], register)
    assert len(nobody.unmatched) == len(register)


def test_every_name_that_the_package_exports_is_there() -> None:
    assert all(getattr(reconcile, name) is not None for name in reconcile.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = reconcile.nothing
