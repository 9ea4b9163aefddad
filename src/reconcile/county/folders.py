"""What lies in the county's folder: office folders, folders of exports, single exports, and empty folders."""

import json
import tomllib
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from reconcile.errors import ExitCode, UsageError
from reconcile.text.dates import Month

SETTINGS = "office.toml"
UNSHOWN = "〓"
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
    those by month, the latest of each. `others` are so many files in JSON there that no run wrote as they are.
    """

    name: str
    settings_file: Path | None = None
    exports: dict[Month, Export] = field(default_factory=dict)
    others: int = 0


def offices_in(folder: Path, out: Path, named: Sequence[str] = ()) -> tuple[OfficeFolder, ...]:
    """All of them by name; `out` is where the county's own page stands, which is no office, wherever it lies.

    `named` are offices that the county's settings list: one that has nothing here is an office that sent nothing.
    Raises UsageError where there is no such folder, nothing in it, or where it is an office itself.
    """
    if not folder.is_dir():
        raise UsageError(f"找不到各所資料夾「{folder.name}」，請以 --offices 指定。")
    if (folder / SETTINGS).is_file():
        raise UsageError(f"「{folder.name}」本身為一所之資料夾（內有 {SETTINGS}）；--offices 請指定其上一層。")
    ours = {out.resolve(), *out.resolve().parents}
    entries = [path for path in sorted(folder.iterdir()) if not path.name.startswith(".")]
    found = [_office(path) for path in entries if path.is_dir() and path.resolve() not in ours]
    found += [_exported(path.stem, [path]) for path in entries if path.suffix == ".json" and path.is_file()]
    known = {name for one in found for name in _names(one)}
    found += [OfficeFolder(name) for name in named if not any(_is_called(name, one) for one in known)]
    if not found:
        raise UsageError(f"資料夾「{folder.name}」內沒有任何機關資料夾或 office.json；請確認 --offices。")
    return _apart(sorted(found, key=lambda one: one.name))


def _apart(offices: Sequence[OfficeFolder]) -> tuple[OfficeFolder, ...]:
    """Each under a name of its own that can be shown and written anywhere, whatever its folder is called."""
    taken = Counter[str]()
    found = list[OfficeFolder]()
    for one in offices:
        name = "".join(character if character.isprintable() else UNSHOWN for character in one.name)
        taken[name] += 1
        found.append(replace(one, name=name if taken[name] == 1 else f"{name}（{taken[name]}）"))
    return tuple(found)


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
    return _exported(folder.name, sorted(folder.rglob("*.json")))


def _exported(name: str, files: Sequence[Path]) -> OfficeFolder:
    exports = [export for path in files if (export := _export(path))]
    return OfficeFolder(name, exports=_latest(exports), others=len(files) - len(exports))


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
    texts += map(str, told["settings"].values())
    days = [day for held in told["audits"].values() for day in held]
    return (
        told["program"] == _PROGRAM
        and _adds_up(told)
        and told["exit"] in _ENDS
        and told["signed"] in (True, False, None)
        and all(type(one) is int and one >= 0 for one in counted)
        and all(isinstance(text, str) and text.isprintable() for text in (*texts, *days))
    )


def _adds_up(told: Export) -> bool:
    """Whether its figures can be those of one month."""
    written = [told[name] or 0 for name in ("matched", "unregistered", "certain_unregistered")]
    ages = [(told[name], told[f"{name}_ages"]) for name in ("open", "upheld")]
    return sum(written) <= (told["queries"] or 0) and all(
        (count or 0) == sum((of or {}).values()) for count, of in ages
    )


def _latest(exports: Sequence[Export]) -> dict[Month, Export]:
    return {Month.parse(one["month"]): one for one in sorted(exports, key=_made)}


def _made(export: Export) -> tuple[str, str]:
    return str(export["as_of"]), json.dumps(export, sort_keys=True)
