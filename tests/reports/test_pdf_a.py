"""The papers are to be read in five years: PDF/A-2b, as far as can be checked without a validator."""

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name
from reportlab.pdfgen.canvas import Canvas

from pdf_a import faults
from reconcile.forms import write_blank_forms
from reconcile.reports import write_reports
from reconcile.settings import Settings

from .months import PROBLEM, kept


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, month = tmp_path_factory.mktemp("report"), kept(PROBLEM)
    write_reports(month.outcome, folder, month.review, month.pictures)
    return folder / "report.pdf"


def test_the_report_keeps_what_it_claims(report: Path) -> None:
    assert faults(report) == []


def test_the_forms_keep_what_they_claim(tmp_path: Path) -> None:
    made = [
        path for path in write_blank_forms(tmp_path, "某戶政事務所", Settings().regulation) if path.suffix == ".pdf"
    ]
    assert len(made) == 2
    assert [faults(path) for path in made] == [[], []]


def run_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS="app.alert(1)"))


def lose_fonts(pdf: pikepdf.Pdf) -> None:
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and thing.get("/Type") == "/FontDescriptor":
            for key in {"/FontFile", "/FontFile2", "/FontFile3"} & set(thing.keys()):
                del thing[key]


def lose_colours(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


def lose_metadata(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Metadata


def lose_tags(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot


def shine_through(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Resources.ExtGState = Dictionary(G=pdf.make_indirect(Dictionary(Type=Name.ExtGState, ca=0.5)))


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        (run_script, "a script or an action"),
        (lose_fonts, "font not embedded"),
        (lose_colours, "no output intent with an ICC profile"),
        (lose_metadata, "no XMP"),
        (lose_tags, "no tags"),
        (shine_through, "transparency"),
    ],
)
def test_what_would_break_it_is_seen(
    report: Path, tmp_path: Path, damage: Callable[[pikepdf.Pdf], None], fault: str
) -> None:
    with pikepdf.open(report) as pdf:
        damage(pdf)
        pdf.save(tmp_path / "damaged.pdf")
    assert any(found.startswith(fault) for found in faults(tmp_path / "damaged.pdf"))


def test_a_pdf_of_another_make_is_not_taken_for_one(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "other.pdf"))
    canvas.drawString(72, 720, "not embedded")
    canvas.save()
    assert {"no XMP", "font not embedded: /Helvetica"} <= set(faults(tmp_path / "other.pdf"))
