"""The pictures of the sample month's reports that the README shows: `make screenshots`."""

import io
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image

from .chromium import browser

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
PAGES = 2
PAPER_SCALE = 80 / 72


def main() -> None:
    """Run the sample month and take its pictures; the same machine makes the same bytes."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "demo"
        subprocess.run([sys.executable, "-m", "reconcile", "demo", "--out", str(out)], check=True, capture_output=True)
        photograph(out / "report.html")
        draw(out / "report.pdf")


def photograph(report: Path) -> None:
    """The page as an office's screen shows it: its first sight, its picture of the month, its findings."""
    with browser() as running:
        page = running.new_page(viewport={"width": 1366, "height": 768}, reduced_motion="reduce")
        page.goto(report.as_uri())
        keep("page-conclusion", page.screenshot())
        page.locator("#month").evaluate("it => scrollTo({ top: it.offsetTop - 24, behavior: 'instant' })")
        keep("page-month", page.screenshot())
        page.locator("#by-code").select_option("USER_MISMATCH")
        keep("page-findings", page.screenshot())


def draw(report: Path) -> None:
    """The first pages of the paper."""
    document = pypdfium2.PdfDocument(report)
    for number in range(PAGES):
        drawn = io.BytesIO()
        document[number].render(scale=PAPER_SCALE).to_pil().save(drawn, "PNG")
        keep(f"paper-{number + 1}", drawn.getvalue())
    document.close()


def keep(name: str, png: bytes) -> None:
    """Save a picture as small as it goes without losing a colour."""
    Image.open(io.BytesIO(png)).convert("RGB").save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
