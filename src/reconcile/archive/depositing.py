"""A deposit is built out of sight, made durable, and appears by one rename; what is in the chain never changes."""

import json
import shutil
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from reconcile import clock
from reconcile.access import open_up
from reconcile.archive.bag import (
    BAGIT,
    DECLARATION,
    INFO,
    MANIFEST,
    PAYLOAD,
    TAGMANIFEST,
    BagInfo,
    manifest_bytes,
    seal,
)
from reconcile.archive.chain import Link, Place, gone_in, link_at, links, shelf
from reconcile.archive.depth import refuse_deep
from reconcile.archive.destruction import HEADS, heads_bytes, recorded
from reconcile.archive.locking import locked
from reconcile.archive.naming import STAGING, YEARLY, agency_folder, deposit_folder, period_folder, stored
from reconcile.archive.records import RECORD, deposit_of, record_bytes
from reconcile.archive.staging import make_folder, refusal, store, sync_folder
from reconcile.deposits import Deposit, Kind
from reconcile.disk import patiently
from reconcile.errors import ArchiveBroken, InternalFault, LockHeld, UsageError
from reconcile.history import History
from reconcile.text.dates import Month, roc_date

CONTENTS = "manifest.json"
"""data/manifest.json lists each other file under data/: path, bytes, sha256, rows (of Parquet, else null) and the
name it came with where that could not be kept, else null."""


def deposit(
    root: Path,
    history: History,
    *,
    kind: Kind,
    period: Month | int,
    as_of: date,
    record: Mapping[str, Any],
    files: Mapping[str, Path | bytes],
) -> Deposit:
    """Append one deposit to the agency's chain, whole or not at all.

    `period` is the month of a run or a decision, the year of an audit or a volume. `files` go under data/ by the
    paths that are their keys, beside `record` as record.json. `as_of` may lie before the last deposit's: the chain
    orders deposits, not their days. Raises LockHeld where another run writes to the agency's archive or has appended
    since `history` was read, UsageError where the archive cannot be written or `as_of` is a day to come, ArchiveBroken
    where the chain is not sound.
    """
    refuse_days_to_come(as_of)
    if (kind in YEARLY) == isinstance(period, Month):
        raise InternalFault("封存件的種類與期別不符，程式有誤，請通知維護人員。")
    gone = recorded(record) if kind == "destruction" else {}
    agency = root / agency_folder(_printable(history.agency))
    number = history.deposits[-1].number + 1 if history.deposits else 1
    refuse_deep(root, history.agency, period, kind, number, [*files, CONTENTS])
    with locked(root, history.agency):
        chain = links(agency, gone)
        _refuse_stale(history, chain)
        before = gone_in(chain) | gone | {link.place.number: link.when_gone for link in chain}
        contents = _contents(record, {**files, **({HEADS: heads_bytes(before.values())} if before else {})})
        target = agency / period_folder(period) / deposit_folder(number, kind)
        staging = agency / f"{STAGING}{target.name}"
        try:
            make_folder(agency)
            _clear_leftovers(agency)
            size, digests = _fill(staging, contents)
            _refuse_changed_inputs(record, digests)
            info = BagInfo(history.agency, period, kind, number, as_of, history.head, size, len(digests), clock.now())
            _seal(staging, info, digests)
            made = _read_back(staging, Place(target, number, kind, period))
            make_folder(target.parent)
            open_up(staging, target)
            patiently(lambda: staging.rename(target))
            sync_folder(target.parent)
            sync_folder(agency)
        except OSError as error:
            raise refusal(root, error) from None
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    return made


def refuse_days_to_come(as_of: date) -> None:
    """Raise UsageError where the day that something archived would bear lies after the day of the wall clock."""
    if as_of > (today := clock.today()):
        raise UsageError(
            f"基準日 {roc_date(as_of)} 在今天（{roc_date(today)}）之後，不能封存；"
            "請確認 --as-of，或檢查電腦時鐘。封存未變動。"
        )


