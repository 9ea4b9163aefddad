"""What lies in the county's folder: office folders, folders of exports, single exports, and empty folders."""

import json
import tomllib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from reconcile.errors import ExitCode, UsageError
from reconcile.text.dates import Month

SETTINGS = "office.toml"
_PROGRAM = "border-query-reconcile"
_OFFICE = "戶政事務所"
_LARGEST = 4 << 20
_COUNTED = ("queries", "matched", "unregistered", "certain_unregistered", "unconfirmed", "open", "upheld")
_ENDS = (ExitCode.FINISHED, ExitCode.INPUT_PROBLEMS)

Export = dict[str, Any]
"""What an office.json holds."""


@dataclass(frozen=True)
class OfficeFolder:
    """One office as it lies in the county's folder, by the name of its folder or of its only file.

    `settings_file` is its office.toml, None where the county holds no more than what the office exported; `exports` are
    those by month, the latest of each.
    """

    name: str
    settings_file: Path | None = None
    exports: dict[Month, Export] = field(default_factory=dict)


def offices_in(folder: Path, out: Path, named: Sequence[str] = ()) -> tuple[OfficeFolder, ...]:
    """All of them by name; `out` is where the county's own page stands, which is no office, wherever it lies.

    `named` are offices that the county's settings list: one that has nothing here is an office that sent nothing.
    Raises UsageError where there is no such folder, or nothing in it.
    """
    if not folder.is_dir():
        raise UsageError(f"找不到各所資料夾「{folder.name}」，請以 --offices 指定。")
    ours = {out.resolve(), *out.resolve().parents}
    entries = [path for path in sorted(folder.iterdir()) if not path.name.startswith(".")]
    found = [_office(path) for path in entries if path.is_dir() and path.resolve() not in ours]
    loose = [path for path in entries if path.suffix == ".json" and path.is_file()]
    found += [OfficeFolder(path.stem, exports=_latest([export])) for path in loose if (export := _export(path))]
    known = {name for one in found for name in _names(one)}
    found += [OfficeFolder(name) for name in named if not any(_is_called(name, one) for one in known)]
    if not found:
        raise UsageError(f"資料夾「{folder.name}」內沒有任何機關資料夾或 office.json；請確認 --offices。")
    return tuple(sorted(found, key=lambda one: one.name))


def _names(office: OfficeFolder) -> set[str]:
    """What an office is called: its folder, and what its exports or its settings say."""
    names = {office.name, *(str(export["agency"]) for export in office.exports.values())}
    if office.settings_file:
        with suppress(OSError, ValueError):
            told = tomllib.loads(office.settings_file.read_text(encoding="utf-8-sig")).get("office", {})
            names.add(str(told.get("agency", office.name)))
    return names


def _is_called(name: str, known: str) -> bool:
    """Whether a name of the county's list is that of an office, which may be called by its town alone."""
    return known == name or (len(known) > 1 and name.removesuffix(_OFFICE).endswith(known))


def _office(folder: Path) -> OfficeFolder:
    if (folder / SETTINGS).is_file():
        return OfficeFolder(folder.name, folder / SETTINGS)
    exports = [export for path in sorted(folder.rglob("*.json")) if (export := _export(path))]
    return OfficeFolder(folder.name, exports=_latest(exports))


def _export(path: Path) -> Export | None:
    """An office.json whatever it is called; None for any other file, and for one that was not written by a run."""
    try:
        if path.stat().st_size > _LARGEST:
            return None
        told = json.loads(path.read_text(encoding="utf-8"))
        return told if isinstance(told, dict) and _is_whole(told) else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _is_whole(told: Export) -> bool:
    """Whether everything that a page would show is of its kind; raises where something is missing."""
    Month.parse(told["month"])
    date.fromisoformat(told["as_of"])
    counted = [told[name] for name in (*_COUNTED, "late_days") if told[name] is not None]
    for name in ("findings", "open_ages", "upheld_ages"):
        counted += (told[name] or {}).values()
    counted += map(int, told["open_ages"] or {})
    texts = [*told["rules_off"], *told["findings"], *told["settings"], told["agency"] or ""]
    days = [day for held in told["audits"].values() for day in held]
    return (
        told["program"] == _PROGRAM
        and told["exit"] in _ENDS
        and told["signed"] in (True, False, None)
        and all(type(one) is int and one >= 0 for one in counted)
        and all(isinstance(text, str) for text in (*texts, *days))
    )


def _latest(exports: Sequence[Export]) -> dict[Month, Export]:
    return {Month.parse(one["month"]): one for one in sorted(exports, key=_made)}


def _made(export: Export) -> tuple[str, str]:
    return str(export["as_of"]), json.dumps(export, sort_keys=True)
