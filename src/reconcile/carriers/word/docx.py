"""The body of a docx, and the headers and footers of each section before what they stand around."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from reconcile.carriers.flow import Block, Table
from reconcile.carriers.word.numbering import Numbering
from reconcile.carriers.word.symbols import checkbox, in_font
from reconcile.carriers.word.xml import Parts, attribute, child, descend, local, whole_number

_WRAPPERS = frozenset("sdt sdtContent customXml ins moveTo smartTag".split())
_LEFT_OUT = frozenset(
    "del moveFrom delText delInstrText instrText pPr rPr tblPr tblGrid tcPr trPr sectPr sdtPr "
    "sdtEndPr rt".split()
)
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_COUNTED_IN_PRINT = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
_OFF = frozenset(("0", "false", "off"))


def blocks_of(part: Parts) -> list[Block]:
    """All text and tables in reading order; raises KeyError where the file has no body."""
    main = next(
        (target for kind, target in _relations(part, "").values() if kind == "officeDocument"), None
    )
    document = part(main) if main else None
    body = child(document, "body")
    if main is None or body is None:
        raise KeyError(main)
    relations = _relations(part, main)
    kinds = {
        kind: part(target) for kind, target in relations.values() if kind in {"numbering", "styles"}
    }
    numbering = Numbering(kinds.get("numbering"), kinds.get("styles"))
    found: list[Block] = []
    section: list[Block] = []
    story = _DocxStory(numbering)
    for element in body:
        section += story.blocks([element])
        ends = element if local(element) == "sectPr" else child(element, "pPr", "sectPr")
        if ends is not None:
            found += [*_around(part, relations, ends, numbering), *section]
            section = []
    return found + section


def _around(
    part: Parts, relations: dict[str, tuple[str, str]], section: Element, numbering: Numbering
) -> Iterator[Block]:
    """The headers and footers that a section refers to.

    One without takes those of the section before.
    """
    for reference in section:
        if local(reference) in {"headerReference", "footerReference"}:
            _, target = relations.get(attribute(reference, "id") or "", ("", ""))
            if (edge := part(target)) is not None:
                yield from _DocxStory(numbering).blocks(edge)


def _relations(part: Parts, source: str) -> dict[str, tuple[str, str]]:
    """What a part refers to: by id, the kind and the part's name."""
    folder, name = posixpath.split(source)
    listed = part(posixpath.join(folder, "_rels", f"{name}.rels"))
    return {
        relation.get("Id", ""): (
            relation.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/"),
        )
        for relation in (listed if listed is not None else ())
    }


@dataclass
class _Field:
    """A field that begins in one run and ends in another.

    What it computes, then what it showed last.
    """

    instruction: str = ""
    shows: bool = False


