"""What nobody sees may deceive: characters that turn the writing round or hide between others become a sign."""

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from reconcile.text.drawable import STAND_IN

_Part = TypeVar("_Part")
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_FORMATS = "\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f"
_UNSEEN = re.compile(f"[{_CONTROLS}{_FORMATS}]")


def visible(part: _Part) -> tuple[_Part, tuple[str, ...]]:
    """The view, or any part of it, with 〓 for each character that is not seen, and those characters as U+ numbers."""
    unseen: set[str] = set()
    shown: _Part = _shown(part, unseen)
    return shown, tuple(f"U+{ord(character):04X}" for character in sorted(unseen))


def _shown(part: Any, unseen: set[str]) -> Any:
    if isinstance(part, str):
        found = _UNSEEN.findall(part)
        unseen.update(found)
        return _UNSEEN.sub(STAND_IN, part) if found else part
    if isinstance(part, tuple):
        members = tuple(_shown(member, unseen) for member in part)
        return members if any(new is not old for new, old in zip(members, part, strict=True)) else part
    if is_dataclass(part) and not isinstance(part, type):
        members_by_name = {one.name: getattr(part, one.name) for one in fields(part)}
        changed = {name: new for name, old in members_by_name.items() if (new := _shown(old, unseen)) is not old}
        return replace(part, **changed) if changed else part
    return part
