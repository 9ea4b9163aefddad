"""What a county costs: many offices side by side, and the engine's own share of it.

    python benchmarks/county_cost.py [--offices 13 350] [--workers 1 2] [--queries 40] [--months 119] [--keep FOLDER]
        [--out county.md]

Every case is a made-up county of so many offices, each with a month of so many queries, asked by the engine of
`reconcile county` from papers to archive. Then thirteen offices with ten years behind each: a new month of all, and
the page asked for again, beside the same thirteen with nothing behind them. Seconds are of a processor, so that whoever
else works on the machine does not count, and of the clock. The program has its bytecode, as one that was installed. A
case is asked thirteen offices at a time, and with `--keep` goes on where it was left.
"""

import argparse
import json
import math
import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from county_archives import FIRST, beside, lived, send
from reconcile.county import CountyOrder, county_month
from reconcile.county.asking import Answer, Order
from reconcile.county.dataset import write_dataset
from reconcile.county.engine import answers_of, patience
from reconcile.settings import Settings
from reconcile.tables import REGISTER, STATEMENT
from reconcile.text.dates import Month

MONTH = Month(2025, 10)
OFFICES, AT_A_TIME, TASKS = 13, 13, 500
TEN_MILLION = 10_000_000


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure every case, and write what there is to say."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--offices", nargs="*", type=int, default=[13, 350])
    parser.add_argument("--workers", nargs="*", type=int, default=[1, 2])
    parser.add_argument("--queries", type=int, default=40)
    parser.add_argument("--months", type=int, default=119)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--out", type=Path, default=Path("benchmarks/results/county.md"))
    chosen = parser.parse_args(arguments)
    folder = chosen.keep or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    for offices in chosen.offices:
        for workers in chosen.workers:
            print(json.dumps(measured(folder, offices, workers, chosen.queries)), flush=True)
    for queries in (400, 4_000):
        print(json.dumps(measured(folder, 2, 1, queries)), flush=True)
    print(json.dumps(archives(folder, chosen.months, chosen.queries)), flush=True)
    print(json.dumps(overhead(folder)), flush=True)
    chosen.out.write_text(page(folder), encoding="utf-8")
    print(chosen.out)


def measured(folder: Path, offices: int, workers: int, queries: int) -> dict[str, Any]:
    """One case, from where it was left: seconds of a processor and of the clock, memory, rows."""
    case = folder / f"{offices}-{workers}-{queries}"
    record = folder / f"{case.name}.json"
    told: dict[str, Any] = {"done": 0, "cpu": 0.0, "wall": 0.0, "mb": 0}
    told |= json.loads(record.read_text()) if record.is_file() else {}
    while told["done"] < offices:
        shutil.rmtree(case, ignore_errors=True)
        numbers = range(told["done"], min(told["done"] + AT_A_TIME, offices))
        orders = {str(number): order(case, number, queries) | {"patience": patience(workers)} for number in numbers}
        before, begun = cpu_of_children(), time.monotonic()
        answers = answers_of(orders, workers)
        told["wall"] += time.monotonic() - begun
        told["cpu"] += cpu_of_children() - before
        told["mb"] = max(told["mb"], *(answer["peak_mb"] for answer in answers.values()))
        wrong = [one for one in answers.values() if (one["exit"], one.get("queries")) != (0, queries)]
        assert not wrong, wrong
        told["done"] += len(orders)
        told |= {"offices": offices, "workers": workers, "queries": queries}
        record.write_text(json.dumps(told))
    shutil.rmtree(case, ignore_errors=True)
    return dict(told)


def order(case: Path, number: int, queries: int) -> dict[str, Any]:
    """An office's folder with its papers, and what it is asked."""
    home = case / f"{number:03}"
    (home / "inbox").mkdir(parents=True)
    (home / "office.toml").write_text(f'[office]\nagency = "第{number}戶政事務所"\n', encoding="utf-8")
    statement, register = papers(number, queries)
    STATEMENT.write(statement, home / "inbox" / "114年10月主管稽核月明細表.parquet")
    REGISTER.write(register, home / "inbox" / "114年10月查詢紀錄表.parquet")
    return {
        "settings_file": str(home / "office.toml"),
        "month": str(MONTH),
        "as_of": "2025-11-06",
        "arriving": [],
        "replay": None,
        "county_file": None,
    }


