"""A form in the three files that an office asks for: to edit (.odt, .docx) and to print (.pdf)."""

from pathlib import Path

from reconcile.forms.paper.layout import Form
from reconcile.forms.paper.office_files import write_docx, write_odt
from reconcile.forms.paper.typesetting import write_pdf


def write_form(document: Form, folder: Path, name: str) -> tuple[Path, ...]:
    """Write `name`.odt, .docx and .pdf into a folder that exists; the same form gives the same bytes."""
    written = []
    for suffix, write in ((".odt", write_odt), (".docx", write_docx), (".pdf", write_pdf)):
        path = folder / (name + suffix)
        write(document, path)
        written.append(path)
    return tuple(written)
