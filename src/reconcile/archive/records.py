"""What an agency's chain says: each deposit's record, items, decisions and sign-off.

The record of a decision (data/record.json of that kind) holds, beside whatever else it is given,

    "decisions": [{"item": …, "result": …, "note": …, "by": …, "on": "2026-11-05", "worklist": …}, …],
    "signoff": {"by": …, "on": "2026-11-05", "digest": …} or null

with the fields of `Decision` and `Signoff`; days are ISO dates.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from reconcile.archive.bag import PAYLOAD
from reconcile.archive.chain import Link, checked, entries, file_place, links, shelf
from reconcile.archive.destruction import Gone
from reconcile.archive.naming import UNNAMED, agency_folder
from reconcile.archive.staging import refuse_file
from reconcile.deposits import Decision, Deposit, Signoff
from reconcile.errors import ArchiveBroken
from reconcile.history import ITEMS, RESULTS, History
from reconcile.text.dates import Month

RECORD = "record.json"
ITEMS_FILE = "items.parquet"
_TABLES = f"{PAYLOAD}tables/"
_GONE = "檔案不見了或無法讀取。"
_CHANGED = "內容與封存時不同（SHA-256 不符）。"


def read_history(root: Path, agency: str | None, gone: Gone | None = None) -> History:
    """All deposits of an agency in the order of its chain; empty where nothing is archived.

    Tag files, records and items are held against their digests; what else a deposit keeps, when it is asked for. Raises
    ArchiveBroken at the first fault, UsageError where `root` is no folder. `gone` is missing lawfully, beside
    what the chain itself says.
    """
    name = agency or UNNAMED
    return History(name, tuple(deposit_of(link) for link in _chain(root, name, gone)))


def checked_history(root: Path, agency: str | None) -> History:
    """`read_history` for papers that ask for many tables: all of them are held against their digests at once."""
    name = agency or UNNAMED
    for link in _chain(root, name):
        _refuse_damage(link, [path for path in link.manifest if path.startswith(_TABLES)])
    return read_history(root, agency)


def agencies(root: Path) -> list[str]:
    """The agencies that have a deposit in an archive, by their folders; raises ArchiveBroken."""
    refuse_file(root)
    if not root.is_dir():
        return []
    folders = [Path(entry.path) for entry in entries(root) if entry.is_dir(follow_symlinks=False)]
    return [links(folder)[0].info.agency for folder in folders if shelf(folder).places]


def decision_record(decisions: Sequence[Decision], signoff: Signoff | None) -> dict[str, Any]:
    """The part of a decision's record that `read_history` reads back."""
    return {
        "decisions": [asdict(decision) | {"on": decision.on.isoformat()} for decision in decisions],
        "signoff": asdict(signoff) | {"on": signoff.on.isoformat()} if signoff else None,
    }


def record_bytes(record: Mapping[str, Any]) -> bytes:
    """The bytes of a record, readable to people too."""
    return (json.dumps(dict(record), ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def deposit_of(link: Link) -> Deposit:
    """A sound link as the rest of the house sees it; raises ArchiveBroken where its record or items are not sound."""
    info = link.info
    record = _record(link)
    try:
        is_decision = info.kind == "decision"
        decisions = tuple(_decision(given) for given in record["decisions"]) if is_decision else ()
        signoff = _signoff(record["signoff"]) if is_decision and record["signoff"] is not None else None
    except (KeyError, TypeError, ValueError):
        raise ArchiveBroken(file_place(link, RECORD), "處理結果或簽核的欄位不合格式。") from None
    return Deposit(
        number=info.number,
        kind=info.kind,
        month=info.period if isinstance(info.period, Month) else None,
        as_of=info.as_of,
        head=link.head,
        previous=info.previous,
        folder=link.place.folder,
        record=record,
        items=_items(link) if info.kind == "run" else None,
        decisions=decisions,
        signoff=signoff,
        year=None if isinstance(info.period, Month) else info.period,
        clock=info.clock,
        digests=link.manifest,
    )


def _record(link: Link) -> dict[str, Any]:
    try:
        record = json.loads(checked(link, RECORD))
    except ValueError:
        record = None
    if not isinstance(record, dict):
        raise ArchiveBroken(file_place(link, RECORD), "不是正確的 JSON。")
    return record


def _items(link: Link) -> pd.DataFrame:
    content = checked(link, ITEMS_FILE)
    try:
        return _decoded(content).copy(deep=False)
    except (ValueError, TypeError, pa.ArrowException):
        raise ArchiveBroken(file_place(link, ITEMS_FILE), "不是合於格式的項目表。") from None


@lru_cache(maxsize=512)
def _decoded(content: bytes) -> pd.DataFrame:
    """Items by what their file holds, for a chain is read several times in a run.

    Each time every file is held against its digest; what one of ten years ago means is worked out once.
    """
    return ITEMS.read(BytesIO(content))


def _chain(root: Path, agency: str, gone: Gone | None = None) -> list[Link]:
    refuse_file(root)
    return links(root / agency_folder(agency), gone)


def _refuse_damage(link: Link, paths: Iterable[str]) -> None:
    """Raise ArchiveBroken at the first of these files of a deposit that is not as it was deposited."""
    for path in paths:
        name = path.removeprefix(PAYLOAD)
        try:
            with (link.place.folder / path).open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError:
            raise ArchiveBroken(file_place(link, name), _GONE) from None
        if digest != link.manifest[path]:
            raise ArchiveBroken(file_place(link, name), _CHANGED)


def _decision(given: Mapping[str, Any]) -> Decision:
    texts = {field: _text(given[field]) for field in ("item", "result", "note", "by", "worklist")}
    if texts["result"] not in RESULTS:
        raise ValueError("no such answer")
    return Decision(**texts, on=date.fromisoformat(given["on"]))


def _signoff(given: Mapping[str, Any]) -> Signoff:
    return Signoff(_text(given["by"]), date.fromisoformat(given["on"]), _text(given["digest"]))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value
