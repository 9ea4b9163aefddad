"""What a page cuts off at the edges of a clipping path, as browsers and office programs do at a cell too narrow."""

import ctypes

import pypdfium2.raw as pdfium

Bounds = tuple[float, float, float, float]
"""Left, bottom, right and top, in points from the bottom left corner of the page."""

NARROWEST = 0.5
"""Points by which a character reaches beyond the path before it is cut: boxes are rounded."""


_clip_of = ctypes.CFUNCTYPE(ctypes.c_void_p, pdfium.FPDF_PAGEOBJECT)(
    ctypes.cast(pdfium.FPDFPageObj_GetClipPath, ctypes.c_void_p).value or 0
)
_paths_of = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)(
    ctypes.cast(pdfium.FPDFClipPath_CountPaths, ctypes.c_void_p).value or 0
)
"""The path as a bare number, as most runs have none: a pointer of its own for each costs more."""


def bounds_of(shape: object) -> list[Bounds]:
    """The box of each path outside which nothing of a run of text is shown; none of by far the most runs."""
    count = _paths_of(_clip_of(shape)) if shape else 0
    if count <= 0:
        return []
    clip = pdfium.FPDFPageObj_GetClipPath(shape)
    return [box for at in range(count) if (box := _box(clip, at))]


def _box(clip: object, at: int) -> Bounds | None:
    x, y = ctypes.c_float(), ctypes.c_float()
    points = []
    for number in range(pdfium.FPDFClipPath_CountPathSegments(clip, at)):
        segment = pdfium.FPDFClipPath_GetPathSegment(clip, at, number)
        if pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
            points.append((x.value, y.value))
    across, along = [x for x, _ in points], [y for _, y in points]
    return (min(across), min(along), max(across), max(along)) if points else None


def is_cut(box: pdfium.FS_RECTF, clips: list[Bounds], *, sideways: bool) -> bool:
    """Part of a character, along its line, lies outside one of the boxes that the rest of it touches."""
    return any(
        _crosses((box.bottom, box.top), (bottom, top))
        if sideways
        else _crosses((box.left, box.right), (left, right))
        for left, bottom, right, top in clips
    )


def _crosses(own: tuple[float, float], shown: tuple[float, float]) -> bool:
    outside = own[0] < shown[0] - NARROWEST or own[1] > shown[1] + NARROWEST
    return outside and own[1] > shown[0] and own[0] < shown[1]
