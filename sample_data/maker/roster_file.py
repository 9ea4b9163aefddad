"""帳號清冊: every account of the office, the closed one included."""

from pathlib import Path

from maker.month import Month
from maker.people import AGENCY, DEPUTY, FORMER_USER, SUPERVISOR, USERS, own_identifier
from maker.roc import slashed
from maker.workbook import Style, new_workbook

_COLUMNS = {
    "帳號": 12,
    "姓名": 14,
    "職稱": 12,
    "身分": 18,
    "身分證號": 14,
    "啟用日": 12,
    "停用日": 12,
    "憑證遺失日": 12,
    "請假日期": 14,
}


def write_roster(month: Month, path: Path) -> None:
    """The accounts in order; days are ROC dates, the closing day blank while an account is active."""
    with new_workbook(path) as book:
        sheet = book.add_worksheet("帳號清冊")
        title = book.add_format(Style(size=14, bold=True, border=False).as_dict())
        header = book.add_format(Style(bold=True, fill="#FFF2CC").as_dict())
        cell = book.add_format(Style().as_dict())
        sheet.merge_range(0, 0, 0, len(_COLUMNS) - 1, f"{AGENCY}使用者帳號清冊", title)
        for column, (name, width) in enumerate(_COLUMNS.items()):
            sheet.set_column(column, column, width)
            sheet.write_string(1, column, name, header)
        for row, user in enumerate(sorted([*USERS, SUPERVISOR, DEPUTY, FORMER_USER], key=lambda user: user.account), 2):
            away = slashed(month.leave[user.account]) if user.account in month.leave else ""
            identity = (user.account, user.name, user.title, user.role, own_identifier(user))
            values = (*identity, user.since, user.until, "", away)
            for column, value in enumerate(values):
                sheet.write(row, column, value, cell)
        sheet.set_default_row(18)
        sheet.set_row(0, 26)
        sheet.freeze_panes(2, 0)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
