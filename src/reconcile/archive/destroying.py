"""What a year's lawful destruction takes from a chain, found before or after the folders are gone."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from reconcile.archive.chain import Link, chain_faults, checked, file_place, gone_in, link_at, shelf
from reconcile.archive.destruction import HEADS, Gone, GoneDeposit, destruction_of, heads_in
from reconcile.archive.naming import agency_folder
from reconcile.archive.staging import refuse_file
from reconcile.errors import ArchiveBroken


@dataclass(frozen=True)
class Destruction:
    """What a destruction of a year takes: `now` beside what was destroyed `before`, and the folders still there."""

    before: Gone
    now: tuple[GoneDeposit, ...]
    standing: tuple[Path, ...]

    def record(self, year: int, approval: str, on: date) -> dict[str, Any]:
        """What its deposit says."""
        return destruction_of(year, approval, on.isoformat(), [*self.before.values(), *self.now])


def destruction_in(root: Path, agency: str, year: int) -> Destruction:
    """The deposits of that record year, records of destruction left out.

    What is there is held against its digests; of what is gone already, a later deposit must list the head. Raises
    ArchiveBroken where a deposit is damaged, or one is missing that is of another year or of which nothing is known.
    """
    refuse_file(root)
    folder = root / agency_folder(agency)
    found = shelf(folder) if folder.is_dir() else None
    chain = [link_at(place) for place in found.places] if found else []
    before, here = gone_in(chain), [link for link in chain if _is_of(link, year)]
    for link in here:
        _refuse_damage(link)
    now = {link.place.number: link.when_gone for link in here if link.place.number not in before}
    now |= {one.number: one for one in _missing(chain, before) if one.year == year}
    places = found.places if found else ()
    for path, fault in chain_faults(places, {link.place: link for link in chain}, before | now):
        raise ArchiveBroken(path.relative_to(root).as_posix(), fault)
    return Destruction(before, tuple(now.values()), tuple(link.place.folder for link in here))


def _is_of(link: Link, year: int) -> bool:
    return link.place.kind != "destruction" and link.when_gone.year == year


def _missing(chain: Sequence[Link], before: Gone) -> list[GoneDeposit]:
    """The deposits that are not there and not recorded as destroyed, as the last that lists them has them."""
    held = {link.place.number for link in chain} | before.keys()
    listing = next((link for link in reversed(chain) if f"data/{HEADS}" in link.manifest), None)
    listed = heads_in(checked(listing, HEADS)) if listing else ()
    return [one for one in listed if one.number not in held]


def _refuse_damage(link: Link) -> None:
    for path, digest in link.manifest.items():
        name = path.partition("/")[2]
        try:
            with (link.place.folder / path).open("rb") as stream:
                found = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError:
            raise ArchiveBroken(file_place(link, name), "檔案不見了或無法讀取。") from None
        if found != digest:
            raise ArchiveBroken(file_place(link, name), "內容與封存時不同（SHA-256 不符）。")
