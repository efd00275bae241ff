"""A school's file of results: what is wrong is said row by row, and nothing is issued."""

from __future__ import annotations

import json
import logging
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.batches.table import MOST_COLUMNS
from tests.app.batches.workbooks import bomb, far_cell, workbook
from tests.app.staging import Stage

FILES = Path(__file__).parents[1] / "vectors/batches"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADINGS = ["Ime in priimek", "E-pošta", "Datum dosežka", "Ocena"]
ANA = ["Ana Žnidar", "ana.znidar@example.com", "19. 6. 2025", "odlično"]


def check(stage: Stage, data: bytes, *, accept: str = "*/*", **form: str) -> httpx.Response:
    return stage.service.post(
        "/api/v1/batches/dry-run",
        key=stage.new_key("issue"),
        headers={"Accept": accept, "Accept-Language": "sl"},
        files={"file": ("rezultati", data)},
        data={"programme": stage.told.programmes["3d-printing"], **form},
    )


def told(stage: Stage, data: bytes, **form: str) -> tuple[dict[str, Any], list[Any], Any]:
    response = check(stage, data, **form)
    assert response.status_code == 200, response.text
    start, *rows, end = [json.loads(line) for line in response.text.splitlines()]
    assert (start["kind"], end["kind"]) == ("start", "end")
    assert start["total"] == len(rows) == end["total"]
    return start, rows, end["counts"]


def codes(rows: list[Any]) -> dict[int, list[tuple[str, str | None]]]:
    return {
        row["row"]: [(fault["code"], fault["column"]) for fault in row["faults"]] for row in rows
    }


def csv_of(*rows: list[str]) -> bytes:
    return "\r\n".join(";".join(row) for row in (HEADINGS, *rows)).encode()


def refused(stage: Stage, data: bytes, **form: str) -> tuple[int, str]:
    response = check(stage, data, **form)
    assert response.headers["content-type"] == "application/problem+json", response.text
    problem = response.json()
    faults = problem.get("faults") or [{"code": problem["code"]}]
    return response.status_code, faults[0]["code"]


@pytest.mark.parametrize("name", ["utf8.csv", "utf8-bom.csv", "utf16.csv", "cp1250.csv"])
def test_a_table_is_the_same_in_every_encoding(lasting_stage: Stage, name: str) -> None:
    start, rows, counts = told(lasting_stage, (FILES / name).read_bytes())
    assert start["heading_row"] == 3
    assert start["unknown_columns"] == ["Učilnica"]
    assert [column["field"] for column in start["mapping"]] == [
        "given_name",
        "family_name",
        "email",
        "date_of_birth",
        "assessment:prakticni-izdelek",
        "assessment:pisni-preizkus",
        "awarded_on",
        None,
    ]
    assert codes(rows) == {
        4: [],
        5: [],
        6: [
            ("DATE_NOT_READABLE", "Datum rojstva"),
            ("NOT_AN_EMAIL", "E-pošta"),
            ("GRADE_OUTSIDE_SCALE", "Ocena: Praktični izdelek z zagovorom"),
        ],
        7: [],
        9: [("DUPLICATE_IN_FILE", None)],
    }
    assert counts == {"fine": 3, "faulty": 2, "skipped": 0, "replaces": 0}


def test_english_headings_and_commas_are_read(lasting_stage: Stage) -> None:
    start, rows, counts = told(lasting_stage, (FILES / "comma-english.csv").read_bytes())
    assert start["unknown_columns"] == []
    assert (codes(rows), counts["fine"]) == ({2: []}, 1)


def test_json_is_read_as_single_orders_have_it(lasting_stage: Stage) -> None:
    start, rows, _ = told(lasting_stage, (FILES / "entries.json").read_bytes())
    assert start["format"] == "json"
    assert start["unknown_columns"] == []
    assert codes(rows) == {1: [], 2: [("EMAIL_MISSING", "email")]}
    assert codes(told(lasting_stage, (FILES / "lines.ndjson").read_bytes())[1]) == {
        1: [],
        2: [("AWARDED_IN_FUTURE", "Datum")],
    }


def test_a_workbook_is_read_with_its_days_and_the_values_of_its_formulas(
    lasting_stage: Stage,
) -> None:
    rows: list[list[Any]] = [
        ["Rezultati", None],
        HEADINGS,
        ["Ana Žnidar", "ana.z@example.com", datetime(2025, 6, 19), ("=1+4", 5)],  # noqa: DTZ001
        ["Bor Žnidar", "bor.z@example.com", datetime(1900, 1, 1), "dobro"],  # noqa: DTZ001
        ["Cene Žnidar", "cene.z@example.com", 45827, "dobro"],
        [None, None, None, None],
        ["", ("=A2&B2", ""), None, None],
    ]
    start, found, _ = told(lasting_stage, workbook(rows, at=(1, 0)))
    assert (start["format"], start["heading_row"]) == ("workbook", 3)
    assert codes(found) == {
        4: [],
        5: [("DATE_OF_EMPTY_CELL", "Datum dosežka")],
        6: [("DATE_NOT_READABLE", "Datum dosežka")],
    }


