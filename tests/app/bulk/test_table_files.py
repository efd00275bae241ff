"""The table as a file: right characters, no formulas, and nothing that was not made here."""

import csv
import hashlib
import hmac
import re
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest

from app.bulk.csv_file import csv_line, harmless
from app.bulk.row import row_json
from app.bulk.sealed import NotOurs, sealed, unsealed
from app.bulk.table_columns import all_cells, cells, headings
from app.bulk.xlsx_file import xlsx_bytes

REPORT = {
    "outcome": "failed",
    "verified": False,
    "root_cause": {"code": "REVOKED"},
    "sentence": {"sl": "Preklicano.", "en": "Revoked."},
    "next_step": {"sl": "Vprašajte.", "en": "Ask."},
    "issuer": {"id": "did:web:a.si", "name_known_here": None, "known": False},
    "credential": {"name": "Šiviljstvo", "learner_name": "=HYPERLINK(1)"},
    "checked_at": "2026-06-01T12:00:00+00:00",
    "digest": None,
}
ROW = row_json(1, "+maja.json", REPORT, public_url="https://a.si")


def mark(text: str) -> str:
    return hmac.digest(b"key", text.encode(), hashlib.sha256).hex()


def test_a_row_says_what_a_reader_decides_by() -> None:
    told = dict(zip(headings("sl"), cells(ROW, "sl"), strict=True))
    assert told["Izid"] == "Ni veljavno"
    assert told["Razlog"] == "Preklicano."
    assert told["Izdajatelj"] == "did:web:a.si"
    assert told["Izdajatelj je znan"] == "ne"
    assert told["Razlaga"] == "https://a.si/problems/REVOKED"


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", " =1", "\uff1d1", "\n=1", "\0=1"]
)
def test_no_cell_is_a_formula(cell: str) -> None:
    assert harmless(cell).startswith("'")
    read = next(csv.reader(StringIO(csv_line([cell, "x"], "en"), newline="")))
    assert read[0].startswith("'")


def test_plain_text_stays_as_it_is() -> None:
    assert harmless("Živa Čuček - 3. a") == "Živa Čuček - 3. a"
    assert csv_line(['a"b', "c;d"], "sl") == '"a""b";"c;d"\r\n'


def test_a_workbook_holds_text_only() -> None:
    table = [*all_cells([ROW], "sl"), ["=1+1", "https://a.si", "Veljavno", "1e5", "x" * 40_000]]
    with ZipFile(BytesIO(xlsx_bytes(table, "sl"))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        strings = book.read("xl/sharedStrings.xml").decode()
        assert not [name for name in book.namelist() if name.endswith(".rels") and "sheet" in name]
    assert "<f>" not in sheet
    assert set(re.findall(r'<c r="\w+" s="\d+" t="(\w)"', sheet)) == {"s"}
    assert "&apos;=1+1" in strings or "'=1+1" in strings
    assert "Šiviljstvo" in strings


def test_a_sealed_table_comes_back_and_a_changed_one_does_not() -> None:
    text = sealed([ROW], mark)
    assert unsealed(text, mark) == [ROW]
    for forged in (text[:-1], text + "A", "0" * 64 + text[64:], "", "é" * 70, text[:64]):
        with pytest.raises(NotOurs):
            unsealed(forged, mark)