def _contents(record: Mapping[str, Any], files: Mapping[str, Path | bytes]) -> dict[str, tuple[str, Path | bytes]]:
    """By the path under data/: the name as handed in, and the content."""
    given: dict[str, Path | bytes] = {**files, RECORD: record_bytes(record)}
    contents = {stored(name): (name, source) for name, source in given.items()}
    alike = {unicodedata.normalize("NFC", path).casefold() for path in [*contents, CONTENTS]}
    if RECORD in files or len(alike) != len(given) + 1:
        raise UsageError("要封存的檔案中有檔名相同者（不分大小寫與全半形符號），將無法分辨；請改名後重跑。")
    return contents


def _printable(agency: str) -> str:
    if not agency or agency != agency.strip() or not agency.isprintable():
        raise UsageError("機關名稱空白，或含換行、控制字元或前後空白，無法封存；請修正 office.toml 的 agency。")
    return agency


def _refuse_stale(history: History, chain: list[Link]) -> None:
    """What was read before the lock was taken may no longer be the end of the chain."""
    if (chain[-1].head if chain else None) != history.head:
        raise LockHeld("另一個作業剛在同一封存存入新的一件，本次結果未封存；請重跑。")


def _clear_leftovers(agency: Path) -> None:
    for path in shelf(agency).leftovers:
        if path.name.startswith(STAGING):
            shutil.rmtree(path)


def _fill(staging: Path, contents: Mapping[str, tuple[str, Path | bytes]]) -> tuple[int, dict[str, str]]:
    """Write data/; its bytes, and digests by the path in the bag."""
    data = staging / PAYLOAD
    for folder in sorted({data, *(parent for path in contents for parent in (data / path).parents)}):
        if folder.is_relative_to(staging):
            folder.mkdir(mode=0o700)
    listed: list[dict[str, Any]] = []
    for path, (name, source) in sorted(contents.items()):
        size, digest = store(source, data / path)
        received = None if name == path else name.rpartition("/")[2]
        rows = _rows(source) if path.endswith(".parquet") else None
        listed.append({"path": path, "bytes": size, "sha256": digest, "rows": rows, "received_as": received})
    listing = (json.dumps({"files": listed}, ensure_ascii=False, indent=1) + "\n").encode()
    size, digest = store(listing, data / CONTENTS)
    digests = {PAYLOAD + entry["path"]: entry["sha256"] for entry in listed} | {PAYLOAD + CONTENTS: digest}
    return size + sum(entry["bytes"] for entry in listed), digests


def _rows(source: Path | bytes) -> int:
    metadata = pq.read_metadata(BytesIO(source) if isinstance(source, bytes) else source)
    return int(metadata.num_rows)


def _refuse_changed_inputs(record: Mapping[str, Any], digests: Mapping[str, str]) -> None:
    """What is kept as evidence is what the run has read: run.json names each input's digest."""
    for given in record.get("inputs", []):
        path = PAYLOAD + stored(f"inputs/{given['role']}/{given['file']}")
        if digests.get(path, given["sha256"]) != given["sha256"]:
            raise UsageError(f"輸入檔「{given['file']}」在執行期間被更改，本次結果未封存；請確認檔案後重跑。")


def _seal(staging: Path, info: BagInfo, digests: Mapping[str, str]) -> None:
    """Write the tag files, then make every folder's names durable, the innermost first."""
    tags = {INFO: info.serialised(), BAGIT: DECLARATION, MANIFEST: manifest_bytes(digests)}
    for name, content in {**tags, TAGMANIFEST: seal(tags)}.items():
        store(content, staging / name)
    for folder in sorted((path for path in staging.rglob("*") if path.is_dir()), reverse=True):
        sync_folder(folder)
    sync_folder(staging)


def _read_back(staging: Path, place: Place) -> Deposit:
    """The deposit as it will be read for five years; a record that could not be read never enters the chain."""
    try:
        made = deposit_of(link_at(replace(place, folder=staging)))
    except ArchiveBroken:
        raise InternalFault("要封存的內容寫入後無法讀回，未封存；請通知維護人員。") from None
    return replace(made, folder=place.folder)
