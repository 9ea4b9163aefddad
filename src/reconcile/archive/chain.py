"""What lies in an agency's folder, and whether its deposits form one chain."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import cast

from reconcile.archive.bag import PAYLOAD, BagInfo, open_bag
from reconcile.archive.destruction import Gone, GoneDeposit, recorded
from reconcile.archive.naming import (
    DEPOSIT,
    STAGING,
    YEARLY,
    agency_folder,
    deposit_folder,
    period_folder,
    period_of,
)
from reconcile.deposits import Kind
from reconcile.errors import ArchiveBroken
from reconcile.text.dates import Month


@dataclass(frozen=True)
class Place:
    """A deposit as its folders name it."""

    folder: Path
    number: int
    kind: Kind
    period: Month | int


@dataclass(frozen=True)
class Shelf:
    """An agency's folder: its deposits by number, what a killed deposit left behind, and what is not of our making."""

    places: tuple[Place, ...]
    leftovers: tuple[Path, ...]
    strange: tuple[Path, ...]


@dataclass(frozen=True)
class Link:
    """A deposit whose tag files are sound."""

    place: Place
    info: BagInfo
    manifest: Mapping[str, str]
    head: str

    @property
    def when_gone(self) -> GoneDeposit:
        """What it will be called when it is gone."""
        place, info = self.place, self.info
        return GoneDeposit(
            place.number, place.kind, period_folder(place.period), self.head, info.previous, dict(self.manifest)
        )


def shelf(folder: Path) -> Shelf:
    """Look through an agency's folder by names alone; raises OSError where it cannot be listed."""
    places: list[Place] = []
    leftovers: list[Path] = []
    strange: list[Path] = []
    for entry in entries(folder):
        period = period_of(entry.name)
        if not entry.is_dir(follow_symlinks=False):
            strange.append(Path(entry.path))
        elif entry.name.startswith(STAGING):
            leftovers.append(Path(entry.path))
        elif period is None:
            strange.append(Path(entry.path))
        else:
            within = entries(Path(entry.path))
            found = [(inner, _place(inner, period)) for inner in within]
            places += [place for _, place in found if place]
            strange += [Path(inner.path) for inner, place in found if not place]
            leftovers += [] if within else [Path(entry.path)]
    places.sort(key=lambda place: (place.number, place.folder))
    return Shelf(tuple(places), tuple(leftovers), tuple(strange))


def entries(folder: Path) -> list["os.DirEntry[str]"]:
    """The entries of a folder in the order of their names."""
    with os.scandir(folder) as found:
        return sorted(found, key=lambda entry: entry.name)


def links(folder: Path, gone: Gone | None = None) -> list[Link]:
    """The chain in an agency's folder, empty where there is none; raises ArchiveBroken at the first fault.

    A strange file beside the deposits is left to `verify`; a strange folder may be a deposit renamed. `gone` is
    missing lawfully, beside what the chain itself says.
    """
    try:
        found = shelf(folder)
    except FileNotFoundError:
        return []
    except OSError:
        raise ArchiveBroken(folder.name, "資料夾無法讀取。") from None
    for path in found.strange:
        if path.is_dir() or path.is_symlink():
            raise ArchiveBroken(_within(path, folder), "不是本程式封存的資料夾。")
    chain = [link_at(place) for place in found.places]
    for link in chain:
        for fault in place_faults(link.place, link.info):
            raise ArchiveBroken(_within(link.place.folder, folder), fault)
    gone = gone_in(chain) | dict(gone or {})
    for path, fault in chain_faults(found.places, {link.place: link for link in chain}, gone):
        raise ArchiveBroken(_within(path, folder), fault)
    return chain


def link_at(place: Place) -> Link:
    """A deposit by its tag files alone; raises ArchiveBroken at the first fault among them."""
    bag = open_bag(place.folder)
    agency = place.folder.parents[1]
    for name, fault in bag.faults:
        raise ArchiveBroken(_within(place.folder / name, agency), fault)
    assert bag.info and bag.manifest and bag.head, "a bag without faults is read whole"
    return Link(place, bag.info, bag.manifest, bag.head)


