"""Many offices side by side: threads that each wait for a process on one computer, or a cluster of several.

Both are a `concurrent.futures.Executor`, and there is one way through them. What comes back is released as it comes.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass

from reconcile.county.asking import Answer, Order, ask_office

FILES_AT_A_TIME = 2
"""So many files each office reads side by side."""

_LOOK_SECONDS, _LOOKS = 5.0, 4
"""How often a silent cluster is looked after, and how often in a row nobody works there before it is lost."""

Told = Callable[[str, Answer], None]
Ask = Callable[[Order], Answer]


@dataclass(frozen=True)
class Engine:
    """Where offices are asked, and whether anybody works there."""

    pool: Executor
    works: Callable[[], bool] = lambda: True


def answers_of(
    orders: Mapping[str, Order],
    workers: int,
    scheduler: str | None = None,
    told: Told = lambda name, answer: None,
    ask: Ask = ask_office,
) -> dict[str, Answer]:
    """The answer of every office by name; `told` hears each as it comes.

    What a cluster could not answer, because its scheduler or all its workers were lost or the office ended every one of
    them, is asked here: an office whose run was sealed meanwhile is not run again.
    """
    answers = dict[str, Answer]()
    if scheduler:
        with _cluster(scheduler) as engine:
            _ask_all(engine, orders, answers, told, ask)
    left = {name: order for name, order in orders.items() if name not in answers}
    if left:
        with ThreadPoolExecutor(workers) as pool:
            _ask_all(Engine(pool), left, answers, told, ask)
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


def _ask_all(engine: Engine, orders: Mapping[str, Order], answers: dict[str, Answer], told: Told, ask: Ask) -> None:
    """Ask every office, and hear each as it answers; an engine that nobody works for any more is given up."""
    asked: dict[Future[Answer], str] = {engine.pool.submit(ask, order): name for name, order in orders.items()}
    idle = 0
    while asked and idle < _LOOKS:
        done, _ = wait(asked, timeout=_LOOK_SECONDS, return_when=FIRST_COMPLETED)
        idle = 0 if done or engine.works() else idle + 1
        for one in done:
            name = asked.pop(one)
            if (answer := _answer(one)) is not None:
                answers[name] = answer
                told(name, answer)
    for one in asked:
        one.cancel()


def _answer(done: "Future[Answer]") -> Answer | None:
    """None where the engine, not the office, failed."""
    try:
        return done.result()
    except (CancelledError, Exception):  # whatever a cluster raises: an office itself only ever answers
        return None


@contextmanager
def _cluster(scheduler: str) -> Iterator[Engine]:
    from reconcile.county.cluster import connected  # noqa: PLC0415 - an extra, loaded when it is asked for

    with connected(scheduler) as (pool, works):
        yield Engine(pool, works)
