"""新舊證號對照: two numbers of one person."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from reconcile.carriers.raw import Document, Row, Sheet
from reconcile.lists import ALIASES
from reconcile.reading.lists.cells import Cells, identifiers_in
from reconcile.reading.lists.headings import ALIASES_HEADINGS
from reconcile.reading.lists.kind import Doubt, ListKind, Taken, Values


def read_row(cells: Cells) -> list[Values] | None:
    """The pairs of one person, each number with the next; None where there are not two, or one is no number."""
    numbers = [*_in_pairs(cells), *_in_one_cell(cells)]
    if len(numbers) < 2:
        if not cells.troubles:
            cells.tell("新舊證號未都填寫，本列未採用，請補正後重跑。")
        return None
    if len(set(numbers)) < len(numbers):
        cells.tell("新舊證號相同，本列未採用，請更正後重跑。")
        return None
    return [{"identifier": old, "same_as": new} for old, new in pairwise(numbers)]


def _in_pairs(cells: Cells) -> Iterator[str]:
    """From the columns of old and of new numbers; a cell may hold both, and a person several."""
    for meaning in ("identifier", "same_as"):
        for one in cells.columns(meaning):
            several = cells.identifiers_of(one)
            yield from several if len(several) > 1 else filter(None, [cells.identifier(one)])


def _in_one_cell(cells: Cells) -> Iterator[str]:
    """From a column that says of itself that it holds both: AC12345678→A800000014."""
    for one in cells.columns("both"):
        found = identifiers_in(_ARROW.sub("、", cells.text(one) or ""))
        if cells.text(one) and len(found) < 2 and not cells.has("same_as"):
            cells.tell(f"「{cells.data.layout.headings[one]}」欄看不出新舊兩個證號，本列未採用，請更正後重跑。")
        yield from found


_ARROW = re.compile("→|⇒|➔|->|=>|＞|>|改為|變更為|換發為?|更正為|換為|＝|=|[／/~～至]|、|(?<=[0-9])[(（](?=[A-Za-z])")


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


def with_header(document: Document) -> Document | None:
    """Lines in words, each of a person's old and new number, as a list of one column; None where nothing says so."""
    titles = [document.file, *(text for sheet in document.sheets for row in sheet.rows for text in row.texts())]
    if not any(map(_TITLE.search, titles)):
        return None
    sheets = [replace(sheet, rows=(Row(0, (_BOTH,)), *_pairs(sheet))) for sheet in document.sheets]
    return replace(document, sheets=tuple(sheets)) if any(len(sheet.rows) > 1 for sheet in sheets) else None


def _pairs(sheet: Sheet) -> Iterator[Row]:
    for row in sheet.rows:
        text = " ".join(row.texts())
        if _ARROW.search(text) and len(identifiers_in(_ARROW.sub("、", text))) > 1:
            yield Row(row.number, (text,))


_BOTH = "新舊證號"
_TITLE = re.compile("新舊(?:居留)?(?:證號|號碼)|(?:證號|號碼)(?:新舊)?對照")

KIND = ListKind(
    table=ALIASES,
    headings=ALIASES_HEADINGS,
    shown=("aliases_row", "identifier", "same_as"),
    key=("identifier", "same_as", "both"),
    needed=(("舊證號", ("identifier", "both")), ("新證號", ("same_as", "both"))),
    foreign=re.compile(r"查詢.*|登入登出.*|主管簽核|(?:使用者)?帳號|案號|傳真.*"),
    read=read_row,
    check=doubts,
    fewest=1,
    several=("same_as",),
    second={"identifier": "same_as"},
    with_header=with_header,
)