def test_the_caller_may_say_what_a_column_means(lasting_stage: Stage) -> None:
    data = b"Ime;Kontakt;Ocena\nAna;ana.q@example.com;=1+1\n"
    start, rows, _ = told(lasting_stage, data, mapping='{"Kontakt": "email"}')
    assert start["mapping"][:2] == [
        {"position": 1, "column": "Ime", "field": "name"},
        {"position": 2, "column": "Kontakt", "field": "email"},
    ]
    assert codes(rows) == {2: [("CELL_IS_FORMULA", "Ocena")]}
    left_out = '{"Kontakt": "email", "Ocena": null}'
    assert codes(told(lasting_stage, data, mapping=left_out)[1]) == {2: []}
    unknown = b"Kdo;Kontakt\nAna;ana.q@example.com\n"
    assert refused(lasting_stage, unknown) == (422, "FILE_HEADINGS_MISSING")
    both = '{"Kdo": "name", "Kontakt": "email"}'
    assert codes(told(lasting_stage, unknown, mapping=both)[1]) == {2: []}
    for wrong, code in (
        ("[]", "MAPPING_NOT_READABLE"),
        ('{"Drugo": "email"}', "MAPPING_COLUMN_UNKNOWN"),
        ('{"Kontakt": "telefon"}', "MAPPING_FIELD_UNKNOWN"),
        ('{"Kontakt": "name", "Ime": "name"}', "FIELD_TWICE"),
    ):
        assert refused(lasting_stage, data, mapping=wrong)[1] == code


def test_what_is_issued_already_is_denied_skipped_or_replaced(stage: Stage) -> None:
    issued = stage.issue(learner={"name": ANA[0], "email": ANA[1], "identifier": "77"}).json()
    under_way = stage.service.post(
        "/api/v1/awards",
        key=stage.key(),
        json=stage.order(learner={"name": "Bor Žnidar", "email": "bor@example.com"}),
    )
    assert under_way.status_code == 201, under_way.text
    data = csv_of(ANA, ["Bor Žnidar", "bor@example.com", "", ""])
    _, rows, _ = told(stage, data)
    assert codes(rows) == {2: [("ALREADY_ISSUED", None)], 3: [("AWARD_UNDER_WAY", None)]}
    assert rows[0]["credential_id"] == issued["id"]
    _, rows, _ = told(stage, data, duplicates="skip")
    assert [row["outcome"] for row in rows] == ["skipped", "skipped"]
    _, rows, _ = told(stage, data, duplicates="replace")
    assert [row["outcome"] for row in rows] == ["replaces", "faulty"]


def test_a_learner_who_is_twice_in_the_file_is_found(lasting_stage: Stage) -> None:
    again = ["Ana Žnidar", "ANA.znidar@example.com", "", "dobro"]
    _, rows, _ = told(lasting_stage, csv_of(ANA, again))
    assert codes(rows) == {2: [], 3: [("DUPLICATE_IN_FILE", None)]}
    assert rows[1]["same_as_row"] == 2
    _, rows, _ = told(lasting_stage, csv_of(ANA, again), duplicates="skip")
    assert [row["outcome"] for row in rows] == ["fine", "skipped"]
    _, rows, _ = told(lasting_stage, csv_of(ANA, again), duplicates="replace")
    assert [(row["outcome"], row["same_as_row"]) for row in rows] == [
        ("skipped", 3),
        ("fine", None),
    ]