def gone_in(chain: Iterable[Link]) -> dict[int, GoneDeposit]:
    """What the destructions in a chain list, by number; raises ArchiveBroken where such a record cannot be read."""
    found = dict[int, GoneDeposit]()
    for link in chain:
        if link.place.kind == "destruction":
            try:
                found |= recorded(json.loads(checked(link, "record.json")))
            except (ValueError, KeyError, TypeError):
                raise ArchiveBroken(file_place(link, "record.json"), "不是正確的銷毀紀錄。") from None
    return found


def checked(link: Link, name: str) -> bytes:
    """The bytes of a file under data/, which are those that were deposited; raises ArchiveBroken."""
    path = PAYLOAD + name
    if path not in link.manifest:
        raise ArchiveBroken(file_place(link, name), "沒有列在清單內。")
    try:
        content = (link.place.folder / path).read_bytes()
    except OSError:
        raise ArchiveBroken(file_place(link, name), "檔案不見了或無法讀取。") from None
    if hashlib.sha256(content).hexdigest() != link.manifest[path]:
        raise ArchiveBroken(file_place(link, name), "內容與封存時不同（SHA-256 不符）。")
    return content


def file_place(link: Link, name: str) -> str:
    """A file under data/ as a path within the archive."""
    return f"{_within(link.place.folder, link.place.folder.parents[1])}/{PAYLOAD}{name}"


def chain_faults(places: Sequence[Place], sound: Mapping[Place, Link], gone: Gone) -> Iterator[tuple[Path, str]]:
    """What is wrong between the deposits of one agency, given in order.

    `sound` holds those whose tag files are; `gone` is what was destroyed lawfully: it may be missing, and nothing else.
    """
    for place in places:
        if place.number in gone and place in sound and sound[place].head != gone[place.number].head:
            yield place.folder, "驗證碼與銷毀紀錄所載不符，已遭改寫或調換。"
    if places and any(number not in gone for number in range(1, places[0].number)):
        yield places[0].folder, f"鏈由第 {places[0].number} 號開始，缺少在它之前的封存件。"
    for before, after in pairwise(places):
        if after.number == before.number:
            yield after.folder, f"第 {after.number} 號出現兩次，鏈在此分岔。"
        elif any(number not in gone for number in range(before.number + 1, after.number)):
            yield after.folder, f"第 {before.number} 號之後接第 {after.number} 號，其間的封存件不見了。"
    heads = {number: one.head for number, one in gone.items()} | {
        place.number: link.head for place, link in sound.items()
    }
    for place in places:
        last = place.number - 1
        if place in sound and last in heads and sound[place].info.previous != heads[last]:
            yield place.folder, f"所記前一件驗證碼與第 {last} 號不符，兩件之一已遭改寫或調換。"
    for number, one in gone.items():
        if one.previous and heads.get(number - 1, one.previous) != one.previous:
            yield places[-1].folder, f"銷毀紀錄所載第 {number} 號前一件驗證碼，與第 {number - 1} 號不符。"
    first = sound.get(places[0]) if places else None
    if first and first.info.number == 1 and first.info.previous is not None:
        yield first.place.folder, "為鏈上第一件，卻記有前一件驗證碼。"


def place_faults(place: Place, info: BagInfo) -> Iterator[str]:
    """Where the names of folders and bag-info.txt contradict each other."""
    if agency_folder(info.agency) != place.folder.parents[1].name:
        yield "所載機關與所在的機關資料夾不符，封存件曾被移動或改名。"
    if (info.period, info.number, info.kind) != (place.period, place.number, place.kind):
        yield "所載期別、編號或種類與資料夾名稱不符，封存件曾被移動或改名。"


def _place(entry: "os.DirEntry[str]", period: Month | int) -> Place | None:
    found = DEPOSIT.fullmatch(entry.name)
    if not found or not entry.is_dir(follow_symlinks=False):
        return None
    number, kind = int(found["number"]), cast(Kind, found["kind"])
    if entry.name != deposit_folder(number, kind) or (kind in YEARLY) == isinstance(period, Month):
        return None
    return Place(Path(entry.path), number, kind, period)


def _within(path: Path, agency: Path) -> str:
    return path.relative_to(agency.parent).as_posix()
