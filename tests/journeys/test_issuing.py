"""From an approved programme to a verdict: issue, take away, verify, revoke, verify again."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.app.staging import Stage
from verifier.status_list import StatusList

CREDENTIALS = "/api/v1/credentials"


def path_of(url: str) -> str:
    return urlsplit(url).path


def verdict(stage: Stage, secured: str) -> dict[str, Any]:
    answer = stage.service.post(
        "/verify", content=secured.encode(), headers={"Content-Type": "text/plain"}
    )
    assert answer.status_code == 200, answer.text
    report: dict[str, Any] = answer.json()
    return report


def bits(stage: Stage, entry: dict[str, str]) -> bool:
    published = stage.service.get(path_of(entry["statusListCredential"])).json()
    listed = StatusList.decode(published["credentialSubject"]["encodedList"], 1024 * 1024)
    return listed.get(int(entry["statusListIndex"]))


def test_issue_take_away_verify_revoke_verify(stage: Stage) -> None:
    issued = stage.issue()
    assert issued.status_code == 201, issued.text
    made = issued.json()
    assert (made["state"], made["status"], made["version"]) == ("issued", "active", 1)
    page = path_of(made["credential_url"])
    taken = stage.service.get(f"{page}.json")
    token = stage.service.get(f"{page}.jwt")
    assert taken.json() == made["credential"]
    assert token.text == made["jwt"]
    for secured in (taken.text, token.text):
        assert verdict(stage, secured)["outcome"] == "passed", secured
    assert "anze.crnic@example.com" not in taken.text
    found = stage.service.get(f"{CREDENTIALS}/{made['id']}", key=stage.key()).json()
    twin = {"european_credential": made["european_credential"]}  # it is sealed meanwhile
    assert found | twin == made, "written at once, it is the same answer as the one looked up"

    entry = made["credential"]["credentialStatus"]
    assert bits(stage, entry) is False
    revoked = stage.service.post(
        f"{CREDENTIALS}/{made['id']}/status",
        key=stage.key(),
        json={"status": "revoked", "reason": "Napačno vpisana ocena."},
    )
    assert (revoked.status_code, revoked.json()["status"]) == (200, "revoked")
    assert bits(stage, entry) is True, "the published list follows at once"
    for secured in (taken.text, token.text):
        report = verdict(stage, secured)
        assert report["outcome"] == "failed"
        assert report["root_cause"]["code"] == "REVOKED"


def test_a_credential_is_found_by_the_id_inside_the_badge_too(stage: Stage) -> None:
    made = stage.issue().json()
    assert (made["credential_id"], made["urn"]) == (made["id"], made["credential"]["id"])
    found = stage.service.get(f"{CREDENTIALS}/{made['urn']}", key=stage.key())
    assert found.json()["id"] == made["id"]
    for nobody in ("urn:uuid:", "urn:uuid:nobody", f"urn:uuid:{made['urn']}"):
        assert stage.service.get(f"{CREDENTIALS}/{nobody}", key=stage.key()).status_code == 404


def test_a_revocation_is_final_and_suspension_has_its_price(stage: Stage) -> None:
    credential = stage.issue().json()
    address = f"{CREDENTIALS}/{credential['id']}/status"

    def change(status: str) -> tuple[int, str]:
        answer = stage.service.post(
            address, key=stage.key(), json={"status": status, "reason": "Preizkus."}
        )
        return answer.status_code, answer.json().get("code", "")

    assert change("suspended") == (409, "SUSPENSION_NOT_OFFERED")
    assert change("active") == (409, "WRONG_STATE")
    assert change("revoked") == (200, "")
    assert change("revoked") == (409, "REVOCATION_IS_FINAL")
    assert change("active") == (409, "REVOCATION_IS_FINAL")


def test_suspend_and_reinstate(stage: Stage) -> None:
    key = stage.key("university", "issuer")
    order = stage.order(programme=stage.told.programmes["qualitative-research"], result={})
    made = stage.service.post(CREDENTIALS, key=key, json=order).json()
    secured = json.dumps(made["credential"], ensure_ascii=False)
    assert verdict(stage, secured)["outcome"] == "passed"
    for status, outcome in (("suspended", "failed"), ("active", "passed")):
        changed = stage.service.post(
            f"{CREDENTIALS}/{made['id']}/status",
            key=key,
            json={"status": status, "reason": "Postopek."},
        )
        assert changed.status_code == 200, changed.text
        assert verdict(stage, secured)["outcome"] == outcome


def test_a_learner_gets_one_credential_of_a_version(stage: Stage) -> None:
    first = stage.issue().json()
    again = stage.issue()
    assert (again.status_code, again.json()["code"]) == (409, "ALREADY_ISSUED")
    assert again.json()["credential_id"] == first["id"]


def test_a_repeated_request_gives_the_same_credential(stage: Stage) -> None:
    headers = {"Idempotency-Key": "vpis-2026-1"}
    answers = [
        stage.service.post(CREDENTIALS, key=stage.key(), json=stage.order(), headers=headers)
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    other = stage.service.post(
        CREDENTIALS,
        key=stage.key(),
        json=stage.order(result={"grade": "dobro"}),
        headers=headers,
    )
    assert (other.status_code, other.json()["code"]) == (422, "IDEMPOTENCY_KEY_REUSED")


def test_duplicates_at_the_same_moment_make_one_credential(stage: Stage) -> None:
    headers = {"Idempotency-Key": "hkrati"}

    def send(_: int) -> tuple[int, str]:
        answer = stage.service.post(
            CREDENTIALS, key=stage.key(), json=stage.order(), headers=headers
        )
        return answer.status_code, answer.json().get("id", answer.text)

    with ThreadPoolExecutor(6) as pool:
        answers = set(pool.map(send, range(6)))
    assert len(answers) == 1
    assert answers.pop()[0] == 201


def test_different_orders_of_one_new_learner_at_the_same_moment(stage: Stage) -> None:
    programmes = [stage.told.programmes[name] for name in ("3d-printing", "podcast-sound")]

    def send(programme: str) -> int:
        order = stage.order(programme=programme, result={})
        return stage.service.post(CREDENTIALS, key=stage.key(), json=order).status_code

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(send, programmes)) == [201, 201]


def test_a_correction_replaces_and_revokes(stage: Stage) -> None:
    old = stage.issue().json()
    new = stage.issue(supersedes=old["id"], result={"grade": "prav dobro"})
    assert new.status_code == 201, new.text
    known = stage.service.get(f"{CREDENTIALS}/{old['id']}", key=stage.key()).json()
    assert (known["status"], known["status_reason"]) == ("revoked", "superseded")
    assert known["superseded_by"] == new.json()["id"]
    assert verdict(stage, new.json()["jwt"])["outcome"] == "passed"
    once_more = stage.issue(supersedes=old["id"])
    assert once_more.status_code == 409


def test_step_by_step_it_is_the_same(stage: Stage) -> None:
    key = stage.key()
    award = stage.service.post("/api/v1/awards", key=key, json=stage.order()).json()
    address = f"/api/v1/awards/{award['id']}"
    early = stage.service.post(f"{address}/issue", key=key)
    assert (early.status_code, early.json()["code"]) == (409, "WRONG_STATE")
    assert stage.service.post(f"{address}/approve", key=key).json()["state"] == "approved"
    issued = stage.service.post(f"{address}/issue", key=key)
    assert issued.status_code == 201
    assert stage.service.get(address, key=key).json()["credential_id"] == issued.json()["id"]
    assert stage.service.post(f"{address}/issue", key=key).json()["code"] == "ALREADY_ISSUED"
    assert stage.service.post(f"{address}/decline", key=key).json()["code"] == "ALREADY_DECIDED"


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"learner": {"name": "Ana", "email": "ana.brez-afne"}}, "/learner/email"),
        ({"learner": {"email": "ana@example.com"}}, "/learner"),
        ({"result": {"awarded_on": "2999-01-01"}}, "/result/awarded_on"),
        ({"language": "hu"}, "/language"),
        ({"programme": "brez"}, "/programme"),
        ({"note": "?"}, "/note"),
    ],
)
def test_each_fault_is_named_in_both_languages(
    stage: Stage, changes: dict[str, Any], path: str
) -> None:
    refused = stage.issue(**changes)
    assert refused.status_code == 422, refused.text
    problem = refused.json()
    assert path in [fault["path"] for fault in problem["faults"]]
    assert all({"sl", "en"} <= set(fault["sentence"]) for fault in problem["faults"])
    assert "ana.brez-afne" not in refused.text, "what was sent is not repeated"


def test_every_step_stands_in_the_audit_record(stage: Stage) -> None:
    made = stage.issue().json()
    admin = stage.key("school", "admin")
    records = stage.service.get("/api/v1/audit?size=200", key=admin).json()["items"]
    issuer = stage.told.cast.keys["school", "issuer"].key
    by_issuer = {
        (each["action"], each["subject_id"]) for each in records if each["actor_id"] == issuer.id
    }
    assert {
        ("award.proposed", made["award_id"]),
        ("award.approved", made["award_id"]),
        ("credential.intended", made["id"]),
        ("credential.issued", made["id"]),
    } <= by_issuer
    assert "Črnič" not in json.dumps(records, ensure_ascii=False)
    assert "anze" not in json.dumps(records)
