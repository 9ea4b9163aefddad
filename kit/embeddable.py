"""The embeddable CPython that a kit is built on: what the builder names is checked for what it must hold."""

import hashlib
import re
import struct
import zipfile
from pathlib import Path

OLDEST, NEWEST = 11, 14
"""Of 3.x: those for which the lock has Windows wheels."""
_AMD64 = 0x8664
_LIBRARY = re.compile(r"python3(?P<minor>\d{2,})\.dll")
_ASKED = ("python.exe", "pythonw.exe", "python3.dll", "LICENSE.txt")
"""Beside the library, its path file and the standard library in a zip of its own."""


class KitRefused(Exception):
    """What the builder named cannot be built from; the text says why."""


def checked(embed: Path, sha256: str) -> str:
    """Which Python it is, as 313; raises KitRefused where it is not the one that was named, or none to build on."""
    if not embed.is_file():
        raise KitRefused(f"there is no {embed}: name the embeddable zip of python.org")
    if digest(embed) != sha256.strip().lower():
        raise KitRefused(f"{embed.name} has SHA-256 {digest(embed)}, not {sha256}")
    try:
        with zipfile.ZipFile(embed) as held:
            if broken := held.testzip():
                raise KitRefused(f"{embed.name} is damaged: {broken}")
            return _version(held, embed.name)
    except zipfile.BadZipFile:
        raise KitRefused(f"{embed.name} is no zip") from None


def digest(path: Path) -> str:
    """Its SHA-256, in hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _version(held: zipfile.ZipFile, name: str) -> str:
    names = set(held.namelist())
    minors = [int(found["minor"]) for one in names if (found := _LIBRARY.fullmatch(one))]
    if len(minors) != 1:
        raise KitRefused(f"{name} is no embeddable CPython: at its top stand {len(minors)} python3xx.dll, not one")
    version = f"3{minors[0]}"
    if missing := [one for one in (*_ASKED, f"python{version}.zip", f"python{version}._pth") if one not in names]:
        raise KitRefused(f"{name} is no embeddable CPython: it lacks {', '.join(missing)}")
    if strays := [one for one in names if one.startswith(("/", "\\")) or ".." in one or ":" in one]:
        raise KitRefused(f"{name} holds a file that leads out of it: {min(strays)}")
    if not OLDEST <= minors[0] <= NEWEST:
        raise KitRefused(f"{name} is CPython 3.{minors[0]}; the libraries are locked for 3.{OLDEST} to 3.{NEWEST}")
    if (machine := _machine(held.read("python.exe"))) != _AMD64:
        raise KitRefused(f"{name} is not for 64-bit Windows (amd64): its python.exe is of machine {machine:#06x}")
    return version


def _machine(program: bytes) -> int:
    """The machine that a Windows program was built for; 0 where it is none."""
    try:
        place = int(struct.unpack_from("<I", program, 0x3C)[0])
        mark, machine = struct.unpack_from("<4sH", program, place)
    except struct.error:
        return 0
    return int(machine) if program[:2] == b"MZ" and mark == b"PE\0\0" else 0
