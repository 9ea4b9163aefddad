"""What the inputs hold comes out as text: it runs nowhere, links nowhere, and disguises nothing."""

import csv
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from openpyxl.cell.cell import Cell, MergedCell

from reconcile.deposits import Decision
from reconcile.errors import Problem
from reconcile.outcome import Input, Outcome
from reconcile.reports import write_reports

from .builders import finding, outcome, page_text, paper_text, query, squeezed, texts, workbook_text
from .months import KeptMonth, item, review_of

FORMULA = "=cmd|' /C calc'!A0"
HOSTILE = [
    FORMULA,
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    '=HYPERLINK("http://evil.example","按此")',
    "＝1＋1",
    "http://evil.example/",
    "mailto:a@evil.example",
    "internal:'摘要'!A1",
    "<script>alert(1)</script>",
    "</title></style></script><img src=x onerror=alert(1)>",
    "\"'><b onmouseover=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    '#panic("停") *粗* $x$ \\ // @ref <a>',
    "{=1+1}",
    "&P&N&A",
]


def hostile(text: str) -> KeptMonth:
    """A month in which that text stands wherever an office or a file may put one."""
    row = query(1, text, account=text, condition=text, subject_id=None, user_name=text, result="success", purpose=1)
    month = outcome(
        [row],
        findings=[{**finding("UNREGISTERED_QUERY", "high", message=text, legal_basis=text), **keys_of(text)}],
        problems=[Problem(text, text, text)],
        agency=text,
        mask="none",
        inputs=[Input("statement", text, 1, "ab" * 32)],
    )
    review = review_of(month, signed=True)
    [identity] = review.of_findings
    decision = Decision(identity, "待查", text, text, month.as_of, "99" * 32)
    told = item(identity, "UNREGISTERED_QUERY", "high", text, decision=decision, story=(text,), user=text, subject=text)
    return KeptMonth(
        month, type(review)({identity: told}, (identity,), (told,), (text,), digest=text, previous_head=text)
    )


def keys_of(text: str) -> dict[str, object]:
    return {"statement_file": text, "statement_row": 1}


@pytest.fixture(params=HOSTILE)
def text(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_nothing_of_the_inputs_lives_in_the_workbook(tmp_path: Path, text: str) -> None:
    written(hostile(text), tmp_path)
    cells = list(all_cells(tmp_path / "report.xlsx"))
    assert text in [cell.value for cell in cells]
    assert [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
    with zipfile.ZipFile(tmp_path / "report.xlsx") as workbook:
        members = {name: workbook.read(name) for name in workbook.namelist()}
    assert [name for name, content in members.items() if b"<f>" in content or b"<hyperlink" in content] == []
    assert [name for name in members if "external" in name.lower()] == []


def test_nothing_of_the_inputs_lives_in_the_page(tmp_path: Path, text: str) -> None:
    written(hostile(text), tmp_path)
    page = Elements()
    page.feed((tmp_path / "report.html").read_text(encoding="utf-8"))
    assert squeezed(text) in squeezed(page_text(tmp_path / "report.html"))
    assert (page.tags.count("script"), page.tags.count("style")) == (2, 1)  # the page, its answers
    assert "img" not in page.tags and "b onmouseover" not in page.tags
    assert [name for name in page.attributes if name.startswith("on")] == []
    assert [link for link in page.links if not link.startswith("#")] == []


def test_nothing_of_the_inputs_is_markup_to_the_typesetter(tmp_path: Path, text: str) -> None:
    written(hostile(text), tmp_path)
    assert squeezed(text) in squeezed(paper_text(tmp_path / "report.pdf"))
    document = pypdfium2.PdfDocument(tmp_path / "report.pdf")
    links = [pdfium.FPDFPage_GetAnnotCount(page.raw) for page in document]
    document.close()
    assert sum(links) == 0


def test_nothing_of_the_inputs_lives_in_the_table(tmp_path: Path, text: str) -> None:
    written(hostile(text), tmp_path)
    with (tmp_path / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert [cell for cell in cells if re.match(r"[=+\-@＝＋－＠\t\r]", cell)] == []
    assert {text, f"'{text}"} & set(cells)


@pytest.mark.parametrize(
    ("disguise", "shown"),
    [
        ("A\u202e987654321", "A〓987654321"),
        ("王\u200b小明", "王〓小明"),
        ("王\u2066小\u2069明", "王〓小〓明"),
        ("A\u00ad123456789", "A〓123456789"),
    ],
)
def test_a_character_that_turns_or_hides_text_is_seen_and_named_in_each_body(
    tmp_path: Path, disguise: str, shown: str
) -> None:
    month = hostile(disguise)
    unseen = [character for character in disguise if not character.isalnum()]
    for body, said in texts(month.outcome, tmp_path, month.review).items():
        assert shown in said, body
        assert [character for character in unseen if character in said] == [], body
        assert all(f"U+{ord(character):04X}" in said for character in unseen), body


def test_a_very_long_value_is_whole_on_screen_and_on_paper_and_cut_only_where_a_cell_ends(tmp_path: Path) -> None:
    long = "長" * 40_000
    written(KeptMonth(outcome(findings=[finding("LATE_DOWNLOAD", "medium", message=long)])), tmp_path)
    assert long in page_text(tmp_path / "report.html")
    assert squeezed(paper_text(tmp_path / "report.pdf")).count("長") >= 40_000
    assert "長" * 32_767 in workbook_text(tmp_path / "report.xlsx")


def written(month: KeptMonth, folder: Path) -> Outcome:
    write_reports(month.outcome, folder, month.review, month.pictures)
    return month.outcome


def all_cells(path: Path) -> Iterator[Cell | MergedCell]:
    return (cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row)


class Elements(HTMLParser):
    """The elements of a page, their attributes, and where its links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        self.links += [value or "" for name, value in attrs if name in {"src", "href", "action"}]
