"""A school issues, an employer verifies, the school revokes, the employer verifies again."""

import json
import re
from typing import Any

from tests.app.staging import Stage

Json = dict[str, Any]


def verify(stage: Stage, body: str | bytes, media_type: str = "text/plain") -> Json:
    answer = stage.service.post("/verify", content=body, headers={"Content-Type": media_type})
    assert answer.status_code == 200, answer.text
    report: Json = answer.json()
    return report


def verify_url(stage: Stage, url: str) -> Json:
    return verify(stage, json.dumps({"url": url}), "application/json")


def every_way(stage: Stage, issued: Json) -> list[Json]:
    """Verify a credential in each form, by text and by address."""
    return [
        verify(stage, json.dumps(issued["credential"]), "application/json"),
        verify(stage, json.dumps(issued), "application/json"),
        verify(stage, issued["jwt"]),
        verify(stage, "Moje potrdilo:\n\n" + json.dumps(issued["credential"], indent=1) + "\n\nLp"),
        *(verify_url(stage, issued[name]) for name in ("credential_url", "json_url", "jwt_url")),
    ]


def issue(stage: Stage, **changes: Any) -> Json:  # noqa: ANN401  # JSON
    answer = stage.issue(**changes)
    assert answer.status_code == 201, answer.text
    issued: Json = answer.json()
    return issued


def change_status(
    stage: Stage, issued: Json, status: str, reason: str, *, organisation: str = "school"
) -> None:
    answer = stage.service.post(
        f"/api/v1/credentials/{issued['id']}/status",
        key=stage.new_key("revoke", organisation=organisation),
        json={"status": status, "reason": reason},
    )
    assert answer.status_code == 200, answer.text


def test_issued_verified_revoked_verified(stage: Stage) -> None:
    issued = issue(stage)
    for report in every_way(stage, issued):
        assert report["outcome"] == "passed", report["root_cause"]
        assert report["verified"] is True
        assert report["root_cause"] is None
        name = report["issuer"]["name_known_here"]
        assert name["sl"] in report["sentence"]["sl"]
        assert name["en"] in report["sentence"]["en"]
        assert report["issuer"]["source"] == "own register"
        assert report["issuer"]["key_belongs_to_domain"] is True
        assert report["status"][0]["value"] == "active"
        assert report["credential"]["proven"] is True

    change_status(stage, issued, "revoked", "Pomotoma izdano.")
    for report in every_way(stage, issued):
        assert (report["outcome"], report["root_cause"]["code"]) == ("failed", "REVOKED")
        [revoked] = [one for one in report["status"] if one["value"] == "revoked"]
        assert revoked["purpose"] == "revocation"
        assert revoked["date"]
        assert revoked["reason"]["sl"] == "Pomotoma izdano."


def test_a_changed_credential_is_found_out_and_learns_nothing(stage: Stage) -> None:
    issued = issue(stage)
    change_status(stage, issued, "revoked", "Pomotoma izdano.")
    changed = issued["credential"] | {"name": "Doktorat"}
    report = verify(stage, json.dumps(changed), "application/json")
    assert (report["outcome"], report["root_cause"]["code"]) == ("failed", "SIGNATURE_INVALID")
    assert report["credential"]["proven"] is False
    assert report["issuer"]["known"] is False
    assert report["status"] == []
    assert "Pomotoma" not in json.dumps(report, ensure_ascii=False)


def test_a_corrected_credential_tells_that_there_is_a_newer_one(stage: Stage) -> None:
    old = issue(stage)
    new = issue(stage, supersedes=old["id"], result={"grade": "dobro"})
    report = verify(stage, old["jwt"])
    assert (report["outcome"], report["root_cause"]["code"]) == ("failed", "REVOKED")
    assert report["superseded_by"] == new["id"]
    assert "novejšim" in report["notice"]["sl"]
    assert new["id"] in report["notice"]["en"]
    assert re.search(r"on \d+ [A-Z][a-z]+ 20\d\d by a newer one", report["notice"]["en"])
    token = new["credential_url"].rpartition("/")[2]
    assert token not in json.dumps(report), "the newer page stays the learner's"
    assert verify(stage, new["jwt"])["outcome"] == "passed"


def test_suspended_and_reinstated(stage: Stage) -> None:
    learner = {"name": "Anže Črnič", "email": "anze.crnic@example.com"}
    order = {"programme": stage.told.programmes["qualitative-research"], "learner": learner}
    answer = stage.service.post(
        "/api/v1/credentials", key=stage.key("university"), json=order | {"result": {"grade": "9"}}
    )
    assert answer.status_code == 201, answer.text
    issued = answer.json()
    change_status(stage, issued, "suspended", "Preverjamo.", organisation="university")
    report = verify(stage, issued["jwt"])
    assert (report["outcome"], report["root_cause"]["code"]) == ("failed", "SUSPENDED")
    suspended = {one["purpose"]: one for one in report["status"]}["suspension"]
    assert (suspended["value"], suspended["reason"]["sl"]) == ("suspended", "Preverjamo.")
    change_status(stage, issued, "active", "Vse v redu.", organisation="university")
    report = verify(stage, issued["jwt"])
    assert report["outcome"] == "passed"
    assert {one["value"] for one in report["status"]} == {"active"}


def test_a_machine_learns_the_same(stage: Stage) -> None:
    issued = issue(stage)
    wanted = {"verifiableCredential": issued["credential"], "options": {"returnResults": True}}

    def ask() -> Json:
        answer = stage.service.post("/vc-api/credentials/verify", json=wanted)
        assert answer.status_code == 200, answer.text
        told: Json = answer.json()
        return told

    good = ask()
    assert (good["verified"], good["problemDetails"]) == (True, [])
    assert all(status["verified"] for status in good["results"]["credentialStatus"])
    change_status(stage, issued, "revoked", "Pomotoma izdano.")
    revoked = ask()
    assert revoked["verified"] is False
    assert [problem["code"] for problem in revoked["problemDetails"]] == ["REVOKED"]
    assert not any(status["verified"] for status in revoked["results"]["credentialStatus"])


def test_a_pack_of_the_day_before_the_revocation_stays_what_it_was(stage: Stage) -> None:
    issued = issue(stage)
    pack = stage.service.post(
        "/verify?evidence=1",
        content=issued["jwt"],
        headers={"Content-Type": "text/plain"},
    ).json()["evidence"]
    assert len(pack["resources"]) == 3  # keys, list, and the programme's entry
    change_status(stage, issued, "revoked", "Izdano pomotoma.")
    today = verify(stage, issued["jwt"])
    assert (today["outcome"], today["root_cause"]["code"]) == ("failed", "REVOKED")
    then = verify(stage, json.dumps(pack))
    assert (then["outcome"], then["verified"]) == ("passed", False)
    assert then["as_of"] == pack["now"]
    # What somebody put together by hand is not believed: the credential is judged as of today.
    forged = verify(stage, json.dumps(pack | {"seal": "0" * 64}))
    assert (forged["outcome"], forged["root_cause"]["code"]) == ("failed", "REVOKED")
    assert "as_of" not in forged
