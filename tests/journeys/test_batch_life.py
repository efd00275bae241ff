"""A batch from upload to its credentials, as a school's system sees it over HTTP."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import httpx
import pytest
from python_calamine import CalamineWorkbook

from app.batches.tidying import tidy_batches
from app.db import batches
from tests.app.batches.doing import do_all
from tests.app.staging import Stage

HEADINGS = "Ime in priimek;E-pošta;Datum dosežka;Ocena\n"
GOOD = "Ana Žnidar {n};ana.{n}@example.com;19. 6. 2025;odlično\n"
FAULTY = "Bor;bor@;;=1+1\n"


def rows(count: int, *more: str) -> bytes:
    return (HEADINGS + "".join(GOOD.format(n=n) for n in range(count)) + "".join(more)).encode()


def upload(
    stage: Stage, data: bytes, *, repeat: str | None = None, **fields: str
) -> httpx.Response:
    return stage.service.post(
        "/api/v1/batches",
        key=stage.key(),
        data={"programme": stage.told.programmes["3d-printing"], **fields},
        files={"file": ("Ana Žnidar.csv", data)},
        headers={"Idempotency-Key": repeat} if repeat else {},
    )


def checked(stage: Stage, data: bytes, **fields: str) -> dict[str, Any]:
    response = upload(stage, data, **fields)
    assert response.status_code == 202, response.text
    assert response.headers["location"] == response.json()["links"]["self"]
    do_all(stage.service.services)
    return read(stage, response.json()["id"])


def read(stage: Stage, batch_id: str) -> dict[str, Any]:
    return answered(stage.service.get(f"/api/v1/batches/{batch_id}", key=stage.key()))


def decide(stage: Stage, batch: dict[str, Any], step: str) -> httpx.Response:
    return stage.service.post(f"/api/v1/batches/{batch['id']}/{step}", key=stage.key())


def answered(response: httpx.Response, *statuses: int) -> dict[str, Any]:
    assert response.status_code in (statuses or (200, 202)), response.text
    answer: dict[str, Any] = response.json()
    return answer


def issued(stage: Stage, data: bytes, *, faulty: str = "", **fields: str) -> dict[str, Any]:
    batch = checked(stage, data, **fields)
    answered(decide(stage, batch, f"commit{faulty}"))
    do_all(stage.service.services)
    return read(stage, batch["id"])


def results(stage: Stage, batch: dict[str, Any], query: str) -> httpx.Response:
    path = f"/api/v1/batches/{batch['id']}/results?language=en&{query}"
    response = stage.service.get(path, key=stage.key())
    assert response.status_code == 200, response.text
    return response


def test_a_file_is_checked_row_by_row_and_nothing_is_issued(stage: Stage) -> None:
    batch = checked(stage, rows(3, FAULTY, GOOD.format(n=1)))
    assert batch["state"] == "checked"
    assert batch["counts"] | {"fine": 3, "faulty": 2} == batch["counts"]
    assert batch["progress"] == {"rows": 5, "checked": 5, "to_issue": 3, "issued": 0}
    mapping = [column["field"] for column in batch["understood"]["mapping"]]
    assert mapping == ["name", "email", "awarded_on", "grade"]
    path = f"{batch['links']['rows']}?state=faulty&size=1"
    page = answered(stage.service.get(path, key=stage.key()))
    assert [fault["code"] for fault in page["items"][0]["faults"]] == [
        "CELL_IS_FORMULA",
        "NOT_AN_EMAIL",
    ]
    following = answered(stage.service.get(f"{path}&after={page['next_after']}", key=stage.key()))
    assert following["next_after"] is None
    assert following["items"][0]["faults"][0]["code"] == "DUPLICATE_IN_FILE"
    assert following["items"][0]["same_as_row"] == 3


def test_a_batch_is_issued_and_its_results_are_taken_away(stage: Stage) -> None:
    batch = issued(stage, rows(2, FAULTY), faulty="?faulty=leave")
    assert (batch["state"], batch["counts"]["issued"], batch["leave_faulty"]) == (
        "finished",
        2,
        True,
    )
    table = list(csv.DictReader(StringIO(results(stage, batch, "format=csv").text[1:])))
    assert [line["Outcome"] for line in table] == ["Issued", "Issued", "To mend"]
    for line in table[:2]:
        shown = stage.service.get(f"/api/v1/credentials/{line['Credential']}", key=stage.key())
        assert shown.status_code == 200
        assert stage.service.get(line["Learner's page"]).status_code == 200
    assert "nidar" not in results(stage, batch, "format=csv").text
    named = list(csv.DictReader(StringIO(results(stage, batch, "names=yes").text[1:])))
    assert [line["Name"] for line in named] == ["Ana Žnidar 0", "Ana Žnidar 1", ""]

    book = CalamineWorkbook.from_filelike(BytesIO(results(stage, batch, "format=xlsx").content))
    cells = [list(map(str, line)) for line in book.get_sheet_by_name("Results").to_python()]
    assert cells == [list(table[0]), *(list(line.values()) for line in table)]

    *lines, end = map(json.loads, results(stage, batch, "format=ndjson").text.splitlines())
    assert end == {"kind": "end", "rows": 3}
    with ZipFile(BytesIO(results(stage, batch, "format=zip").content)) as archive:
        assert archive.testzip() is None
        for line in lines[:2]:
            name = f"{line['row']:07}_{line['credential_id']}"
            assert archive.read(f"{name}.json").decode() == line["documents"]["ldp_vc"]
            assert archive.read(f"{name}.jwt").decode() == line["documents"]["vc-jwt"]
            verdict = stage.service.post("/verify", json=json.loads(line["documents"]["ldp_vc"]))
            assert verdict.json()["outcome"] == "passed", verdict.text
        assert len(archive.read("index.csv").decode().splitlines()) == 4
    with ZipFile(BytesIO(results(stage, batch, "format=zip&names=yes").content)) as archive:
        assert "0000002_Ana-Znidar-0.json" in archive.namelist()


def test_faulty_rows_are_left_only_when_the_school_says_so(stage: Stage) -> None:
    batch = checked(stage, rows(1, FAULTY))
    refused = answered(decide(stage, batch, "commit"), 409)
    assert (refused["code"], refused["faulty"]) == ("BATCH_HAS_FAULTY_ROWS", "1")
    assert read(stage, batch["id"])["state"] == "checked"
    nothing = checked(stage, rows(0, FAULTY))
    assert answered(decide(stage, nothing, "commit?faulty=leave"), 409)["code"] == "WRONG_STATE"


def test_what_is_committed_twice_is_issued_once(stage: Stage) -> None:
    batch = issued(stage, rows(2))
    again = answered(decide(stage, batch, "commit"))
    do_all(stage.service.services)
    assert again["state"] == "finished"
    assert read(stage, batch["id"])["counts"]["issued"] == 2


def test_the_same_upload_repeated_is_the_same_batch(stage: Stage) -> None:
    first = answered(upload(stage, rows(1), repeat="leto-2026"))
    second = answered(upload(stage, rows(1), repeat="leto-2026"))
    assert first["id"] == second["id"]
    other = answered(upload(stage, rows(2), repeat="leto-2026"), 422)
    assert other["code"] == "IDEMPOTENCY_KEY_REUSED"
    listed = answered(stage.service.get("/api/v1/batches", key=stage.key()))
    assert [item["id"] for item in listed["items"]] == [first["id"]]


def test_a_cancelled_batch_can_be_resumed(stage: Stage) -> None:
    batch = checked(stage, rows(2))
    answered(decide(stage, batch, "commit"))
    cancelled = answered(decide(stage, batch, "cancel"))
    assert (cancelled["state"], cancelled["counts"]["issued"]) == ("cancelled", 0)
    do_all(stage.service.services)
    assert read(stage, batch["id"])["counts"]["issued"] == 0
    assert answered(decide(stage, batch, "resume"))["state"] == "issuing"
    do_all(stage.service.services)
    finished = read(stage, batch["id"])
    assert (finished["state"], finished["counts"]["issued"]) == ("finished", 2)
    assert answered(decide(stage, batch, "cancel"), 409)["code"] == "WRONG_STATE"


def test_a_file_that_can_not_be_used_says_why_and_is_not_resumed(stage: Stage) -> None:
    batch = checked(stage, b"Kdo;Kaj\nAna;x\n")
    assert (batch["state"], batch["failure"]["code"]) == ("failed", "FILE_HEADINGS_MISSING")
    assert "naslovov stolpcev" in batch["failure"]["sentence"]["sl"]
    assert answered(decide(stage, batch, "resume"), 409)["code"] == "WRONG_STATE"


def test_what_is_issued_already_is_denied_skipped_or_corrected(stage: Stage) -> None:
    first = issued(stage, rows(1))
    denied = checked(stage, rows(2))
    assert (denied["counts"]["faulty"], denied["counts"]["fine"]) == (1, 1)
    skipped = issued(stage, rows(2), duplicates="skip")
    assert (skipped["counts"]["skipped"], skipped["counts"]["issued"]) == (1, 1)
    replaced = issued(stage, rows(1), duplicates="replace")
    assert replaced["counts"]["issued"] == 1
    page = answered(stage.service.get(first["links"]["rows"], key=stage.key()))
    old = page["items"][0]["credential_id"]
    corrected = answered(stage.service.get(f"/api/v1/credentials/{old}", key=stage.key()))
    assert corrected["superseded_by"] is not None


def test_with_replace_the_last_row_of_a_learner_stands(stage: Stage) -> None:
    again = "Ana Žnidar;ANA.0@example.com;;dobro\n"
    batch = checked(stage, rows(2, again), duplicates="replace")
    page = answered(stage.service.get(batch["links"]["rows"], key=stage.key()))
    assert [(row["state"], row["same_as_row"]) for row in page["items"]] == [
        ("skipped", 4),
        ("fine", None),
        ("fine", None),
    ]


@pytest.mark.parametrize("media_type", ["text/csv", "application/octet-stream"])
def test_the_file_may_be_the_body_itself(stage: Stage, media_type: str) -> None:
    programme = stage.told.programmes["3d-printing"]
    response = stage.service.post(
        f"/api/v1/batches?programme={programme}&duplicates=skip",
        key=stage.key(),
        content=rows(1),
        headers={"Content-Type": media_type},
    )
    answered(response)
    do_all(stage.service.services)
    assert read(stage, response.json()["id"])["counts"]["fine"] == 1


def test_an_upload_that_breaks_off_leaves_nothing(stage: Stage) -> None:
    programme = stage.told.programmes["3d-printing"]
    begun = (
        f'--x\r\nContent-Disposition: form-data; name="programme"\r\n\r\n{programme}\r\n'
        '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
    ).encode() + rows(5)
    response = stage.service.post(
        "/api/v1/batches",
        key=stage.key(),
        content=begun,
        headers={"Content-Type": "multipart/form-data; boundary=x"},
    )
    assert answered(response, 400)["code"] == "BAD_REQUEST"
    empty = stage.service.post(f"/api/v1/batches?programme={programme}", key=stage.key())
    assert answered(empty, 400)["code"] == "BAD_REQUEST"
    assert answered(stage.service.get("/api/v1/batches", key=stage.key()))["total"] == 0


def test_no_cell_of_the_results_is_a_formula(stage: Stage) -> None:
    batch = issued(stage, rows(0, "@SUM(A1);a@example.com;;dobro\n"))
    table = list(csv.DictReader(StringIO(results(stage, batch, "names=yes").text[1:])))
    assert [line["Name"] for line in table] == ["'@SUM(A1)"]
    content = results(stage, batch, "format=xlsx&names=yes").content
    (sheet,) = CalamineWorkbook.from_filelike(BytesIO(content)).sheet_names
    cells = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name(sheet).to_python()
    assert "'@SUM(A1)" in cells[1]
    with ZipFile(BytesIO(results(stage, batch, "format=zip&names=yes").content)) as archive:
        assert min(archive.namelist()) == "0000002_SUM-A1.json"


def test_a_zip_has_only_the_parts_there_are(stage: Stage) -> None:
    batch = issued(stage, rows(1))
    path = f"{batch['links']['results']}?format=zip&part=2"
    assert answered(stage.service.get(path, key=stage.key()), 404)["code"] == "NOT_FOUND"


def test_progress_is_told_as_events(stage: Stage) -> None:
    batch = issued(stage, rows(1))
    path = batch["links"]["events"]
    told = stage.service.get(path, key=stage.key())
    assert told.headers["content-type"].startswith("text/event-stream")
    fields = dict(line.split(": ", 1) for line in told.text.strip().splitlines())
    assert (fields["event"], json.loads(fields["data"])["state"]) == ("end", "finished")
    headers = {"Last-Event-ID": fields["id"]}
    assert stage.service.get(path, key=stage.key(), headers=headers).status_code == 204


def test_content_is_destroyed_and_results_stay(stage: Stage) -> None:
    batch = issued(stage, rows(1, FAULTY), faulty="?faulty=leave")
    path = f"/api/v1/batches/{batch['id']}/content"
    answered(stage.service.call("DELETE", path, key=stage.key()))
    tidy_batches(stage.service.services)
    bare = read(stage, batch["id"])
    assert (bare["understood"], bare["counts"]) == (None, batch["counts"])
    page = answered(stage.service.get(batch["links"]["rows"], key=stage.key()))
    assert [(row["state"], row["faults"]) for row in page["items"]] == [
        ("issued", []),
        ("faulty", []),
    ]
    table = list(csv.DictReader(StringIO(results(stage, batch, "names=yes").text[1:])))
    assert [line["Name"] for line in table] == ["Ana Žnidar 0", ""]
    waiting = checked(stage, rows(2))
    refused = stage.service.call(
        "DELETE", f"/api/v1/batches/{waiting['id']}/content", key=stage.key()
    )
    assert answered(refused, 409)["code"] == "WRONG_STATE"


def test_what_was_cancelled_and_destroyed_is_not_resumed(stage: Stage) -> None:
    batch = checked(stage, rows(1))
    answered(decide(stage, batch, "cancel"))
    answered(
        stage.service.call("DELETE", f"/api/v1/batches/{batch['id']}/content", key=stage.key())
    )
    assert answered(decide(stage, batch, "resume"), 404)["code"] == "NOT_FOUND"


def test_what_waits_too_long_for_a_decision_is_destroyed(stage: Stage) -> None:
    batch = checked(stage, rows(1))
    assert batch["content_until"] is not None
    with stage.service.services.database.write() as connection:
        kept = batches.by_id(connection, batch["id"])
        batches.save(connection, replace(kept, content_until=kept.created_at), previous=kept)
    assert answered(decide(stage, batch, "commit"), 404)["code"] == "NOT_FOUND"
    tidy_batches(stage.service.services)
    assert read(stage, batch["id"])["understood"] is None


def test_nothing_of_a_batch_is_seen_by_another_school(stage: Stage) -> None:
    batch = issued(stage, rows(1))
    foreign = stage.new_key("issue", "approve", organisation="university")
    own = f"/api/v1/batches/{batch['id']}"
    for method, path in (
        ("GET", own),
        ("GET", f"{own}/rows"),
        ("GET", f"{own}/events"),
        ("GET", f"{own}/results"),
        ("POST", f"{own}/commit"),
        ("POST", f"{own}/cancel"),
        ("POST", f"{own}/resume"),
        ("DELETE", f"{own}/content"),
    ):
        response = stage.service.call(method, path, key=foreign)
        assert (response.status_code, response.json()["code"]) == (404, "NOT_FOUND"), path
    assert answered(stage.service.get("/api/v1/batches", key=foreign))["total"] == 0


def test_issuing_wants_both_scopes(stage: Stage) -> None:
    batch = checked(stage, rows(1))
    for scope in ("issue", "approve"):
        key = stage.new_key(scope)
        response = stage.service.post(f"/api/v1/batches/{batch['id']}/commit", key=key)
        assert (response.status_code, response.json()["code"]) == (403, "SCOPE_MISSING")


def test_each_step_is_in_the_audit_record_without_a_name(stage: Stage) -> None:
    batch = issued(stage, rows(2))
    key = stage.key(role="admin")
    found = answered(stage.service.get(f"/api/v1/audit?subject_id={batch['id']}", key=key))
    actions = [item["action"] for item in found["items"] if item["subject_kind"] == "batch"]
    assert actions == ["batch.committed", "batch.created"]
    assert "nidar" not in json.dumps(found, ensure_ascii=False)
