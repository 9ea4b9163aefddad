"""Who cuts pictures from a statement that was just read looks at no page a second time."""

import os
import shutil
from pathlib import Path

import pypdfium2

from golden_documents import DOCUMENTS, Golden
from reconcile.carriers.pdf.ink import ink_of
from reconcile.carriers.pdf.seen import ink_on


def test_a_page_is_looked_at_once_as_long_as_its_file_stays_as_it_is(tmp_path: Path) -> None:
    golden = Golden.of(DOCUMENTS / "statement_cairo")
    path = Path(shutil.copy(golden.folder / golden.file, tmp_path))
    page = pypdfium2.PdfDocument(path.read_bytes())[0]
    first = ink_on(path, 1, page)
    assert first == ink_of(page)
    assert ink_on(path, 1, page) is first
    assert ink_on(path, 2, page) is not first
    os.utime(path, ns=(0, 0))
    assert ink_on(path, 1, page) is not first
    path.unlink()
    assert ink_on(path, 1, page) == first
