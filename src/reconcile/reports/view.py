"""The view model: the month in the words and numbers of every report, built once, masked, and without layout."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from reconcile.documents import REGISTER, STATEMENT, title_of
from reconcile.facts.masking import Masking
from reconcile.facts.offices import Offices
from reconcile.facts.places import Places
from reconcile.history import Review
from reconcile.outcome import Outcome
from reconcile.reports import wording
from reconcile.reports.course import CarriedRow, Seals, SignoffRow, carried_rows, lives_of, progress, signoff_of
from reconcile.reports.findings import FindingGroup, QueryKey, Sources, listing_of
from reconcile.reports.folding import CauseRow, cause_rows
from reconcile.reports.month_picture import Bar, MonthPicture, bars_of, picture_of
from reconcile.reports.rows import LineRow, QueryRow, Rows
from reconcile.reports.said import headed, open_queries, said_of
from reconcile.reports.visible import visible
from reconcile.reports.wording import Equation
from reconcile.tables import records
from reconcile.text.dates import roc_date
from reconcile.version import VERSION


@dataclass(frozen=True)
class PairRow:
    """A query and the line it was matched with; `case` says how an application explains it."""

    query: QueryRow
    line: LineRow
    tier: str
    explanation: str
    case: str | None


@dataclass(frozen=True)
class SampleView:
    """The pairs that the supervisor checks against the paper, and how they were drawn."""

    sentence: str
    pairs: tuple[PairRow, ...]


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

    `warning` is None where the run is complete. `causes` are shown before all else, with the findings that they
    explain; `groups` are the other discrepancies, `questions` those of conduct. What needs a list, a sample or a
    review is None or empty where there is none.
    """

    title: str
    agency: str
    month: str
    as_of: str
    first_day: str
    conclusion: str
    register_sentence: str
    unarchived: str | None
    question_sentence: str | None
    progress: str | None
    downloaded: str | None
    share_explained: str | None
    warning: str | None
    equations: tuple[Equation, ...]
    picture: MonthPicture
    users: tuple[Bar, ...]
    causes: tuple[CauseRow, ...]
    groups: tuple[FindingGroup, ...]
    questions: tuple[FindingGroup, ...]
    question_note: str
    carried: tuple[CarriedRow, ...]
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
        return headed(self.conclusion, self.warning)

    @property
    def lead(self) -> tuple[str, ...]:
        """The sentences below the headline, from the register to the download; only what there is."""
        sentences = (
            self.unarchived,
            self.question_sentence,
            self.progress,
            self.share_explained,
            self.downloaded,
            self.shortened,
        )
        return (self.register_sentence, *filter(None, sentences))

    @property
    def reviewed(self) -> bool:
        """Whether items have an identity and a state."""
        return self.signoff is not None


def view_of(outcome: Outcome, review: Review | None = None, pictures: Mapping[QueryKey, bytes] | None = None) -> View:
    """Build the view; pure. No text in it holds a character that is not seen."""
    view, unseen = visible(_view(outcome, review, pictures or {}))
    return replace(view, notes=(*view.notes, wording.unseen(unseen))) if unseen else view


def _reworded(outcome: Outcome, masking: Masking) -> list[str]:
    """How the register words the office where the statement does not, as it may be shown."""
    settings = outcome.settings
    offices = Offices(tuple(settings.matching.offices) or settings.regulation.offices)
    named = [side["agency"].dropna().unique() for side in (outcome.statement, outcome.register)]
    shown = (masking.agency(name) for name in offices.reworded(*named))
    return [name for name in dict.fromkeys(shown) if name]


def _view(outcome: Outcome, review: Review | None, pictures: Mapping[QueryKey, bytes]) -> View:
    statement, findings, mode = outcome.statement, outcome.findings, outcome.settings.report.mask
    places = Places.of(statement, outcome.register, outcome.lists, mode)
    rows, masking = Rows.of(places, outcome.settings.regulation), places.masking
    discrepancies = findings[~findings["code"].isin(outcome.catalogue.conduct)]
    is_open = open_queries(statement, outcome.matching.matches, discrepancies)
    said = said_of(outcome)
    sources = Sources.of(outcome, rows, pictures)
    listing = listing_of(findings, lives_of(review, masking), sources)
    return View(
        title=f"{STATEMENT.title}與{REGISTER.title}勾稽報告",
        agency=outcome.agency or "未載機關名稱",
        month=outcome.month.roc,
        as_of=roc_date(outcome.as_of),
        first_day=outcome.month.start.date().isoformat(),
        conclusion=said.conclusion,
        register_sentence=said.register_sentence,
        unarchived=wording.UNARCHIVED if review and not review.archived else None,
        question_sentence=said.question_sentence,
        progress=progress(review),
        downloaded=wording.downloaded(outcome.download),
        share_explained=said.share_explained,
        warning=said.warning,
        equations=said.equations,
        picture=picture_of(outcome.month, statement["queried_at"], is_open),
        users=bars_of(statement, _users(statement, rows, masking), is_open),
        causes=cause_rows(outcome, listing.caused, review),
        groups=listing.groups,
        questions=listing.questions,
        question_note=wording.QUESTION_NOTE,
        carried=carried_rows(review, masking, outcome.catalogue),
        changes=review.changes if review else (),
        pairs=_pairs(outcome.matching.matches, rows, sources.cases),
        sample=_sample(outcome, rows, sources.cases),
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
        signoff=signoff_of(review),
        seals=Seals(review.digest, review.previous_head or "") if review else Seals("", ""),
        settings_sha256=outcome.settings.sha256,
        version=VERSION,
        created_on=outcome.as_of.isoformat(),
    )


def _users(statement: pd.DataFrame, rows: Rows, masking: Masking) -> list[str]:
    """Each query's user as shown, with his account; where users are masked, with one that need not be."""
    names = [query.user for query in rows.queries.values()]
    accounts = statement["account"].where(statement["user_name"].notna() & statement["account"].notna(), "")
    told = {
        account
        for account in accounts.unique()
        if account and masking.mode == "all" and masking.account(account) == account
    }
    return [f"{name}（{account}）" if account in told else name for name, account in zip(names, accounts, strict=True)]


def _pairs(matches: pd.DataFrame, rows: Rows, cases: Mapping[QueryKey, str]) -> tuple[PairRow, ...]:
    return tuple(
        PairRow(
            query=rows.queries[row["statement_file"], row["statement_row"]],
            line=rows.lines[row["register_file"], row["register_entry"], row["register_line"]],
            tier=wording.TIERS[row["tier"]],
            explanation=row["explanation"],
            case=cases.get((row["statement_file"], row["statement_row"])),
        )
        for row in records(matches)
    )


def _sample(outcome: Outcome, rows: Rows, cases: Mapping[QueryKey, str]) -> SampleView | None:
    if outcome.sample is None:
        return None
    return SampleView(outcome.sample.sentence, _pairs(outcome.sample.rows, rows, cases))
