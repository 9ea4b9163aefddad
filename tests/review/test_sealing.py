"""What a digest seals, and that nothing but that moves it."""

from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

from reconcile.errors import ArchiveBroken
from reconcile.review import review_of, void_signoffs
from reconcile.review.canonical import canonical
from reconcile.review.sealing import evidence_in, evidence_of
from reconcile.tables import STATEMENT, records
from review.builders import OCTOBER, Office, line, outcome, query


def test_a_row_is_the_same_bytes_whatever_library_held_it() -> None:
    [row] = records(STATEMENT.frame([query(5, statement_row=1, statement_page=None, condition="身分證號：A123456789")]))
    assert canonical(list(row.values())).decode() == (
        '["明細表.pdf",1,null,null,"hl001","王小明","2026-10-05T09:12:33.000",null,"身分證號：A123456789",'
        '"A123456789","success",2,null]\n'
    )
    assert canonical([date(2026, 10, 5), True]) == b'["2026-10-05",true]\n'
    assert canonical(pd.Timestamp(2026, 10, 5)) == canonical(datetime(2026, 10, 5))


def test_an_archived_run_bears_the_digest_of_the_run_that_was_archived(tmp_path: Path) -> None:
    office, rows = Office(tmp_path), ([query(5), query(7)], [line(7)])
    office.run(*rows)
    [run] = office.history.runs(OCTOBER)
    assert evidence_in(run) == evidence_of(outcome(*rows))
    assert run.record["digest"] == office.review.digest


def test_the_day_of_a_run_does_not_move_the_digest_and_a_row_does(tmp_path: Path) -> None:
    history = Office(tmp_path).history
    first = review_of(outcome([query(5)]), history).digest
    assert review_of(outcome([query(5)], on=date(2026, 11, 9)), history).digest == first
    assert review_of(outcome([query(5, ip="10.0.0.1")]), history).digest != first


def test_a_signature_under_tables_that_cannot_be_read_does_not_hold(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.run([query(5)], [line(5)], paper=True)
    office.decide({}, signed=("王主任", date(2026, 11, 6)))
    history = office.history
    assert void_signoffs(history) == frozenset()
    [run] = history.runs(OCTOBER)
    (run.folder / "data" / "tables" / "matches.parquet").unlink()
    assert void_signoffs(history) == {OCTOBER}
    with pytest.raises(ArchiveBroken, match=r"matches\.parquet」：不見了或不是合於格式的資料表"):
        evidence_in(run)
