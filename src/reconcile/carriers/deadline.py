"""How long a reader is waited for: a long document may take longer than a short one."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

_ORDINARY_BYTES = 8 << 20
_ORDINARY_PAGES = 30
"""What a file of ordinary size has at most; one of twice as much may take twice as long."""


def seconds_for(path: Path, seconds: int) -> int:
    """What a file may take by its size, where one of ordinary size may take `seconds`."""
    try:
        size = path.stat().st_size
    except OSError:
        return seconds
    return round(seconds * max(1.0, size / _ORDINARY_BYTES))


class Deadline:
    """Calls `end` when its time is over, unless it is lifted before."""

    def __init__(self, seconds: int, end: Callable[[], None]) -> None:
        """The time begins now; `is_over` when it ends."""
        self.seconds, self.is_over = seconds, False
        self._allowed, self._end, self._since = seconds, end, time.monotonic()
        self._timer = self._started()

    def prolong(self, pages: int) -> None:
        """A document tells how many pages it has."""
        seconds = round(self._allowed * max(1.0, pages / _ORDINARY_PAGES))
        if seconds > self.seconds:
            self._timer.cancel()
            self.seconds = seconds
            self._timer = self._started()

    def lift(self) -> None:
        """The document is read."""
        self._timer.cancel()

    def _started(self) -> threading.Timer:
        left = self.seconds - (time.monotonic() - self._since)
        timer = threading.Timer(max(left, 0), self._expire)
        timer.daemon = True
        timer.start()
        return timer

    def _expire(self) -> None:
        self.is_over = True
        self._end()
