"""What is drawn on the pages that were looked at last: who cuts pictures from them need not look again."""

from collections import OrderedDict
from pathlib import Path

import pypdfium2

from reconcile.carriers.pdf.ink import Ink, ink_of

_PAGES = 64
"""So many are remembered: more than an ordinary month has, and some twenty megabytes."""

_SEEN: OrderedDict[tuple[Path, int, int, int], Ink] = OrderedDict()


def ink_on(path: Path, number: int, page: pypdfium2.PdfPage) -> Ink:
    """The ink of that page of the file as it is now, counted from 1."""
    try:
        state = path.stat()
    except OSError:  # it was taken away since it was opened
        return ink_of(page)
    key = (path, state.st_size, state.st_mtime_ns, number)
    if key not in _SEEN:
        _SEEN[key] = ink_of(page)
        while len(_SEEN) > _PAGES:
            _SEEN.popitem(last=False)
    return _SEEN[key]
