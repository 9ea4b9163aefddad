"""說明及改善措施: the draft of an office's answer to the findings that the agency names (要點十三, 十四)."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from reconcile.catalogue import Catalogue
from reconcile.deposits import Deposit
from reconcile.documents import SIDES
from reconcile.forms.attachments import attachment_table, attachments, citation, numbered
from reconcile.forms.books import Books
from reconcile.forms.concerned import NAMES_ARE_NAMES, NOBODY, answered_by_himself, concerned
from reconcile.forms.paper.layout import Form, FormCell, FormRow, FormTable, Paragraph, Words, cell, lines, text
from reconcile.forms.paper.signature_row import sign_rows
from reconcile.forms.paper.writing import write_form
from reconcile.history import History, Item
from reconcile.text.dates import roc_date

_WIDTHS = (10.0, 60.0, 50.0, 58.0)


def write_improvement(
    items: Sequence[Item],
    folder: Path,
    books: Books,
    due_on: date | None = None,
) -> tuple[Path, ...]:
    """Write the draft as .odt, .docx and .pdf; `due_on` is the day that the agency set.

    Each item's evidence is looked up in the books. Its whole story is told in order, every answer in it; where the
    office has not answered, the space is left to it.
    """
    catalogue, agency = books.catalogue, books.history.agency
    files = [_evidence(item, books.history) for item in items]
    numbers = numbered(file for each in files for file in each)
    head = FormRow(tuple(cell(one, align="center") for one in ("編號", "查核事項", "說明", "改善措施（草稿，請修正）")))
    rows = tuple(
        _row(number, item, _story(item, books.history, citation(each, numbers)), catalogue)
        for number, (item, each) in enumerate(zip(items, files, strict=True), start=1)
    )
    nothing = FormRow((cell("（未指定查核事項）", columns=len(_WIDTHS)),))
    limit = f"　提出期限：{roc_date(due_on)}" if due_on else ""
    made = f"製表日期：{roc_date(books.today)}{limit}　依據：{catalogue.regulation.basis('improvement')}"
    document = Form(
        title=f"{agency}說明及改善措施",
        blocks=(
            text(f"{agency}應用移民資訊說明及改善措施", size=16, align="center"),
            text(made, size=10, align="right"),
            FormTable(_WIDTHS, (head, *(rows or (nothing,))), head=1),
            Paragraph((Words("佐證資料", strong=True),), 12, above=3),
            attachment_table(attachments(numbers, books.root)),
            text(NAMES_ARE_NAMES, size=9),
            *sign_rows(("承辦人:", "股長:", "單位主管:")),
        ),
        dated=books.today,
        footer=f"{agency}　說明及改善措施",
    )
    return write_form(document, folder, "說明及改善措施")


def _evidence(item: Item, history: History) -> list[Path]:
    """The first and the last run that raised the item with what it had read, and every worklist that answered it."""
    raised = _raised(item, history)
    ends = list({run.number: run for run in (*raised[:1], *raised[-1:])}.values())
    answered = [one for one in history.everything if any(each.item == item.item for each in one.decisions)]
    return [
        *(deposit.record_file for deposit in (*ends, *answered)),
        *(file for run in raised[-1:] for side in SIDES for file in run.inputs(side)),
        *(file for deposit in answered for file in deposit.worklists),
    ]


def _raised(item: Item, history: History) -> list[Deposit]:
    return [run for run in history.runs(item.month) if run.items is not None and item.item in set(run.items["item"])]


def _story(item: Item, history: History, attached: str) -> str:
    """All that happened to the item in order, and which of the answers are of a person whom it concerns."""
    given = [one for deposit in history.everything for one in deposit.decisions if one.item == item.item]
    concerns = NOBODY.union(*(concerned(run).get(item.item, NOBODY) for run in _raised(item, history)))
    himself = dict.fromkeys(one.by for one in given if answered_by_himself(one.by, concerns))
    told = [
        *item.story,
        *(f"（{by}係本件當事人，其答復不足為憑）" for by in himself),
        *(() if item.decision else ("（尚未答復，請敘明原因）",)),
        *((f"（{attached}）",) if attached else ()),
    ]
    return "\n".join(told)


def _row(number: int, item: Item, story: str, catalogue: Catalogue) -> FormRow:
    what = [
        f"{catalogue.title(item.code)}（{item.month.roc}）",
        "　".join(part for part in (item.at, item.user, item.subject) if part),
        item.message,
    ]
    return FormRow(
        (
            cell(str(number), size=10, align="center"),
            FormCell(tuple(Paragraph((Words(line, strong=not at),), 10) for at, line in enumerate(what) if line)),
            FormCell(lines(story, size=10)),
            FormCell(lines(f"{catalogue.of(item.code).measure}\n完成日期：　年　月　日", size=10)),
        ),
        24,
    )
