"""Whatever stands in whichever column, no sentence of the program repeats a person (DESIGN §4, masking).

Each file is one that an office could send, with somebody's name where it does not belong: one column a row, and a name
of its own for each column, so that a failure tells which one got out. In its own column a user may be named by the
reports, and by nothing else.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest

from list_files import Rows, written
from reconcile.cli import main

ROOT = Path(__file__).parents[2]
STATEMENT = (
    tuple("序號 機關 使用者帳號 使用者姓名 查詢日期時間 作業名稱 查詢條件 查詢結果 查詢事由 IP位址".split()),
    (
        *("1", "花蓮縣花蓮市戶政事務所", "hl001", "王小明", "115/10/05 09:12:33", "國人入出境資料查詢"),
        *("身分證號：A123456789", "成功", "各項戶籍登記、文件核發或人口清查業務", "10.0.0.1"),
    ),
)
REGISTER = (
    tuple("頁碼 序號 日期 登入時間 登出時間 查詢條件 查詢結果 查詢事由 事由說明 備註 使用者姓名 主管簽核".split()),
    ("1", "1", "115/10/05", "09:10", "09:20", "A123456789", "成功", "(二)", "", "", "王小明", "林主任"),
)
ROSTER = (
    ("帳號", "姓名", "啟用日期", "停用日期", "憑證遺失日期", "角色", "身分證號", "請假日期"),
    ("hl001", "王小明", "115/01/01", "", "", "承辦人員", "B123456780", ""),
)
CASES = (
    ("案號", "申請項目", "申請人身分證號", "申請人姓名", "受理日期", "辦結日期", "承辦人"),
    ("1151005001", "遷入登記", "A123456789", "林大同", "115/10/05", "115/10/06", "王小明"),
)
FAX = (
    ("傳真日期時間", "使用者姓名", "查詢條件", "查詢原因", "補送公文日期", "公文文號"),
    ("115/10/05 10:00", "王小明", "A123456789", "系統異常", "115/10/12", "花戶字第1150001號"),
)
ALIASES = (("原證號", "新證號"), ("AC12345678", "A800000014"))
CLOSED = (("日期", "事由"), ("115/10/07", "颱風"))
PRINTOUTS = (
    ("列印日期", "查詢對象", "使用者", "頁數", "未辦理原因"),
    ("115/10/05", "林春嬌", "王小明", "2", "民眾撤回"),
)
NAMED_USERS = {"使用者帳號", "使用者姓名", "帳號", "姓名", "主管簽核"}
"""Columns whose persons the reports name."""
SURNAMES, GIVEN = "歐陽 司馬 諸葛 上官 公孫 尉遲 令狐 慕容 宇文 皇甫 長孫 鍾離".split(), "策衡"


def somebody(column: int) -> str:
    return SURNAMES[column] + GIVEN


def with_somebody_everywhere(table: Rows, form: Callable[[str], str]) -> list[list[str]]:
    """The heading, an honest row, and for each column a row that has somebody in it."""
    heading, honest = list(map(str, table[0])), list(map(str, table[1]))
    rows = [heading, honest]
    for column in range(len(heading)):
        rows.append([form(somebody(column)) if at == column else cell for at, cell in enumerate(honest)])
        if heading[0] in ("序號", "頁碼"):
            rows[-1][heading.index("序號")] = str(len(rows) - 1) if heading[column] != "序號" else rows[-1][column]
    return rows


def everything_said(folder: Path) -> Iterator[tuple[str, str]]:
    """The text of every file that is not a table of the contract, by its name."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".parquet"):
        if path.suffix == ".pdf":
            with pypdfium2.PdfDocument(path) as pages:
                yield path.name, "".join(page.get_textpage().get_text_range() for page in pages)
        elif path.suffix == ".xlsx":
            with ZipFile(path) as book:
                yield path.name, "".join(book.read(name).decode("utf-8", "ignore") for name in book.namelist())
        else:
            yield path.name, path.read_text(encoding="utf-8", errors="ignore")


def those_who_got_out(said: str, people: Sequence[str]) -> list[str]:
    return [one for one in people if one in said]


