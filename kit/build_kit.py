"""Build reconcile-<version>-win64.zip: one folder that runs on any Windows PC, nothing to install, nothing to fetch.

    python kit/build_kit.py EMBED.ZIP SHA256 [--out dist]

EMBED.ZIP is the embeddable CPython of python.org (python-3.13.x-embed-amd64.zip), SHA256 what its publisher says of
it. Libraries come as Windows wheels by the hashes of requirements-windows.txt; the program is built from this checkout.
Equal sources give an equal zip.
"""

import argparse
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from embeddable import KitRefused, checked, digest
from licences import write_licences
from listing import write_listing

ROOT = Path(__file__).parents[1]
KIT = Path(__file__).parent
MOST = 150 << 20
"""Bytes that the zip may have."""
AT = (1980, 1, 1, 0, 0, 0)
UNNEEDED = re.compile(
    r"(^|/)(tests?|testing/tests|include|__pycache__)/|\.(lib|pxd|pyx|hpp|h|c|cc|pyi|pdb)$"
    r"|^(Scripts|bin|share)/|^pyarrow/(src|_flight|flight|libarrow_flight|arrow_flight|gandiva)"
)
"""What only builders and testers of the libraries use; no module of theirs asks for it."""


def main() -> None:
    """Build it, and say its size."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("embed", type=Path)
    parser.add_argument("sha256")
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    given = parser.parse_args()
    try:
        made = build(given.embed, given.sha256, given.out)
    except KitRefused as refused:
        sys.exit(f"make kit: {refused}")
    print(f"{made} {made.stat().st_size / (1 << 20):.1f} MB sha256 {digest(made)}")


def build(embed: Path, sha256: str, out: Path) -> Path:
    """The zip, made in `out`; raises KitRefused where the Python is not the one that was named, or it is too large."""
    python = checked(embed, sha256)
    work = ROOT / "build" / "kit"
    shutil.rmtree(work, ignore_errors=True)
    wheels = fetched(work / "wheels", python)
    version = wheels[0].name.split("-")[1]
    name = f"reconcile-{version}-win64"
    folder = laid_out(work / name, embed, wheels, python)
    write_licences(folder, wheels)
    write_listing(folder, [embed, *wheels])
    out.mkdir(exist_ok=True)
    made = packed(folder, out / f"{name}.zip")
    if made.stat().st_size > MOST:
        raise KitRefused(f"{made.name} has more than {MOST >> 20} MB")
    return made


def fetched(place: Path, python: str) -> list[Path]:
    """The wheels: the program's own first, then its libraries, each by a hash of the lock."""
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    build = [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", place / "own", ROOT]
    subprocess.run(list(map(str, build)), check=True)
    platform = ["--platform", "win_amd64", "--python-version", python, "--implementation", "cp", "--abi", f"cp{python}"]
    lock = [
        "--no-deps",
        "--require-hashes",
        "--only-binary",
        ":all:",
        "--requirement",
        ROOT / "requirements-windows.txt",
    ]
    subprocess.run(list(map(str, [*pip, "download", *platform, *lock, "--dest", place])), check=True)
    return [*(place / "own").glob("*.whl"), *sorted(place.glob("*.whl"))]


def laid_out(folder: Path, embed: Path, wheels: list[Path], python: str) -> Path:
    """The folder as the office unpacks it."""
    home = folder / "python"
    packages = home / "Lib" / "site-packages"
    packages.mkdir(parents=True)
    with zipfile.ZipFile(embed) as held:
        held.extractall(home)
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as held:
            held.extractall(packages, [name for name in held.namelist() if not UNNEEDED.search(name)])
    paths = (f"python{python}.zip", ".", r"Lib\site-packages")
    (home / f"python{python}._pth").write_text("\r\n".join([*paths, ""]), encoding="ascii", newline="")
    for name in ("勾稽.bat", "開始使用.html"):
        shutil.copyfile(KIT / name, folder / name)
    return folder


def packed(folder: Path, zipped: Path) -> Path:
    """The folder as a zip whose bytes depend on what is in it alone."""
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as held:
        for path in sorted(one for one in folder.rglob("*") if one.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder.parent).as_posix(), AT)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            held.writestr(entry, path.read_bytes())
    return zipped


if __name__ == "__main__":
    main()
