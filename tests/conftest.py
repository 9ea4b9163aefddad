"""For every test: the wall clock stands after all days that tests archive, unless a test sets it."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

from reconcile import clock

SetClock = Callable[[datetime], None]


@pytest.fixture(autouse=True, scope="session")
def late_clock() -> Iterator[None]:
    """The wall clock of this process, at which nothing that tests archive is of a day to come."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: datetime(2036, 1, 2, 9, 30))
        yield


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Sets the wall clock of this process."""
    return lambda moment: monkeypatch.setattr(clock, "now", lambda: moment)
