"""Whatever dies while a county is asked: no office is lost, none is run twice, and the page is the same to the bit."""

import os
import random
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from reconcile.archive import verify
from reconcile.text.dates import Month

from .life import reconcile
from .loopback import LoopbackCluster, kill
from .made_up import Habits, MadeUpOffice

pytestmark = pytest.mark.slow

OCTOBER = Month(2025, 10)
MOMENTS = range(20)
SOME_MOMENTS = range(6)
NAMES = ("花蓮市", "鳳林鎮", "玉里鎮")
_SOURCES = Path(__file__).parents[2] / "src"


@dataclass
class Asked:
    """A county before it was ever asked, the pages of one that nobody disturbed, and how long it took."""

    folder: Path
    pages: dict[str, bytes]
    seconds: float

    def again(self, to: Path) -> Path:
        """The same papers in another place."""
        shutil.copytree(self.folder, to)
        return to


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    """Three offices, asked in peace."""
    fresh, calm = tmp_path_factory.mktemp("fresh") / "offices", tmp_path_factory.mktemp("calm")
    for name in NAMES:
        MadeUpOffice(fresh / name, f"花蓮縣{name}戶政事務所", Habits(unwritten=0.2)).found().send(OCTOBER)
    shutil.copytree(fresh, calm / "offices")
    begun = time.monotonic()
    assert reconcile(*words(calm)) == 0
    return Asked(fresh, pages(calm), time.monotonic() - begun)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LoopbackCluster]:
    with LoopbackCluster(tmp_path_factory.mktemp("cluster")).start(2) as made:
        yield made


def words(folder: Path, *further: str) -> list[str]:
    out = ["--offices", folder / "offices", "--out", folder / "out", "--as-of", "2025-11-12", "--workers", "2"]
    return ["county", str(OCTOBER), *map(str, out), *further]


def begun(folder: Path, *further: str, environment: dict[str, str] | None = None) -> "subprocess.Popen[bytes]":
    """The command, going on."""
    return subprocess.Popen(
        [sys.executable, "-m", "reconcile", *words(folder, *further)],
        env={**os.environ, "PYTHONPATH": str(_SOURCES), **(environment or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def pages(folder: Path) -> dict[str, bytes]:
    out = folder / "out"
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def hold(folder: Path, asked: Asked) -> None:
    """Nothing lost, nothing doubled, the same bytes."""
    assert pages(folder) == asked.pages
    for name in NAMES:
        archive = folder / "offices" / name / "archive"
        assert len([*archive.glob("*/*/*-run")]) == 1
        found = verify(archive)
        assert found.sound and found.deposits == 1


def children_of(process: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_worker_of_a_cluster_killed_at_any_moment(
    asked: Asked, cluster: LoopbackCluster, tmp_path: Path, moment: int
) -> None:
    asked.again(tmp_path / "offices")
    county = begun(tmp_path, "--scheduler", cluster.address, environment=cluster.environment)
    time.sleep(random.Random(moment).uniform(0, asked.seconds))
    kill(cluster.workers.pop(0))
    cluster.add_worker()
    assert county.wait(600) == 0
    hold(tmp_path, asked)


@pytest.mark.parametrize("moment", SOME_MOMENTS)
def test_a_process_of_an_office_killed_at_any_moment(asked: Asked, tmp_path: Path, moment: int) -> None:
    asked.again(tmp_path / "offices")
    county = begun(tmp_path)
    time.sleep(random.Random(moment).uniform(2, asked.seconds))
    for child in children_of(county.pid)[:1]:
        os.kill(child, 9)
    assert county.wait(600) == 0
    hold(tmp_path, asked)


def test_the_county_itself_killed_and_asked_again(asked: Asked, tmp_path: Path) -> None:
    asked.again(tmp_path / "offices")
    county = begun(tmp_path)
    time.sleep(asked.seconds / 2)
    kill(county)
    assert reconcile(*words(tmp_path)) == 0
    hold(tmp_path, asked)


def test_the_scheduler_killed(asked: Asked, tmp_path: Path) -> None:
    asked.again(tmp_path / "offices")
    with LoopbackCluster(tmp_path / "cluster").start(2) as cluster:
        county = begun(tmp_path, "--scheduler", cluster.address, environment=cluster.environment)
        cluster.wait_for_client()  # a scheduler that is gone before that is a refusal, no fault
        time.sleep(asked.seconds / 4)
        assert cluster.scheduler is not None
        kill(cluster.scheduler)
        assert county.wait(600) == 0
    hold(tmp_path, asked)


def test_the_disk_of_the_scheduler_full(asked: Asked, tmp_path: Path) -> None:
    asked.again(tmp_path / "offices")
    with LoopbackCluster(tmp_path / "cluster").start(2) as cluster:
        assert cluster.scheduler is not None
        resource.prlimit(cluster.scheduler.pid, resource.RLIMIT_FSIZE, (0, 0))
        county = begun(tmp_path, "--scheduler", cluster.address, environment=cluster.environment)
        assert county.wait(600) == 0
    hold(tmp_path, asked)


def test_the_disk_of_an_office_full_is_a_row_and_made_good_later(asked: Asked, tmp_path: Path) -> None:
    asked.again(tmp_path / "offices")
    with LoopbackCluster(tmp_path / "cluster").start(1) as cluster:
        resource.prlimit(cluster.workers[0].pid, resource.RLIMIT_FSIZE, (0, 0))
        county = begun(tmp_path, "--scheduler", cluster.address, environment=cluster.environment)
        assert county.wait(600) == 0
    assert [*(tmp_path / "offices").glob("*/archive/*/*/*-run")] == []
    assert reconcile(*words(tmp_path)) == 0
    hold(tmp_path, asked)


@pytest.mark.parametrize(
    "wrong", [{"threads": 2}, {"dashboard": ":0"}, {"page_of_workers": ":0"}], ids=["threads", "page", "worker"]
)
def test_a_cluster_that_is_open_to_the_world_or_has_several_threads_is_refused(
    asked: Asked, tmp_path: Path, wrong: dict[str, Any]
) -> None:
    asked.again(tmp_path / "offices")
    with LoopbackCluster(tmp_path / "cluster", **wrong).start(1) as cluster:
        county = begun(tmp_path, "--scheduler", cluster.address, environment=cluster.environment)
        assert county.wait(600) == 2
    assert not (tmp_path / "out").exists()
