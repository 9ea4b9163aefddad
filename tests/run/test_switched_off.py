"""A rule that the office switched off is said wherever its findings would have stood, and on the checklists."""

import io
import re
import zipfile
from collections.abc import Mapping
from contextlib import redirect_stdout
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from office_files import OFFICE, register, statement
from page_text import fold
from reconcile.cli import main
from reconcile.rules import RULES, Rule

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
DOCUMENTS = {"reports": ("stdout", "report.html", "report.pdf", "摘要", "run.json"), "papers": ("附件三", "附件四")}


def squeezed(text: str) -> str:
    """What is read, however its lines are broken."""
    return fold("".join(text.split()))


def printed(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as paper:
        return "".join(page.get_textpage().get_text_range() for page in paper)


def typed(path: Path) -> str:
    """The text of an .odt or a .docx."""
    body = {".odt": "content.xml", ".docx": "word/document.xml"}[path.suffix]
    with zipfile.ZipFile(path) as packed:
        return re.sub("<[^>]+>", "", packed.read(body).decode())


def told_by(folder: Path, off: tuple[str, ...]) -> dict[str, str]:
    """October of an office that switched some rules off: all that its reports and its two checklists say."""
    kept = f'[office]\nagency = "{OFFICE}"\nsince = "2026-10"\n[rules]\noff = {list(off)}\n'
    (folder / "office.toml").write_text(kept, encoding="utf-8")
    options = ["--settings", str(folder / "office.toml"), "--as-of", "2027-01-20"]
    asked = statement(folder / "明細表.xlsx", {}, {"查詢日期時間": "115/10/07 19:12:33"})
    written = register(folder / "紀錄表.xlsx", {"主管簽核": "", "登出時間": ""})
    with redirect_stdout(io.StringIO()) as said:
        main(["run", "2026-10", "--statement", str(asked), "--register", str(written), *options])
    report, papers = folder / "reports" / "2026-10", folder / "papers"
    summary = openpyxl.load_workbook(report / "report.xlsx")["摘要"]
    told = {
        "stdout": said.getvalue(),
        "report.html": re.sub("<[^>]+>", "", (report / "report.html").read_text(encoding="utf-8")),
        "report.pdf": printed(report / "report.pdf"),
        "摘要": "\n".join(str(cell.value) for row in summary for cell in row if cell.value is not None),
        "run.json": (report / "run.json").read_text(encoding="utf-8"),
    }
    for number, whose in (("附件三", ["--half", "2"]), ("附件四", ["--county"])):
        with redirect_stdout(io.StringIO()):
            main(["audit", "2026", *whose, *options, "--out", str(papers)])
        for path in papers.glob(f"{number}*"):
            told[f"{number}{path.suffix}"] = printed(path) if path.suffix == ".pdf" else typed(path)
    return {name: squeezed(text) for name, text in told.items()}


@pytest.fixture(scope="module")
def all_off(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    return told_by(tmp_path_factory.mktemp("off"), tuple(rule.code for rule in RULES))


@pytest.fixture(scope="module")
def all_on(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    return told_by(tmp_path_factory.mktemp("on"), ())


@each_rule
def test_every_report_says_by_its_title_that_a_rule_is_off(rule: Rule, all_off: Mapping[str, str]) -> None:
    said = squeezed(f"設定檔停用「{rule.title}」（{rule.code}），未予查核。")
    assert [name for name in DOCUMENTS["reports"] if said not in all_off[name]] == []


@each_rule
def test_both_checklists_say_by_its_title_that_a_rule_was_off(rule: Rule, all_off: Mapping[str, str]) -> None:
    papers = {name: text for name, text in all_off.items() if name.startswith(DOCUMENTS["papers"])}
    assert len(papers) == 6, "both as .odt, .docx and .pdf"
    said = squeezed(f"115年10月停用「{rule.title}」，未經查核")
    assert [name for name, text in papers.items() if said not in text] == []


def test_nothing_is_said_to_be_off_where_every_rule_is_on(all_on: Mapping[str, str]) -> None:
    assert [name for name, text in all_on.items() if "停用「" in text] == []
    assert "「有查詢無紀錄」" in all_on["附件三.odt"]
