"""The tag files of a deposit, BagIt 1.0 (RFC 8493): what they say and the one way in which their bytes say it.

A tag file whose bytes are not those that this module would write is a fault, so that no changed line end, letter case
or order goes unseen, and no line that cannot be read is ever skipped.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import cast

from reconcile.archive.naming import TITLES, period_folder, period_of
from reconcile.deposits import Kind
from reconcile.text.dates import Month

PAYLOAD = "data/"
BAGIT = "bagit.txt"
INFO = "bag-info.txt"
MANIFEST = "manifest-sha256.txt"
TAGMANIFEST = "tagmanifest-sha256.txt"
SEALED = (INFO, BAGIT, MANIFEST)
"""The tag files that the tag manifest covers, in its order; the tag manifest itself is covered by the chain."""

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

_LINE = re.compile(r"(?P<digest>[0-9a-f]{64})  (?P<path>[^\r\n%]+)")
_INFO = re.compile(
    r"Agency: (?P<agency>[^\r\n]+)\n"
    r"(?P<label>Month|Year): (?P<period>[\d-]+)\n"
    rf"Kind: (?P<kind>{'|'.join(TITLES)})\n"
    r"Number: (?P<number>\d+)\n"
    r"As-Of: (?P<as_of>\d{4}-\d\d-\d\d)\n"
    r"(?:Clock: (?P<clock>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\n)?"
    r"Previous: (?P<previous>none|[0-9a-f]{64})\n"
    r"Payload-Oxum: (?P<bytes>\d+)\.(?P<files>\d+)\n",
    re.ASCII,
)


@dataclass(frozen=True)
class BagInfo:
    """What bag-info.txt says; `previous` is the head of the link before, None for the first of a chain.

    `clock` is what the wall clock said, to the second; None in deposits of version 0.2, which did not ask it.
    """

    agency: str
    period: Month | int
    kind: Kind
    number: int
    as_of: date
    previous: str | None
    payload_bytes: int
    payload_files: int
    clock: datetime | None = None

    def serialised(self) -> bytes:
        """The bytes of bag-info.txt."""
        label = "Month" if isinstance(self.period, Month) else "Year"
        clock = f"Clock: {self.clock.isoformat()}\n" if self.clock else ""
        return (
            f"Agency: {self.agency}\n"
            f"{label}: {period_folder(self.period)}\n"
            f"Kind: {self.kind}\n"
            f"Number: {self.number}\n"
            f"As-Of: {self.as_of.isoformat()}\n{clock}"
            f"Previous: {self.previous or 'none'}\n"
            f"Payload-Oxum: {self.payload_bytes}.{self.payload_files}\n"
        ).encode()

    @classmethod
    def parse(cls, content: bytes) -> "BagInfo":
        """Read bag-info.txt; raises ValueError where these are not the bytes that `serialised` gives."""
        found = _INFO.fullmatch(content.decode("utf-8"))
        period = period_of(found["period"]) if found else None
        if not found or period is None:
            raise ValueError("not a bag-info.txt of this program")
        info = cls(
            agency=found["agency"],
            period=period,
            kind=cast(Kind, found["kind"]),
            number=int(found["number"]),
            as_of=date.fromisoformat(found["as_of"]),
            previous=None if found["previous"] == "none" else found["previous"],
            payload_bytes=int(found["bytes"]),
            payload_files=int(found["files"]),
            clock=datetime.fromisoformat(found["clock"]) if found["clock"] else None,
        )
        if info.serialised() != content:
            raise ValueError("not the canonical bytes")
        return info


@dataclass(frozen=True)
class Bag:
    """The tag files of one deposit as they are found; what cannot be read is None and has its sentence in `faults`.

    `head` is the SHA-256 of the tag manifest. Each fault is a file's name within the bag and what is wrong with it.
    """

    info: BagInfo | None
    manifest: Mapping[str, str] | None
    head: str | None
    faults: tuple[tuple[str, str], ...]


def manifest_bytes(digests: Mapping[str, str]) -> bytes:
    """A manifest as `sha256sum -c` reads it: digest, two spaces, path, in the order of the paths."""
    return "".join(f"{digests[path]}  {path}\n" for path in sorted(digests)).encode()


def parse_manifest(content: bytes) -> dict[str, str]:
    """Path to digest; raises ValueError with a sentence that names the first line that is not as it was written."""
    digests: dict[str, str] = {}
    last = ""
    for number, line in enumerate(content.split(b"\n")[:-1], start=1):
        try:
            found = _LINE.fullmatch(line.decode("utf-8"))
        except UnicodeDecodeError:
            found = None
        if not found or found["path"] <= last:
            raise ValueError(f"第 {number} 行無法辨識或次序不符，清單已非封存時的原樣。")
        last = found["path"]
        digests[last] = found["digest"]
    if not digests or manifest_bytes(digests) != content:
        raise ValueError("清單不完整，結尾已非封存時的原樣。")
    return digests


def seal(tags: Mapping[str, bytes]) -> bytes:
    """The tag manifest over the other tag files; its SHA-256 is the head of the deposit."""
    return manifest_bytes({name: hashlib.sha256(tags[name]).hexdigest() for name in SEALED})


def open_bag(folder: Path) -> Bag:
    """Read and check the tag files of a deposit; files under data/ are not touched."""
    tags: dict[str, bytes] = {}
    faults: list[tuple[str, str]] = []
    for name in (*SEALED, TAGMANIFEST):
        try:
            tags[name] = (folder / name).read_bytes()
        except FileNotFoundError:
            faults.append((name, "檔案不見了。"))
        except OSError:
            faults.append((name, "無法讀取。"))
    faults += _seal_faults(tags)
    info, manifest = None, None
    try:
        info = BagInfo.parse(tags[INFO]) if INFO in tags else None
    except ValueError:
        faults.append((INFO, "內容無法辨識，已非封存時的原樣。"))
    try:
        manifest = _payload_manifest(tags[MANIFEST]) if MANIFEST in tags else None
    except ValueError as error:
        faults.append((MANIFEST, str(error)))
    head = hashlib.sha256(tags[TAGMANIFEST]).hexdigest() if TAGMANIFEST in tags else None
    return Bag(info, manifest, head, tuple(faults))


def _payload_manifest(content: bytes) -> dict[str, str]:
    digests = parse_manifest(content)
    if not all(path.startswith(PAYLOAD) for path in digests):
        raise ValueError("清單列有 data 資料夾以外的檔案，已非封存時的原樣。")
    return digests


def _seal_faults(tags: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    if tags.get(BAGIT, DECLARATION) != DECLARATION:
        yield BAGIT, "內容已非封存時的原樣。"
    if TAGMANIFEST not in tags:
        return
    try:
        sealed = parse_manifest(tags[TAGMANIFEST])
    except ValueError as error:
        yield TAGMANIFEST, str(error)
        return
    if tuple(sealed) != SEALED:
        yield TAGMANIFEST, "清單所列的檔案已非封存時的原樣。"
    for name in SEALED:
        if name in tags and name in sealed and hashlib.sha256(tags[name]).hexdigest() != sealed[name]:
            yield name, "內容與封存時不同（SHA-256 不符）。"
