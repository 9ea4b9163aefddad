"""Whole months that a report must carry: one of an office with everything kept, and one of two thousand findings."""

import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Literal

import pandas as pd

from reconcile.deposits import Decision, Signoff
from reconcile.errors import Problem
from reconcile.facts.masking import Mode
from reconcile.history import Item, Review
from reconcile.outcome import Download, Input, Outcome, Sample
from reconcile.text.dates import Month

from .builders import finding, line, outcome, pair, query

DIGEST, HEAD = "c0ffee" + "12" * 29, "f00d" + "34" * 30
PROBLEM = Problem("明細表.pdf", "第 4 頁第 12 列", "無法辨識日期「113/02/30」，請確認原始報表後重跑。", 4, 12)
STATE = Literal["open", "closed"]


@dataclass(frozen=True)
class KeptMonth:
    """What a report is made of."""

    outcome: Outcome
    review: Review | None = None
    pictures: Mapping[tuple[str, int], bytes] = field(default_factory=dict)

    @property
    def parts(self) -> tuple[Outcome, Review | None, Mapping[tuple[str, int], bytes]]:
        """As the view takes them."""
        return self.outcome, self.review, self.pictures


def kept(*problems: Problem, mask: Mode = "all", signed: bool = True, void: bool = False) -> KeptMonth:
    """A month with cases, a roster, a sample, questions of conduct, pictures, and the months before it."""
    rows = range(1, 13)
    month = outcome(
        queries=[query(row, ip="10.1.2.3", result="success", purpose=2) for row in rows],
        lines=[line(entry, result="success") for entry in (1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12)],
        matches=[pair(1), pair(2, "user"), pair(3, "time"), *(pair(row) for row in range(5, 13))],
        findings=[
            finding(
                "UNREGISTERED_QUERY", "high", query=4, message="明細表第 4 列在紀錄表沒有對應的一筆，請補登紀錄表。"
            ),
            finding("USER_MISMATCH", "high", query=2, entry=2, line=1),
            finding("TIME_MISMATCH", "medium", query=3, entry=3, line=1),
            finding("PURPOSE_UNSUPPORTED", "medium", query=5, entry=5, line=1, legal_basis="要點四、十一"),
            finding("MISSING_SIGNOFF", "medium", entry=1),
            finding("LATE_DOWNLOAD", "medium", legal_basis="要點十一"),
            finding("OFF_HOURS_QUERY", "low", query=6),
            finding("OFF_HOURS_QUERY", "low", query=9),
            finding("OFF_HOURS_QUERY", "low", query=7),
            finding("SELF_QUERY", "low", query=8),
        ],
        problems=problems,
        mask=mask,
        inputs=[
            Input("statement", "明細表.pdf", 123_480, "ab" * 32),
            Input("register", "紀錄表.xlsx", 45_916, "cd" * 32),
            Input("cases", "受理案件清冊.ods", 20_481, "ef" * 32),
        ],
    )
    month = replace(
        month,
        not_checked=("未提供帳號清冊，未查核帳號是否有效。",),
        download=Download(date(2026, 11, 12), "printed"),
        case_links=case_links([*range(6, 13), 1]),
        sample=Sample(month.matching.matches.head(3), "自已對應之 11 筆中依比率 1%、至少 3 筆抽出，抽樣代號 115110。"),
        unused_accounts=("帳號 hl0** 自 115年3月 起逾六個月未使用，請檢討是否保留。",),
    )
    return KeptMonth(
        month, review_of(month, signed=signed, void=void), {("明細表.pdf", 4): png(), ("明細表.pdf", 3): png()}
    )


def case_links(rows: list[int]) -> pd.DataFrame:
    """Each of these queries explained by a case of its own."""
    return pd.DataFrame(
        [
            {
                "statement_file": "明細表.pdf",
                "statement_row": row,
                "cases_file": "受理案件清冊.ods",
                "cases_row": row,
                "case_no": f"戶1151005{row:03d}",
                "how": "遷徙登記，查詢標的即申請人，受理後 12 分鐘查詢",
            }
            for row in rows
        ]
    )


