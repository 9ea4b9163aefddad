"""Whether two folders of a month's reports say the same: same_month.py ONE OTHER.

Files are compared to the byte. Pictures and workbooks are compressed by libraries of the platform, which differ: of
a page its pictures are compared by their points, of a workbook its parts.
"""

import base64
import io
import re
import sys
import zipfile
from pathlib import Path

from PIL import Image

PICTURE = re.compile(rb"data:image/png;base64,([A-Za-z0-9+/=]+)")


def content(path: Path) -> object:
    """What a report says."""
    whole = path.read_bytes()
    if path.suffix in {".xlsx", ".ods"}:
        with zipfile.ZipFile(path) as held:
            return {name: held.read(name) for name in held.namelist()}
    pictures = [Image.open(io.BytesIO(base64.b64decode(found))) for found in PICTURE.findall(whole)]
    return PICTURE.sub(b"", whole), [(one.size, one.convert("RGB").tobytes()) for one in pictures]


def main() -> None:
    """Say how many are the same; the exit code is 1 where one differs or is missing."""
    one, other = (Path(name) for name in sys.argv[1:3])
    names = {path.relative_to(folder) for folder in (one, other) for path in folder.rglob("*") if path.is_file()}
    both = [name for name in names if (one / name).is_file() and (other / name).is_file()]
    same = {name for name in both if content(one / name) == content(other / name)}
    print(f"{len(same)} of {len(names)} files say the same")
    if names - same:
        sys.exit("differ: " + ", ".join(sorted(map(str, names - same))))


if __name__ == "__main__":
    main()
