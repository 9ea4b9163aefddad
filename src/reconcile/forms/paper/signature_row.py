"""The row of names beneath a form, with room for stamps."""

from reconcile.forms.paper.layout import BLANK, Block, FormCell, FormRow, FormTable, Paragraph, cell, lines, text

SECTION_HEAD = "股長"
"""Small offices have none: beneath this title there is a box for 無此職務."""

_STAMP = 22.0
_WIDTH = 178.0


def sign_rows(titles: tuple[str, ...]) -> tuple[Block, ...]:
    """The titles side by side as the form prints them, and beneath each the space for a stamp."""
    below = tuple(_beneath(title) for title in titles)
    names = FormRow(tuple(cell(title) for title in titles))
    return (
        Paragraph(text("").runs, size=4),
        FormTable((_WIDTH / len(titles),) * len(titles), (names, FormRow(below, _STAMP)), ruled=False),
    )


def _beneath(title: str) -> FormCell:
    return FormCell(lines(f"{BLANK}無此職務", size=9) if title.startswith(SECTION_HEAD) else lines(""))
