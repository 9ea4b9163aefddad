"""The view model: the month in the words and numbers of every report, built once, masked, and without layout."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from reconcile.documents import REGISTER, STATEMENT, title_of
from reconcile.facts.masking import Masking
from reconcile.facts.offices import Offices
from reconcile.facts.places import Places
from reconcile.history import Review
from reconcile.outcome import Outcome
from reconcile.reports import first_words, wording
from reconcile.reports.carried import carried_items
from reconcile.reports.course import Seals, SignoffRow, lives_of, signoff_of
from reconcile.reports.evidence import QueryKey, Sources
from reconcile.reports.first_page import Alert, Asked, Kind, Task, alerts_of, asked_of, kinds_of, tasks_of
from reconcile.reports.listing import Chapter, sections_of
from reconcile.reports.month_picture import Bar, MonthPicture, bars_of, picture_of
from reconcile.reports.pairs import PairRow, SampleView, pairs_of, sample_of
from reconcile.reports.rows import Rows
from reconcile.reports.said import open_queries, said_of, unnamed_pairs
from reconcile.reports.visible import visible
from reconcile.reports.wording import Equation
from reconcile.text.dates import roc_date
from reconcile.version import VERSION

ASKED_ON_PAPER, FOLDS_ON_PAPER = 10, 4
"""So many users who are to be asked, and so many causes and ties a section, are told on the first page of paper."""


@dataclass(frozen=True)
class ProblemRow:
    """What could not be read, and where."""

    file: str
    place: str
    message: str


@dataclass(frozen=True)
class InputRow:
    """A file that the run was given."""

    role: str
    file: str
    size: str
    sha256: str


@dataclass(frozen=True)
class View:
    """A month's report.

    `sections` are 前月未結, 待查事項, 詢問事項 in this order; `left` findings of them are open, and
    `conclusion` says so. `warning` is None where the run is complete. What needs a list, a sample or
    a review is None or empty where there is none.
    """

    title: str
    agency: str
    month: str
    as_of: str
    first_day: str
    conclusion: str
    left: int
    alerts: tuple[Alert, ...]
    tasks: tuple[Task, ...]
    unregistered: str
    caution: str
    downloaded: str | None
    share_explained: str | None
    warning: str | None
    equations: tuple[Equation, ...]
    sections: tuple[Chapter, ...]
    kinds: tuple[Kind, ...]
    asked: tuple[Asked, ...]
    picture: MonthPicture
    users: tuple[Bar, ...]
    changes: tuple[str, ...]
    pairs: tuple[PairRow, ...]
    sample: SampleView | None
    over_months: tuple[str, ...]
    unused_accounts: tuple[str, ...]
    problems: tuple[ProblemRow, ...]
    not_checked: tuple[str, ...]
    notes: tuple[str, ...]
    inputs: tuple[InputRow, ...]
    signoff: SignoffRow | None
    seals: Seals
    settings_sha256: str
    version: str
    created_on: str
    shortened: str | None = None

    @property
    def headline(self) -> str:
        """The conclusion, headed 未完成 where the run is not complete."""
        return f"【未完成】{self.conclusion}" if self.warning else self.conclusion

    @property
    def sum(self) -> str:
        """待查 55 件 ＝ 前月未結 2 ＋ 待查事項 45 ＋ 詢問事項 8."""
        return Equation("待查", self.left, tuple((one.name, one.open) for one in self.sections)).sentence

    @property
    def rest_asked(self) -> str:
        """What is told of those beyond the first that paper has room for; "" where there is room."""
        beyond = self.asked[ASKED_ON_PAPER:]
        return first_words.rest_asked(len(beyond), sum(one.open for one in beyond)) if beyond else ""

    @property
    def lead(self) -> tuple[str, ...]:
        """What else is told of the month as a whole; only what there is."""
        return tuple(filter(None, (self.share_explained, self.downloaded, self.shortened)))

    @property
    def reviewed(self) -> bool:
        """Whether items have an identity and a state."""
        return self.signoff is not None


def view_of(outcome: Outcome, review: Review | None = None, pictures: Mapping[QueryKey, bytes] | None = None) -> View:
    """Build the view; pure. No text in it holds a character that is not seen."""
    view, unseen = visible(_view(outcome, review, pictures or {}))
    return replace(view, notes=(*view.notes, wording.unseen(unseen))) if unseen else view


def _view(outcome: Outcome, review: Review | None, pictures: Mapping[QueryKey, bytes]) -> View:
    mode = outcome.settings.report.mask
    places = Places.of(outcome.statement, outcome.register, outcome.lists, mode)
    rows, masking = Rows.of(places, outcome.settings.regulation, outcome.lists.roster), places.masking
    sources, said = Sources.of(outcome, rows, pictures), said_of(outcome)
    is_open = open_queries(outcome)
    sections = sections_of(outcome, carried_items(outcome, review, sources), lives_of(review, masking), sources, review)
    left, listed = (sum(getattr(one, name) for one in sections) for name in ("open", "size"))
    signoff = signoff_of(review)
    return View(
        title=f"{STATEMENT.title}與{REGISTER.title}勾稽報告",
        agency=outcome.agency or "未載機關名稱",
        month=outcome.month.roc,
        as_of=roc_date(outcome.as_of),
        first_day=outcome.month.start.date().isoformat(),
        conclusion=first_words.left(left, listed, signoff.state if signoff else None),
        left=left,
        alerts=tuple(alerts_of(outcome, review, said.warning, unnamed_pairs(outcome))),
        tasks=tasks_of(left, str(outcome.month), signoff),
        unregistered=first_words.unregistered(outcome.counts),
        caution=first_words.CAUTION,
        downloaded=wording.downloaded(outcome.download),
        share_explained=said.share_explained,
        warning=said.warning,
        equations=said.equations,
        sections=sections,
        kinds=kinds_of(sections),
        asked=asked_of(sections),
        picture=picture_of(outcome, is_open),
        users=bars_of(outcome.statement, rows, is_open),
        changes=review.changes if review else (),
        pairs=pairs_of(outcome.matching.matches, rows, sources.cases),
        sample=sample_of(outcome, rows, sources.cases),
        over_months=review.over_months if review else (),
        unused_accounts=outcome.unused_accounts,
        problems=tuple(ProblemRow(problem.file, problem.place, problem.message) for problem in outcome.problems),
        not_checked=outcome.not_checked,
        notes=(
            *wording.notes(mode, outcome.settings.regulation),
            *wording.formerly(review.formerly if review else ()),
            *wording.office_reworded(_reworded(outcome, masking)),
        ),
        inputs=tuple(
            InputRow(title_of(given.role), given.file, f"{given.bytes:,} 位元組", given.sha256)
            for given in outcome.inputs
        ),
        signoff=signoff,
        seals=Seals(review.digest, review.previous_head or "") if review else Seals("", ""),
        settings_sha256=outcome.settings.sha256,
        version=VERSION,
        created_on=outcome.as_of.isoformat(),
    )


def _reworded(outcome: Outcome, masking: Masking) -> list[str]:
    """How the register words the office where the statement does not, as it may be shown."""
    settings = outcome.settings
    offices = Offices(tuple(settings.matching.offices) or settings.regulation.offices)
    named = [side["agency"].dropna().unique() for side in (outcome.statement, outcome.register)]
    shown = (masking.agency(name) for name in offices.reworded(*named))
    return [name for name in dict.fromkeys(shown) if name]
