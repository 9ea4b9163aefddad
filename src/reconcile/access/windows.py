"""Access control lists of Windows, by the system's own functions (advapi32)."""

import ctypes
import sys
from collections.abc import Sequence
from pathlib import Path

_FILE_OBJECT, _THE_LIST = 1, 4
_GRANT, _BY_NAME = 1, 1
_READ_AND_EXECUTE = 0x1200A9
_ALSO_WHAT_IS_IN_IT = 3


class _Trustee(ctypes.Structure):
    _fields_ = (
        ("pMultipleTrustee", ctypes.c_void_p),
        ("MultipleTrusteeOperation", ctypes.c_int),
        ("TrusteeForm", ctypes.c_int),
        ("TrusteeType", ctypes.c_int),
        ("ptstrName", ctypes.c_wchar_p),
    )


class _ExplicitAccess(ctypes.Structure):
    _fields_ = (
        ("grfAccessPermissions", ctypes.c_uint32),
        ("grfAccessMode", ctypes.c_int),
        ("grfInheritance", ctypes.c_uint32),
        ("Trustee", _Trustee),
    )


def is_known(name: str) -> bool:
    """Whether the computer or its domain knows a group or a user of that name."""
    if sys.platform != "win32":
        return False
    size, domain_size, kind = ctypes.c_uint32(0), ctypes.c_uint32(0), ctypes.c_int()
    lookup = ctypes.WinDLL("advapi32").LookupAccountNameW
    lookup(
        None,
        ctypes.c_wchar_p(name),
        None,
        ctypes.byref(size),
        None,
        ctypes.byref(domain_size),
        ctypes.byref(kind),
    )
    return size.value > 0  # the room that its number takes; none where there is nobody


def grant(path: Path, names: Sequence[str]) -> None:
    """Let them read that file, or that folder and what comes into it, beside whoever may already.

    Raises OSError where the file system keeps no such lists.
    """
    if sys.platform != "win32":
        return
    advapi, free = ctypes.WinDLL("advapi32"), ctypes.WinDLL("kernel32").LocalFree
    free.argtypes = (ctypes.c_void_p,)
    inherited = _ALSO_WHAT_IS_IN_IT if path.is_dir() else 0
    wanted = (_ExplicitAccess * len(names))(
        *(_ExplicitAccess(_READ_AND_EXECUTE, _GRANT, inherited, _Trustee(None, 0, _BY_NAME, 0, name)) for name in names)
    )
    place = ctypes.c_wchar_p(str(path))
    old, new, described = ctypes.c_void_p(), ctypes.c_void_p(), ctypes.c_void_p()
    byref = ctypes.byref
    try:
        _sound(
            advapi.GetNamedSecurityInfoW(place, _FILE_OBJECT, _THE_LIST, None, None, byref(old), None, byref(described))
        )
        _sound(advapi.SetEntriesInAclW(len(names), wanted, old, byref(new)))
        _sound(advapi.SetNamedSecurityInfoW(place, _FILE_OBJECT, _THE_LIST, None, None, new, None))
    finally:
        free(new)
        free(described)


def _sound(code: int) -> None:
    if code:
        raise OSError(code, "the access control list was not taken")
