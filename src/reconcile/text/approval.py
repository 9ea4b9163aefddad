"""主管簽核: whether a cell is signed. What a form prints there, and words of not having signed, are no signature."""

import re
from typing import NamedTuple

from reconcile.text.boxes import BOX, Mark, chosen, mark_of
from reconcile.text.folding import clean, comparable, fold_widths
from reconcile.text.hints import ROOM, is_placeholder
from reconcile.text.names import TITLES
from reconcile.text.signatures import signers

_SUPERVISOR = r"(?:(?:單位|直屬|機關)?(?:主管|首長)|覆核人?員?|複核人?員?|審核人?員?)"
_TO_SIGN = r"(?:簽核|核章|簽章|簽名|蓋章|姓名|職名章|職章|用印|批示)"
_LABEL = re.compile(
    rf"[(\[<【〔]?{ROOM}*(?:{_SUPERVISOR}{_TO_SIGN}*(?:核閱|覆核|複核|審核|查核|核定|核准)?|{_TO_SIGN}+)"
    rf"(?:處|欄|位置)?(?:及?(?:日期|時間))?{ROOM}*[)\]>】〕]?{ROOM}*|[(\[<【〔]{ROOM}*章?{ROOM}*[)\]>】〕]"
)
_LABELS = re.compile(rf"(?:(?:{_SUPERVISOR}|{TITLES})?{_TO_SIGN}*|日期|時間)\s*:")
_BLANK_DATE = re.compile(r"(?:中華)?(?:民國)?\s*(?:1\d\d|20\d\d)?\s*[年/.-]\s*月?\s*[月/.-]?\s*日?(?:\s*時\s*分)?")
_RULE = re.compile(r"[\s\-。—–_＿.…‥·/／\\|~～─━=]+")
_REFUSED = re.compile(
    "退回|退件|駁回|不同意|不准|不核[准可定]|不予|請補正|未簽|未核|未審|未蓋|未閱|待簽|待核|待補|待審|待蓋|漏簽|缺簽|補簽中|撤簽|撤回"
)
_NOT_SIGNED = re.compile(
    r"(?:主管|單位主管)?(?:尚|還|暫)?(?:未|待|漏|缺|免|無|沒有?|請|需|須|應|不)(?:主管|補|予|經|需|用)*"
    r"(?:簽|核|章|蓋|閱|審|准|同意|簽核|簽章|簽名|核章|蓋章|核准|審核|補)*(?:中)?"
    r"|(?:主管)?(?:請假|出差|公出|公假|休假|不在)中?|否|空|空白|缺|待|f|false|n|no|na|n/a|null|none|nil|0(?:\.0+)?|[x×╳✕✖✗✘]+"
)
_SIGNED = frozenset(("無誤", "無訛", "無異議", "無意見"))


class Approval(NamedTuple):
    """Whether the cell is signed, and by whom as written; None where it is not."""

    signed: bool
    by: str | None


NONE = Approval(False, None)


def approval(text: str | None, headings: tuple[str, ...] = ()) -> Approval:
    """Read a sign-off cell; `headings` are the words above its column, which a form may repeat in every cell.

    A text that is no word of refusal is read as signed, whatever it says.
    """
    written = clean(text)
    if written is None or is_unsigned(written, headings):
        return NONE
    return _of_boxes(written) if BOX.search(fold_widths(written)) else Approval(True, written)


def is_unsigned(written: str, headings: tuple[str, ...] = ()) -> bool:
    """A label, a placeholder, a dash, a blank date, or a word of not having signed."""
    plain = fold_widths(written).strip()
    word = comparable(plain).strip("()[]<>。.!,、:;")
    if word in _SIGNED:
        return False
    if any(comparable(plain).strip(":") == comparable(heading) for heading in headings):
        return True
    blank = _LABEL.fullmatch(plain) or _BLANK_DATE.fullmatch(plain) or _RULE.fullmatch(plain) or is_placeholder(plain)
    bare = _LABELS.sub(" ", plain).strip()
    if blank or (bare != plain and (not bare or is_unsigned(bare))):
        return True
    if BOX.search(plain) and len(word) > 1:
        return False
    return _NOT_SIGNED.fullmatch(word) is not None or _REFUSED.search(word) is not None


def _of_boxes(written: str) -> Approval:
    """□已核 ■退回: what is ticked decides; ticks alone are a signature, empty boxes alone are none."""
    plain = fold_widths(written)
    boxes = list(BOX.finditer(plain))
    ends = [*(box.start() for box in boxes[1:]), len(plain)]
    words = [plain[box.end() : end].strip() for box, end in zip(boxes, ends, strict=True)]
    before = plain[: boxes[0].start()].strip()
    marks = [mark_of(box) for box in boxes]
    if before and not all(words):
        words = [
            plain[start:end].strip()
            for start, end in zip([0, *(b.end() for b in boxes)], (b.start() for b in boxes), strict=False)
        ]
    named = [word for word in (before, *words) if signers(word)]
    ticked = [word for word, is_ticked in zip(words, chosen(marks), strict=True) if is_ticked]
    if len(boxes) == 1 and marks[0] in {Mark.CIRCLE, Mark.TICK}:
        ticked = words
    if not ticked:
        return Approval(bool(named) and Mark.EMPTY not in marks, written if named and Mark.EMPTY not in marks else None)
    refused = all(word and (is_unsigned(word) or _REFUSED.search(word)) for word in ticked)
    return NONE if refused else Approval(True, written)
