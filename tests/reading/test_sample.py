"""The four files of the sample month, against what their maker knew, to the last cell."""

from pathlib import Path

import pandas as pd
import pytest

from reconcile.reading import read_register, read_statement
from reconcile.tables import REGISTER, STATEMENT, Table

SAMPLE = Path(__file__).parents[2] / "sample_data"


def golden(name: str, table: Table, file: str) -> pd.DataFrame:
    """A golden table as the maker wrote it; the name of the file it is compared with is the reader's to give."""
    told = pd.read_csv(SAMPLE / name, dtype="string", keep_default_na=False, na_values=[""])
    told = told.assign(**{table.columns[0]: file})
    for field in table.schema:
        if str(field.type) == "bool" and field.name in told:
            told[field.name] = told[field.name] == "true"
    told["purposes" if table is REGISTER else "statement_file"] = told[
        "purposes" if table is REGISTER else "statement_file"
    ].fillna("")
    return table.conform(told)


@pytest.mark.parametrize("file", ["statement.pdf", "statement.xlsx"])
def test_the_statement_is_read_to_the_last_cell(file: str) -> None:
    reading = read_statement(SAMPLE / file)
    expected = golden("expected_statement.csv", STATEMENT, file)
    if not file.endswith(".pdf"):
        expected["statement_page"] = pd.array([None] * len(expected), dtype="Int64")
    assert len(expected) > 400
    pd.testing.assert_frame_equal(reading.table, expected)
    assert reading.problems == ()
    assert reading.facts.rows_printed == reading.facts.printed_total == len(expected)


@pytest.mark.parametrize("file", ["register_form.xlsx", "register_list.xlsx"])
def test_the_register_is_read_to_the_last_cell(file: str) -> None:
    reading = read_register(SAMPLE / file)
    expected = golden("expected_register.csv", REGISTER, file)
    assert len(expected) > 300
    pd.testing.assert_frame_equal(reading.table, expected)
    assert reading.problems == ()
    assert reading.facts.rows_printed == len(expected)
