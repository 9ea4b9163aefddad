"""Bytes to text without a guess (DOMAIN.md, Text traps)."""

from reconcile.errors import FileRefused

_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def decode(file: str, content: bytes, declared: str | None = None) -> str:
    """By BOM, then as declared, then strict UTF-8, then strict cp950.

    Raises FileRefused, naming line and bytes. Never big5 or big5hkscs, which fail on or change
    characters.
    """
    guesses = [declared, "utf-8", "cp950"] if declared else ["utf-8", "cp950"]
    encodings = [name for bom, name in _BOMS.items() if content.startswith(bom)] or guesses
    for encoding in encodings:
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
