"""Which page holds what; ordinals are 1-based."""

QUERIES_A_PAGE = 14
ENTRIES_A_PAGE = 4
LOST_PAGE = 21
"""The page number of the register that no page bears."""


def page_of_query(row: int) -> int:
    """The page of the statement's PDF."""
    return (row - 1) // QUERIES_A_PAGE + 1


def page_of_entry(number: int) -> tuple[int, int]:
    """頁碼 and 序號 of the register; 序號 begins anew on every page of the form."""
    page, before = divmod(number - 1, ENTRIES_A_PAGE)
    return page + (1 if page + 1 < LOST_PAGE else 2), before + 1
