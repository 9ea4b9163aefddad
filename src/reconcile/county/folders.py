"""What lies in the county's folder: office folders, folders of exports, single exports, and empty folders."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reconcile.errors import UsageError
from reconcile.text.dates import Month

SETTINGS = "office.toml"
_PROGRAM = "border-query-reconcile"

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
    known = {one.name for one in found} | {str(export["agency"]) for one in found for export in one.exports.values()}
    found += [OfficeFolder(name) for name in named if not any(name in one or one in name for one in known)]
    if not found:
        raise UsageError(f"資料夾「{folder.name}」內沒有任何機關資料夾或 office.json；請確認 --offices。")
    return tuple(sorted(found, key=lambda one: one.name))


def _office(folder: Path) -> OfficeFolder:
    if (folder / SETTINGS).is_file():
        return OfficeFolder(folder.name, folder / SETTINGS)
    exports = [export for path in sorted(folder.rglob("*.json")) if (export := _export(path))]
    return OfficeFolder(folder.name, exports=_latest(exports))


def _export(path: Path) -> Export | None:
    """An office.json whatever it is called; None for any other file."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    is_export = isinstance(told, dict) and told.get("program") == _PROGRAM and "rules_off" in told
    return told if is_export else None


def _latest(exports: Sequence[Export]) -> dict[Month, Export]:
    return {Month.parse(one["month"]): one for one in sorted(exports, key=_made)}


def _made(export: Export) -> tuple[str, str]:
    return str(export["as_of"]), json.dumps(export, sort_keys=True)
