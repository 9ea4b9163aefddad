"""Whether an archive is, to the last bit, what was written; nothing is opened but to be read, and no lock is taken.

A deposit that a kill interrupted, and a folder that is empty because of it, are notes: no link of the chain is touched
by them, and the next deposit clears or fills them. Anything else that this program did not write is a fault. That the
last links of a chain were taken away whole shows only against a head known from a printed report.
"""

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reconcile.archive.bag import PAYLOAD, SEALED, TAGMANIFEST, Bag, open_bag
from reconcile.archive.chain import Link, Place, chain_faults, entries, gone_in, place_faults, shelf
from reconcile.archive.naming import LOCK, STAGING, title
from reconcile.archive.staging import refuse_file
from reconcile.errors import ArchiveBroken, UsageError

_SHORTEST_HEAD = 12
_TAGS = frozenset([*SEALED, TAGMANIFEST])
_CHANGED = "內容與封存時不同（SHA-256 不符）。"


@dataclass(frozen=True)
class Verification:
    """What was checked and what was found; `faults` and `notes` are sentences that begin with a path in the archive.

    `heads` is the end of each agency's chain, left out where its last link cannot be read. `files` and `bytes` count
    what was hashed.
    """

    deposits: int
    files: int
    bytes: int
    heads: Mapping[str, str]
    faults: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Nothing differs, and the chain holds the head that was asked for, if one was."""
        return not self.faults


def verify(root: Path, head: str | None = None) -> Verification:
    """Check every file of an archive, and that a chain in it still holds the deposit that `head` seals.

    `head` is a SHA-256, or at least its first 12 hex digits, as a report prints it; spaces do not count. Raises
    UsageError where there is no such folder or `head` is none.
    """
    wanted = _digits(head) if head is not None else None
    refuse_file(root)
    if not root.is_dir():
        raise UsageError(f"找不到封存「{root.name}」，請確認路徑。")
    audit = _Audit(root)
    for entry in audit.listed(root):
        path = Path(entry.path)
        if (entry.name == LOCK or entry.name.startswith(f"{LOCK}-")) and entry.is_file(follow_symlinks=False):
            continue
        if entry.is_dir(follow_symlinks=False):
            _agency(audit, path)
        else:
            audit.fault(path, "不是本程式封存的檔案。")
    if wanted:
        _find(audit, wanted)
    elif not audit.links and not audit.faults:
        audit.notes.append("封存內尚無任何封存件。")
    return audit.finished()


@dataclass
class _Audit:
    """What has been seen so far."""

    root: Path
    links: list[Link] = field(default_factory=list)
    heads: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    deposits: int = 0
    files: int = 0
    bytes: int = 0

    def fault(self, path: Path, sentence: str) -> None:
        self.faults.append(f"{self._within(path)}：{sentence}")

    def note(self, path: Path, sentence: str) -> None:
        self.notes.append(f"{self._within(path)}：{sentence}")

    def listed(self, folder: Path) -> list["os.DirEntry[str]"]:
        try:
            return entries(folder)
        except OSError:
            self.fault(folder, "資料夾無法讀取。")
            return []

    def digest(self, path: Path) -> str | None:
        """The SHA-256 of a file that is there; None, and a fault, where it cannot be read."""
        try:
            with path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
                self.bytes += stream.tell()
        except OSError:
            self.fault(path, "檔案無法讀取。")
            return None
        self.files += 1
        return digest

    def finished(self) -> Verification:
        counts = self.deposits, self.files, self.bytes
        return Verification(*counts, self.heads, tuple(self.faults), tuple(self.notes))

    def _within(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix().encode(errors="replace").decode()


def _agency(audit: _Audit, folder: Path) -> None:
    try:
        found = shelf(folder)
    except OSError:
        audit.fault(folder, "資料夾無法讀取。")
        return
    for path in found.strange:
        audit.fault(path, "不是本程式封存的檔案或資料夾，或曾被改名。")
    for path in found.leftovers:
        if path.name.startswith(STAGING):
            audit.note(path, "是中斷的封存作業所留，不屬於封存；下次封存時會自動清除。")
        else:
            audit.note(path, "是空資料夾，沒有封存件。")
    if not (found.places or found.leftovers or found.strange):
        audit.note(folder, "是空資料夾，沒有封存件。")
    sound = {place: link for place in found.places if (link := _deposit(audit, place))}
    try:
        gone = gone_in(sound.values())
    except ArchiveBroken:  # the file is told as changed or missing
        gone = {}
    for path, sentence in chain_faults(found.places, sound, gone):
        audit.fault(path, sentence)
    if missing := sorted(gone.keys() - {place.number for place in found.places}):
        audit.note(folder, f"{len(missing)} 件業經核准銷毀，登記於封存，其缺號不列為不符：{_numbers(missing)}。")
    if kept := sorted(gone.keys() & {place.number for place in found.places}):
        audit.note(folder, f"{len(kept)} 件已登記銷毀而資料夾仍在，請依核准銷毀：{_numbers(kept)}。")
    audit.links += sound.values()
    if found.places and found.places[-1] in sound:
        last = sound[found.places[-1]]
        audit.heads[last.info.agency] = last.head


def _numbers(numbers: list[int]) -> str:
    """第 1 至 12、15 號."""
    starts = [at for at, number in enumerate(numbers) if at == 0 or number != numbers[at - 1] + 1]
    runs = [numbers[first:end] for first, end in zip(starts, [*starts[1:], len(numbers)], strict=True)]
    return f"第 {'、'.join(f'{run[0]} 至 {run[-1]}' if len(run) > 1 else str(run[0]) for run in runs)} 號"


def _deposit(audit: _Audit, place: Place) -> Link | None:
    """Check one deposit; the link where its tag files are sound, whatever its other files are."""
    audit.deposits += 1
    bag = open_bag(place.folder)
    for name, sentence in bag.faults:
        audit.fault(place.folder / name, sentence)
    if bag.info:
        for sentence in place_faults(place, bag.info):
            audit.fault(place.folder, sentence)
    _contents(audit, place.folder, bag)
    if bag.faults or not (bag.info and bag.manifest and bag.head):
        return None
    return Link(place, bag.info, bag.manifest, bag.head)


def _contents(audit: _Audit, folder: Path, bag: Bag) -> None:
    """Every file is listed and every listed file is there, unchanged; what tag files say is checked by `open_bag`."""
    if bag.manifest is None:
        audit.fault(folder / PAYLOAD, "清單無法辨識，其中各檔無從核對。")
        return
    folders = {path[:at] for path in bag.manifest for at, letter in enumerate(path) if letter == "/"}
    listed = {*_TAGS, *bag.manifest}
    seen: dict[str, int] = {}
    for name, entry in _walk(audit, folder):
        if entry.is_dir(follow_symlinks=False):
            if name not in folders:
                audit.fault(Path(entry.path), "是多出的資料夾，封存時並不存在。")
        elif not entry.is_file(follow_symlinks=False) or name not in listed:
            audit.fault(Path(entry.path), "是多出的檔案，封存時並不存在，或曾被改名。")
        else:
            before = audit.bytes
            digest = audit.digest(Path(entry.path))
            seen[name] = audit.bytes - before
            if digest and digest != bag.manifest.get(name, digest):
                audit.fault(Path(entry.path), _CHANGED)
    for name in sorted(bag.manifest.keys() - seen.keys()):
        audit.fault(folder / name, "檔案不見了，或曾被改名。")
    payload = [size for name, size in seen.items() if name in bag.manifest]
    if bag.info and (sum(payload), len(payload)) != (bag.info.payload_bytes, bag.info.payload_files):
        audit.fault(folder, "檔案的個數或位元組總數與 bag-info.txt 所載不同。")


def _walk(audit: _Audit, folder: Path, within: str = "") -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    """All that lies under a folder by its path in it, links not followed, in the order of the names."""
    for entry in audit.listed(folder):
        name = within + entry.name
        yield name, entry
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(audit, Path(entry.path), f"{name}/")


def _find(audit: _Audit, wanted: str) -> None:
    """Whether a chain holds the deposit whose head begins with these digits."""
    found = next((link for link in audit.links if link.head.startswith(wanted)), None)
    if found is None:
        audit.faults.append(
            f"封存驗證碼 {wanted[:_SHORTEST_HEAD]}：封存內沒有這個驗證碼。"
            "封存曾遭改寫或刪減，或印出它的報表屬於另一個封存。"
        )
        return
    later = sum(link.info.agency == found.info.agency and link.info.number > found.info.number for link in audit.links)
    audit.notes.append(
        f"封存驗證碼 {wanted[:_SHORTEST_HEAD]}：在封存內，即{found.info.agency}第 {found.info.number} 號"
        f"{title(found.info.kind, found.info.period)}，其後另有 {later} 件。"
    )


def _digits(head: str) -> str:
    """The digits of a head as typed from a report."""
    digits = re.sub(r"\s", "", head).rstrip("…").lower()
    if not re.fullmatch(rf"[0-9a-f]{{{_SHORTEST_HEAD},64}}", digits):
        raise UsageError("封存驗證碼應為報表所印的 SHA-256，全部 64 位或至少前 12 位十六進位數字，請照報表重新輸入。")
    return digits
