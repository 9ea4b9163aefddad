"""Original pages of the archive, made ready to be bound into a volume as they are."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_PAGE_COPIES = Path(__file__).with_name("page_copies.py")
_SECONDS = 120
_SIGNATURE = b"%PDF-"
_SIGNATURE_WITHIN = 1024


@dataclass(frozen=True)
class Pages:
    """The pages of one original: the name of its copy, and of each page width and height in points."""

    name: str
    sizes: list[tuple[float, float]]


class Originals:
    """A folder that takes in copies of originals; the archive itself is only read."""

    def __init__(self, folder: Path) -> None:
        """`folder` exists, and is the caller's to remove."""
        self.folder = folder
        self._taken = 0

    def take(self, file: Path) -> Pages | None:
        """The pages of a PDF; None where the file is none, needs a password, or cannot be bound in.

        Stamps, signatures and comments are drawn into the pages, and what only forbids copying is taken off.
        """
        if not file.is_file() or _SIGNATURE not in file.read_bytes()[:_SIGNATURE_WITHIN]:
            return None
        self._taken += 1
        name = f"{self._taken:04}.pdf"
        sizes = self._bound(file, name, "plain") or self._bound(file, name, "flat")
        return Pages(name, sizes) if sizes else None

    def _bound(self, file: Path, name: str, how: str) -> list[tuple[float, float]]:
        """The sizes of its pages; none where the child failed, died or hung."""
        command = [sys.executable, "-P", str(_PAGE_COPIES), str(file.resolve()), str(self.folder / name), how]
        try:
            child = subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)  # noqa: S603 - our own module
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
            return []
        return [(width, height) for width, height in json.loads(child.stdout)]
