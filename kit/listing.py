"""檔案清單.csv: every file of the kit with bytes and SHA-256, for lists of what may run (AppLocker, GCB)."""

import csv
import hashlib
from collections.abc import Sequence
from pathlib import Path

FILES = "檔案清單.csv"
COLUMNS = ("檔案", "位元組", "SHA-256", "種類")
RUNS = {".exe": "執行檔", ".dll": "程式庫", ".pyd": "程式庫", ".bat": "指令檔"}


def write_listing(folder: Path, sources: Sequence[Path]) -> Path:
    """List what lies in the folder, then what it was made from."""
    place = folder / FILES
    with place.open("x", encoding="utf-8-sig", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(COLUMNS)
        for path in sorted(one for one in folder.rglob("*") if one.is_file() and one != place):
            rows.writerow(_row(path, path.relative_to(folder).as_posix(), RUNS.get(path.suffix, "資料")))
        for path in sources:
            rows.writerow(_row(path, path.name, "來源"))
    return place


def _row(path: Path, name: str, kind: str) -> tuple[str, int, str, str]:
    content = path.read_bytes()
    return name, len(content), hashlib.sha256(content).hexdigest(), kind
