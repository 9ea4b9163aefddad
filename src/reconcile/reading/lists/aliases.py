"""新舊證號對照: two numbers of one person."""

import re
from collections.abc import Iterator, Sequence

from reconcile.lists import ALIASES
from reconcile.reading.lists.cells import Cells
from reconcile.reading.lists.headings import ALIASES_HEADINGS
from reconcile.reading.lists.kind import Doubt, ListKind, Taken, Values


def read_row(cells: Cells) -> list[Values] | None:
    """One pair; null where one of the two is missing or no number."""
    old, new = cells.identifier("identifier"), cells.identifier("same_as")
    if not (old and new):
        if not cells.troubles:
            cells.tell("新舊證號未都填寫，本列未採用，請補正後重跑。")
        return None
    if old == new:
        cells.tell("新舊證號相同，本列未採用，請更正後重跑。")
        return None
    return [{"identifier": old, "same_as": new}]


def doubts(taken: Sequence[Taken]) -> Iterator[Doubt]:
    """A number that is said to be now one, now another person's; a pair written twice."""
    partner: dict[tuple[str, str], Taken] = {}
    for row in taken:
        pair = row.values["identifier"], row.values["same_as"]
        for side, number in zip(("identifier", "same_as"), pair, strict=True):
            before = partner.setdefault((side, number), row)
            if before is row:
                continue
            same = (before.values["identifier"], before.values["same_as"]) == pair
            word = "舊" if side == "identifier" else "新"
            sentence = (
                f"與{before.place}是同一組新舊證號，請刪去其中一列後重跑。"
                if same
                else f"{word}證號與{before.place}相同而對到不同的證號，請確認後更正其中一列再重跑。"
            )
            yield Doubt(row, sentence, before)
            break


KIND = ListKind(
    table=ALIASES,
    headings=ALIASES_HEADINGS,
    shown=("aliases_row", "identifier", "same_as"),
    key=("identifier", "same_as"),
    needed=(("舊證號", ("identifier",)), ("新證號", ("same_as",))),
    foreign=re.compile(r"查詢.*|登入登出.*|主管簽核|(?:使用者)?帳號|案號|傳真.*"),
    read=read_row,
    check=doubts,
    unique=("identifier", "same_as"),
)
