"""POSIX access control lists, as Linux keeps them: an attribute of the file, nothing to install."""

import errno
import grp
import os
import pwd
import struct
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import reduce
from operator import or_
from pathlib import Path

_ATTRIBUTE = "system.posix_acl_access"
_VERSION = 2
_OWNER, _USER, _OWN_GROUP, _GROUP, _MASK, _OTHERS = 0x01, 0x02, 0x04, 0x08, 0x10, 0x20
_SHARED = (_USER, _OWN_GROUP, _GROUP)
_NOBODY = 0xFFFFFFFF
_READ, _READ_AND_ENTER = 4, 5

_Entry = tuple[int, int, int]
"""Whose, which rights, and the number of a user or group."""


def is_known(name: str) -> bool:
    """Whether there is a group or a user of that name."""
    return _named(name) is not None


def grant(path: Path, names: Sequence[str]) -> None:
    """Let them read that file, or list and enter that folder, beside whoever may already.

    Raises OSError where the file system keeps no such lists.
    """
    if path.is_symlink():
        return
    rights = _READ_AND_ENTER if path.is_dir() else _READ
    entries = {(tag, number): held for tag, held, number in _entries(path)}
    wanted = dict.fromkeys((who for name in names if (who := _named(name))), rights)
    if all(entries.get(who, 0) & rights == rights for who in wanted):
        return
    entries |= {who: entries.get(who, 0) | rights for who in wanted}
    shared = [held for (tag, _), held in entries.items() if tag in _SHARED]
    entries[_MASK, _NOBODY] = reduce(or_, shared)
    _write(path, ((tag, held, number) for (tag, number), held in entries.items()))


def _named(name: str) -> tuple[int, int] | None:
    """A group goes before a user: on most systems each user has a group of his own by his name."""
    with suppress(KeyError):
        return _GROUP, grp.getgrnam(name).gr_gid
    with suppress(KeyError):
        return _USER, pwd.getpwnam(name).pw_uid
    return None


def _entries(path: Path) -> list[_Entry]:
    """Its list, what its mask forbids taken off; a file without has that of its mode."""
    if not hasattr(os, "getxattr"):
        raise OSError(errno.ENOTSUP, "no access control lists here")
    try:
        kept = os.getxattr(path, _ATTRIBUTE)
    except OSError as error:
        if error.errno != errno.ENODATA:
            raise
        mode = path.stat().st_mode
        held = ((_OWNER, mode >> 6 & 7), (_OWN_GROUP, mode >> 3 & 7), (_OTHERS, mode & 7))
        return [(tag, rights, _NOBODY) for tag, rights in held]
    entries = list(struct.iter_unpack("<HHI", kept[4:]))
    most = next((held for tag, held, _ in entries if tag == _MASK), 7)
    return [(tag, held & most if tag in _SHARED else held, number) for tag, held, number in entries if tag != _MASK]


def _write(path: Path, entries: Iterable[_Entry]) -> None:
    ordered = sorted(entries, key=lambda entry: (entry[0], entry[2]))
    content = b"".join(struct.pack("<HHI", *entry) for entry in ordered)
    os.setxattr(path, _ATTRIBUTE, struct.pack("<I", _VERSION) + content)
