"""One part of a docx, walked in order: paragraphs, tables and what is drawn among them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element

from reconcile.carriers.flow import Block, FlowTable
from reconcile.carriers.marks import Things, concealed, plain, struck
from reconcile.carriers.raw import Flaw, Thing
from reconcile.carriers.text.html import chunk_blocks
from reconcile.carriers.word.drawn import DocxDrawings, said, text_in, word_art
from reconcile.carriers.word.fields import Field, enclosed, form_field, is_counted_in_print
from reconcile.carriers.word.looks import Ground, Looks, is_on, row_is_hidden
from reconcile.carriers.word.numbering import Numbering
from reconcile.carriers.word.symbols import checkbox, in_font
from reconcile.carriers.word.xml import attribute, child, children, descend, local, whole_number

_WRAPPERS = frozenset("sdt sdtContent customXml ins moveTo smartTag".split())
_LEFT_OUT = frozenset(
    "del moveFrom delText delInstrText instrText pPr rPr tblPr tblGrid tcPr trPr sectPr sdtPr "
    "sdtEndPr rt".split()
)
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_DRAWN = frozenset("drawing pict object commentReference".split())
_FEW = 8
"""So many rows stand to one that is torn, where tables are made of rows of equal columns."""
TORN = "表格有欄數不符或落在儲存格外的內容，檔案可能已損壞，請以 Word 開啟確認並另存新檔後重跑。"
_CHUNK = "文件含插入的另一份文件，已一併讀取；請以 Word 開啟、確認並另存新檔後重跑。"
"""Word itself takes it in as it saves: a document that still has one was never opened there."""
_LONGEST_MARK = 3
"""Characters of a superscript that is the mark of a footnote and no part of what is written."""


class DocxStory:
    """Fields may begin in one run and end in another."""

    def __init__(
        self, numbering: Numbering, looks: Looks, drawn: DocxDrawings, things: Things
    ) -> None:
        self._numbering = numbering
        self._looks = looks
        self._drawn = drawn
        self._things = things
        self._fields: list[Field] = []

    def blocks(
        self,
        elements: Element | list[Element],
        ground: Ground = Ground(),  # noqa: B008 - frozen
        cell: Element | None = None,
    ) -> list[Block]:
        """Paragraphs and tables; `cell` is the properties of the cell around them.

        What was deleted under tracked changes is left out.
        """
        found: list[Block] = []
        for element in elements:
            match local(element):
                case "p":
                    found += self._paragraph(element, self._looks.ground(element, cell, ground))
                case "tbl":
                    found.append(self._table(element))
                case "AlternateContent":
                    found += self.blocks(_chosen(element), ground, cell)
                case "altChunk":
                    self._things.flaws.append(Flaw(_CHUNK))
                    found += chunk_blocks(self._drawn.chunk(element), self._things)
                case "sdt" if _is_prompt(element):
                    found.append(self._prompt(element))
                case name if name not in _LEFT_OUT:
                    found += self.blocks(element, ground, cell)
        return found

    def _table(self, table: Element) -> FlowTable:
        rows = FlowTable()
        widths: list[int] = []
        for row in descend(table, "tr", _WRAPPERS):
            properties = child(row, "trPr")
            if child(properties, "del") is not None:
                continue
            covered: set[int] = set()
            rows.start_row(covered, hidden=row_is_hidden(properties))
            at = whole_number(attribute(child(properties, "gridBefore"), "val"), 0)
            for cell, prompts in _cells(row):
                merged = child(cell, "tcPr")
                if not _is_covered(merged):
                    rows.put(at, [self._prompt(cell)] if prompts else self._cell(cell, merged))
                elif child(merged, "vMerge") is not None:
                    covered.add(at)
                at += whole_number(attribute(child(merged, "gridSpan"), "val"), 1)
            at += whole_number(attribute(child(properties, "gridAfter"), "val"), 0)
            widths.append(at)
        if _is_torn(table, widths):
            self._things.flaws.append(Flaw(TORN))
        return rows

    def _cell(self, cell: Element, properties: Element | None) -> list[Block]:
        return self.blocks(cell, Ground(), properties)

    def _prompt(self, element: Element) -> str:
        """What a content control shows until somebody writes in it."""
        return self._things.mark(Thing("prompt", text_in(element)))

    def _paragraph(self, paragraph: Element, ground: Ground) -> list[Block]:
        """Its text, then what stands in text boxes anchored in it."""
        boxes: list[Block] = []
        text = "".join(self._inline(paragraph, None, boxes, ground))
        return [self._numbering.label(paragraph) + text, *boxes]

    def _inline(
        self, parent: Element, font: str | None, boxes: list[Block], ground: Ground
    ) -> Iterator[str]:
        for element in parent:
            yield from self._element(element, font, boxes, ground)

    def _element(
        self, element: Element, font: str | None, boxes: list[Block], ground: Ground
    ) -> Iterator[str]:
        match local(element):
            case "r":
                yield self._run(element, boxes, ground)
            case "t" | "sym":
                yield self._written(_letters(element, font))
            case "fldChar":
                yield self._field(element)
            case "instrText" if self._fields:
                self._fields[-1].instruction += element.text or ""
            case "fldSimple" if is_counted_in_print(attribute(element, "instr") or ""):
                pass
            case "sdt" if (state := child(element, "sdtPr", "checkbox")) is not None:
                yield checkbox(is_on(child(state, "checked")))
            case "sdt" if _is_prompt(element):
                yield self._prompt(element)
            case "AlternateContent":
                yield from self._inline(_chosen(element), font, boxes, ground)
            case "txbxContent":
                boxes += self.blocks(element, replace(ground, shade=None))
            case name if name in _DRAWN:
                yield from self._drawing(element, boxes, ground)
            case name if name in _SIGNS:
                yield _SIGNS[name]
            case name if name not in _LEFT_OUT:
                yield from self._inline(element, font, boxes, ground)

    def _written(self, text: str) -> str:
        """Text where it is shown; inside a field's instruction it belongs to that."""
        if any(field.shows and field.counts_in_print for field in self._fields):
            return ""
        if self._fields and not self._fields[-1].shows:
            self._fields[-1].instruction += text
            return ""
        return text

    def _run(self, run: Element, boxes: list[Block], ground: Ground) -> str:
        """Its text, with what is known of it."""
        text = "".join(self._inline(run, self._looks.font(run, ground), boxes, ground))
        if not text.strip():
            return text
        if self._looks.concealed(run, ground):
            return concealed(text)
        if self._looks.struck(run, ground):
            return struck(text)
        if self._looks.raised(run) and len(text.strip()) <= _LONGEST_MARK:
            return self._things.mark(Thing("mark", text.strip()))
        return text

    def _drawing(self, element: Element, boxes: list[Block], ground: Ground) -> Iterator[str]:
        """A mark for what is drawn, and its words, which anybody reads as text."""
        thing = self._drawn.thing(element)
        if thing is None:
            return
        yield said(thing) if thing.ticked is not None else self._things.mark(thing)
        if thing.kind == "box":
            boxes += word_art(element)
            yield from self._inline(element, None, boxes, ground)

    def _field(self, mark: Element) -> str:
        """Keep count of the fields that are open.

        A form's box or list is read where its field begins, 圍繞字元 where it ends.
        """
        match attribute(mark, "fldCharType"):
            case "begin":
                self._fields.append(Field())
                return form_field(child(mark, "ffData"))
            case "separate" if self._fields:
                self._fields[-1].shows = True
            case "end" if self._fields:
                return self._written(enclosed(self._fields.pop().instruction))
        return ""


