"""What cannot be understood is refused in one sentence that says what it is and what to do (tests/documents/errors)."""

import re
from pathlib import Path

import pytest

from golden_documents import DOCUMENTS, Golden, folders
from reconcile.errors import FileRefused

CASES = folders(DOCUMENTS / "errors")
_IDENTIFIER = re.compile(r"[A-Z][1289A-D]\d{8}")


def test_the_gallery_of_errors_is_large() -> None:
    assert len(CASES) >= 30


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_a_file_that_is_not_what_it_should_be_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    golden = Golden.of(folder)
    for name in ("RECONCILE_PASSWORD", "RECONCILE_PASSWORD_FILE"):
        monkeypatch.delenv(name, raising=False)
    if golden.password:
        monkeypatch.setenv("RECONCILE_PASSWORD", golden.password)
    with pytest.raises(FileRefused) as refused:
        golden.read()
    said = str(refused.value)
    assert golden.refusal
    assert golden.refusal in said
    assert said.startswith(golden.file)
    assert said.endswith("。")
    assert not _IDENTIFIER.search(said)
