"""A long document may take longer than a short one, and none takes for ever."""

import threading
from pathlib import Path

import pytest

from reconcile.carriers.deadline import Deadline, seconds_for


@pytest.mark.parametrize(("megabytes", "seconds"), [(0, 60), (8, 60), (12, 90), (80, 600)])
def test_a_file_of_ordinary_size_has_its_seconds_and_a_larger_one_more(
    tmp_path: Path, megabytes: int, seconds: int
) -> None:
    file = tmp_path / "明細表.csv"
    with file.open("wb") as sparse:
        sparse.truncate(megabytes << 20)
    assert seconds_for(file, 60) == seconds


@pytest.mark.parametrize(("pages", "seconds"), [(1, 60), (30, 60), (45, 90), (300, 600)])
def test_a_document_that_tells_many_pages_is_given_more(pages: int, seconds: int) -> None:
    deadline = Deadline(60, lambda: None)
    deadline.prolong(pages)
    deadline.lift()
    assert deadline.seconds == seconds


def test_who_is_late_is_ended() -> None:
    ended = threading.Event()
    deadline = Deadline(0, ended.set)
    assert ended.wait(5)
    assert deadline.is_over


def test_who_is_given_more_time_is_not_ended_at_the_first_hour() -> None:
    ended = threading.Event()
    deadline = Deadline(1, ended.set)
    deadline.prolong(3000)
    assert not ended.wait(1.2)
    deadline.lift()
    assert not deadline.is_over
