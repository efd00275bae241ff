"""A school whose learners have no e-mail address: their own numbers, and codes on paper."""

from __future__ import annotations

import json
from typing import Any

from tests.app.staging import Stage

MIHA = {"name": "Miha Kos", "identifier": "os-2026-1"}
META = {"name": "Meta Kos", "identifier": "os-2026-2"}
ROWS = "Ime in priimek;Številka udeleženca;Ocena\r\nPolona Kos;os-2026-3;odlično\r\n"


def issued(stage: Stage, learner: dict[str, str]) -> dict[str, Any]:
    answer = stage.issue(learner=learner)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def test_a_credential_is_issued_without_an_address_and_verifies(stage: Stage) -> None:
    made = issued(stage, MIHA)
    text = json.dumps(made["credential"], ensure_ascii=False)
    assert "emailAddress" not in text
    assert MIHA["identifier"] not in text, "the school's number never leaves the house"
    sent = {"Content-Type": "application/json"}
    report = stage.service.post("/verify", content=json.dumps(made["credential"]), headers=sent)
    assert report.json()["outcome"] == "passed", report.json()["root_cause"]


def test_learners_without_an_address_are_told_apart(stage: Stage) -> None:
    first, second = issued(stage, MIHA), issued(stage, META)
    assert first["id"] != second["id"]
    again = stage.issue(learner=MIHA)
    assert again.json()["code"] == "ALREADY_ISSUED"
    # Without the address nothing that was known of it is forgotten, nor taken for another's.
    known = issued(stage, {"name": "Tone Kos", "email": "tone@example.com"})
    assert known["id"] not in {first["id"], second["id"]}


def test_their_codes_are_printed(stage: Stage) -> None:
    made = issued(stage, MIHA)
    sheet = stage.service.post(
        "/api/v1/claim-sheets", key=stage.key(), json={"credential_ids": [made["credential_id"]]}
    )
    assert (sheet.status_code, sheet.content[:5]) == (200, b"%PDF-")


def test_neither_address_nor_number_is_refused(stage: Stage) -> None:
    refused = stage.issue(learner={"name": "Nihče"})
    assert refused.status_code == 422
    (fault,) = refused.json()["faults"]
    assert (fault["path"], fault["code"]) == ("/learner", "EMAIL_MISSING")


def test_a_file_needs_no_column_of_addresses(stage: Stage) -> None:
    checked = stage.service.post(
        "/api/v1/batches/dry-run",
        key=stage.new_key("issue"),
        files={"file": ("razred.csv", ROWS.encode())},
        data={"programme": stage.told.programmes["3d-printing"]},
    )
    *_, end = [json.loads(line) for line in checked.text.splitlines()]
    assert end["counts"]["fine"] == 1, checked.text
