"""Pages on which rulings stand between the columns only."""

from pathlib import Path

from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas

from reconcile.reading import read_statement

COLUMNS = {"序號": 30, "查詢時間": 80, "使用者帳號": 220, "使用者姓名": 310, "查詢條件": 400}


def test_rows_between_upright_rulings_alone_are_each_read(tmp_path: Path) -> None:
    path = tmp_path / "statement.pdf"
    registerFont(UnicodeCIDFont("MSung-Light"))
    canvas = Canvas(str(path), pagesize=(595, 842))
    rows = [[str(n), f"115/10/0{n} 09:30:05", "HL6832", "陳家堃", "U100000008"] for n in range(1, 7)]
    for n, row in enumerate([list(COLUMNS), *rows]):
        canvas.setFont("MSung-Light", 10)
        for x, text in zip(COLUMNS.values(), row, strict=True):
            canvas.drawString(x, 780 - 20 * n, text)
    for x in COLUMNS.values():
        canvas.line(x - 6, 795, x - 6, 650)
    canvas.save()
    reading = read_statement(path)
    assert not reading.problems
    assert [str(day.day) for day in reading.table["queried_at"]] == [row[0] for row in rows]
    assert set(reading.table["account"]) == {"HL6832"}
