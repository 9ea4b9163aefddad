"""Statements as text: csv and tsv in every encoding, and web pages that are called .xls."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from documents.make import columns as column
from documents.make import facts, roc, sheets, web
from documents.make.case import Case
from documents.make.paper import Paper, header, paginated, rows, title, wide
from documents.make.people import AGENCY
from documents.make.statements import TITLES, book, page_footer, plain, rewritten

_PAGE = (
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel">\n<head><meta http-equiv="Content-Type" '
    'content="text/html; charset={charset}"><title>主管稽核月明細表</title>\n'
    "<style>td {{mso-number-format:'\\@'}}</style></head>\n<body>\n{tables}\n</body></html>\n"
)


def cases() -> Iterator[Case]:
    """All of them."""
    yield from _delimited()
    yield from _web_pages()


def text(
    name: str,
    paper: Paper,
    encoding: str,
    file: str = "statement.csv",
    *,
    problems: tuple[str, ...] = (),
    delimiter: str = ",",
    quoting: bool = False,
) -> Case:
    """A text file whose golden table follows from its paper."""
    paper = in_cp950(paper) if encoding == "cp950" else paper
    content = sheets.as_text(paper, delimiter=delimiter, quoting=quoting).encode(encoding)
    return book(name, paper, lambda path: _keep(path, content), file, problems=problems)


def in_cp950(paper: Paper) -> Paper:
    """The same with the characters that cp950 has: 峰 for 峯."""
    return rewritten(paper, lambda text: text.replace("峯", "峰"))


def _delimited() -> Iterator[Case]:
    yield text("statement_csv_bom", plain("statement_csv_bom", 60, *column.usual()), "utf-8-sig")

    columns = column.several(
        column.account("帳號"),
        column.moment("查詢時間", roc_iso),
        column.result("結果", "成功", "失敗"),
        column.condition("查詢條件", "{label}：{identifier}\n姓名：{name}"),
    )
    quoted = Paper(columns, ((*header(columns), *rows(columns, facts.queries("statement_csv_quoted", 40))),))
    yield text("statement_csv_quoted", quoted, "utf-8", quoting=True)
    columns = column.several(
        column.serial("序號"), column.account("使用者代號"), column.user_name("使用人員"), column.day(style=roc.compact)
    )
    columns = column.several(
        *columns,
        column.clock(style=lambda at: f"{at:%H%M%S}"),
        column.condition(pattern="{label}:{identifier}"),
        column.result("狀態", "Y", "N"),
        column.purpose("用途", column.NUMBERED_PURPOSES),
    )
    yield text("statement_csv_cp950", plain("statement_csv_cp950", 50, *columns), "cp950")
    columns = column.several(
        column.serial("編號", "{:04d}"),
        column.account(),
        column.masked_name(),
        column.moment("作業時間"),
        column.condition("查詢值", "{identifier}"),
        column.function("程式名稱"),
    )
    padded = plain("statement_csv_semicolon", 40, *columns, closing="總筆數：４０")
    yield text("statement_csv_semicolon", padded, "utf-8", delimiter=";")
    columns = column.several(
        column.user_name("姓名"), column.moment("使用時間"), column.condition("條件", "{identifier} {name}")
    )
    yield text(
        "statement_tsv_utf16", plain("statement_tsv_utf16", 40, *columns), "utf-16", "statement.txt", delimiter="\t"
    )


def roc_iso(at: datetime) -> str:
    """2026-10-05T09:12:33."""
    return f"{at:%Y-%m-%dT%H:%M:%S}"


def _keep(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _web_pages() -> Iterator[Case]:
    modern = plain("statement_html_as_xls", 50, *column.usual())
    yield _web("statement_html_as_xls", modern, "utf-8")
    columns = column.several(
        column.account(), column.user_name(), column.moment(), column.function(), column.condition(), column.result()
    )
    body = rows(columns, facts.queries("statement_html_big5_as_xls", 40), agency=AGENCY)
    pages = paginated(
        body, [15], (TITLES[0], title(f"單位：{AGENCY}")), header(columns), page_footer, [wide("共 40 筆")]
    )
    yield _web("statement_html_big5_as_xls", Paper(columns, pages), "big5")


def _web(name: str, paper: Paper, charset: str) -> Case:
    paper = in_cp950(paper) if charset == "big5" else paper
    page = _PAGE.format(charset=charset, tables=web.tables(paper))
    content = page.encode("cp950" if charset == "big5" else charset)
    return book(name, paper, lambda path: _keep(path, content), "statement.xls")
