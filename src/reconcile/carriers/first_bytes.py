"""What the first bytes of a file without a signature of its own say it is."""

import re
import struct

_ROOT = re.compile(
    rb"<(?:\w+:)?(?:document|package|wordDocument|Workbook)\b[^>]*?(?:"
    rb"urn:oasis:names:tc:opendocument:xmlns:office|office/2006/xmlPackage|"
    rb"office/word/2003/wordml|urn:schemas-microsoft-com:office:spreadsheet)"
)
_HEAD = re.compile(rb"\s*[A-Z][A-Z-]{1,40}\s*:\s", re.IGNORECASE)
_TYPE = re.compile(rb"^Content-Type\s*:\s*(?:multipart/|text/html)", re.IGNORECASE | re.MULTILINE)
_TAG = re.compile(rb"<(?:!doctype\s+html|html|table)\b", re.IGNORECASE)
_XML = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<\?xml\b")
_OF_PAGES = re.compile(rb"<(?:!doctype\s+html|html|table|t[rdh])\b", re.IGNORECASE)
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*\{|\{\s*\")")
_DBASE_VERSIONS = frozenset(b"\x02\x03\x30\x31\x43\x63\x83\x8b\xcb\xf5")
DBASE_HEADER, DBASE_FIELD, DBASE_END = 32, 32, 0x0D
"""Bytes before the fields of a dBASE table, bytes of one, and the mark behind the last."""


def is_one_xml(head: bytes) -> bool:
    """The first bytes of a file are those of a document of Office or ODF in one XML file."""
    return _ROOT.search(head) is not None


def is_web_archive(head: bytes) -> bool:
    """The first bytes of a file are those of a web page saved as one file."""
    return _HEAD.match(head) is not None and _TYPE.search(head) is not None


def is_web_page(head: bytes) -> bool:
    """The first bytes of a file are those of a web page, whatever its encoding."""
    plain = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return plain.startswith(b"<") or _TAG.search(plain) is not None


def is_json(head: bytes) -> bool:
    """The first bytes of a file are those of a list of objects in JSON, or of one object."""
    return _JSON.match(head) is not None


def is_xml_of_records(head: bytes) -> bool:
    """The first bytes of a file are those of XML, and of no web page."""
    return _XML.match(head) is not None and not _OF_PAGES.search(head)


def is_dbase(head: bytes) -> bool:
    """The first bytes of a file are those of a dBASE table: a header of whole fields, a day of it."""
    first = DBASE_HEADER + DBASE_FIELD
    if len(head) < first or head[0] not in _DBASE_VERSIONS:
        return False
    month, day = head[2], head[3]
    ends = range(first, min(struct.unpack_from("<H", head, 8)[0], len(head)), DBASE_FIELD)
    return 1 <= month <= 12 and 1 <= day <= 31 and any(head[at] == DBASE_END for at in ends)
