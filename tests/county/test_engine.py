"""Offices side by side: what ends one of them ends no other, and nobody enters who is not let in."""

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from reconcile.county import asking, engine
from reconcile.county.asking import Answer, Order
from reconcile.county.cluster import connected, pages_of, pages_of_worker
from reconcile.errors import (
    ArchiveBroken,
    ExitCode,
    FileRefused,
    LockHeld,
    PasswordNeeded,
    ReconcileError,
    UsageError,
)
from reconcile.pipeline.office_month import stopped

ORDERS: dict[str, Order] = {name: {"name": name} for name in ("甲", "乙", "丙")}


def answered(order: Order) -> Answer:
    return {"exit": 0, "of": order["name"]}


def child_that(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(asking, "_START", code)


def test_answers_come_by_the_name_of_the_office_and_are_told_as_they_come() -> None:
    told = list[str]()
    answers = engine.answers_of(ORDERS, 2, told=lambda name, _: told.append(name), ask=answered)
    assert [one["of"] for one in answers.values()] == list(ORDERS)
    assert sorted(told) == sorted(ORDERS)


def test_a_process_that_a_signal_ended_is_started_once_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = tmp_path / "seen"
    child_that(
        monkeypatch,
        f"import os, pathlib; p = pathlib.Path({str(seen)!r}); first = not p.exists(); p.touch()\n"
        "os.kill(os.getpid(), 9) if first else print('{\"exit\": 0}')",
    )
    assert asking.ask_office({}) == {"exit": 0}


def test_an_office_that_ends_every_process_is_told_and_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    child_that(monkeypatch, "import os; os.kill(os.getpid(), 9)")
    answer = asking.ask_office({})
    assert answer["exit"] == ExitCode.OUR_FAULT
    assert "訊號 9" in answer["reason"]


def test_another_run_of_the_same_office_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = tmp_path / "seen"
    code = f"import pathlib; p = pathlib.Path({str(seen)!r}); print('{{\"exit\": %d}}' % (0 if p.exists() else 11))"
    child_that(monkeypatch, f"{code}; p.touch()")
    assert asking.ask_office({}) == {"exit": 0}


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_an_office_does_not_outlive_the_one_who_asked_it() -> None:
    waits = "import sys, threading; from reconcile.county.child import _die_with_master as die\n"
    waits += "print('ready', flush=True); die()"
    with subprocess.Popen([sys.executable, "-c", waits], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None and child.stdin is not None
        assert child.stdout.readline() == b"ready\n"
        assert child.poll() is None
        child.stdin.close()
        assert child.wait(10) == ExitCode.OUR_FAULT


class Losing(Executor):
    """A cluster that answers once and then loses its scheduler."""

    def __init__(self) -> None:
        self.asked = 0

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> "Future[Any]":
        done: Future[Any] = Future()
        self.asked += 1
        if self.asked == 1:
            done.set_result(fn(*args))
        elif self.asked == 2:
            done.set_exception(CancelledError())
        else:
            done.set_exception(OSError("scheduler"))
        return done


def test_what_a_lost_cluster_did_not_answer_is_asked_here_and_nothing_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def losing(_: str) -> Iterator[engine.Engine]:
        yield engine.Engine(Losing())

    monkeypatch.setattr(engine, "_cluster", losing)
    asked, lock = list[str](), threading.Lock()

    def ask(order: Order) -> Answer:
        with lock:
            asked.append(order["name"])
        return answered(order)

    assert list(engine.answers_of(ORDERS, 2, "tls://…", ask=ask)) == list(ORDERS)
    assert sorted(asked) == sorted(ORDERS)


class Waiting(Executor):
    """A cluster that has lost all its workers: nothing is ever answered."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> "Future[Any]":
        return Future()


def test_a_cluster_without_any_worker_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def deserted(_: str) -> Iterator[engine.Engine]:
        yield engine.Engine(Waiting(), works=lambda: False)

    monkeypatch.setattr(engine, "_cluster", deserted)
    monkeypatch.setattr(engine, "_LOOK_SECONDS", 0.01)
    assert list(engine.answers_of(ORDERS, 2, "tls://…", ask=answered)) == list(ORDERS)


def test_a_scheduler_that_does_not_speak_tls_is_refused() -> None:
    with pytest.raises(UsageError, match="tls://"), connected("tcp://127.0.0.1:8786"):
        pass


def test_without_certificates_nothing_is_connected() -> None:
    with pytest.raises(UsageError, match="憑證"), connected("tls://127.0.0.1:9"):
        pass


def test_a_page_of_a_scheduler_or_worker_is_known_by_where_it_listens() -> None:
    class Socket:
        def getsockname(self) -> tuple[str, int]:
            return "0.0.0.0", 8787

    class Server:
        http_server = type("Server", (), {"_sockets": {3: Socket()}})

    assert pages_of(Server()) == pages_of_worker(Server()) == ["0.0.0.0"]


def test_memory_holds_no_more_offices_than_it_has_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sysconf", lambda name: {"SC_PAGE_SIZE": 1 << 20, "SC_PHYS_PAGES": 8_000}[name])
    assert engine.workers_for(8, 1536) == 2
    assert engine.workers_for(1, 1536) == 1
    assert engine.workers_for(1, 100_000) == 1


def test_a_file_is_waited_for_as_much_longer_as_others_are_read_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert [engine.patience(workers) for workers in (1, 2, 3)] == [1, 2, 3]
    monkeypatch.setattr(os, "cpu_count", lambda: 16)
    assert [engine.patience(workers) for workers in (1, 8, 9)] == [1, 1, 2]


@pytest.mark.parametrize(
    "error",
    [
        UsageError("指定有誤", ["其一", "其二"]),
        FileRefused("明細表.pdf", "無法辨識。", "第 3 頁"),
        PasswordNeeded("明細表.pdf", "有密碼。"),
        ArchiveBroken("2025-10/0001-run", "內容與封存時不同。"),
        LockHeld("執行中"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_every_error_travels_between_processes_as_it_is(error: ReconcileError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert (str(again), again.exit_code, vars(again)) == (str(error), error.exit_code, vars(error))


def test_a_reason_names_no_file() -> None:
    two = UsageError("有 2 個不同的檔案：王小明的明細表.pdf、b.xlsx，請修正 office.toml。")
    assert stopped(two)["reason"] == "有 2 個不同的檔案：〔檔案〕、〔檔案〕，請修正 office.toml。"
