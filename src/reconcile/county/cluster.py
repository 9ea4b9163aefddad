"""A cluster of `distributed` as an executor: encrypted, one thread a worker, and no door open to the world.

Certificates are those of Dask's own configuration (`distributed.comm.tls`, docs/county.md): what speaks to a scheduler
without them can make it run anything.
"""

import ipaddress
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Any

from reconcile.errors import UsageError

_TLS = "tls://"
_PATIENCE = "30s"


@contextmanager
def connected(scheduler: str) -> Iterator[tuple[Executor, Callable[[], bool]]]:
    """The executor of the cluster at that address, and whether a worker is there at the moment.

    Raises UsageError where the extra is not installed, the address is not encrypted or there are no certificates,
    nothing answers there, a worker has several threads (a run may set what belongs to its whole process), or a page of
    the scheduler or a worker is served to the world.
    """
    if not scheduler.startswith(_TLS):
        raise UsageError(f"排程器須以加密連線：--scheduler {_TLS}…；未加密之排程器任何人均可使其執行程式。")
    try:
        from distributed import Client, Security  # noqa: PLC0415 - an extra
    except ImportError:
        raise UsageError("未安裝叢集執行所需之套件，請安裝 border-query-reconcile[cluster] 後重跑。") from None
    security = Security(require_encryption=True)
    if not {"ca_file", "cert", "key"} <= {name for name, given in _certificates(security).items() if given}:
        raise UsageError("未設定叢集之憑證（distributed.comm.tls 之 ca-file、client.cert、client.key），無從加密連線。")
    try:
        client = Client(scheduler, security=security, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        raise UsageError(
            f"無法連上排程器（{type(error).__name__}）；請確認位址、憑證（distributed.comm.tls）及防火牆。"
        ) from None
    with client:
        _refuse_unsafe(client)
        yield client.get_executor(pure=False), lambda: _works(client)


def _certificates(security: Any) -> dict[str, str | None]:
    """Where the certificates of this side lie, as Dask's configuration says."""
    told: dict[str, str | None] = security.get_tls_config_for_role("client")
    return told


def _works(client: Any) -> bool:
    """Whether the scheduler answers and has a worker."""
    try:
        return bool(client.scheduler_info(n_workers=1)["workers"])
    except Exception:  # whatever a lost connection raises
        return False


def pages_of(dask_scheduler: Any) -> list[str]:
    """On which addresses a scheduler serves its pages; run there."""
    server = getattr(dask_scheduler, "http_server", None)
    sockets = getattr(server, "_sockets", {}).values()
    return sorted({str(one.getsockname()[0]) for one in sockets})


def pages_of_worker(dask_worker: Any) -> list[str]:
    """The same of a worker, which also without a dashboard tells anybody its state; run there."""
    return pages_of(dask_worker)


def _refuse_unsafe(client: Any) -> None:
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except OSError:  # a time that is over is one
        raise UsageError("叢集沒有任何工作者，請啟動 dask worker 後重跑。") from None
    workers = client.scheduler_info(n_workers=-1)["workers"]
    if any(one["nthreads"] != 1 for one in workers.values()):
        raise UsageError("叢集之工作者須各為一個執行緒，請以 dask worker --nthreads 1 啟動後重跑。")
    _refuse_open("排程器", "scheduler", client.run_on_scheduler(pages_of))
    served = client.run(pages_of_worker, on_error="ignore")  # a worker that died meanwhile serves nothing
    _refuse_open("工作者", "worker", sorted({one for of_one in served.values() for one in of_one}))


def _refuse_open(who: str, command: str, served: Sequence[str]) -> None:
    if shown := [one for one in served if not ipaddress.ip_address(one).is_loopback]:
        raise UsageError(
            f"{who}之網頁開放於 {'、'.join(shown)}，任何人均可閱覽；"
            f"請以 dask {command} --dashboard-address 127.0.0.1:0 啟動後重跑。"
        )
