"""Bytes to text without a guess (DOMAIN.md, Text traps)."""

import unicodedata

from reconcile.errors import FileRefused

_BOMS = {
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_WIDE = ("utf-16-le", "utf-16-be")
_NO_TEXT = {"Cc", "Cn", "Cs"}
"""Controls, and what Unicode gives to nobody: in the wrong order of bytes a line ends in such."""


def is_wide(head: bytes) -> bool:
    """The first bytes of a file are those of text of two or four bytes a character."""
    marked = head.startswith(tuple(bom for bom in _BOMS if bom != b"\xef\xbb\xbf"))
    whole = len(head) // 2 * 2
    return marked or any(_order_of(head[:end]) for end in (whole, whole - 2))


def decode(file: str, content: bytes, declared: str | None = None) -> str:
    """By BOM, then as declared, then strict UTF-8, then strict cp950.

    Raises FileRefused, naming line and bytes. Never big5 or big5hkscs, which fail on or change
    characters. Of UTF-16 without a BOM only one order of bytes gives text.
    """
    sure = next((name for bom, name in _BOMS.items() if content.startswith(bom)), None)
    sure = sure or (_order_of(content) if b"\x00" in content else None)
    guesses = [declared, "utf-8", "cp950"] if declared else ["utf-8", "cp950"]
    for encoding in [sure] if sure else guesses:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            at = error.start
    line = content.count(b"\n", 0, at) + 1
    shown = content[at : at + 2].hex(" ").upper()
    raise FileRefused(
        file,
        f"有無法解讀的文字（位元組 {shown}，可能為造字），請以 UTF-8 另存或改用 Excel 檔後重跑。",
        f"第 {line} 行",
    )


def _order_of(content: bytes) -> str | None:
    """The one order of bytes in which this is text of several lines in UTF-16; None where none or both are."""
    fitting = [encoding for encoding in _WIDE if _is_text(content, encoding)]
    return fitting[0] if len(fitting) == 1 else None


def _is_text(content: bytes, encoding: str) -> bool:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return False
    characters = set(text)
    odd = {character for character in characters if unicodedata.category(character) in _NO_TEXT}
    return "\n" in characters and odd <= set("\r\n\t")
