"""What waits for somebody: the files and months that could not be taken, kept beside the home page that names them."""

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from reconcile.publishing import added

_NOTES = ".untaken.json"


def note_untaken(out: Path, untaken: Mapping[str, str], inbox: Path) -> None:
    """Keep a sentence by the name of its file, or by a month; what was kept before is replaced.

    Raises LockHeld, UsageError where it cannot be written.
    """
    told = {name: {"sentence": sentence, "seen": _seen(inbox, name)} for name, sentence in untaken.items()}
    with added(out) as folder:
        text = json.dumps(told, ensure_ascii=False, indent=2)
        (folder / _NOTES).write_text(text + "\n", encoding="utf-8", newline="\n")


def renote(out: Path, inbox: Path, *, add: Mapping[str, str], drop: Collection[str] = ()) -> None:
    """Keep some sentences more, and drop those of what was taken by now."""
    kept = {name: sentence for name, sentence in noted(out, inbox).items() if name not in drop}
    note_untaken(out, {**kept, **add}, inbox)


def noted(out: Path, inbox: Path) -> dict[str, str]:
    """The sentences that were kept; a file that is gone, or another by now, waits no longer."""
    return {name: str(one["sentence"]) for name, one in _read(out).items() if one.get("seen") == _seen(inbox, name)}


def _read(out: Path) -> dict[str, dict[str, Any]]:
    try:
        told = json.loads((out / _NOTES).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _seen(inbox: Path, name: str) -> list[list[int]]:
    """Size and time of each file of that name in the inbox; none of a month."""
    found = sorted(path.stat() for path in inbox.rglob("*") if path.name == name and path.is_file())
    return [[one.st_size, one.st_mtime_ns] for one in found]
