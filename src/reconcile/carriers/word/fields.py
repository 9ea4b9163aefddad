"""Fields of a docx that show something which is not written as text: boxes, lists, 圍繞字元."""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from reconcile.carriers.word.looks import is_on
from reconcile.carriers.word.symbols import checkbox
from reconcile.carriers.word.xml import attribute, child, local, whole_number

_COUNTED_IN_PRINT = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
_ENCLOSED = re.compile(r"\s*eq\s*\\o\s*\\a[clr]\s*\((.*)\)\s*$", re.IGNORECASE | re.DOTALL)
_SWITCH = re.compile(r"\\[a-z]+\s*-?[0-9]*\s*|[()]", re.IGNORECASE)
_SQUARES, _ROUNDS = frozenset("□▢◻⬜☐口◇△▯"), frozenset("○◯〇⚪")
_TICKS = frozenset("VvˇⅴⅤ√✓✔レν╳×✕✗xX乂*＊●■ˋ勾Ⓥｖ")


@dataclass
class Field:
    """A field that begins in one run and ends in another.

    What it computes, then what it showed last.
    """

    instruction: str = ""
    shows: bool = False

    @property
    def counts_in_print(self) -> bool:
        """The number of a page, which Word finds as it prints; what the file holds is old."""
        return is_counted_in_print(self.instruction)


def is_counted_in_print(instruction: str) -> bool:
    """A field of that instruction is the number of a page or of all."""
    return _COUNTED_IN_PRINT.match(instruction) is not None


def enclosed(instruction: str) -> str:
    """What 圍繞字元 shows, as text that means the same; "" where the field is another one.

    A square with a tick is ☑, a circle with one ◉, 印 in a circle ㊞; other words in a circle stand
    in parentheses.
    """
    found = _ENCLOSED.match(instruction)
    if not found:
        return ""
    parts = [_SWITCH.sub("", part).strip() for part in re.split("[,;，]", found[1])]
    shape = next((part for part in parts if part and set(part) <= _SQUARES | _ROUNDS), "")
    inner = "".join(part for part in parts if part != shape)
    if not inner:
        return shape
    is_square = shape in _SQUARES
    if inner in _TICKS:
        return checkbox(is_ticked=True) if is_square else "◉"
    if inner == "印":
        return "㊞"
    if inner.isascii() and inner.isdigit() and 0 < int(inner) <= 20:
        return chr(0x2460 + int(inner) - 1)
    return inner if is_square or not shape else f"({inner})"


def form_field(data: Element | None) -> str:
    """What a legacy check box or drop-down list says; "" for other fields, whose text follows."""
    box, choices = child(data, "checkBox"), child(data, "ddList")
    if box is not None:
        checked = child(box, "checked")
        return checkbox(is_on(checked if checked is not None else child(box, "default")))
    if choices is not None:
        entries = [
            attribute(entry, "val") or "" for entry in choices if local(entry) == "listEntry"
        ]
        chosen = attribute(child(choices, "result"), "val") or attribute(
            child(choices, "default"), "val"
        )
        return "".join(entries[whole_number(chosen, 0) :][:1])
    return ""
