"""What shows that the tables of a document are damaged, though they are well-formed XML."""

import re
from collections import Counter
from collections.abc import Sequence

TORN = "表格內容有毀損之處（欄數不符或標記錯亂），請以 LibreOffice 開啟確認並另存新檔後重跑。"

_REST = re.compile(rb'>[^<>]*[\w:-]="[^"<>]*"\s*/?>')
_BARE = re.compile(rb'<(?:w|text|table):[^<>]*\s(?!xmlns=)[\w-]+="')
"""An attribute without a prefix; in the vocabularies of both formats every one has one."""
_WIDTH = re.compile(
    rb'<w:(?:tcW|tblW|tblInd|wBefore|wAfter)\s(?:[^<>]*\s)?w:type="(?!(?:dxa|auto|nil|pct)")'
)
"""A width of a kind that there is not ([ECMA-376] ST_TblWidth)."""
_FEW = 8
"""So many rows stand to one that is torn, where tables are made of rows of equal columns."""
_TAG = re.compile(rb"<table:(?:table-row|table-cell|covered-table-cell)[\s/>]")
_SOUND = re.compile(
    rb"<table:(?:table-row|table-cell|covered-table-cell)(?:\s+(?:"
    rb"(?!table:|office:)[\w.-]+:[\w.-]+|table:(?:style-name|formula|protect|protected|visibility|"
    rb"content-validation-name|default-cell-style-name|"
    rb"number-(?:columns|rows)-(?:repeated|spanned)|number-matrix-(?:columns|rows)-spanned)|office:(?:boolean-value|currency|date-value|"
    rb"string-value|time-value|value))=\"[^\"]*\"|\s+office:value-type=\""
    rb"(?:float|percentage|currency|date|time|boolean|string|void)\")*\s*/?>(?!\s*[^<\s])"
)


def has_torn_tags(content: bytes) -> bool:
    """The rest of a tag stands in the text, or two tags became one: its attributes say what none can."""
    return any(sign.search(content) for sign in (_REST, _BARE, _WIDTH))


def is_torn(content: bytes) -> bool:
    """A cell or row bears what ODF knows no name for, or text stands outside of paragraphs."""
    return has_torn_tags(content) or len(_TAG.findall(content)) != len(_SOUND.findall(content))


def has_torn_rows(widths: Sequence[int]) -> bool:
    """A few rows have other columns than all the rest, none of which may."""
    if not widths:
        return False
    _, times = Counter(widths).most_common(1)[0]
    few = len(widths) - times
    return few > 0 and few * _FEW <= len(widths)
