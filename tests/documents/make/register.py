"""What must be read from a register: a row a written line, whatever the carrier."""

from collections.abc import Callable, Sequence

from documents.make.facts import Entry
from documents.make.people import AGENCY

ENTRIES_A_PAGE = 4
TITLE = f"{AGENCY}應用移民資訊連結作業系統查詢紀錄表"

Number = Callable[[int], int | None]
"""A number from the 1-based ordinal of the entry; null where the paper has no such column."""


def on_form_page(entry: int) -> int:
    """頁碼 of the form."""
    return (entry - 1) // ENTRIES_A_PAGE + 1


def on_form(entry: int) -> int:
    """序號 of the form: from 1 on every page."""
    return (entry - 1) % ENTRIES_A_PAGE + 1


def counted(entry: int) -> int:
    """序號 that counts up through the list."""
    return entry


def none(_: int) -> None:
    """No such column."""


def golden(
    entries: Sequence[Entry], *, page_no: Number = none, seq_no: Number = none, agency: str | None = AGENCY
) -> list[dict[str, object]]:
    """The table of the contract, but for the name of the file."""
    return [
        {
            "register_entry": number,
            "register_line": at,
            "page_no": page_no(number),
            "seq_no": seq_no(number),
            "agency": agency,
            "user_name": entry.user.name,
            "login_at": entry.login_at,
            "logout_at": entry.logout_at,
            "condition": line.condition,
            "subject_id": line.subject_id,
            "result": line.result,
            "purposes": ",".join(map(str, entry.purposes)),
            "purpose_note": entry.note or None,
            "remark": entry.remark or None,
            "signed_off": bool(entry.signed_by),
            "signed_by": entry.signed_by or None,
        }
        for number, entry in enumerate(entries, start=1)
        for at, line in enumerate(entry.lines, start=1)
    ]
