"""The objects of a page in the order in which they are drawn, those inside forms among them."""

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

Matrix = tuple[float, float, float, float, float, float]

_UNMOVED: Matrix = (1, 0, 0, 1, 0, 0)
DEEPEST = 8
"""Forms within forms beyond this are a file that refers to itself."""


class PageObject(NamedTuple):
    """An object, its type, and the matrix that puts what it says into points of the page.

    `alpha` is how much of it the forms around it let be seen, 0 to 1.
    """

    raw: Any
    kind: int
    around: Matrix
    alpha: float = 1

    def bounds(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top in points of the page; all 0 where it has none."""
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        pdfium.FPDFPageObj_GetBounds(self.raw, *map(ctypes.byref, (left, bottom, right, top)))
        box = left.value, bottom.value, right.value, top.value
        if self.around is _UNMOVED:
            return box
        corners = [on_point(self.around, x, y) for x in box[::2] for y in box[1::2]]
        xs, ys = zip(*corners, strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    def matrix(self) -> Matrix:
        """From its own points to those of the page."""
        return times(_matrix_of(self.raw), self.around)


def objects_of(page: pypdfium2.PdfPage) -> Iterator[PageObject]:
    """Every object of the page but the forms themselves."""
    for index in range(pdfium.FPDFPage_CountObjects(page.raw)):
        yield from _within(pdfium.FPDFPage_GetObject(page.raw, index), _UNMOVED, DEEPEST)


def _within(raw: Any, around: Matrix, deep: int, alpha: float = 1) -> Iterator[PageObject]:
    kind = pdfium.FPDFPageObj_GetType(raw)
    if kind != pdfium.FPDF_PAGEOBJ_FORM:
        yield PageObject(raw, kind, around, alpha)
    elif deep:
        matrix = _matrix_of(raw)
        alpha *= _alpha_of(raw)
        inner = around if matrix == _UNMOVED else times(matrix, around)
        for index in range(pdfium.FPDFFormObj_CountObjects(raw)):
            yield from _within(pdfium.FPDFFormObj_GetObject(raw, index), inner, deep - 1, alpha)


def _alpha_of(raw: Any) -> float:
    """How much of a form is seen: what a web page draws with an opacity is one."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    told = pdfium.FPDFPageObj_GetFillColor(raw, *map(ctypes.byref, (red, green, blue, alpha)))
    return alpha.value / OPAQUE if told else 1


OPAQUE = 255


def _matrix_of(raw: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(raw, ctypes.byref(matrix))
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """The one and then the other."""
    if outer is _UNMOVED:
        return inner
    a, b, c, d, e, f = inner
    p, q, r, s, x, y = outer
    return (
        *(a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s),
        *(e * p + f * r + x, e * q + f * s + y),
    )


def on_point(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where the matrix puts a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
