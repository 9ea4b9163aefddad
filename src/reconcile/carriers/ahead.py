"""What is done before anybody asks for it, while the program itself is still being loaded.

Whoever asks finds it done, or being done; what went wrong is told to him. What has not begun when
somebody asks is left to him.
"""

import threading
from collections.abc import Callable, Hashable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any


@contextmanager
def begun(tasks: Mapping[Hashable, Callable[[], Any]], at_a_time: int) -> Iterator[None]:
    """Do these, in their order, so many side by side; what nobody has asked for in the end is left.

    The threads are of the kind that no program waits for when it ends.
    """
    mine = {key: (Future[Any](), task) for key, task in tasks.items()}
    with _LOCK:
        _BEGUN.update({key: future for key, (future, _) in mine.items()})
    queue = iter(list(mine.values()))
    for _ in range(min(at_a_time, len(mine))):
        threading.Thread(target=_work, args=(queue,), daemon=True).start()
    try:
        yield
    finally:
        for key, (future, _) in mine.items():
            future.cancel()
            with _LOCK:
                if _BEGUN.get(key) is future:
                    del _BEGUN[key]


def taken(key: Hashable) -> "Future[Any] | None":
    """What is done, or being done, under this key, once; None where it was not begun."""
    with _LOCK:
        future = _BEGUN.pop(key, None)
    return None if future is None or future.cancel() else future


def _work(queue: Iterator[tuple["Future[Any]", Callable[[], Any]]]) -> None:
    while True:
        with _LOCK:
            future, task = next(queue, (None, None))
        if future is None or task is None:
            return
        if future.set_running_or_notify_cancel():
            try:
                future.set_result(task())
            except BaseException as error:  # it is told to who asks
                future.set_exception(error)


_BEGUN: dict[Hashable, "Future[Any]"] = {}
_LOCK = threading.Lock()