def review_of(month: Outcome, *, signed: bool = False, void: bool = False) -> Review:
    """The second item is answered, one item of September is open and one of August closed by this run."""
    identities = tuple(f"115-10-{number:04d}" for number in range(1, len(month.findings) + 1))
    items = {
        identity: item(identity, str(code), str(severity), str(message))
        for identity, code, severity, message in zip(
            identities, *(month.findings[name] for name in ("code", "severity", "message")), strict=True
        )
    }
    for answered in identities[1:2]:
        items[answered] = replace(
            items[answered],
            state="closed",
            decision=Decision(
                answered, "說明合理", "由王小明代為登入，已補登代理紀錄", "林主任", date(2026, 11, 6), "99" * 32
            ),
            story=("首次列出", "處理結果：說明合理（115年11月6日）"),
        )
    return Review(
        items=items,
        of_findings=identities,
        carried=(
            item(
                "115-09-0007",
                "UNREGISTERED_QUERY",
                "high",
                "明細表第 31 列在紀錄表沒有對應的一筆，請補登紀錄表。",
                month=Month(2026, 9),
                state="closed",
                age=1,
                story=("首次列出", "由 10 月紀錄表補登"),
            ),
            item(
                "115-08-0002",
                "UNCONFIRMED_ENTRY",
                "medium",
                "紀錄表第 12 列第 1 筆在明細表沒有對應的查詢，請確認日期有無誤寫。",
                month=Month(2026, 8),
                age=2,
                story=("首次列出", "處理結果：待查", "仍未結"),
            ),
        ),
        changes=(
            "新增：使用者不符（明細表第 2 列）。",
            "不再列出：有紀錄無明細（紀錄表第 9 列第 1 筆），紀錄表已更正。",
        ),
        digest=DIGEST,
        previous_head=HEAD,
        signoff=Signoff("林主任", date(2026, 11, 9), DIGEST) if signed or void else None,
        signoff_void=void,
    )


def item(identity: str, code: str, severity: str, message: str, **other: Any) -> Item:
    """An open item of this month."""
    return Item(
        **{
            "item": identity,
            "month": Month(2026, 10),
            "code": code,
            "severity": severity,
            "user": "王○○",
            "subject": "A12345****",
            "at": "115/10/05 09:40:33",
            "message": message,
            "state": "open",
            "age": 0,
            "decision": None,
            "story": ("首次列出",),
            **other,
        }
    )


def many(findings: int = 2000) -> KeptMonth:
    """A month in which so many queries have no line."""
    rows = range(1, findings + 1)
    start = query(0)["queried_at"]
    queries = [query(row, queried_at=start + timedelta(minutes=11 * row)) for row in rows]
    codes = ("UNREGISTERED_QUERY", "UNKNOWN_ACCOUNT", "INACTIVE_ACCOUNT", "OFF_HOURS_QUERY")
    severities = ("high", "high", "high", "low")
    found = [
        finding(
            codes[row % 4],
            severities[row % 4],
            query=row,
            message=f"明細表第 {row} 列在紀錄表沒有對應的一筆，請補登紀錄表，或查明是否為公務外查詢。",
        )
        for row in rows
    ]
    month = outcome(queries=queries, findings=found)
    return KeptMonth(month, review_of(month))


def png(width: int = 1200, height: int = 60) -> bytes:
    """A picture as the statement's page gives it: white, one row framed."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    def shade(x: int, y: int) -> int:
        return 0 if min(x, y, width - 1 - x, height - 1 - y) < 3 or (x % 150 < 70 and 25 < y < 35) else 255

    rows = b"".join(b"\0" + bytes(shade(x, y) for x in range(width)) for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
