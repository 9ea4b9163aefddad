"""What forms, pages and sentences of the program take from a profile, word for word."""

from dataclasses import dataclass


@dataclass(frozen=True)
class OfficialForm:
    """A form of the regulation: its number (附件一), its title, and what sentences and files call it.

    `short` is blank where that is the title.
    """

    number: str
    title: str
    short: str = ""

    @property
    def called(self) -> str:
        """Its short name."""
        return self.short or self.title


FAX_PLACES = (
    *("agency", "on", "user_name", "chinese_name", "other_name"),
    *("national_id", "resident_id", "passport", "reason", "box"),
)
"""Where something is written into the form of a fax query."""


@dataclass(frozen=True)
class FaxPaper:
    """What the form of a fax query prints, from top to bottom.

    Of `title` every second part is set in two lines as high as one. What an office writes stands in
    `asker`, `subject` and `reason` at the places {agency}, {on}, {user_name}, {chinese_name},
    {other_name}, {national_id}, {resident_id}, {passport} and {reason}; a tab goes on at the middle.
    {box} in `answer` is a box to tick. `stamps` and each row of `contacts` are two cells side by side.
    Raises KeyError or ValueError for a place that there is not.
    """

    title: tuple[str, ...]
    asker: tuple[str, ...]
    subject: tuple[str, ...]
    reason: str
    attached: str
    stamps: tuple[str, str]
    answer: str
    reply: str
    notes: str
    doubt: str
    contacts: tuple[tuple[str, str], ...]
    remarks: str

    def __post_init__(self) -> None:
        """A wrong place is told when the profile is read, not when a form is asked for."""
        words = "".join((*self.asker, *self.subject, self.reason, self.answer))
        words.format_map(dict.fromkeys(FAX_PLACES, ""))


@dataclass(frozen=True)
class Wordings:
    """Parts of clauses that sentences of the program repeat, by the names of their places in them.

    `case_by_case` is how the register is kept (七), `fits_purpose` what a supervisor looks into (十一),
    `account_approval` what an account needs (三), `told_approval` what a purpose that is told needs (四).
    `printouts_of` are the printouts of cases not processed, and `printouts_kept` is how they are kept (七).
    """

    case_by_case: str
    fits_purpose: str
    account_approval: str
    told_approval: str
    printouts_of: str
    printouts_kept: str


@dataclass(frozen=True)
class ChecklistWording:
    """One item of a self-audit's form: what it asks about (`catalogue.Duty` and the like), and in which words.

    `county`: it stands on the county's form alone.
    """

    item: str
    text: str
    county: bool = False


@dataclass(frozen=True)
class ClausePage:
    """A row of the page on the regulation: a clause, what is kept as evidence, and what stays a person's duty.

    `checked` are words on what the program checks beside its rules, `topics` those whose rules stand there.
    """

    clause: str
    about: str
    checked: str
    kept: str
    person: str
    topics: tuple[str, ...] = ()
