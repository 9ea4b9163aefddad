"""Small docx and odt files of raw XML."""

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ROOT_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{KIND}/officeDocument" Target="word/document.xml"/></Relationships>'
)
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
SPACES = (
    f'xmlns:w="{WORD}" xmlns:r="{KIND}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
ODF = "urn:oasis:names:tc:opendocument:xmlns:"
ODF_SPACES = " ".join(
    f'xmlns:{short}="{ODF}{name}:1.0"'
    for short, name in {
        "office": "office",
        "text": "text",
        "table": "table",
        "style": "style",
        "draw": "drawing",
        "form": "form",
        "loext": "loext",
        "field": "field",
    }.items()
)

COLUMN = 1300
"""Its width; without a grid of widths LibreOffice merges other cells than Word."""


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*inline: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{''.join(inline)}</w:p>"


def lines(text: str) -> str:
    return "".join(paragraph(run(line)) for line in text.split("\n"))


def cell(content: str = "", properties: str = "") -> str:
    """A cell of text, a paragraph a line, or of ready XML."""
    inner = content if content.startswith("<w:") else lines(content)
    width = f'<w:tcW w:w="{COLUMN}" w:type="dxa"/>'
    return f"<w:tc><w:tcPr>{width}{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    grid = f'<w:gridCol w:w="{COLUMN}"/>' * max(line.count("<w:tc>") for line in "".join(rows).split("</w:tr>"))
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def docx(path: Path, *body: str, parts: dict[str, str] | None = None) -> Path:
    """A docx of this body; `parts` are further files of the package as they are."""
    document = f"<w:document {SPACES}><w:body>{''.join(body)}</w:body></w:document>"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("_rels/.rels", ROOT_RELATIONS)
        archive.writestr("word/document.xml", document)
        for name, content in (parts or {}).items():
            archive.writestr(name, content)
    return path


def odt(path: Path, body: str, automatic: str = "", masters: str = "") -> Path:
    """An odt of this body, with these automatic styles and master pages."""
    root = f"{ODF_SPACES} office:version='1.3'"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<office:document-content {root}><office:automatic-styles>{automatic}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
        archive.writestr(
            "styles.xml",
            f"<office:document-styles {root}><office:master-styles>{masters}</office:master-styles>"
            "</office:document-styles>",
        )
    return path
