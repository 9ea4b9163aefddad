"""What is asked of pdfium without converters is what pdfium says when asked in its own way."""

import ctypes
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from golden_documents import DOCUMENTS, Golden
from reconcile.carriers.pdf import calls

KINDS = ("statement_cairo", "statement_calc_ruled", "statement_chromium_ruled", "statement_ghostscript")


def _told(function: Any, *given: object, kind: Any, count: int) -> tuple[int, list[float]]:
    """What the function returns and what it writes to so many numbers."""
    slots = calls.Slots(kind, count)
    return int(function(*given, *slots.asked)), list(slots.values)


def _typed(function: Any, *given: object, kind: Any, count: int) -> tuple[int, list[float]]:
    numbers = [kind() for _ in range(count)]
    code = int(function(*given, *map(ctypes.byref, numbers)))
    return code, [number.value for number in numbers]


@pytest.mark.parametrize("name", KINDS)
def test_every_character_of_a_statement_is_told_alike_in_both_ways(name: str) -> None:
    golden = Golden.of(DOCUMENTS / name)
    document = pypdfium2.PdfDocument((golden.folder / golden.file).read_bytes())
    for page in document:
        raw = page.get_textpage().raw
        for at in range(pdfium.FPDFText_CountChars(raw) + 1):  # one beyond the last: none
            assert calls.unicode_of(raw, at) == pdfium.FPDFText_GetUnicode(raw, at)
            assert calls.is_generated(raw, at) == pdfium.FPDFText_IsGenerated(raw, at)
            assert calls.size_of_text(raw, at) == pdfium.FPDFText_GetFontSize(raw, at)
            shape = pdfium.FPDFText_GetTextObject(raw, at)
            address = ctypes.addressof(shape.contents) if shape else None
            assert calls.run_of(raw, at) == address
            if shape:
                mode = pdfium.FPDFTextObj_GetTextRenderMode(shape)
                assert calls.mode_of_text(shape) == mode
            assert _told(calls.origin_of, raw, at, kind=ctypes.c_double, count=2) == _typed(
                pdfium.FPDFText_GetCharOrigin, raw, at, kind=ctypes.c_double, count=2
            )
            assert _told(calls.colour_of_text, raw, at, kind=ctypes.c_uint, count=4) == _typed(
                pdfium.FPDFText_GetFillColor, raw, at, kind=ctypes.c_uint, count=4
            )
            for plain, own, kind in (
                (calls.loose_box_of, pdfium.FPDFText_GetLooseCharBox, pdfium.FS_RECTF),
                (calls.matrix_of_text, pdfium.FPDFText_GetMatrix, pdfium.FS_MATRIX),
            ):
                one, other = kind(), kind()
                assert plain(raw, at, ctypes.byref(one)) == own(raw, at, ctypes.byref(other))
                assert bytes(one) == bytes(other)
