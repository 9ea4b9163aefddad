"""Names that Windows and Linux can both hold, and that keep apart what is apart."""

import unicodedata

from hypothesis import assume, given
from hypothesis import strategies as st

from reconcile.archive.naming import agency_folder, stored

ANY = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80)
ALIKE = st.text(st.sampled_from("Aa臺台%~.é\u0301eſsｃcon1 /"), min_size=1, max_size=6)


def is_safe(part: str) -> bool:
    return (
        bool(part)
        and not set(part) & set('<>:"/\\|?*%')
        and min(part) >= " "
        and part[-1] not in ". "
        and part.partition(".")[0].lower() not in {"con", "prn", "aux", "nul", "com1", "lpt9"}
    )


@given(st.one_of(ANY, ALIKE), st.one_of(ANY, ALIKE))
def test_two_agencies_never_share_a_folder(one: str, other: str) -> None:
    assume(one != other)
    folders = [unicodedata.normalize("NFC", agency_folder(agency)).casefold() for agency in (one, other)]
    assert folders[0] != folders[1]


@given(st.one_of(ANY, ALIKE, st.sampled_from(["con", "CON", "nul", "com1", ".", "..", "戶" * 200])))
def test_the_folder_of_an_agency_is_a_name_everywhere(agency: str) -> None:
    folder = agency_folder(agency)
    assert is_safe(folder.replace("%", "_"))
    assert not folder.startswith(".")
    assert len(folder.encode()) <= 120


def test_han_characters_stay_as_they_are() -> None:
    assert agency_folder("臺北市中正區戶政事務所") == "臺北市中正區戶政事務所"
    assert agency_folder("台北市中正區戶政事務所") == "台北市中正區戶政事務所"
    assert agency_folder("A所.") == "%41所%2e"


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/"), min_size=1, max_size=30))
def test_a_file_is_kept_under_a_name_that_every_platform_and_checker_reads(name: str) -> None:
    assume(name not in {".", ".."})
    assert is_safe(stored(name))


def test_a_usual_name_is_kept_as_received() -> None:
    assert stored("inputs/statement/115年10月 明細表(1).pdf") == "inputs/statement/115年10月 明細表(1).pdf"
    assert stored("inputs/statement/完成100%.pdf") == "inputs/statement/完成100％.pdf"