class _DocxStory:
    """One part, walked in order. Fields may begin in one run and end in another."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._fields: list[_Field] = []

    def blocks(self, elements: Element | list[Element]) -> list[Block]:
        """Paragraphs and tables.

        What was deleted under tracked changes, or struck through, is left out.
        """
        found: list[Block] = []
        for element in elements:
            match local(element):
                case "p":
                    found += self._paragraph(element)
                case "tbl":
                    found.append(self._table(element))
                case "AlternateContent":
                    found += self.blocks(_chosen(element))
                case name if name not in _LEFT_OUT:
                    found += self.blocks(element)
        return found

    def _table(self, table: Element) -> Table:
        rows = Table()
        for row in descend(table, "tr", _WRAPPERS):
            properties = child(row, "trPr")
            if child(properties, "del") is not None:
                continue
            covered: set[int] = set()
            rows.start_row(covered)
            at = whole_number(attribute(child(properties, "gridBefore"), "val"), 0)
            for cell in descend(row, "tc", _WRAPPERS):
                merged = child(cell, "tcPr")
                if not _is_covered(merged):
                    rows.put(at, self.blocks(cell))
                elif child(merged, "vMerge") is not None:
                    covered.add(at)
                at += whole_number(attribute(child(merged, "gridSpan"), "val"), 1)
        return rows

    def _paragraph(self, paragraph: Element) -> list[Block]:
        """Its text, then what stands in text boxes anchored in it."""
        boxes: list[Block] = []
        text = "".join(self._inline(paragraph, None, boxes))
        return [self._numbering.label(paragraph) + text, *boxes]

    def _inline(self, parent: Element, font: str | None, boxes: list[Block]) -> Iterator[str]:
        for element in parent:
            match local(element):
                case "r":
                    yield from self._run(element, boxes)
                case "t" if not self._counted_in_print:
                    yield in_font(element.text or "", font)
                case "sym":
                    yield in_font(_symbol(element), attribute(element, "font"))
                case "fldChar":
                    yield self._field(element)
                case "instrText" if self._fields:
                    self._fields[-1].instruction += element.text or ""
                case "fldSimple" if _COUNTED_IN_PRINT.match(attribute(element, "instr") or ""):
                    pass
                case "sdt" if (state := child(element, "sdtPr", "checkbox")) is not None:
                    yield checkbox(_is_on(child(state, "checked"), absent=False))
                case "AlternateContent":
                    yield from self._inline(_chosen(element), font, boxes)
                case "txbxContent":
                    boxes += self.blocks(element)
                case name if name in _SIGNS:
                    yield _SIGNS[name]
                case name if name not in _LEFT_OUT:
                    yield from self._inline(element, font, boxes)

    def _run(self, run: Element, boxes: list[Block]) -> Iterator[str]:
        """Its text; where it is struck through, only its line breaks.

        So what stands below keeps its place.
        """
        text = self._inline(run, _font(run), boxes)
        return (part for part in text if part == "\n") if _is_struck(run) else text

    @property
    def _counted_in_print(self) -> bool:
        return any(
            field.shows and _COUNTED_IN_PRINT.match(field.instruction) for field in self._fields
        )

    def _field(self, mark: Element) -> str:
        """Keep count of the fields that are open.

        A form's box or list is read where its field begins.
        """
        match attribute(mark, "fldCharType"):
            case "begin":
                self._fields.append(_Field())
                return _form_field(child(mark, "ffData"))
            case "separate" if self._fields:
                self._fields[-1].shows = True
            case "end" if self._fields:
                self._fields.pop()
        return ""


def _form_field(data: Element | None) -> str:
    """What a legacy check box or drop-down list says; "" for other fields, whose text follows."""
    box, choices = child(data, "checkBox"), child(data, "ddList")
    if box is not None:
        checked = child(box, "checked")
        return checkbox(
            _is_on(checked if checked is not None else child(box, "default"), absent=False)
        )
    if choices is not None:
        entries = [
            attribute(entry, "val") or "" for entry in choices if local(entry) == "listEntry"
        ]
        chosen = attribute(child(choices, "result"), "val") or attribute(
            child(choices, "default"), "val"
        )
        return "".join(entries[whole_number(chosen, 0) :][:1])
    return ""


def _is_on(switch: Element | None, absent: bool) -> bool:
    """A switch without a value is on."""
    return absent if switch is None else attribute(switch, "val") not in _OFF


def _is_covered(properties: Element | None) -> bool:
    """The rest of a merged cell, whose first part stands above or to the left."""
    merges = (child(properties, "vMerge"), child(properties, "hMerge"))
    deleted = child(properties, "cellDel") is not None
    return deleted or any(
        merge is not None and attribute(merge, "val") != "restart" for merge in merges
    )


def _chosen(alternatives: Element) -> Element:
    """Of the same content for newer and older programs, the first."""
    return next(iter(alternatives), alternatives)


def _is_struck(run: Element) -> bool:
    """A line through its text: a person's way to delete it."""
    properties = child(run, "rPr")
    return any(_is_on(child(properties, line), absent=False) for line in ("strike", "dstrike"))


def _font(run: Element) -> str | None:
    fonts = child(run, "rPr", "rFonts")
    return attribute(fonts, "ascii") or attribute(fonts, "hAnsi")


def _symbol(element: Element) -> str:
    try:
        return chr(int(attribute(element, "char") or "", 16) & 0xFFFF)
    except ValueError:
        return ""
