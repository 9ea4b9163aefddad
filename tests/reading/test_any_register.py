"""Any register, on the form of 附件一 or in a list, is read to the last written line."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from any_register import AnyRegister, registers
from documents.make import programs
from reconcile.carriers.opening import open_document
from reconcile.errors import FileRefused
from reconcile.outcome import Reading
from reconcile.reading import register
from reconcile.tables import REGISTER

EVERY_DAY = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
SLOW = settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
KINDS = st.sampled_from(("xlsx", "csv", "ods", "docx"))


def read_back(kept: AnyRegister, kind: str, *, by_libreoffice: str | None = None, share: float = 1.0) -> Reading:
    """What the program reads from that share of the file's bytes, perhaps after LibreOffice saved it anew."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"source.{kind}"
        kept.write(path, kind)
        if by_libreoffice:
            programs.libreoffice(path, Path(folder) / f"register.{by_libreoffice}")
            path = Path(folder) / f"register.{by_libreoffice}"
        content = path.read_bytes()
        named = Path(folder) / "register"
        named.write_bytes(content[: int(len(content) * share)])
        return register.read(open_document(named))


def check(kept: AnyRegister, reading: Reading) -> None:
    """Every written line, no problem."""
    assert [str(problem) for problem in reading.problems] == []
    told = REGISTER.frame([{"register_file": "register", **line} for line in kept.golden])
    pd.testing.assert_frame_equal(reading.table, told)
    assert reading.facts.rows_printed == len(kept.golden)


@EVERY_DAY
@given(registers(), KINDS)
def test_any_register_is_read_to_the_last_line(kept: AnyRegister, kind: str) -> None:
    check(kept, read_back(kept, kind))


@EVERY_DAY
@given(registers(), st.sampled_from(("xlsx", "ods")), st.floats(0, 0.999))
def test_a_register_cut_off_is_refused(kept: AnyRegister, kind: str, share: float) -> None:
    with pytest.raises(FileRefused):
        read_back(kept, kind, share=share)


@pytest.mark.slow
@SLOW
@given(registers(), KINDS)
def test_any_of_many_registers_is_read_to_the_last_line(kept: AnyRegister, kind: str) -> None:
    check(kept, read_back(kept, kind))


@pytest.mark.slow
@settings(SLOW, max_examples=30)
@given(registers(), st.sampled_from(("ods", "xls", "xlsx")))
def test_any_register_that_calc_saves_is_read_to_the_last_line(kept: AnyRegister, kind: str) -> None:
    check(kept, read_back(kept, "xlsx", by_libreoffice=kind))


@pytest.mark.slow
@settings(SLOW, max_examples=20)
@given(registers().filter(lambda kept: kept.look is not None), st.sampled_from(("odt", "docx")))
def test_any_form_that_writer_saves_is_read_to_the_last_line(kept: AnyRegister, kind: str) -> None:
    check(kept, read_back(kept, "docx", by_libreoffice=kind))
