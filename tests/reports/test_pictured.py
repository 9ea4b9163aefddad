"""Not every query is shown as it stands on the page: those that a supervisor has to look at first."""

from known_codes import CATALOGUE
from reconcile.reports import pictured
from reconcile.tables import FINDINGS
from reports.builders import finding

MONTH = FINDINGS.frame(
    [
        finding("OFF_HOURS_QUERY", "low", query=1),
        finding("PURPOSE_MISMATCH", "medium", query=2, entry=2, line=1),
        finding("UNREGISTERED_QUERY", "high", query=3),
        finding("UNREGISTERED_QUERY", "high", query=4),
        finding("SELF_QUERY", "low", query=4),
        finding("UNCONFIRMED_ENTRY", "medium", entry=5, line=1),
        finding("LATE_DOWNLOAD", "medium"),
    ]
)


def shown(limit: int) -> list[int]:
    return [row for _, row in pictured(MONTH, limit, CATALOGUE)]


def test_discrepancies_are_shown_before_questions_the_gravest_first_and_a_query_once() -> None:
    assert shown(200) == [3, 4, 2, 1]


def test_no_more_are_shown_than_the_office_wants() -> None:
    assert shown(3) == [3, 4, 2]
    assert shown(0) == []
