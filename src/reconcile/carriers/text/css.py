"""What the style sheets of a web page say of whether a text is seen, and whether it is struck out.

Only the part of CSS that hides or strikes text: rules by tag, class, id and place among siblings,
for ancestors too; of an element's own style everything that hides.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reconcile.carriers.colours import Colour, alike, colour

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_MEDIA = re.compile(r"@(?:media|supports)([^{]*)\{((?:[^{}]*\{[^{}]*\})*[^{}]*)\}", re.DOTALL)
_COMPOUND = re.compile(
    r"(?P<tag>[a-z][a-z0-9-]*|\*)?(?P<more>(?:[.#][\w-]+|:nth-child\(\s*\d+\s*\)|:first-child)*)",
    re.IGNORECASE,
)
_PART = re.compile(r"([.#:])([\w-]+)(?:\(\s*(\d+)\s*\))?")
_LENGTH = re.compile(r"(-?\d*\.?\d+)")
_RGB = re.compile(r"rgba?\(\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)(?:\s*,\s*([\d.]+))?")
_VANISHED = re.compile(
    r"(?:opacity|scale[xy]?)\(\s*0+(?:\.0*)?%?\s*[,)]|inset\(\s*(?:100|[5-9]\d)%|circle\(\s*0"
)
"""Made transparent, of no size or cut away by what draws an element."""
_FAR = -500.0
"""Pixels beside the page from which on an element is put there not to be seen."""


class Tagged(NamedTuple):
    """An element as a rule sees it; `place` is its 1-based place among its siblings."""

    tag: str
    classes: frozenset[str]
    name: str | None
    place: int


@dataclass(frozen=True)
class Look:
    """What the styles of an element and of those around it come to.

    `gone` elements take no room, `unseen` ones do. `ink` and `ground` are None where black on
    white.
    """

    gone: bool = False
    unseen: bool = False
    struck: bool = False
    ink: Colour | None = None
    ground: Colour | None = None

    @property
    def concealed(self) -> bool:
        """Text here is not seen."""
        return self.gone or self.unseen or (self.ink is not None and alike(self.ink, self.ground))


class _Compound(NamedTuple):
    tag: str | None
    classes: frozenset[str]
    name: str | None
    place: int | None

    def fits(self, part: Tagged) -> bool:
        return (
            self.tag in {None, "*", part.tag}
            and self.classes <= part.classes
            and self.name in {None, part.name}
            and self.place in {None, part.place}
        )


class _Rule(NamedTuple):
    chain: tuple[_Compound, ...]
    weight: tuple[int, int, int]
    declared: Mapping[str, str]


@dataclass
class Rules:
    """The rules of a page, in order."""

    _rules: list[_Rule] = field(default_factory=list)

    def add(self, sheet: str) -> None:
        """Take in a style sheet; what is for print alone counts for nothing."""
        sheet = _COMMENT.sub("", sheet)
        sheet = _MEDIA.sub(lambda block: "" if _for_print(block[1]) else block[2], sheet)
        for selectors, body in _RULE.findall(sheet):
            declared = declarations(body)
            if not _BEARING.isdisjoint(declared):
                for selector in selectors.split(","):
                    if chain := _chain(selector):
                        self._rules.append(_Rule(chain, _weight(chain), declared))

    def look(self, parts: Sequence[Tagged], style: str | None, outer: Look) -> Look:
        """That of the last of `parts`, which stands within the others; `style` is its own."""
        declared: dict[str, str] = {}
        if self._rules:
            fitting = [rule for rule in self._rules if _fits(rule.chain, parts)]
            for rule in sorted(fitting, key=lambda rule: rule.weight):
                declared |= rule.declared
        if style:
            declared |= declarations(style)
        return _looked(declared, outer) if declared else outer


_BEARING = frozenset(
    "display visibility opacity font-size color background background-color text-decoration "
    "text-decoration-line text-indent left top clip mso-hide height max-height width overflow "
    "font position filter transform clip-path".split()
)


def declarations(body: str) -> dict[str, str]:
    """The properties of a rule or of an element's style, later ones over earlier ones."""
    pairs = (declared.partition(":") for declared in body.split(";"))
    return {
        name.strip().lower(): value.replace("!important", "").strip().lower()
        for name, colon, value in pairs
        if colon
    }


def _looked(declared: Mapping[str, str], outer: Look) -> Look:
    unseen = outer.unseen
    if "visibility" in declared:
        unseen = declared["visibility"] in {"hidden", "collapse"}
    line = declared.get("text-decoration-line", declared.get("text-decoration", ""))
    ground = declared.get("background-color", declared.get("background"))
    return Look(
        gone=outer.gone or declared.get("display") == "none" or declared.get("mso-hide") == "all",
        unseen=unseen or _shrunk(declared) or _is_clear(declared.get("color", "")),
        struck=outer.struck or "line-through" in line,
        ink=_colour(declared["color"]) if "color" in declared else outer.ink,
        ground=(ground and _colour(ground)) or outer.ground,
    )


def _shrunk(declared: Mapping[str, str]) -> bool:
    """Made transparent, too small, or put beside the page."""
    if _number(declared.get("opacity")) == 0 or _number(declared.get("font-size")) == 0:
        return True
    if any(
        _VANISHED.search(declared.get(name, "")) for name in ("filter", "transform", "clip-path")
    ):
        return True
    beside = (_number(declared.get(name)) for name in ("text-indent", "left", "top"))
    if any(number is not None and number <= _FAR for number in beside):
        return True
    sizes = (_number(declared.get(name)) for name in ("height", "max-height", "width"))
    return declared.get("overflow") == "hidden" and 0 in sizes


def _number(value: str | None) -> float | None:
    found = _LENGTH.match(value or "")
    return float(found[1]) if found else None


def _is_clear(value: str) -> bool:
    """Ink of no colour: transparent, or of no opacity."""
    shares = _RGB.search(value)
    return value == "transparent" or (shares is not None and _number(shares[4]) == 0)


def _colour(value: str) -> Colour | None:
    if found := _RGB.search(value):
        return int(found[1]), int(found[2]), int(found[3])
    return next(filter(None, map(colour, value.split())), None)


def _for_print(condition: str) -> bool:
    condition = condition.lower()
    return "print" in condition and "screen" not in condition and "not" not in condition


def _chain(selector: str) -> tuple[_Compound, ...]:
    """The compounds of a selector from the outermost in; empty where one is of another kind."""
    return tuple(_compounds(selector.replace(">", " ").split()))


def _compounds(words: Sequence[str]) -> Iterator[_Compound]:
    found = [_COMPOUND.fullmatch(word) for word in words]
    if any(match is None for match in found):
        return
    for match in found:
        if match is not None:
            told = _PART.findall(match["more"])
            yield _Compound(
                (match["tag"] or "").lower() or None,
                frozenset(word for sign, word, _ in told if sign == "."),
                next((word for sign, word, _ in told if sign == "#"), None),
                next((int(place or 1) for sign, _, place in told if sign == ":"), None),
            )


def _weight(chain: Sequence[_Compound]) -> tuple[int, int, int]:
    return (
        sum(compound.name is not None for compound in chain),
        sum(len(compound.classes) + (compound.place is not None) for compound in chain),
        sum(compound.tag not in {None, "*"} for compound in chain),
    )


def _fits(chain: Sequence[_Compound], parts: Sequence[Tagged]) -> bool:
    if not parts or not chain[-1].fits(parts[-1]):
        return False
    outer = iter(parts[-2::-1])
    return all(any(compound.fits(part) for part in outer) for compound in chain[-2::-1])
