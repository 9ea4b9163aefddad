"""Another county's regulation, of five purposes: a month, its forms and its rules say no word of the first."""

import re
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from office_files import OFFICE, register, sheet, statement
from reconcile import read_register, read_statement
from reconcile.cli import main
from reconcile.documents import ROLES
from reconcile.errors import ExitCode
from reconcile.packed import packed
from reconcile.rules import RULES, regulation_page, rules_page
from reconcile.settings import Settings, load_settings

PROFILE = Path(__file__).parents[1] / "other_regulation.toml"
FIRST = re.compile(
    "要點|附件[一二三四]|花蓮|國籍變更|戶籍登記|人口清查|印鑑|其他戶政業務|十日前|三日內|五年|二次以上|疑義查詢|分層負責"
    r"|\([一二三四]\)"
)
OF_THE_FIELD = (
    "登入登出日期及時間",
    "國民身分證統一編號",
    "個人資料保護法",
    "戶政事務所",
    "應用移民資訊連結作業",
    "應用移民資訊",
)
"""Names of the agency's system and of what any office writes down, whatever its regulation."""
LONG = 8
Said = pytest.CaptureFixture[str]


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """An office of that county."""
    shutil.copy(PROFILE, tmp_path / "規定.toml")
    lines = ["[office]", 'agency = "虛構縣甲鄉戶政事務所"', 'regulation = "規定.toml"']
    (tmp_path / "office.toml").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def settings(office: Path) -> Settings:
    return load_settings(office / "office.toml")


def of_the_first(told: str) -> set[str]:
    """What a text says in words of the first regulation: those above, and whatever it shares with its profile.

    The titles of the papers are the house's own, and the descriptions of docs/regulation.md too.
    """
    for words in (*(role.title for role in ROLES.values()), *OF_THE_FIELD):
        told = told.replace(words, "。")
    first = packed("regulation/hualien_immigration.toml").read_text(encoding="utf-8")
    said = re.sub(r"\[\[page\]\].*?(?=\n\[[a-z]+\])", "", first, flags=re.DOTALL)
    theirs = windows(said) - windows(PROFILE.read_text(encoding="utf-8"))
    return {*FIRST.findall(told), *(windows(told) & theirs)}


def windows(text: str) -> set[str]:
    """Every run of so many characters of its Chinese words."""
    return {words[at : at + LONG] for words in re.findall("[一-鿿]+", text) for at in range(len(words) - LONG + 1)}


def words_in(folder: Path) -> str:
    """All that the files of a folder say."""
    told = []
    for path in sorted(folder.rglob("*")):
        told.append(path.name)
        if path.suffix in {".html", ".csv", ".json"}:
            told.append(path.read_text(encoding="utf-8-sig"))
        elif path.suffix == ".xlsx":
            book = openpyxl.load_workbook(path)
            told += [str(cell.value) for sheet in book for row in sheet for cell in row if cell.value is not None]
        elif path.suffix == ".pdf":
            with pypdfium2.PdfDocument(path) as paper:
                told += [page.get_textpage().get_text_range() for page in paper]
        elif path.suffix in {".odt", ".docx"}:
            with zipfile.ZipFile(path) as packed:
                told += [packed.read(name).decode() for name in packed.namelist() if name.endswith(".xml")]
    return "\n".join(told)


def test_it_travels_with_the_settings(office: Path) -> None:
    chosen = settings(office)
    assert (chosen.keep_years, chosen.thresholds.session_minutes) == (8, 30)
    assert chosen.sha256 != Settings().sha256


def test_its_purposes_are_read_from_both_sides(office: Path) -> None:
    purposes = settings(office).regulation.purposes.values()
    queries: list[dict[str, object]] = [{"查詢事由": purpose.text} for purpose in purposes]
    asked = statement(office / "明細表.xlsx", *queries)
    assert read_statement(asked, settings(office)).table["purpose"].tolist() == [1, 2, 3, 4, 5]
    boxes = "\n".join(("■" if one.told else "□") + one.text for one in purposes) + "，協尋失蹤人口"
    written = read_register(register(office / "紀錄表.xlsx", {"查詢事由": boxes}), settings(office)).table
    assert written[["purposes", "purpose_note"]].to_numpy().tolist() == [["5", "協尋失蹤人口"]]


