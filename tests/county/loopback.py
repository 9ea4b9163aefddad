"""A cluster on loopback, started by the test itself: its certificates, its scheduler, its workers."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_SECONDS = 60
_SOURCES = Path(__file__).parents[2] / "src"


@dataclass
class LoopbackCluster:
    """A scheduler and its workers, each a process; `address` is where it listens."""

    folder: Path
    threads: int = 1
    dashboard: str = "127.0.0.1:0"
    page_of_workers: str = "127.0.0.1:0"
    address: str = ""
    scheduler: "subprocess.Popen[bytes] | None" = None
    workers: "list[subprocess.Popen[bytes]]" = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        """Dask's own configuration: where the certificates lie, and that nothing goes without them."""
        tls = {"CA_FILE": "ca.pem"}
        for who in ("SCHEDULER", "WORKER", "CLIENT"):
            tls |= {f"{who}__CERT": "cert.pem", f"{who}__KEY": "key.pem"}
        return {
            **{f"DASK_DISTRIBUTED__COMM__TLS__{name}": str(self.folder / file) for name, file in tls.items()},
            "DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION": "True",
            "PYTHONPATH": str(_SOURCES),
        }

    def start(self, workers: int) -> "LoopbackCluster":
        """Make certificates, start the scheduler and so many workers, and wait until all are known to it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        write_certificates(self.folder)
        place = self.folder / "scheduler.json"
        place.unlink(missing_ok=True)
        self.scheduler = self._process(
            "scheduler", "--host", "tls://127.0.0.1", "--port", "0", "--dashboard-address", self.dashboard,
            "--scheduler-file", str(place),
        )  # fmt: skip
        _wait_for(lambda: place.is_file() and place.read_text(encoding="utf-8").rstrip().endswith("}"))
        self.address = str(json.loads(place.read_text(encoding="utf-8"))["address"])
        for _ in range(workers):
            self.add_worker()
        return self

    def add_worker(self) -> "subprocess.Popen[bytes]":
        """One more worker."""
        number = len(self.workers)
        worker = self._process(
            "worker", self.address, "--nthreads", str(self.threads), "--no-nanny",
            "--dashboard-address", self.page_of_workers, "--local-directory", str(self.folder / f"worker-{number}"),
        )  # fmt: skip
        self.workers.append(worker)
        return worker

    def wait_for_client(self) -> None:
        """Wait until somebody asks the scheduler for work."""
        log = self.folder / "scheduler.log"
        _wait_for(lambda: "Receive client connection" in log.read_text(encoding="utf-8"))

    def stop(self) -> None:
        """Everything ends."""
        for process in [*self.workers, *([self.scheduler] if self.scheduler else [])]:
            process.kill()
            process.wait()

    def __enter__(self) -> "LoopbackCluster":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _process(self, *arguments: str) -> "subprocess.Popen[bytes]":
        log = (self.folder / f"{arguments[0]}.log").open("ab")
        with log:
            return subprocess.Popen(
                [sys.executable, "-m", "dask", *arguments],
                env={**os.environ, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )


def kill(process: "subprocess.Popen[bytes]") -> None:
    """As a power cut does."""
    process.send_signal(signal.SIGKILL)
    process.wait()


def write_certificates(folder: Path) -> None:
    """An authority and one certificate under it, for 127.0.0.1: ca.pem, cert.pem, key.pem."""
    authority, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "county")])
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)

    def built(subject: x509.Name, public: ec.EllipticCurvePublicKey, *, is_authority: bool) -> x509.Certificate:
        builder = x509.CertificateBuilder().subject_name(subject).issuer_name(root).public_key(public)
        builder = builder.serial_number(x509.random_serial_number())
        builder = builder.not_valid_before(now - timedelta(hours=1)).not_valid_after(now + timedelta(days=1))
        limits = x509.BasicConstraints(ca=is_authority, path_length=None)
        return builder.add_extension(limits, critical=True).sign(authority, hashes.SHA256())

    pem = serialization.Encoding.PEM
    (folder / "ca.pem").write_bytes(built(root, authority.public_key(), is_authority=True).public_bytes(pem))
    (folder / "cert.pem").write_bytes(built(name, key.public_key(), is_authority=False).public_bytes(pem))
    plain = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(plain)


def _wait_for(is_there: Callable[[], bool]) -> None:
    until = time.monotonic() + _SECONDS
    while not is_there():
        assert time.monotonic() < until, "the cluster did not start"
        time.sleep(0.05)
