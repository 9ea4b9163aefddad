"""licences/: the licence texts of Python, of each library and of the program, and a list of them."""

import csv
import re
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from email.parser import HeaderParser
from pathlib import Path

LISTED = "授權清單.csv"
_TEXT = re.compile(r"(?i)^(licen[cs]e|copying|notice|authors|third.?party)")


def write_licences(folder: Path, wheels: Sequence[Path]) -> Path:
    """Lay the texts out, a folder for each library."""
    place = folder / "licences"
    place.mkdir()
    shutil.copyfile(folder / "python" / "LICENSE.txt", place / "Python-LICENSE.txt")
    with (place / LISTED).open("x", encoding="utf-8-sig", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(("名稱", "版本", "授權"))
        for wheel in wheels:
            with zipfile.ZipFile(wheel) as held:
                rows.writerow(_told(held))
                for name in _texts(held):
                    kept = place / wheel.name.split("-")[0] / name.split("/", 1)[1].replace("/", "-")
                    kept.parent.mkdir(exist_ok=True)
                    kept.write_bytes(held.read(name))
    return place


def _texts(wheel: zipfile.ZipFile) -> Iterator[str]:
    """The licence texts among its metadata."""
    for name in wheel.namelist():
        told = "/licenses/" in name or _TEXT.match(name.rpartition("/")[2])
        if ".dist-info/" in name and told and not name.endswith("/"):
            yield name


def _told(wheel: zipfile.ZipFile) -> tuple[str, str, str]:
    """Its name, version and licence, as its metadata tell them."""
    file = next(name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    told = HeaderParser().parsestr(wheel.read(file).decode("utf-8"))
    classified = [line.rpartition(":: ")[2] for line in told.get_all("Classifier", []) if line.startswith("License ::")]
    stated = str(told.get("License-Expression") or told.get("License") or "").strip().split("\n")[0]
    return str(told["Name"]), str(told["Version"]), stated or "; ".join(classified)
