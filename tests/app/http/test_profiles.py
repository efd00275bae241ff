"""Profiles and their keys."""

from __future__ import annotations

import pytest

from tests.app.staging import Stage

PROFILES = "/api/v1/profiles"
NEW = {
    "slug": "center-odraslih",
    "name": {"sl": "Center za izobraževanje odraslih"},
    "url": "https://cio.example.org",
}


def test_a_profile_is_public_at_once(stage: Stage) -> None:
    admin = stage.key("school", "admin")
    made = stage.service.post(PROFILES, key=admin, json=NEW)
    assert made.status_code == 201, made.text
    assert made.json()["did"] == "did:web:localhost%3A8000:profiles:center-odraslih"
    assert {key["algorithm"] for key in made.json()["keys"]} == {"Ed25519", "P-256"}
    assert stage.service.get("/profiles/center-odraslih/did.json").status_code == 200
    taken = stage.service.post(PROFILES, key=admin, json=NEW)
    assert (taken.status_code, taken.json()["code"]) == (409, "ALREADY_EXISTS")


def test_what_it_says_can_change_its_identifier_cannot(stage: Stage) -> None:
    admin = stage.key("school", "admin")
    profile = stage.service.get(PROFILES, key=admin).json()["items"][0]
    address = f"{PROFILES}/{profile['id']}"
    changed = stage.service.call("PATCH", address, key=admin, json={"locality": "Zgornja dolina"})
    assert changed.json() == profile | {"locality": "Zgornja dolina"}
    refused = stage.service.call("PATCH", address, key=admin, json={"slug": "drugo"})
    assert refused.status_code == 422


def test_rotated_keys_stay_listed_and_what_they_signed_holds(stage: Stage) -> None:
    admin = stage.key("school", "admin")
    profile = stage.service.get(PROFILES, key=admin).json()["items"][0]
    before = stage.issue().json()
    rotated = stage.service.post(f"{PROFILES}/{profile['id']}/keys/rotate", key=admin)
    assert rotated.status_code == 201
    keys = rotated.json()["keys"]
    assert [key["retired_at"] is None for key in keys] == [False, False, True, True]
    did = stage.service.get(f"/profiles/{profile['slug']}/did.json").json()
    listed = {method["id"] for method in did["verificationMethod"]}
    assert {key["verification_method"] for key in keys} <= listed
    after = stage.issue(learner={"name": "Maša Žerjav", "email": "masa@example.com"}).json()
    methods = [each["credential"]["proof"]["verificationMethod"] for each in (before, after)]
    assert methods[0] != methods[1]
    for made in (before, after):
        report = stage.service.post("/verify", json=made["credential"]).json()
        assert report["outcome"] == "passed", report["root_cause"]


def test_a_repeated_rotation_rotates_once(stage: Stage) -> None:
    admin = stage.key("school", "admin")
    profile = stage.service.get(PROFILES, key=admin).json()["items"][0]
    for _ in range(2):
        rotated = stage.service.post(
            f"{PROFILES}/{profile['id']}/keys/rotate",
            key=admin,
            headers={"Idempotency-Key": "menjava"},
        )
    assert len(rotated.json()["keys"]) == 4


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("email", "ni naslov"),
        ("email", ""),
        ("email", "a\x01b@example.org"),
        ("email", "a" * 65 + "@example.org"),
        ("url", "https://[::1"),
        ("url", "https://example.org/<b>"),
        ("url", "javascript:alert(1)"),
    ],
)
def test_what_every_badge_repeats_is_checked_at_once(stage: Stage, member: str, value: str) -> None:
    refused = stage.service.post(
        PROFILES, key=stage.key("school", "admin"), json=NEW | {member: value}
    )
    assert refused.status_code == 422
    assert [fault["path"] for fault in refused.json()["faults"]] == [f"/{member}"]
