"""What earlier months left open: the oldest first, with the papers of their own month, masked as this one is."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reconcile.facts.masking import Masking
from reconcile.history import EarlierPapers, Item, Review
from reconcile.outcome import Outcome
from reconcile.reports import first_words, wording
from reconcile.reports.course import life_of
from reconcile.reports.evidence import Sources
from reconcile.reports.findings import FindingRow, finding_row
from reconcile.reports.folding import FoldRow, cause_fold
from reconcile.tables import Row, records

Listed = tuple[str, int]
Earlier = Mapping[Listed, tuple[EarlierPapers, Sources]]


def carried_items(outcome: Outcome, review: Review | None, sources: Sources) -> tuple[FoldRow | FindingRow, ...]:
    """Open before closed, the oldest first; the members of one cause of one run are one item."""
    earlier = {listed: (papers, sources.of_earlier(papers, outcome)) for listed, papers in _papers(review).items()}
    items: list[FoldRow | FindingRow] = []
    number = 1
    for members in _bundles(review.carried if review else (), _papers(review)):
        rows = [_row(at, item, earlier, sources) for at, item in enumerate(members, start=number)]
        number += len(rows)
        cause = _cause(members[0], _papers(review))
        items += [_fold(cause, rows, members[0])] if cause and len(rows) > 1 else rows
    return tuple(items)


def _papers(review: Review | None) -> Mapping[Listed, EarlierPapers]:
    return review.papers if review else {}


def _bundles(carried: Sequence[Item], papers: Mapping[Listed, EarlierPapers]) -> list[list[Item]]:
    """Members of one cause together, each other item alone; in the order in which they are shown."""
    bundles = dict[tuple[object, ...], list[Item]]()
    for item in carried:
        cause = _cause(item, papers)
        bundles.setdefault((item.listed_in, cause["cause"]) if cause else (item.item,), []).append(item)
    return sorted(bundles.values(), key=lambda of: (all(item.state == "closed" for item in of), of[0].month))


def _cause(item: Item, papers: Mapping[Listed, EarlierPapers]) -> Row | None:
    """The cause that explained an item when it was listed last."""
    name = item.row.get("cause") if item.row else None
    held = papers.get(item.listed_in) if item.listed_in else None
    found = records(held.causes) if name and held else ()
    return next((cause for cause in found if cause["cause"] == name), None)


def _row(number: int, item: Item, earlier: Earlier, sources: Sources) -> FindingRow:
    """With the evidence of its month; where its papers cannot be read, in the words that it was archived with."""
    life, month = life_of(item, sources.rows.masking), item.month.roc
    held = earlier.get(item.listed_in) if item.listed_in else None
    if held is None or item.row is None:
        return _archived(number, item, sources, month)
    papers, of_then = held
    masking = Masking(sources.rows.masking.mode, papers.names)
    message = masking.anew(item.message, papers.identifiers, papers.asked)
    row = finding_row(number, {**item.row, "message": message}, life, of_then)
    return replace(row, month=month)


def _archived(number: int, item: Item, sources: Sources, month: str) -> FindingRow:
    return FindingRow(
        number=number,
        code=item.code,
        title=sources.catalogue.title(item.code),
        severity=wording.SEVERITIES[item.severity],
        user=item.user or "",
        at="　".join(filter(None, (item.at, item.subject))),
        on=None,
        query=None,
        line=None,
        message=item.message,
        legal_basis="",
        sides=(),
        life=life_of(item, sources.rows.masking),
        case=None,
        picture=None,
        month=month,
    )


def _fold(cause: Row, rows: Sequence[FindingRow], first: Item) -> FoldRow:
    """A cause of an earlier month; each of its members is answered by itself."""
    return replace(
        cause_fold(cause, rows, first.month, None),
        name=f"{first.month.roc} {cause['cause']}",
        bearing=first_words.TIE_BEARING,
        answer=None,
        month=first.month.roc,
    )
