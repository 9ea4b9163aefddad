"""XML in small pieces: elements with their attributes, and text as OpenDocument keeps it."""

import re
from xml.sax.saxutils import escape, quoteattr

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile("^ | {2,}| $|\t")

NAMESPACES = (
    " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in {
            "office": "office",
            "style": "style",
            "text": "text",
            "table": "table",
            "number": "datastyle",
            "fo": "xsl-fo-compatible",
            "svg": "svg-compatible",
            "meta": "meta",
            "config": "config",
            "of": "of",
            "manifest": "manifest",
        }.items()
    )
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
)

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def element(name: str, content: str = "", **attributes: object) -> str:
    """An element; `table_style_name` is the attribute table:style-name, and one that is None is left out."""
    told = "".join(
        f" {prefix}:{rest.replace('_', '-')}={quoteattr(_clean(str(value)))}"
        for key, value in attributes.items()
        if value is not None
        for prefix, _, rest in [key.partition("_")]
    )
    return f"<{name}{told}>{content}</{name}>" if content else f"<{name}{told}/>"


def words(text: str) -> str:
    """Text inside a paragraph; more than one space, or one at an edge, is an element of its own."""
    return _SPACES.sub(
        lambda found: "<text:tab/>" if found[0] == "\t" else f'<text:s text:c="{len(found[0])}"/>', escape(_clean(text))
    )


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)
