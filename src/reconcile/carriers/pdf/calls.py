"""The functions of pdfium that are called for every character, run of text or line of a page.

Each is the function of its name without the search for a converter of every argument that ctypes
makes otherwise, which takes longer than most of these calls. So nothing is converted: handles are
given as pdfium gave them, places to write to as `ctypes.byref`, and numbers fit a C int.
"""

import ctypes
from typing import Any

import pypdfium2.raw as pdfium


def _plain(function: Any, result: Any = ctypes.c_int) -> Any:
    return ctypes.CFUNCTYPE(result)(ctypes.cast(function, ctypes.c_void_p).value or 0)


class Slots:
    """So many numbers of one ctypes kind that a call writes: `asked` are its arguments."""

    def __init__(self, kind: Any, count: int) -> None:
        """All 0 at first."""
        self.values: Any = (kind * count)()
        size = ctypes.sizeof(kind)
        self.asked = tuple(ctypes.byref(self.values, size * at) for at in range(count))


unicode_of = _plain(pdfium.FPDFText_GetUnicode, ctypes.c_uint)
is_generated = _plain(pdfium.FPDFText_IsGenerated)
loose_box_of = _plain(pdfium.FPDFText_GetLooseCharBox)
origin_of = _plain(pdfium.FPDFText_GetCharOrigin)
matrix_of_text = _plain(pdfium.FPDFText_GetMatrix)
size_of_text = _plain(pdfium.FPDFText_GetFontSize, ctypes.c_double)
colour_of_text = _plain(pdfium.FPDFText_GetFillColor)
mode_of_text = _plain(pdfium.FPDFTextObj_GetTextRenderMode)
run_of = _plain(pdfium.FPDFText_GetTextObject, ctypes.c_void_p)
"""The run of text that a character belongs to: its address as a number, no handle. None: of none."""
