"""說明及改善措施: the draft of an office's answer to the findings that the agency names (要點十三, 十四)."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from reconcile.forms.layout import Cell, Document, Paragraph, Row, Run, Table, cell, lines, text
from reconcile.forms.signing import sign_rows
from reconcile.forms.writing import write_form
from reconcile.history import Item
from reconcile.text.codes import TITLES
from reconcile.text.dates import roc_date

_WIDTHS = (10.0, 60.0, 50.0, 58.0)


@dataclass(frozen=True)
class Evidence:
    """A file of the archive that supports an answer: its path there and its digest."""

    path: str
    sha256: str


def write_improvement(
    items: Sequence[Item],
    folder: Path,
    *,
    agency: str,
    today: date,
    evidence: Mapping[str, Sequence[Evidence]] | None = None,
    due_on: date | None = None,
) -> tuple[Path, ...]:
    """Write the draft as .odt, .docx and .pdf; `evidence` is by item, `due_on` the day that the agency set.

    What the office has answered is quoted; where it has not, the space is left to it.
    """
    files = {item.item: tuple((evidence or {}).get(item.item, ())) for item in items}
    numbers = {one: at for at, one in enumerate(dict.fromkeys(one for each in files.values() for one in each), start=1)}
    headings = ("編號", "查核事項", "說明", "改善措施（草稿，請修正）")
    rows = tuple(
        _row(number, item, [numbers[one] for one in files[item.item]]) for number, item in enumerate(items, start=1)
    )
    limit = f"　提出期限：{roc_date(due_on)}" if due_on else ""
    document = Document(
        title=f"{agency}說明及改善措施",
        blocks=(
            text(f"{agency}應用移民資訊說明及改善措施", size=16, align="center"),
            text(f"製表日期：{roc_date(today)}{limit}　依據：要點第十三點、第十四點", size=10, align="right"),
            Table(_WIDTHS, (Row(tuple(cell(one, align="center") for one in headings)), *rows), head=1),
            text("佐證資料", size=12, strong=True),
            _evidence(numbers),
            *sign_rows(("承辦人:", "股長:", "單位主管:")),
        ),
        dated=today,
        footer=f"{agency}　說明及改善措施",
    )
    return write_form(document, folder, "說明及改善措施")


def _row(number: int, item: Item, attached: list[int]) -> Row:
    what = [
        f"{TITLES.get(item.code, item.code)}（{item.month.roc}）",
        "　".join(part for part in (item.at, item.user, item.subject) if part),
        item.message,
    ]
    files = f"（佐證 {'、'.join(map(str, attached))}）" if attached else ""
    return Row(
        (
            cell(str(number), size=10, align="center"),
            Cell(tuple(Paragraph((Run(line, strong=not at),), 10) for at, line in enumerate(what) if line)),
            Cell(lines(_answer(item) + files, size=10)),
            Cell(lines(f"{_measures().get(item.code, '')}\n完成日期：　年　月　日", size=10)),
        ),
        24,
    )


def _answer(item: Item) -> str:
    decision = item.decision
    if decision is None:
        return "（尚未答復，請敘明原因）"
    note = f"：{decision.note}" if decision.note else ""
    return f"{decision.result}{note}（{decision.by}，{roc_date(decision.on)}）"


def _evidence(numbers: Mapping[Evidence, int]) -> Table:
    rows = tuple(
        Row((cell(str(at), size=9, align="center"), cell(f"{one.path}\nSHA-256 {one.sha256}", size=8)))
        for one, at in numbers.items()
    )
    return Table((10.0, 168.0), rows or (Row((cell("（無）", columns=2),)),))


@cache
def _measures() -> dict[str, str]:
    return tomllib.loads((Path(__file__).parent / "measures.toml").read_text(encoding="utf-8"))
