"""Lawful destruction: what is gone from a chain, by whose approval, so that exactly these gaps are none.

The record of a destruction (data/record.json of that kind) holds

    "year": 2021, "approval": …, "on": "2027-01-05",
    "destroyed": [{"number": 1, "kind": "run", "period": "2021-01", "previous": null, "head": …, "digests": {…}}, …]

with every deposit that was ever destroyed before, so that the last such record is enough. `digests` is the manifest of
a deposit, None where it was gone before it was recorded: then the list of heads that later deposits keep (`HEADS`)
tells what it was. Each deposit keeps such a list, a line for each one before it: number, kind, period and head.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, cast

from reconcile.archive.naming import deposit_folder, period_of
from reconcile.deposits import Kind

HEADS = "heads.txt"
"""The file of a deposit that lists the deposits before it."""


@dataclass(frozen=True)
class GoneDeposit:
    """A deposit that was destroyed; `previous` and `digests` are None where nobody knows them any more."""

    number: int
    kind: Kind
    period: str
    head: str
    previous: str | None
    digests: Mapping[str, str] | None

    @property
    def year(self) -> int:
        """The year of its record."""
        return int(self.period[:4])

    @property
    def folder(self) -> str:
        """Where it lay in the agency's folder."""
        return f"{self.period}/{deposit_folder(self.number, self.kind)}"


Gone = Mapping[int, GoneDeposit]
"""What was destroyed, by number."""


def destruction_of(year: int, approval: str, on: str, gone: Iterable[GoneDeposit]) -> dict[str, Any]:
    """The record of a destruction."""
    listed = [asdict(one) for one in sorted(gone, key=lambda one: one.number)]
    return {"year": year, "approval": approval, "on": on, "destroyed": listed}


def recorded(record: Mapping[str, Any]) -> dict[int, GoneDeposit]:
    """What a record of a destruction lists; raises ValueError, KeyError or TypeError where it is none."""
    found = [GoneDeposit(**one) for one in record["destroyed"]]
    if not all(isinstance(one.number, int) and isinstance(one.head, str) and period_of(one.period) for one in found):
        raise ValueError("not a list of deposits")
    return {one.number: one for one in found}


def heads_bytes(before: Iterable[GoneDeposit]) -> bytes:
    """The list of the deposits before one: number, kind, period and head, a line each."""
    ordered = sorted(before, key=lambda one: one.number)
    return "".join(f"{one.number:04d} {one.kind} {one.period} {one.head}\n" for one in ordered).encode()


def heads_in(content: bytes) -> Iterator[GoneDeposit]:
    """What such a list says."""
    for line in content.decode().splitlines():
        number, kind, period, head = line.split(" ")
        yield GoneDeposit(int(number), cast(Kind, kind), period, head, None, None)
