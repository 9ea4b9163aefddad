"""使用者姓名 and 主管簽核 of an entry: in columns of their own, or one below the other as on the form."""

import re
from collections.abc import Sequence

from reconcile.facts.users import names_somebody
from reconcile.reading.entries import SUBJECTS, Entry
from reconcile.reading.headings import plain
from reconcile.reading.layouts import Layout
from reconcile.text.approval import NONE, Approval, approval, is_unsigned
from reconcile.text.folding import clean
from reconcile.text.hints import is_blank

_SUPERVISOR = re.compile(r"^\s*[(（]?(?:單位)?(?:主管|核章|覆核|複核)(?:簽核|核章|簽章|簽名)?[)）]?\s*[:：]")
_APPROVES = re.compile(r"\s*[(（]?(?:已?核(?:閱|可|准)?|如擬|可|准|同意|無誤|閱|相符|[VvˇV✓✔√■☑]|OK)[)）]?\s*")
_NO_NAME = re.compile("分機|電話|手機|代碼|編號|簽章|簽名|核章")
_HAN_NAME = re.compile(r"[一-鿿○]{2,4}")


def user_and_signature(entry: Entry, *, in_two_rows: bool) -> tuple[str | None, Approval]:
    """Who used the system, as written, and whether the supervisor signed.

    `in_two_rows`: the form has a row of its own for the signature, so that whatever stands beside
    the user's name belongs to it.
    """
    layout = entry.rows[0].layout
    if entry.goes_on and not entry.texts("user_name"):
        user, given = user_and_signature(entry.goes_on, in_two_rows=in_two_rows)
        own = entry.text("signed_by")
        return user, _approval(entry, own) if own else given
    if names_subjects(layout):
        return entry.above.user, _approval(entry, entry.text("signed_by"))
    if "signed_by" not in layout.stacked:
        return _user(entry.text("user_name")) or entry.above.user, _approval(entry, entry.text("signed_by"))
    first = str(layout.cell(entry.rows[0].row, "user_name") or "")
    below = [str(cell) for row in entry.rows[1:] if clean(cell := row.layout.cell(row.row, "user_name"))]
    if below or in_two_rows:
        return _user(first), _approval(entry, "\n".join(below))
    user, signature = apart(first, joint=True)
    return _user(user), _approval(entry, signature)


def names_subjects(layout: Layout) -> bool:
    """姓名 and no more, beside the column of identifiers: as likely of those asked about as of the user."""
    beside = {layout.columns[meaning] + step for meaning in SUBJECTS[1:] if layout.has(meaning) for step in (-1, 1)}
    return plain(layout.headings.get("user_name", "")) == "姓名" and layout.columns["user_name"] in beside


def with_a_row_to_sign(entries: Sequence[Entry]) -> bool:
    """Whether most entries of a form are followed by a row that is blank or belongs to them."""
    forms = [entry for entry in entries if "signed_by" in entry.rows[0].layout.stacked]
    own = sum(_has_second_row(entry) for entry in forms)
    return own * 2 > len(forms)


def _has_second_row(entry: Entry) -> bool:
    """A row of the entry's own stands below its first, or a blank one."""
    if len(entry.rows) > 1:
        return True
    first, sheet = entry.rows[0], entry.rows[0].sheet
    if any(top <= first.row.number - 1 < last for (top, _), (last, _) in sheet.merged):
        return True
    return any(row.number == first.row.number + 1 and row.blank for row in sheet.rows)


def apart(cell: str, *, joint: bool) -> tuple[str, str]:
    """The user's part of a cell that holds both names, and the supervisor's.

    The first line that names somebody is the user's, with what names nobody before and behind it;
    the next that names somebody else, or says that it was approved, is the supervisor's.
    """
    lines = [line for line in cell.strip().split("\n") if line.strip()]
    if len(lines) == 1 and joint:
        lines = _beside(lines[0])
    users: list[str] = []
    for at, line in enumerate(lines):
        named = any(map(_names, users))
        theirs = _names(line) and not _completes(users, line)
        if _SUPERVISOR.match(line) or (named and (theirs or _APPROVES.fullmatch(line) or is_unsigned(line.strip()))):
            return "\n".join(users), "\n".join(lines[at:])
        users.append(line)
    return "\n".join(users), ""


def _beside(line: str) -> list[str]:
    """Two names on one line: 陳小華/王大明, 陳小華 王大明."""
    parts = [part for part in re.split(r"[/／|｜]", line) if part.strip()]
    if len(parts) == 2:
        return parts
    parts = line.split()
    return parts if len(parts) == 2 and all(map(_HAN_NAME.fullmatch, parts)) and all(map(_names, parts)) else [line]


def _names(line: str) -> bool:
    """A person is named: not by a title, an account, an extension or a word of approval alone."""
    return names_somebody(line) and not _APPROVES.fullmatch(line) and not _NO_NAME.search(line)


def _completes(users: Sequence[str], line: str) -> bool:
    """A surname on one line has its given name on the next: 陳⏎小華; an account is nobody else."""
    alone = users and len(users[-1].strip()) == 1
    return bool(alone) or not re.search(r"[一-鿿]", line)


def _user(text: str | None) -> str | None:
    """The name as written; None where only a label, a hint or a placeholder stands there."""
    written = clean(text)
    return None if written is None or is_blank(written) or is_unsigned(written) else written


def _approval(entry: Entry, text: str | None) -> Approval:
    layout = entry.rows[0].layout
    headings = tuple(layout.headings[meaning] for meaning in ("signed_by", "user_name") if meaning in layout.headings)
    return approval(text, headings) if text else NONE
