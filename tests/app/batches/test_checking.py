"""A file is checked by the rules of single orders; nothing in it is guessed."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from app.batches.checking import Checking
from app.batches.table import LONGEST_CELL
from app.batches.whole_file import CheckedFile, check_file
from issuer.faults import Fault
from tests.app.batches.workbooks import workbook
from tests.issuer.examples import approved_version

NOW = datetime(2026, 7, 1, tzinfo=UTC)
HEADINGS = "Ime;Priimek;E-pošta;Datum;Ocena\n"
ANA = "Ana;Čuček;ana@example.com;19. 6. 2026;dobro (3)\n"
MOST_ROWS = 1000


def checked(data: str | bytes) -> CheckedFile:
    found = check(data)
    assert isinstance(found, CheckedFile), found
    return found


def check(data: str | bytes) -> CheckedFile | Fault:
    return check_file(data.encode() if isinstance(data, str) else data, checking())


def checking() -> Checking:
    """Check against the programme of the examples."""
    return Checking(version=approved_version(), now=NOW, wishes={}, most_rows=MOST_ROWS)


def codes(data: str | bytes) -> list[list[str]]:
    return [[fault.code for fault in row.faults] for row in checked(data).rows]


def refusal(data: str | bytes) -> str:
    found = check(data)
    assert isinstance(found, Fault)
    return found.code


def test_a_sound_row_is_the_learner_of_a_single_order() -> None:
    row = checked(HEADINGS + ANA).rows[0]
    assert row.faults == ()
    assert row.order is not None
    assert (row.order.learner.name, row.order.learner.email) == ("Ana Čuček", "ana@example.com")


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("Ana;Čuček;ana@example.com;19. 6. 2027;dobro (3)", "AWARDED_IN_FUTURE"),
        ("Ana;Čuček;ana@example.com;;nezadostno (1)", "GRADE_NOT_PASSING"),
        ("Ana;Čuček;ana@example.com;;krasno", "GRADE_OUTSIDE_SCALE"),
        ("Ana;;ana@example.com;;", "NAME_MISSING"),
        ("Ana;Čuček;;;", "EMAIL_MISSING"),
        ("Ana;Čuček;ana@;;", "NOT_AN_EMAIL"),
        ("Ana;Čuček;ana@example.com;lani;", "DATE_NOT_READABLE"),
        ("Ana;Čuček;ana@example.com;1. 1. 1900;", "DATE_OF_EMPTY_CELL"),
        ("Ana;=B2;ana@example.com;;", "CELL_IS_FORMULA"),
        ("Ana;Čuček;#REF!;;", "CELL_HAS_ERROR"),
        ("Ana;Čuček;ana@example.com;;;več", "CELLS_BEYOND_HEADINGS"),
        (f"{'a' * 300};Čuček;ana@example.com;;", "STRING_TOO_LONG"),
    ],
)
def test_each_fault_is_named_once_and_others_rows_stay_sound(row: str, code: str) -> None:
    assert codes(f"{HEADINGS}{row}\n{ANA}") == [[code], []]


def test_another_programme_is_a_fault() -> None:
    title = approved_version().content.title["sl"]
    found = codes(f"Ime in priimek;E-pošta;Program\nAna;a@x.si;{title}\nBor;b@x.si;Drugi\n")
    assert found == [[], ["PROGRAMME_DIFFERS"]]


def test_what_excel_writes_above_a_table_is_not_a_row() -> None:
    found = checked("sep=;\r\n" + HEADINGS + ANA)
    assert (found.understood.heading_row, found.rows[0].number) == (2, 3)


def test_rows_are_numbered_as_spreadsheets_show_them() -> None:
    named = ["Ime in priimek", "E-pošta"]
    sheet = workbook([named, [None, None], ["Ana", "ana@example.com"]], at=(4, 3))
    found = checked(sheet)
    assert (found.understood.heading_row, [row.number for row in found.rows]) == (5, [7])


def test_evidence_and_unknown_members_of_json_are_not_lost() -> None:
    entry = {
        "learner": {"name": "Ana", "email": "ana@example.com", "hobby": "šah"},
        "result": {"evidence": [{"name": "Posnetek", "url": "posnetek"}, {"name": "Drugi"}]},
    }
    found = checked(json.dumps([entry]))
    assert [fault.code for fault in found.rows[0].faults] == ["NOT_AN_ADDRESS"]
    assert found.rows[0].faults[0].column == "evidence_url"
    assert [column.heading for column in found.understood.columns if column.field is None] == [
        "hobby",
        "evidence/1",
    ]


def test_files_are_bounded() -> None:
    assert refusal(HEADINGS + ANA * (MOST_ROWS + 1)) == "FILE_TOO_MANY_ROWS"
    assert len(checked(HEADINGS + ANA * MOST_ROWS).rows) == MOST_ROWS
    assert refusal(HEADINGS + "a" * (LONGEST_CELL + 1)) == "FILE_CELL_TOO_LONG"
    assert refusal(json.dumps([{}] * (MOST_ROWS + 1))) == "FILE_TOO_MANY_ROWS"
    assert refusal(HEADINGS) == "FILE_EMPTY"
    assert refusal(b"PK\x05\x06" + bytes(18)) == "FILE_NOT_READABLE"