def _cells(row: Element, *, prompts: bool = False) -> Iterator[tuple[Element, bool]]:
    """The cells of a row, and whether a content control around one still shows its prompt."""
    for inner in row:
        if local(inner) == "tc":
            yield inner, prompts
        elif local(inner) in _WRAPPERS:
            yield from _cells(inner, prompts=prompts or _is_prompt(inner))


def _is_torn(table: Element, widths: Sequence[int]) -> bool:
    """Text stands between rows or cells, or a few rows have other columns than all the rest."""
    between = (
        (part.text, *(each.tail for each in part))
        for part in table.iter()
        if local(part) in {"tbl", "tr", "tc"}
    )
    if any(text and text.strip() for texts in between for text in texts):
        return True
    usual, times = Counter(widths).most_common(1)[0] if widths else (0, 0)
    columns = sum(local(each) == "gridCol" for each in children(table, "tblGrid"))
    few = len(widths) - times
    return usual == columns and few > 0 and few * _FEW <= len(widths)


def _is_prompt(element: Element) -> bool:
    return is_on(child(element, "sdtPr", "showingPlcHdr"))


def _letters(element: Element, font: str | None) -> str:
    if local(element) == "t":
        return in_font(plain(element.text or ""), font)
    return in_font(_symbol(element), attribute(element, "font"))


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


def _symbol(element: Element) -> str:
    try:
        return chr(int(attribute(element, "char") or "", 16) & 0xFFFF)
    except ValueError:
        return ""
