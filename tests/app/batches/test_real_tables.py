"""Tables as schools really have them."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter

from app.batches.cell_marks import cell_marks
from app.batches.whole_file import CheckedFile, check_file
from issuer.faults import Fault
from tests.app.batches.test_checking import checking
from tests.app.batches.workbooks import opendocument, row_of, workbook

DAY = datetime(2026, 6, 19, 14, 30)  # noqa: DTZ001 - cells have no zone
NAMED = ["Ime in priimek", "E-pošta", "Datum dosežka", "Ocena"]
ANA = ["Ana Čuček", "ana@example.com", "19. 6. 2026", "dobro (3)"]


def read(data: bytes) -> CheckedFile:
    found = check_file(data, checking())
    assert isinstance(found, CheckedFile), found
    return found


def faults(data: bytes) -> dict[int, list[str]]:
    return {row.number: [fault.code for fault in row.faults] for row in read(data).rows}


def text(*rows: list[str], delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    return "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "utf-16"])
def test_text_in_every_dress(delimiter: str, encoding: str) -> None:
    names = ["Đorđe Ćuk", "Špela Žnidaršič", "Črt Škof"]
    rows = [[name, f"a{at}@example.com", "", ""] for at, name in enumerate(names)]
    found = read(text(NAMED, *rows, delimiter=delimiter, encoding=encoding))
    assert [row.order and row.order.learner.name for row in found.rows] == names
    shown = {"cp1250": "windows-1250", "utf-16": "UTF-16"}
    assert found.understood.encoding == shown.get(encoding, "UTF-8")


def test_headings_stand_in_two_rows_where_cells_are_merged() -> None:
    written = BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Ocene")
        sheet.merge_range(0, 0, 0, 4, "Rezultati programa " + "zelo dolg naslov " * 18)
        sheet.merge_range(1, 0, 1, 1, "Udeleženec")
        for column, heading in ((0, "Ime"), (1, "Priimek")):
            sheet.write(2, column, heading)
        for column, heading in ((2, "E-pošta"), (4, "Ocena")):
            sheet.merge_range(1, column, 2, column, heading)
        for column, cell in enumerate(("Ana", "Čuček", "ana@example.com", None, "dobro (3)")):
            sheet.write(3, column, cell)
    found = read(written.getvalue())
    assert found.understood.heading_row == 3
    assert [column.field for column in found.understood.columns] == [
        "given_name",
        "family_name",
        "email",
        None,
        "grade",
    ]
    assert {row.number: row.faults for row in found.rows} == {4: ()}


def test_the_sheet_with_the_headings_is_read_and_said() -> None:
    written = BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        book.add_worksheet("Naslovnica").write(0, 0, "Šolsko leto 2025/26")
        hidden = book.add_worksheet("Šifrant")
        hidden.hide()
        for sheet in (hidden, book.add_worksheet("3. a")):
            sheet.write_row(0, 0, NAMED)
            sheet.write_row(1, 0, ANA)
    found = read(written.getvalue()).understood
    assert (found.sheet, found.other_sheets) == ("3. a", ("Naslovnica",))


def test_formulas_give_their_value_or_are_named() -> None:
    rows: list[list[Any]] = [
        NAMED,
        ["Ana", ("=A9", "ana@example.com"), DAY, ("=B9", "dobro (3)")],
        ANA,
    ]
    data = _without_values(workbook(rows), b"D2")
    assert cell_marks(data, "Rezultati").uncalculated == {(2, 4)}
    assert faults(workbook(rows)) == {2: [], 3: []}
    assert faults(data) == {2: ["CELL_IS_FORMULA"], 3: []}


def test_cells_for_days_with_and_without_a_time() -> None:
    rows: list[list[Any]] = [
        NAMED,
        ["Ana", "a@example.com", DAY, None],
        ["Bor", "b@example.com", "19. 6. 2026 14:30", None],
        ["Cene", "c@example.com", datetime(1900, 1, 1), None],  # noqa: DTZ001
        ["Črt", "d@example.com", "6/19/2026", None],
    ]
    assert faults(workbook(rows)) == {
        2: [],
        3: [],
        4: ["DATE_OF_EMPTY_CELL"],
        5: ["DATE_NOT_READABLE"],
    }


def test_empty_columns_blank_rows_and_blanks_that_are_none() -> None:
    rows: list[list[Any]] = [
        ["", *NAMED[:2], "", "Datum", "", ""],
        ["", "Ana\u00a0Čuček\u200b", "\ufeffana@example.com\u202f", "", " ", "", ""],
        ["", "", " \u00a0", "", "", "", ""],
    ]
    (row,) = read(text(*rows)).rows
    assert row.faults == ()
    assert row.order is not None
    assert (row.order.learner.name, row.order.learner.email) == ("Ana Čuček", "ana@example.com")


def test_numbers_as_text_decimal_commas_and_capitals() -> None:
    heading = ["Ime in priimek", "E-pošta", "Pisni preizkus", "Ocena"]
    rows = [["Ana", "a@example.com", " 92,5 %", "Dobro (3)"]]
    assert faults(workbook([heading, *rows])) == {2: []}


def test_a_title_of_300_characters_is_no_heading() -> None:
    found = read(text(["Ime in priimek " * 20], [], NAMED, ANA))
    assert found.understood.heading_row == 3
    assert [row.number for row in found.rows] == [4]


def test_percents_are_read_as_they_are_shown() -> None:
    written = BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Ime in priimek", "E-pošta", "Pisni preizkus", "Opis"])
        for row, (value, form) in enumerate(
            ((0.925, "0.0%"), (1, "0%"), (92.5, '0.0" %"'), (0.29 * 100, "0")), 1
        ):
            sheet.write_row(row, 0, ["Ana", f"a{row}@example.com"])
            sheet.write_number(row, 2, value, book.add_format({"num_format": form}))
            sheet.write_formula(row, 3, "=C2", book.add_format({"num_format": form}), value)
    rows = read(written.getvalue()).rows
    orders = [row.order for row in rows if row.order]
    assert [order.result.assessments[0].grade for order in orders] == ["92.5", "100", "92.5", "29"]
    assert [order.result.narrative for order in orders] == ["92.5 %", "100 %", "92.5", "29"]


def test_a_table_that_begins_further_right_keeps_its_marks() -> None:
    written = BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        sheet, percent = book.add_worksheet(), book.add_format({"num_format": "0%"})
        sheet.write_row(3, 2, ["Ime in priimek", "E-pošta", "Pisni preizkus", "Opis", "Datum"])
        for row in (4, 5):
            sheet.write_row(row, 2, ["Ana", f"a{row}@example.com"])
            sheet.write_number(row, 4, 0.85, percent)
            sheet.write_number(row, 5, 9)
        sheet.merge_range("G5:G6", "19. 6. 2026")
    rows = read(written.getvalue()).rows
    assert [[fault.code for fault in row.faults] for row in rows] == [[], ["CELL_MERGED"]]
    assert rows[0].order is not None
    assert rows[0].order.result.assessments[0].grade == "85"
    assert rows[0].order.result.narrative == "9"


def test_marks_of_libreoffice_are_read_too() -> None:
    rows = (
        row_of("Ime in priimek", "E-pošta", "Pisni preizkus", "Datum"),
        row_of("Ana", "a@example.com", 0.85, "19. 6. 2026", spanned=2),
        row_of("Bor", "b@example.com", 0.9, None),
        row_of("Cene", "c@example.com", 1, ""),
        row_of("Črt", "d@example.com", 1, "", visibility="filter"),
    )
    found = {row.number: row for row in read(opendocument(*rows)).rows}
    assert {at: [fault.code for fault in row.faults] for at, row in found.items()} == {
        2: [],
        3: ["CELL_MERGED"],
        4: [],
        5: ["ROW_HIDDEN"],
    }
    orders = [found[2].order, found[4].order]
    assert [order and order.result.assessments[0].grade for order in orders] == ["85", "100"]


def test_a_hidden_row_is_not_issued_unseen() -> None:
    written = BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate((NAMED, ANA, ["Bor", "bor@example.com", "", "dobro (3)"])):
            sheet.write_row(row, 0, cells)
        sheet.set_row(1, None, None, {"hidden": True})
    assert faults(written.getvalue()) == {2: ["ROW_HIDDEN"], 3: []}


def test_a_cell_merged_over_rows_is_not_taken_for_empty() -> None:
    written = BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, NAMED)
        for row, name in enumerate(("Ana", "Bor", "Cene"), 1):
            sheet.write_row(row, 0, [name, f"{name}@example.com".lower()])
        sheet.merge_range("C2:C3", "19. 6. 2026")
    assert faults(written.getvalue()) == {2: [], 3: ["CELL_MERGED"], 4: []}


def test_a_day_in_place_of_a_grade_is_named() -> None:
    rows: list[list[Any]] = [NAMED, ["Ana", "ana@example.com", None, DAY]]
    assert faults(workbook(rows)) == {2: ["GRADE_IS_DAY"]}


def test_days_are_counted_from_1904_too() -> None:
    written = BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True, "date_1904": True}) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "d. m. yyyy"})
        sheet.write_row(0, 0, NAMED)
        for row, value in enumerate((DAY, datetime(1904, 1, 1)), 1):  # noqa: DTZ001
            sheet.write_row(row, 0, ["Ana", f"a{row}@example.com"])
            sheet.write_datetime(row, 2, value, day)
    assert faults(written.getvalue()) == {2: [], 3: ["DATE_OF_EMPTY_CELL"]}


@pytest.mark.parametrize(
    "address", ["ana@example,com", "ana@example.com;b@example.com", "<ana@example.com>", "a,b@x.si"]
)
def test_what_is_not_one_address_is_named(address: str) -> None:
    assert faults(text(NAMED[:2], ["Ana", f'"{address}"'])) == {2: ["NOT_AN_EMAIL"]}


def test_a_link_to_an_address_is_the_address() -> None:
    (row,) = read(text(NAMED[:2], ["Ana", "mailto:ana@example.com"])).rows
    assert row.order is not None
    assert row.order.learner.email == "ana@example.com"


def test_a_column_that_is_missing_is_named_and_not_the_cell() -> None:
    unknown = ["Ime in priimek", "Naslov za pošto", "Ocena"]
    assert faults(text(unknown, ["Ana", "a@x.si", ""])) == {2: ["EMAIL_COLUMN_MISSING"]}
    assert faults(text(NAMED[1:], ["a@x.si", "", ""])) == {2: ["NAME_COLUMN_MISSING"]}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<html><table><tr><td>Ime</td></tr></table>", "FILE_NO_TABLE"),
        (b"%PDF-1.7\n1 0 obj", "FILE_NO_TABLE"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "FILE_LOCKED",
        ),
        (b'{"rows": [{"name": "Ana"}]}', "FILE_FIELDS_MISSING"),
        (b'[{"name": "Ana", "name": "Bor", "email": "a@x.si"}]', "FILE_JSON_BROKEN"),
        (b'{"name": "Ana", "grade": NaN}', "FILE_JSON_BROKEN"),
    ],
)
def test_a_file_of_another_kind_says_what_it_is(data: bytes, code: str) -> None:
    found = check_file(data, checking())
    assert isinstance(found, Fault)
    assert found.code == code


def _without_values(book: bytes, cell: bytes) -> bytes:
    """Take a formula's value away, as programs do that write workbooks and calculate nothing."""
    written = BytesIO()
    with ZipFile(BytesIO(book)) as source, ZipFile(written, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                start = content.index(b'<c r="' + cell)
                end = content.index(b"</c>", start)
                formula = content[content.index(b"<f>", start) : content.index(b"</f>", start) + 4]
                content = content[:start] + b'<c r="' + cell + b'">' + formula + content[end:]
            target.writestr(name, content)
    return written.getvalue()