FORMS: dict[str, Callable[[str], str]] = {
    "alone": str,
    "with a birthday": lambda name: f"{name} 75.03.02",
    "with a number": lambda name: f"{name}Q123456785",
}
ROLES = {
    "statement": STATEMENT,
    "register": REGISTER,
    "roster": ROSTER,
    "cases": CASES,
    "fax": FAX,
    "aliases": ALIASES,
    "closed-days": CLOSED,
}
IN_THE_INBOX = {
    "statement": "115年10月主管稽核月明細表.csv",
    "register": "115年查詢紀錄表.csv",
    "roster": "帳號清冊.csv",
    "cases": "115年10月受理案件清冊.csv",
    "fax": "115年10月疑義查詢表登記簿.csv",
    "aliases": "證號對照表.csv",
    "closed-days": "115年停止上班日清單.csv",
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    "form", [name if name == "alone" else pytest.param(name, marks=pytest.mark.slow) for name in FORMS]
)
@pytest.mark.parametrize(
    "kind", [".csv", *(pytest.param(one, marks=pytest.mark.slow) for one in (".xlsx", ".ods", ".xls"))]
)
def test_nobody_in_any_column_is_repeated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], role: str, form: str, kind: str
) -> None:
    people = [somebody(column) for column in range(len(ROLES[role][0]))]
    rows = {"statement": STATEMENT, "register": REGISTER, role: with_somebody_everywhere(ROLES[role], FORMS[form])}
    options = [word for one, table in rows.items() for word in _given(one, table, kind, tmp_path)]
    code = main(["run", "2026-10", *options, "--out", str(tmp_path / "out"), "--as-of", "2026-11-05"])
    heard = capsys.readouterr()
    assert code in (0, 3)
    assert those_who_got_out(heard.out + heard.err, people) == []
    users = [somebody(at) for at, heading in enumerate(ROLES[role][0]) if heading in NAMED_USERS]
    for name, said in everything_said(tmp_path / "out") if (tmp_path / "out").exists() else ():
        may = [] if name == "run.json" else users
        assert (name, [one for one in those_who_got_out(said, people) if one not in may]) == (name, [])
        assert "Q123456785" not in said


def _given(role: str, rows: Rows, kind: str, folder: Path) -> tuple[str, str]:
    return f"--{role}", str(written(folder / f"{role}{kind}", rows))


@pytest.mark.parametrize("role", [*ROLES, "printouts"])
def test_inspecting_a_file_names_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str], role: str) -> None:
    table = {**ROLES, "printouts": PRINTOUTS}[role]
    headings = [*table[0], "歐陽策衡", "使用者司馬策衡"]
    people = [*(somebody(column) for column in range(len(table[0]))), "歐陽策衡", "司馬策衡"]
    rows = with_somebody_everywhere(table, str)
    path = written(tmp_path / "檔案.csv", [headings, *([*row, "", ""] for row in rows[1:])])
    main(["inspect", str(path)])
    heard = capsys.readouterr()
    assert those_who_got_out(heard.out + heard.err, people) == []


def test_a_name_or_an_identifier_for_a_heading_is_not_repeated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    headings = ["序號", "公孫策衡", "A123456789", "查詢條件", "登入者"]
    rows = [[str(number), "x", "y", "A123456789", "公孫策衡"] for number in range(1, 9)]
    path = written(tmp_path / "明細表.csv", [headings, *rows])
    lines = written(tmp_path / "紀錄表.csv", REGISTER)
    out = ["--out", str(tmp_path / "out"), "--as-of", "2026-11-05"]
    assert main(["run", "2026-10", "--statement", str(path), "--register", str(lines), *out]) == 3
    assert main(["inspect", str(path)]) == 3
    heard = capsys.readouterr()
    assert those_who_got_out(heard.out + heard.err, ["公孫策衡", "A123456789"]) == []


@pytest.mark.parametrize("form", FORMS)
def test_the_log_of_the_scheduled_job_names_nobody(tmp_path: Path, form: str) -> None:
    (tmp_path / "office.toml").write_text("", encoding="utf-8")
    for role, name in IN_THE_INBOX.items():
        written(tmp_path / "inbox" / name, with_somebody_everywhere(ROLES[role], FORMS[form]))
    done = subprocess.run(
        [sys.executable, "-X", "utf8", str(ROOT / "jobs" / "monthly.py"), "2026-10"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    log = (tmp_path / "reconcile.log").read_text(encoding="utf-8")
    assert "執行結束，結束代碼 3。" in log
    people = [surname + GIVEN for surname in SURNAMES]
    assert those_who_got_out(log + done.stdout + done.stderr, [*people, "Q123456785"]) == []


@pytest.mark.parametrize("form", FORMS)
def test_binding_a_list_of_printouts_names_nobody_but_in_the_volume(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    settings = tmp_path / "office.toml"
    settings.write_text("", encoding="utf-8")
    papers = [word for role in ("statement", "register") for word in _given(role, ROLES[role], ".csv", tmp_path)]
    assert main(["run", "2026-10", *papers, "--settings", str(settings), "--as-of", "2026-11-05"]) == 0
    listed = written(tmp_path / "清單.csv", with_somebody_everywhere(PRINTOUTS, FORMS[form]))
    capsys.readouterr()
    main(["bind", "2026", "--printouts", str(listed), "--settings", str(settings), "--as-of", "2026-11-06"])
    heard = capsys.readouterr()
    people = [surname + GIVEN for surname in SURNAMES]
    assert "清單.csv" in heard.out + heard.err
    assert those_who_got_out(heard.out + heard.err, [*people, "Q123456785"]) == []
