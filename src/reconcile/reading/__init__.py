"""Files in, tables of the contract out. A reader locates and renames; it never judges."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from reconcile.carriers.children import Progress
from reconcile.carriers.isolation import Limits, open_isolated
from reconcile.carriers.opening import is_parquet
from reconcile.carriers.passwords import Ask
from reconcile.documents import SIDES, STATEMENT
from reconcile.errors import Problem
from reconcile.history import Worklist
from reconcile.outcome import Reading, Spot
from reconcile.reading import lists
from reconcile.reading.answer_files import answers_in, hints_at_answers, kind_of
from reconcile.reading.by_hand import NothingFilledIn
from reconcile.reading.coherence import incoherences, span_of
from reconcile.reading.inspection import Inspection
from reconcile.reading.own_tables import PART, read_table
from reconcile.reading.quoting import guarded
from reconcile.reading.readers import READERS
from reconcile.reading.recognition import refuse_another, role_of
from reconcile.reading.spots import cut
from reconcile.settings import ReadingSettings, Settings

__all__ = [
    "PART",
    "Ask",
    "Inspection",
    "NothingFilledIn",
    "Progress",
    "contradictions",
    "hints_at_answers",
    "incoherences",
    "inspect_file",
    "pictures",
    "read_aliases",
    "read_as",
    "read_cases",
    "read_closed_days",
    "read_fax",
    "read_printouts",
    "read_register",
    "read_roster",
    "read_statement",
    "read_worklist",
    "recognised",
    "span_of",
]


def read_as(
    role: str,
    path: Path | str,
    settings: Settings | None = None,
    *,
    progress: Progress | None = None,
    ask: Ask | None = None,
) -> Reading:
    """Read a file in a role of `documents`, on any carrier, or as Parquet the table of its name."""
    path, chosen, reader = Path(path), settings or Settings(), READERS[role]
    if is_parquet(path):
        return read_table(path, reader.table)

    def read() -> Reading:
        document = open_isolated(path, _limits(chosen.reading), progress, ask)
        refuse_another(document, role, chosen)
        return reader.read(document, chosen)

    return guarded(read)


def read_statement(
    path: Path | str,
    settings: Settings | None = None,
    *,
    progress: Progress | None = None,
    ask: Ask | None = None,
) -> Reading:
    """Read a 主管稽核月明細表 on any carrier, or a `statement` table of the contract as Parquet."""
    return read_as("statement", path, settings, progress=progress, ask=ask)


def read_register(
    path: Path | str,
    settings: Settings | None = None,
    *,
    progress: Progress | None = None,
    ask: Ask | None = None,
) -> Reading:
    """Read a 查詢紀錄表, the form of 附件一 or a flat list, or a `register` table of the contract as Parquet."""
    return read_as("register", path, settings, progress=progress, ask=ask)


def read_roster(path: Path | str, settings: Settings | None = None, *, ask: Ask | None = None) -> Reading:
    """Read a 帳號清冊 on any carrier, or the table `lists.ROSTER` as Parquet."""
    return read_as("roster", path, settings, ask=ask)


def read_cases(path: Path | str, settings: Settings | None = None, *, ask: Ask | None = None) -> Reading:
    """Read a 受理案件清冊 on any carrier, or the table `lists.CASES` as Parquet."""
    return read_as("cases", path, settings, ask=ask)


def read_fax(path: Path | str, settings: Settings | None = None, *, ask: Ask | None = None) -> Reading:
    """Read an office's log of 疑義查詢表 (附件二) on any carrier, or the table `lists.FAX` as Parquet."""
    return read_as("fax", path, settings, ask=ask)


def read_aliases(path: Path | str, settings: Settings | None = None, *, ask: Ask | None = None) -> Reading:
    """Read a 新舊證號對照表 on any carrier, or the table `lists.ALIASES` as Parquet."""
    return read_as("aliases", path, settings, ask=ask)


def read_closed_days(path: Path | str, settings: Settings | None = None, *, ask: Ask | None = None) -> Reading:
    """Read a list of 停止上班日 on any carrier, or the table `lists.CLOSED_DAYS` as Parquet."""
    return read_as("closed_days", path, settings, ask=ask)


def read_printouts(path: Path | str, settings: Settings | None = None, *, ask: Ask | None = None) -> Reading:
    """Read the printouts of cases not processed (要點七) on any carrier, or the table `lists.PRINTOUTS` as Parquet."""
    return read_as("printouts", path, settings, ask=ask)


def contradictions(role: str, readings: Sequence[Reading]) -> tuple[Problem, ...]:
    """What is wrong between several files of one list; `role` is its name in `documents`."""
    return tuple(lists.contradictions(lists.KINDS[role], readings))


def pictures(
    path: Path | str,
    spots: Mapping[int, Spot],
    rows: Collection[int],
    settings: Settings | None = None,
    *,
    ask: Ask | None = None,
) -> dict[int, bytes]:
    """Pictures of those rows of a statement, PNG by `statement_row`, persons covered as the settings say.

    `spots` are those of its reading. A row whose picture could show more than it should has none.
    """
    chosen = settings or Settings()
    return cut(Path(path), spots, rows, _limits(chosen.reading), mask=chosen.report.mask, ask=ask)


def read_worklist(path: Path | str, settings: Settings | None = None, *, ask: Ask | None = None) -> Worklist:
    """Read a file in which an office has answered; what it says is believed only after the review."""
    path = Path(path)
    return answers_in(open_isolated(path, _limits((settings or Settings()).reading), None, ask), path)


def recognised(path: Path | str, settings: Settings | None = None) -> Inspection | Worklist | None:
    """What a file turns out to be whose name says nothing; None where its content says nothing either.

    What is in it must be plain: a statement or a register has rows that bear a time. Raises FileRefused.
    """
    path, chosen = Path(path), settings or Settings()
    if is_parquet(path):
        return None
    document = open_isolated(path, _limits(chosen.reading), None, None)
    if kind_of(document):
        return answers_in(document, path)
    role = role_of(document, chosen)
    if role is None:
        return None
    found = Inspection(role, guarded(lambda: READERS[role].read(document, chosen)))
    return found if role not in SIDES or found.months else None


def inspect_file(path: Path | str, settings: Settings | None = None, *, ask: Ask | None = None) -> Inspection:
    """How a file is understood; whether it is a statement, a register or which list, its columns tell."""
    chosen = settings or Settings()
    document = open_isolated(Path(path), _limits(chosen.reading), None, ask)
    role = role_of(document, chosen) or STATEMENT.name
    return Inspection(role, guarded(lambda: READERS[role].read(document, chosen)))


def _limits(chosen: ReadingSettings) -> Limits:
    return Limits(chosen.seconds, chosen.memory_mb, chosen.pages, chosen.rows, chosen.cells, chosen.second_engine)