def papers(number: int, queries: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A month of one office: one query in fifty is not written, as the tables of the contract."""
    step = 27 * 8 * 3600 // queries
    asked, written = [], []
    for row in range(queries):
        day, second = divmod(row * step, 8 * 3600)
        at = pd.Timestamp(2025, 10, 1 + day, 9) + pd.Timedelta(seconds=second)
        subject = f"{'ABCDEFGH'[row % 8]}{1 + row % 2}{(number * 7_919 + row * 104_729) % 10**8:08}"
        user = {"account": f"hl{row % 5:03}", "user_name": "王林陳張李"[row % 5] + "小明"}
        asked.append(
            {"statement_file": "s", "statement_row": row + 1, "queried_at": at, "subject_id": subject,
             "condition": subject, "result": "success", "purpose": 2, "function": "入出境紀錄", **user}
        )  # fmt: skip
        if row % 50:
            written.append(
                {"register_file": "r", "register_entry": row + 1, "register_line": 1, "seq_no": row + 1,
                 "user_name": user["user_name"], "login_at": at - pd.Timedelta(minutes=1),
                 "logout_at": at + pd.Timedelta(minutes=2), "condition": subject, "subject_id": subject,
                 "result": "success", "purposes": "2", "signed_off": True, "signed_by": "李主任", "voided": False}
            )  # fmt: skip
    return STATEMENT.conform(STATEMENT.frame(asked)), REGISTER.conform(REGISTER.frame(written))


def archives(folder: Path, months: int, queries: int) -> dict[str, Any]:
    """Thirteen offices with so many months behind each, then with none: a new month, and the page again."""
    record = folder / "archives.json"
    if record.is_file():
        return dict(json.loads(record.read_text()))
    kept = lived(folder / "lived", months, papers(0, queries))
    month = FIRST
    for _ in range(months):
        month = month.next
    old, fresh = folder / "old", folder / "fresh"
    for offices in (old, fresh):
        shutil.rmtree(offices, ignore_errors=True)
    for number in range(OFFICES):
        settings_file = beside(kept, old, f"{number:03}", month, papers(0, queries))
        (fresh / settings_file.parent.name).mkdir(parents=True)
        since = settings_file.read_text(encoding="utf-8").replace(str(FIRST), str(month))
        (fresh / settings_file.parent.name / settings_file.name).write_text(since, encoding="utf-8")
        send(fresh / settings_file.parent.name, month, papers(0, queries))
    files = [path for path in (kept / "archive").rglob("*") if path.is_file()]
    told: dict[str, Any] = {"months": months, "files": len(files), "mb": sum(one.stat().st_size for one in files) >> 20}
    told |= {offices.name: asked(offices, folder / "page", month) for offices in (old, fresh)}
    record.write_text(json.dumps(told))
    return told


def asked(offices: Path, out: Path, month: Month) -> dict[str, float]:
    """A month of all that stands in no archive, and once more when it does: of processors and of the clock."""
    order = CountyOrder(month, offices, out, date(month.next.year, month.next.month, 6), Settings(), workers=2)
    told = dict[str, float]()
    for name in ("new", "again"):
        before, begun = cpu_of_children() + time.process_time(), time.monotonic()
        made = county_month(order)
        told |= {name: cpu_of_children() + time.process_time() - before, f"{name}_wall": time.monotonic() - begun}
        assert all(row.told["exit"] == 0 and row.told["verified"] for row in made.rows)
    before = time.process_time()
    rows = [replace(row, told={**row.told, "agency": f"第{at}戶政事務所"}) for at, row in enumerate(made.rows)]
    write_dataset(rows, month, out.with_name("apart"))  # thirteen copies of one office are one partition a month
    return told | {"dataset": time.process_time() - before}


def cpu_of_children() -> float:
    """Seconds of a processor of all children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def nothing(order: Order) -> Answer:
    """A task that does nothing."""
    return {"exit": 0, "of": order["number"]}


def overhead(folder: Path) -> dict[str, float]:
    """Milliseconds a task, of a bare loop, of threads, and of a cluster on loopback: of the clock, of processors."""
    orders: dict[str, Order] = {str(number): {"number": number} for number in range(TASKS)}
    told = {"loop": timed(lambda: [nothing(order) for order in orders.values()])}
    with ThreadPoolExecutor(2) as pool:
        told["threads"] = timed(
            lambda: [done.result() for done in [pool.submit(nothing, one) for one in orders.values()]]
        )
    told |= clustered(folder / "cluster", orders)
    (folder / "overhead.json").write_text(json.dumps(told))
    return told


def clustered(folder: Path, orders: dict[str, Order]) -> dict[str, float]:
    """On two workers that this starts itself; their processors' time, the scheduler's and this process's together."""
    sys.path.append(str(Path(__file__).parents[1] / "tests"))
    from county.loopback import LoopbackCluster  # noqa: PLC0415
    from reconcile.county.cluster import connected  # noqa: PLC0415

    with LoopbackCluster(folder).start(2) as cluster:
        os.environ |= cluster.environment
        import dask  # noqa: PLC0415
        import psutil  # type: ignore[import-untyped]  # noqa: PLC0415

        dask.config.refresh()
        with connected(cluster.address) as (pool, _):
            pool.submit(nothing, {"number": 0}).result()
            assert cluster.scheduler is not None
            processes = [psutil.Process(), *(psutil.Process(one.pid) for one in (cluster.scheduler, *cluster.workers))]
            before = sum(sum(one.cpu_times()[:2]) for one in processes)
            wall = timed(lambda: through(pool, orders))
            cpu = sum(sum(one.cpu_times()[:2]) for one in processes) - before
            return {"cluster": wall, "cluster_cpu": round(cpu * 1000 / TASKS, 4)}


def through(pool: Executor, orders: dict[str, Order]) -> list[Answer]:
    """Every task through an executor."""
    return [done.result() for done in [pool.submit(nothing, order) for order in orders.values()]]


def timed(work: Any) -> float:
    """Milliseconds a task."""
    begun = time.perf_counter()
    work()
    return round((time.perf_counter() - begun) * 1000 / TASKS, 4)


def page(folder: Path) -> str:
    """The figures as a page."""
    cases = [json.loads(path.read_text()) for path in sorted(folder.glob("*-*-*.json"))]
    paragraphs = [*_growth(cases), *_ten_million(cases)], list(_archives(folder)), list(_overhead(folder))
    told = "\n\n".join("\n".join(one).strip() for one in (list(_table(cases)), *paragraphs))
    return f"# What a county costs\n\nWritten by `benchmarks/county_cost.py`.\n\n{told}\n"


def _table(cases: Sequence[dict[str, Any]]) -> Iterator[str]:
    yield "| offices | workers | queries an office | processor s | an office | clock s | queries a clock s | peak MB |"
    yield "|---|---|---|---|---|---|---|---|"
    for one in sorted(cases, key=lambda one: (one["offices"], one["queries"], one["workers"])):
        first = "" if one["done"] == one["offices"] else f" (the first of {one['offices']})"
        rate = one["done"] * one["queries"] / one["wall"]
        yield (
            f"| {one['done']}{first} | {one['workers']} | {one['queries']} | {one['cpu']:.0f} | "
            f"{one['cpu'] / one['done']:.2f} | {one['wall']:.0f} | {rate:.0f} | {one['mb']:.0f} |"
        )


def _growth(cases: Sequence[dict[str, Any]]) -> Iterator[str]:
    """By how much more offices cost more: the exponent of processor seconds over offices."""
    for workers in sorted({one["workers"] for one in cases}):
        same = [one for one in cases if one["workers"] == workers and one["done"] > 2]
        if len({one["done"] for one in same}) > 1:
            few, many = (pick(same, key=lambda one: one["done"]) for pick in (min, max))
            exponent = math.log(many["cpu"] / few["cpu"]) / math.log(many["done"] / few["done"])
            yield f"From {few['done']} to {many['done']} offices with {workers} at a time: n^{exponent:.2f}."


def _ten_million(cases: Sequence[dict[str, Any]]) -> Iterator[str]:
    """What ten million queries would cost, by the slope between the two largest months of an office."""
    small, large = sorted((one for one in cases if one["offices"] == 2), key=lambda one: one["queries"])[-2:]
    slope = (large["cpu"] - small["cpu"]) / 2 / (large["queries"] - small["queries"])
    fixed = large["cpu"] / 2 - slope * large["queries"]
    hours = (350 * fixed + TEN_MILLION * slope) / 3600
    yield (
        f"An office costs {fixed:.2f} s and {slope * 1000:.2f} ms a query; 10⁷ queries of 350 offices would take "
        f"{hours:.1f} hours of one processor (extrapolated)."
    )


def _archives(folder: Path) -> Iterator[str]:
    told = json.loads((folder / "archives.json").read_text())
    yield f"{OFFICES} offices, two at a time, seconds of a processor (of the clock):"
    yield ""
    yield "| behind each | a new month and the page | the page where the month stands | dataset of 13 agencies |"
    yield "|---|---|---|---|"
    behind = f"{told['months']} months, answered: {told['files']} files, {told['mb']} MB", "nothing"
    for what, of in zip(behind, (told["old"], told["fresh"]), strict=True):
        new, again = (f"{of[name]:.1f} ({of[f'{name}_wall']:.0f})" for name in ("new", "again"))
        yield f"| {what} | {new} | {again} | {of['dataset']:.1f} |"
    yield ""


def _overhead(folder: Path) -> Iterator[str]:
    told = json.loads((folder / "overhead.json").read_text())
    yield (
        f"A task that does nothing: {told['loop']} ms in a bare loop, {told['threads']} ms on threads, "
        f"{told['cluster']} ms on a cluster of two workers on loopback (TLS), {told['cluster_cpu']} ms of processors."
    )


if __name__ == "__main__":
    main()
