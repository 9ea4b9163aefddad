"""A form as .odt and .docx: the parts of a package filled from templates, in bytes that depend on nothing else."""

import re
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FunctionLoader, StrictUndefined

from reconcile.forms.paper.layout import Block, Form, FormRow, FormTable, Paragraph, Slot, slots
from reconcile.packed import packed_text

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_TWIPS = 1440 / 25.4

_DOCX = ("[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/_rels/document.xml.rels", "word/document.xml")
_DOCX_PARTS = (*_DOCX, "word/styles.xml", "word/settings.xml", "word/footer.xml")
_ODT_PARTS = ("META-INF/manifest.xml", "content.xml", "styles.xml", "meta.xml")
_ODT_MIME = "application/vnd.oasis.opendocument.text"


@dataclass(frozen=True)
class _Grid:
    """A table with the place of every cell, and its number among the tables of the document."""

    number: int
    table: FormTable
    rows: list[tuple[FormRow, list[Slot]]]


def write_docx(document: Form, path: Path) -> None:
    """Write it as Office Open XML."""
    _pack(path, {part: _filled(f"docx/{part}", document) for part in _DOCX_PARTS})


def write_odt(document: Form, path: Path) -> None:
    """Write it as OpenDocument; its type stands first and uncompressed, as the standard asks."""
    _pack(path, {"mimetype": _ODT_MIME, **{part: _filled(f"odt/{part}", document) for part in _ODT_PARTS}})


def _pack(path: Path, parts: dict[str, str]) -> None:
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            entry.create_system = 0
            package.writestr(entry, content.encode())


def _filled(template: str, document: Form) -> str:
    paragraphs = list(dict.fromkeys(_paragraphs(document.blocks)))
    return (
        _environment()
        .get_template(f"{template}.jinja")
        .render(
            document=document,
            blocks=[(type(block).__name__, block) for block in _numbered(document.blocks)],
            styles={paragraph: f"P{at}" for at, paragraph in enumerate(dict.fromkeys(map(_look, paragraphs)), start=1)},
            look=_look,
        )
    )


def _numbered(blocks: tuple[Block, ...]) -> list[Block | _Grid]:
    tables = iter(range(1, len(blocks) + 1))
    return [
        _Grid(next(tables), block, list(slots(block))) if isinstance(block, FormTable) else block for block in blocks
    ]


def _paragraphs(blocks: tuple[Block, ...]) -> list[Paragraph]:
    found: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append(block)
        elif isinstance(block, FormTable):
            found += [paragraph for row in block.rows for cell in row.cells for paragraph in cell.paragraphs]
    return found


def _look(paragraph: Paragraph) -> Paragraph:
    """The paragraph without its words: those that look alike share a style."""
    return Paragraph((), paragraph.size, paragraph.align, paragraph.stops, paragraph.above)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(lambda name: packed_text(f"forms/paper/templates/{name}")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["twips"] = lambda millimetres: round(millimetres * _TWIPS)
    environment.filters["xml_text"] = lambda content: _NOT_XML.sub("", content)
    environment.filters["spaces"] = lambda content: re.split("(\t| {2,}|^ | $)", content)
    return environment
