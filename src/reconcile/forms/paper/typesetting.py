"""A form as PDF/A, its fonts embedded and its text in reading order. Data enters as JSON, never as markup."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst
from pylopdf_fonts_zh_tw import sans_path, serif_path

from reconcile.forms.paper.layout import Form
from reconcile.packed import packed
from reconcile.text.drawable import drawable


def write_pdf(document: Form, path: Path) -> None:
    """Typeset the form."""
    blocks = [{"kind": type(block).__name__, **asdict(block)} for block in document.blocks]
    shape = {"title": document.title, "landscape": document.landscape, "footer": document.footer, "blocks": blocks}
    path.write_bytes(typeset("form.typ", shape, document.dated, standard="a-2b"))


def typeset(
    template: str,
    data: Mapping[str, Any],
    dated: date,
    *,
    root: Path | None = None,
    standard: Literal["a-2b"] | None = None,
) -> bytes:
    """The PDF of a template; `root` is the folder whose files it may embed.

    What no font can draw is printed as 〓; those characters are in the data as `lacking`.
    """
    shown, lacking = drawable(dict(data), (sans_path(), serif_path()))
    pdf = typst.Compiler(font_paths=_fonts()).compile(
        packed(f"forms/paper/templates/{template}").read_bytes(),
        root=root,
        sys_inputs={"data": json.dumps({**shown, "lacking": lacking}, ensure_ascii=False)},
        format="pdf",
        pdf_standards=[standard] if standard else [],
        timestamp=datetime.combine(dated, time(), UTC),
    )
    assert isinstance(pdf, bytes)
    return pdf


@cache
def _fonts() -> typst.Fonts:
    """Those of the package alone, so that every machine prints the same."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[sans_path().parent])
