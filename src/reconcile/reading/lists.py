"""The lists that an office keeps beside the register: 帳號清冊."""

import pandas as pd

from reconcile.carriers.raw import Document, Row
from reconcile.errors import FileRefused
from reconcile.reading.headings import ROSTER_HEADINGS
from reconcile.reading.layouts import Layout, Vocabulary
from reconcile.reading.scan import scan
from reconcile.text.folding import clean

VOCABULARY = Vocabulary.of(ROSTER_HEADINGS, fewest=2)


def read_accounts(document: Document) -> pd.DataFrame:
    """帳號清冊 as the string columns `account` and `user_name`, one row an account."""
    found = scan(document, VOCABULARY, _names_account)
    if not found.layouts:
        raise FileRefused(document.file, "找不到帳號清冊的表頭（帳號、姓名），請確認檔案。")
    rows = [(data.text("account"), data.text("user_name")) for data in found.rows]
    return pd.DataFrame(rows, columns=pd.Index(["account", "user_name"])).astype("string")


def _names_account(row: Row, layout: Layout) -> bool:
    return clean(layout.cell(row, "account")) is not None