def test_a_month_says_no_word_of_the_first_regulation(office: Path, capsys: Said) -> None:
    asked = statement(office / "明細表.xlsx", {"查詢事由": "遷徙事實"}, {"查詢日期時間": "115/10/07 09:12:33"})
    boxes = "■旁列公務，經首長批准者，業務需要\n□歸化許可之審查。"
    written = register(office / "紀錄表.xlsx", {"查詢事由": boxes, "主管簽核": ""})
    files = ["--statement", str(asked), "--register", str(written), "--downloaded-on", "2026-11-16"]
    options = ["--settings", str(office / "office.toml"), "--out", str(office / "out"), "--as-of", "2026-11-20"]
    main(["run", "2026-10", *files, *options])
    told = (words_in(office / "out") + "".join(capsys.readouterr())).replace(OFFICE, "")
    assert "〈戊〉旁列公務" in told
    assert "規定第7條" in told
    assert "115年11月15日之期限" in told
    assert of_the_first(told) == set()


def test_its_rules_and_its_page_say_no_word_of_the_first(office: Path, capsys: Said) -> None:
    for rule in RULES:
        assert main(["explain", rule.code, "--settings", str(office / "office.toml")]) == ExitCode.FINISHED
    regulation = settings(office).regulation
    shown = [rules_page(regulation), regulation_page(regulation), capsys.readouterr().out]
    assert [of_the_first(text) for text in shown] == [set(), set(), set()]


def test_its_forms_say_no_word_of_the_first(office: Path) -> None:
    options = ["--settings", str(office / "office.toml"), "--out", str(office / "forms")]
    assert main(["forms", *options]) == ExitCode.FINISHED
    told = words_in(office / "forms")
    assert "資料查詢登錄單" in told
    assert "門牌編釘之查對" in told
    assert of_the_first(told) == set()


def faxes(office: Path) -> Path:
    """One fax whose letter is owed."""
    headings = ("傳真日期", "使用者姓名", "查詢條件", "查詢事由", "補送公文日期")
    return sheet(office / "傳真.xlsx", headings, ("115/10/06", "王小明", "陳大文 A123456789", "協尋", ""))


def test_its_filled_fax_form_says_no_word_of_the_first(office: Path) -> None:
    options = ["--settings", str(office / "office.toml"), "--out", str(office / "forms")]
    assert main(["forms", "--fax", str(faxes(office)), *options]) == ExitCode.FINISHED
    told = words_in(office / "forms")
    assert "詢問者：虛構縣甲鄉戶政事務所" in told
    assert "規定第10條" in told
    assert of_the_first(told) == set()


def test_its_audits_its_volume_and_its_duties_say_no_word_of_the_first(office: Path, capsys: Said) -> None:
    asked = statement(office / "明細表.xlsx", {"查詢事由": "遷徙事實"}, {"查詢日期時間": "115/10/07 09:12:33"})
    written = register(office / "紀錄表.xlsx", {"查詢事由": "■旁列公務", "主管簽核": ""})
    options = ["--settings", str(office / "office.toml"), "--as-of", "2026-12-20"]
    out = ["--out", str(office / "papers")]
    files = ["--statement", str(asked), "--register", str(written), "--fax", str(faxes(office))]
    main(["run", "2026-10", *files, *options])
    main(["audit", "2026", *options, *out])
    main(["audit", "2026", "--half", "2", "--county", *options, *out])
    main(["bind", "2026", *options, *out])
    main(["status", *options])
    main(["status", "--retention", *options, *out])
    told = (words_in(office / "papers") + "".join(capsys.readouterr())).replace(OFFICE, "")
    for ours in ("查詢是否逐件登錄", "虛構縣政府評核單", "依據規定第14條裝訂", "規定第11條"):
        assert ours in told, ours
    assert of_the_first(told) == set()
