"""How things are called in an archive: an agency's folder, a period's, a deposit's, and the files within it.

An archive outlives the machine that wrote it, so every name is one that Windows and Linux can both hold and that
`sha256sum -c` finds as it stands.
"""

import hashlib
import re
import string
import unicodedata
from pathlib import PurePosixPath

from reconcile.deposits import Kind
from reconcile.errors import InternalFault, UsageError
from reconcile.text.dates import ROC_YEAR_ZERO, Month

LOCK = ".lock"
STAGING = ".staging-"
UNNAMED = "未載機關"
"""Stands for the agency where neither the settings nor the documents name one."""

TITLES: dict[Kind, str] = {
    "run": "勾稽結果",
    "decision": "處理結果",
    "audit": "稽核表",
    "volume": "年度合訂本",
    "retraction": "撤回",
    "destruction": "銷毀紀錄",
}
YEARLY: frozenset[Kind] = frozenset(["audit", "volume", "destruction"])

PERIOD = re.compile(r"(?P<year>\d{4})(?:-(?P<month>0[1-9]|1[0-2]))?", re.ASCII)
DEPOSIT = re.compile(rf"(?P<number>\d{{4,}})-(?P<kind>{'|'.join(TITLES)})", re.ASCII)

_KEPT = frozenset(string.ascii_lowercase + string.digits + "-_()（）")
_LONGEST = 120
_DEVICES = frozenset(["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))])
_REFUSED = re.compile(r'[%\\:*?"<>|]|[. ]$')
_CONTROL = re.compile(r"[\x00-\x1f]")


def agency_folder(agency: str) -> str:
    """The folder of an agency; no two agencies share one, not even where letter case or normal forms are ignored.

    Han characters stay as they are (臺 and 台 are two agencies); what is not safe everywhere is percent-encoded, and
    the tail of a very long name becomes its digest.
    """
    name = "".join(character if _is_kept(character) else _escaped(character) for character in agency)
    name = _escaped(name[0]) + name[1:] if name in _DEVICES else name
    if len(name.encode()) <= _LONGEST:
        return name
    return f"{name[:20]}~{hashlib.sha256(agency.encode()).hexdigest()[:32]}"


def period_folder(period: Month | int) -> str:
    """2026-10 for a month, 2026 for a year."""
    return str(period) if isinstance(period, Month) else f"{period:04d}"


def period_of(folder: str) -> Month | int | None:
    """The month or year that a folder is named for; None where it is named for neither."""
    found = PERIOD.fullmatch(folder)
    if not found:
        return None
    return Month(int(found["year"]), int(found["month"])) if found["month"] else int(found["year"])


def deposit_folder(number: int, kind: Kind) -> str:
    """0001-run."""
    return f"{number:04d}-{kind}"


def title(kind: Kind, period: Month | int) -> str:
    """What a deposit is, as a list shows it: 115年10月勾稽結果."""
    when = period.roc if isinstance(period, Month) else f"{period - ROC_YEAR_ZERO}年度"
    return when + TITLES[kind]


def stored(name: str) -> str:
    """The path under data/ that a file is kept at, from the path it is handed in with.

    A character that Windows forbids or that a BagIt manifest must encode (%) becomes its full-width likeness. Raises
    UsageError where a name is not Unicode, InternalFault where a path leads out of the bag.
    """
    parts = name.split("/")
    if PurePosixPath(name).is_absolute() or {"", ".", ".."} & set(parts):
        raise InternalFault("封存的檔案路徑不正確，程式有誤，請通知維護人員。")
    try:
        name.encode()
    except UnicodeEncodeError:
        raise UsageError("有一個檔案的檔名含無法辨識的字元，無法封存；請改名後重跑。") from None
    return "/".join(_stored_part(part) for part in parts)


def _is_kept(character: str) -> bool:
    if character in _KEPT:
        return True
    return unicodedata.category(character) == "Lo" and unicodedata.normalize("NFD", character) == character


def _escaped(character: str) -> str:
    return "".join(f"%{byte:02x}" for byte in character.encode("utf-8", "surrogatepass"))


def _stored_part(part: str) -> str:
    part = _CONTROL.sub(lambda found: chr(0x2400 + ord(found[0])), part)
    part = _REFUSED.sub(lambda found: _full_width(found[0]), part)
    return _full_width(part[0]) + part[1:] if part.partition(".")[0].lower() in _DEVICES else part


def _full_width(character: str) -> str:
    return "\u3000" if character == " " else chr(ord(character) + 0xFEE0)
