"""Makes one original ready to be bound in: its pages as they are, or flat, with all that is laid on them drawn in.

Run as a process of its own (`originals`), because a damaged file can abort the engine that embeds its pages. It knows
nothing of the package, so that it starts in a tenth of a second.
"""

import json
import sys
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import typst

_EVERY_PAGE = """#for at in range({pages}) {{
  page(margin: 0pt, image("/{name}", page: at + 1, width: 100%, height: 100%, fit: "contain"))
}}"""


def main(source: str, target: str, how: str) -> None:
    """Write the copy that can be bound, and say the width and height of its pages in points; else exit with 1."""
    document = pdfium.PdfDocument(Path(source).read_bytes())
    if how == "flat":
        if not all(pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY) for page in document):
            sys.exit(1)
        document.save(target, flags=pdfium_c.FPDF_REMOVE_SECURITY)
    elif any(pdfium_c.FPDFPage_GetAnnotCount(page) for page in document):
        sys.exit(1)
    else:
        Path(target).write_bytes(Path(source).read_bytes())
    sizes = [page.get_size() for page in document]
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)
    trial = _EVERY_PAGE.format(pages=len(sizes), name=Path(target).name).encode()
    typst.Compiler(font_paths=fonts).compile(trial, root=Path(target).parent, format="pdf")
    sys.stdout.write(json.dumps(sizes))


if __name__ == "__main__":
    main(*sys.argv[1:])
