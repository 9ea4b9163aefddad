"""The query against the business it was made for: cases, faxes, numbers that changed, and the deadlines of papers."""

from datetime import date, datetime

from maker.garden import Garden, for_purpose, query_of
from maker.month import SUCCESS, Entry, Fax, Line
from maker.people import NATIONAL, RESIDENT, USERS, Subject, with_check_digit

_OUTAGE = datetime(2026, 10, 28, 10, 5)
_CALLER = Subject(NATIONAL, with_check_digit("U22146073"), "莊宥晴")
_OTHER_CALLER = Subject(NATIONAL, with_check_digit("U10390551"), "賴建宏")
_NEW_NUMBER = with_check_digit("U80041236")


def _queries_without_a_case(garden: Garden) -> None:
    entry = garden.take(2)
    queries = [query_of(line) for line in entry.lines]
    garden.month.cases = [case for case in garden.month.cases if not set(queries) & set(case.queries)]
    for line in entry.lines:
        garden.find_pair("PURPOSE_UNSUPPORTED", "medium", entry, line)


def _case_of_another_business(garden: Garden) -> None:
    entry = garden.take(1, for_purpose(2))
    for case in garden.month.cases_of(query_of(entry.lines[0])):
        case.business = "歸化國籍"
    garden.find_pair("PURPOSE_MISMATCH", "medium", entry, entry.lines[0])


def _old_and_new_number_of_one_person(garden: Garden) -> None:
    """The system still prints the old one; that is no discrepancy where the office lists both."""
    entry = garden.take(1, lambda entry: _has_old_number(entry.lines[0]))
    line = entry.lines[0]
    garden.month.aliases.append((line.subject_id, _NEW_NUMBER))
    line.condition = line.subject_id = _NEW_NUMBER


def _has_old_number(line: Line) -> bool:
    subject = query_of(line).subject
    return subject.label == RESIDENT and subject.identifier[1].isalpha()


def _queries_by_fax(garden: Garden) -> None:
    """The system was down: one fax has its line in the register and its letter in time, the other's letter is late."""
    user, reason = USERS[2], "系統異常，民眾臨櫃申辦遷入登記"
    line = Line(f"{_CALLER.identifier} {_CALLER.name}", _CALLER.identifier, SUCCESS, None)
    entry = Entry(user, user.written_name, _OUTAGE, _OUTAGE.replace(minute=20), [line], (2,), "", "傳真查詢", "林素貞")
    garden.month.entries.append(entry)
    faxed = _OUTAGE.replace(minute=12)
    in_time = Fax(user, faxed, _CALLER, reason, date(2026, 10, 30), "花市戶字第1150004711號", line)
    late = Fax(user, faxed.replace(minute=40), _OTHER_CALLER, reason, date(2026, 11, 5), "花市戶字第1150004803號", None)
    garden.month.faxes += [in_time, late]
    garden.find("LATE_FAX_LETTER", "medium")


def _statement_downloaded_late(garden: Garden) -> None:
    garden.find("LATE_DOWNLOAD", "medium")


BUSINESS = (
    _queries_without_a_case,
    _case_of_another_business,
    _old_and_new_number_of_one_person,
    _queries_by_fax,
    _statement_downloaded_late,
)
