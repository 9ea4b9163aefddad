"""Make the workbook whose looks are tested, in every carrier: `python make_shown.py`, by openpyxl and LibreOffice.

One sheet in which each row is hidden, struck out or drawn over in another way, and one that is hidden.
"""

import subprocess
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.styles import Font, PatternFill
from PIL import Image as Picture

HERE = Path(__file__).parent / "shown"


def main() -> None:
    """Write shown.xlsx, and what LibreOffice makes of it."""
    HERE.mkdir(exist_ok=True)
    whole = HERE / "shown.xlsx"
    book().save(whole)
    for kind in ("xls:MS Excel 97", "ods", "fods"):
        subprocess.run(
            ["soffice", "--headless", "--convert-to", kind, "--outdir", str(HERE), str(whole)],
            check=True,
            capture_output=True,
        )


def book() -> Workbook:
    """See `test_what_is_shown` for what each row is."""
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.title = "看得見"
    for number in range(1, 13):
        sheet.append([number, f"A12345678{number % 10}", "成功", "隱藏欄"])
    for at in "ABC":
        sheet[f"{at}3"].font = Font(strike=True)
    gone, kept = InlineFont(strike=True), InlineFont()
    sheet["B4"] = CellRichText(TextBlock(gone, "B223456782"), TextBlock(kept, "A123456789"))
    sheet.row_dimensions[5].hidden = True
    for at in "ABC":
        sheet[f"{at}6"].font = Font(color="FFFFFF")
    sheet["B7"].comment = Comment("應為 B223456782", "課員")
    stream = BytesIO()
    Picture.new("RGB", (20, 12), "red").save(stream, "PNG")
    sheet.add_image(Image(stream), "C8")
    sheet["A9"].number_format = ";;;"
    sheet["B9"].number_format = ";;;"
    sheet["C9"].number_format = ";;;"
    sheet["A10"] = 1234567
    sheet["A10"].number_format = "0000000000"
    sheet["C11"].font = Font(color="FFFFFF")
    sheet["C11"].fill = PatternFill("solid", fgColor="1F4E78")
    sheet["C12"].font = Font(color="1F4E78")
    sheet["C12"].fill = PatternFill("solid", fgColor="1F4E78")
    sheet.column_dimensions["D"].hidden = True
    draft = made.create_sheet("草稿")
    draft.append([1, "A123456789", "成功"])
    draft.sheet_state = "hidden"
    return made


if __name__ == "__main__":
    main()
