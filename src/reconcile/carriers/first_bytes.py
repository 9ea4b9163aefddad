"""What the first bytes of a file without a signature of its own say it is."""

import re

_ROOT = re.compile(
    rb"<(?:\w+:)?(?:document|package|wordDocument|Workbook)\b[^>]*?(?:"
    rb"urn:oasis:names:tc:opendocument:xmlns:office|office/2006/xmlPackage|"
    rb"office/word/2003/wordml|urn:schemas-microsoft-com:office:spreadsheet)"
)
_HEAD = re.compile(rb"\s*(?:MIME-Version|Content-Type|From|Subject|Date)\s*:", re.IGNORECASE)
_TYPE = re.compile(rb"^Content-Type\s*:\s*(?:multipart/|text/html)", re.IGNORECASE | re.MULTILINE)
_TAG = re.compile(rb"<(?:!doctype\s+html|html|table)\b", re.IGNORECASE)


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