def test_a_dry_run_writes_nothing_and_logs_nobody(
    lasting_stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    def all_there_is() -> list[Any]:
        names = ("awards", "credentials")
        return [
            lasting_stage.service.get(f"/api/v1/{name}", key=lasting_stage.key()).json()
            for name in names
        ]

    key = lasting_stage.new_key("issue")
    before = all_there_is()
    with caplog.at_level(logging.DEBUG):
        response = lasting_stage.service.post(
            "/api/v1/batches/dry-run",
            key=key,
            files={"file": ("Ana Žnidar.csv", csv_of(ANA, ["Ana"]))},
            data={"programme": lasting_stage.told.programmes["3d-printing"]},
        )
    assert response.status_code == 200
    assert all_there_is() == before
    assert "nidar" not in caplog.text


def test_the_answer_is_a_table_too(lasting_stage: Stage) -> None:
    data = (FILES / "utf8.csv").read_bytes()
    table = check(lasting_stage, data, accept="text/csv")
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert table.text.splitlines()[0] == (
        '\ufeff"Vrstica";"Izid";"Stolpci";"Kaj popraviti";"Kode";"Enako kot vrstica";'
        '"Obstoječe dokazilo"'
    )
    assert "Isti udeleženec je že v vrstici 4." in table.text
    book = check(lasting_stage, data, accept=XLSX)
    assert book.headers["content-type"] == XLSX
    assert book.content.startswith(b"PK")


@pytest.mark.parametrize("wanted", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["sl", "en"])
def test_a_template_is_read_back_with_every_column_known(
    lasting_stage: Stage, wanted: str, language: str
) -> None:
    template = lasting_stage.service.get(
        f"/api/v1/programmes/{lasting_stage.told.programmes['3d-printing']}/batch-template"
        f"?format={wanted}&language={language}",
        key=lasting_stage.key(),
    )
    assert template.status_code == 200, template.text
    start, rows, _ = told(lasting_stage, template.content)
    assert start["unknown_columns"] == []
    assert "assessment:pisni-preizkus" in [column["field"] for column in start["mapping"]]
    assert codes(rows) == {2: [("EXAMPLE_ROW", None)]}


HOSTILE: dict[str, tuple[bytes, int, str]] = {
    "empty": (b"\n\n", 422, "FILE_EMPTY"),
    "headings only": (csv_of(), 422, "FILE_EMPTY"),
    "no table": (b"%PDF-1.7 \x81\x00\x83", 422, "FILE_NOT_READABLE"),
    "nul bytes": (b"\0" * 4096, 422, "FILE_HEADINGS_MISSING"),
    "a quote that never ends": (csv_of(['"Ana', "x"]), 422, "FILE_QUOTES_BROKEN"),
    "a quote in a cell": (csv_of(['"Ana" B', "x"]), 422, "FILE_QUOTES_BROKEN"),
    "a million columns": (csv_of(["x"] * 1_000_000), 413, "FILE_TOO_WIDE"),
    "a huge cell": (csv_of(["x" * 100_000]), 422, "FILE_CELL_TOO_LONG"),
    "too many rows": (csv_of(*[["x"]] * 60), 413, "FILE_TOO_MANY_ROWS"),
    "deep JSON": (b"[" * 500_000, 422, "FILE_JSON_BROKEN"),
    "broken JSON": (b'[{"name": "Ana"}, {"name"', 422, "FILE_JSON_BROKEN"),
    "JSON that holds no objects": (b'["Ana"]', 422, "FILE_JSON_BROKEN"),
    "a million members": (
        json.dumps({f"m{number}": 1 for number in range(MOST_COLUMNS + 1)}).encode(),
        413,
        "FILE_TOO_WIDE",
    ),
    "a broken archive": (b"PK\x03\x04 no more", 422, "FILE_NOT_READABLE"),
    "an old workbook cut off": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600,
        422,
        "FILE_NOT_READABLE",
    ),
}


def test_hostile_files_end_in_a_clear_problem(stage: Stage) -> None:
    object.__setattr__(stage.service.services.settings, "batch_rows", 50)
    for name, (data, status, code) in HOSTILE.items():
        assert refused(stage, data) == (status, code), name
    assert refused(stage, bomb()) == (413, "FILE_TOO_LARGE")
    assert refused(stage, far_cell())[0] == 413
    _, rows, _ = told(stage, csv_of(["Ana\0Žnidar", *ANA[1:]]))
    assert codes(rows) == {2: [("CONTROL_CHARACTERS", "Ime in priimek")]}


def test_only_an_approved_programme_of_ones_own_is_checked_against(lasting_stage: Stage) -> None:
    foreign = lasting_stage.new_key("issue", organisation="university")
    response = lasting_stage.service.post(
        "/api/v1/batches/dry-run",
        key=foreign,
        files={"file": ("a.csv", csv_of(ANA))},
        data={"programme": lasting_stage.told.programmes["3d-printing"]},
    )
    assert (response.status_code, response.json()["code"]) == (404, "NOT_FOUND")
    assert refused(lasting_stage, csv_of(ANA), version="9") == (404, "NOT_FOUND")
    assert refused(lasting_stage, csv_of(ANA), programme="3D") == (400, "BAD_REQUEST")
    assert refused(lasting_stage, csv_of(ANA), duplicates="all") == (400, "BAD_REQUEST")
    assert refused(lasting_stage, b"") == (400, "BAD_REQUEST")
