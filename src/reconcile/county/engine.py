"""Many offices side by side: threads that each wait for a process on one computer, or a cluster of several.

Both are a `concurrent.futures.Executor`, and there is one way through them. What comes back is released as it comes.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager

from reconcile.county.asking import Answer, Order, ask_office

FILES_AT_A_TIME = 2
"""So many files each office reads side by side."""

Told = Callable[[str, Answer], None]


def answers_of(
    orders: Mapping[str, Order],
    workers: int,
    scheduler: str | None = None,
    told: Told = lambda name, answer: None,
    ask: Callable[[Order], Answer] = ask_office,
) -> dict[str, Answer]:
    """The answer of every office by name; `told` hears each as it comes.

    What a cluster could not answer, because its scheduler was lost or the office ended every worker, is asked here: an
    office whose run was sealed meanwhile is not run again.
    """
    answers = dict[str, Answer]()
    if scheduler:
        with _cluster(scheduler) as pool:
            _ask_all(pool, orders, answers, told, ask)
    left = {name: order for name, order in orders.items() if name not in answers}
    if left:
        with ThreadPoolExecutor(workers) as pool:
            _ask_all(pool, left, answers, told, ask)
    return {name: answers[name] for name in orders}


def patience(workers: int) -> int:
    """How many times as long a file may take to be read where so many offices read theirs at once."""
    return max(1, -(-workers * FILES_AT_A_TIME // max(FILES_AT_A_TIME, os.cpu_count() or 1)))


def workers_for(wanted: int | None, megabytes_a_file: int) -> int:
    """How many offices at once: as many as wanted, else as there are cores, but no more than memory holds."""
    workers = wanted or os.cpu_count() or 1
    if not hasattr(os, "sysconf"):
        return workers
    installed = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 20
    return max(1, min(workers, installed // (FILES_AT_A_TIME * megabytes_a_file)))


def _ask_all(
    pool: Executor, orders: Mapping[str, Order], answers: dict[str, Answer], told: Told, ask: Callable[[Order], Answer]
) -> None:
    asked: dict[Future[Answer], str] = {pool.submit(ask, order): name for name, order in orders.items()}
    for done in as_completed(list(asked)):
        name = asked.pop(done)
        if (answer := _answer(done)) is not None:
            answers[name] = answer
            told(name, answer)


def _answer(done: "Future[Answer]") -> Answer | None:
    """None where the engine, not the office, failed."""
    try:
        return done.result()
    except (CancelledError, Exception):  # whatever a cluster raises: an office itself only ever answers
        return None


@contextmanager
def _cluster(scheduler: str) -> Iterator[Executor]:
    from reconcile.county.cluster import connected  # noqa: PLC0415 - an extra, loaded when it is asked for

    with connected(scheduler) as executor:
        yield executor
