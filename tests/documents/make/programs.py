"""The programs that offices and systems make their files with: LibreOffice, Chromium, cairo, Ghostscript."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

_SECONDS = 180


def libreoffice(source: Path, target: Path, output_filter: str | None = None) -> None:
    """Convert with LibreOffice to the format that the target's name ends in."""
    kind = target.suffix.lstrip(".")
    with TemporaryDirectory() as work:
        profile = f"-env:UserInstallation={(Path(work) / 'profile').as_uri()}"
        out = Path(work) / "out"
        to = f"{kind}:{output_filter}" if output_filter else kind
        _run("soffice", profile, "--headless", "--convert-to", to, "--outdir", str(out), str(source))
        shutil.copyfile(out / f"{source.stem}.{kind}", target)


def chromium(page: str, target: Path, *, headers: bool = False) -> None:
    """Print a page as a browser does; with the browser's own header and footer if asked.

    The page is served under a made-up name, which is the address that the footer shows.
    """
    with TemporaryDirectory() as work:
        site = Path(work) / "site"
        site.mkdir()
        (site / "audit.html").write_text(page, encoding="utf-8")
        with _served(site) as port:
            _run(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-pdf-tagging",
                f"--user-data-dir={Path(work) / 'profile'}",
                f"--host-resolver-rules=MAP statement.example 127.0.0.1:{port}",
                *([] if headers else ["--no-pdf-header-footer"]),
                f"--print-to-pdf={target}",
                "http://statement.example/audit.html",
            )


def cairo(source: Path, target: Path) -> None:
    """Draw a PDF anew, as evince and other viewers do that print to a file."""
    _run("pdftocairo", "-pdf", str(source), str(target))


def ghostscript(source: Path, target: Path) -> None:
    """Draw a PDF anew, as PDF printers built on Ghostscript do."""
    _run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=pdfwrite", f"-sOutputFile={target}", str(source))


def images_of(source: Path, stem: Path) -> list[Path]:
    """The pages of a PDF as pictures, as a scanner would make them."""
    _run("pdftoppm", "-r", "60", "-gray", "-jpeg", str(source), str(stem))
    return sorted(stem.parent.glob(f"{stem.name}-*.jpg"))


def page_of(source: Path, marker: str) -> int:
    """On which page a text stands that occurs once in the document, as poppler finds it."""
    text = _run("pdftotext", "-layout", "-enc", "UTF-8", str(source), "-")
    (page,) = [number for number, page in enumerate(text.split("\f"), start=1) if marker in page]
    return page


def _run(program: str, *arguments: str) -> str:
    """What the program prints; raises where it is missing, fails or hangs."""
    found = shutil.which(program)
    if found is None:
        raise FileNotFoundError(f"{program} is needed to make the golden documents")
    done = subprocess.run([found, *arguments], check=True, capture_output=True, timeout=_SECONDS)
    return done.stdout.decode("utf-8")


@contextmanager
def _served(folder: Path) -> Iterator[int]:
    """Serve a folder on this machine; gives the port."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server.server_port
        finally:
            server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        """Say nothing."""
