"""Nobody reaches what belongs to another organisation: every route is tried with a foreign key."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from app.claims.claiming import claim_of
from app.claims.corrections import ask_for_correction
from app.claims.opening import opened
from tests.app.staging import Stage

ALL_SCOPES = ("author", "review", "approve", "issue", "revoke", "read", "admin")
COLLECTIONS = ("profiles", "programmes", "awards", "credentials", "api-keys", "audit")

# What each route with a body is sent: good enough to be carried out for its owner.
BODIES: dict[tuple[str, str], Any] = {
    ("PATCH", "/api/v1/profiles/{profile_id}"): {"locality": "Drugje"},
    ("POST", "/api/v1/profiles/{profile_id}/seals"): {"key_uri": "demo:"},
    ("PUT", "/api/v1/profiles/{profile_id}/token-certificate"): {"certificates": "x"},
    ("PUT", "/api/v1/programmes/{programme_id}"): {"content": {}},
    ("POST", "/api/v1/programmes/{programme_id}/decisions"): {
        "decision": "approve",
        "decision_number": "1",
    },
    ("POST", "/api/v1/programmes/{programme_id}/retire"): {"reason": "Ni več potreben."},
    ("POST", "/api/v1/credentials/{credential_id}/status"): {
        "status": "revoked",
        "reason": "Poskus.",
    },
    ("POST", "/api/v1/credentials/{credential_id}/claim"): {},
    ("POST", "/api/v1/credentials/{credential_id}/exchanges"): {},
    ("POST", "/api/v1/credentials/{credential_id}/offers"): {},
    ("POST", "/api/v1/awards/{award_id}/offers"): {},
    ("POST", "/api/v1/credentials/{credential_id}/resend"): {},
    ("PUT", "/api/v1/learners/{learner_id}/guardian"): {"email": "starsi@example.com"},
    ("POST", "/api/v1/learners/{learner_id}/address-changes"): {"email": "nov@example.com"},
    ("POST", "/api/v1/correction-requests/{request_id}/answer"): {
        "outcome": "declined",
        "answer": "Tako je prav.",
    },
}

# What even the owner does not find: the demonstration has no such certificate.
ABSENT = {("GET", "/api/v1/profiles/{profile_id}/token-certificate")}


def routes_with_ids(stage: Stage) -> list[tuple[str, str]]:
    paths = stage.service.get("/openapi.json").json()["paths"]
    return [
        (method.upper(), path)
        for path, operations in paths.items()
        for method in operations
        if path.startswith("/api/v1/") and "{" in path
    ]


def ids_of_the_school(stage: Stage) -> dict[str, str]:
    credential = stage.told.credentials[0]
    profile = stage.service.get("/api/v1/profiles", key=stage.key()).json()["items"][0]
    seals = stage.service.get(
        f"/api/v1/profiles/{profile['id']}/seals", key=stage.key(role="admin")
    ).json()["items"]
    return {
        "programme_id": stage.told.programmes["3d-printing"],
        "award_id": credential.award_id,
        "credential_id": credential.id,
        "key_id": stage.told.cast.keys["school", "issuer"].key.id,
        "profile_id": profile["id"],
        "seal_id": seals[0]["id"],
        "batch_id": upload(stage)["id"],
        "offer_id": offer(stage, credential.id),
        "number": "1",
        **ids_of_a_learner(stage, credential.id),
    }


def ids_of_a_learner(stage: Stage, credential_id: str) -> dict[str, str]:
    """Let a learner have a link, and say that something is wrong."""
    services = stage.service.services
    claim = claim_of(services, credential_id)
    found = opened(services, claim.token)
    ask_for_correction(services, found, "Moj priimek je drugačen.")
    requests = stage.service.get("/api/v1/correction-requests", key=stage.key()).json()["items"]
    return {"learner_id": found.learner.id, "request_id": requests[0]["id"]}


def offer(stage: Stage, credential_id: str) -> str:
    """Let the school offer a credential to a wallet."""
    path = f"/api/v1/credentials/{credential_id}/offers"
    made: str = stage.service.post(path, key=stage.key(), json={}).json()["id"]
    return made


def upload(stage: Stage) -> dict[str, Any]:
    response = stage.service.post(
        f"/api/v1/batches?programme={stage.told.programmes['3d-printing']}",
        key=stage.key(),
        content="Ime;E-pošta\nAna Žnidar;ana@example.com\n".encode(),
        headers={"Content-Type": "text/csv"},
    )
    cancelled = stage.service.post(
        f"{response.json()['links']['self']}/cancel", key=stage.key()
    )  # so that its events end
    answer: dict[str, Any] = cancelled.json()
    return answer


def call(stage: Stage, key: str, method: str, path: str, ids: dict[str, str]) -> httpx.Response:
    body = BODIES.get((method, path))
    sent: dict[str, Any] = {} if body is None else {"json": body}
    return stage.service.call(method, path.format(**ids), key=key, **sent)


@pytest.mark.parametrize("organisation", ["university", "operator"])
def test_every_route_hides_what_is_foreign(stage: Stage, organisation: str) -> None:
    foreign = stage.new_key(*ALL_SCOPES, organisation=organisation)
    ids = ids_of_the_school(stage)
    routes = routes_with_ids(stage)
    assert len(routes) >= 18
    for method, path in routes:
        response = call(stage, foreign, method, path, ids)
        assert (response.status_code, response.json()["code"]) == (404, "NOT_FOUND"), (method, path)


def test_the_same_calls_are_answered_for_the_owner(stage: Stage) -> None:
    own = stage.new_key(*ALL_SCOPES)
    ids = ids_of_the_school(stage)
    for method, path in routes_with_ids(stage):
        found = call(stage, own, method, path, ids).status_code != 404
        assert found == ((method, path) not in ABSENT), (method, path)


def test_lists_hold_nothing_foreign(stage: Stage) -> None:
    foreign = stage.new_key(*ALL_SCOPES, organisation="university")
    of_the_school = {id_ for name, id_ in ids_of_the_school(stage).items() if name != "number"}
    for collection in COLLECTIONS:
        answer = stage.service.get(f"/api/v1/{collection}?size=200", key=foreign)
        assert answer.status_code == 200, collection
        assert not [id_ for id_ in of_the_school if id_ in answer.text], collection
        if collection != "audit":
            assert answer.json()["items"], f"{collection}: an empty list proves nothing"


def test_foreign_ids_in_bodies_are_not_found(stage: Stage) -> None:
    foreign = stage.new_key(*ALL_SCOPES, organisation="university")
    ids = ids_of_the_school(stage)
    own_programme = stage.told.programmes["qualitative-research"]
    for path, body in (
        ("credentials", stage.order(programme=ids["programme_id"])),
        ("awards", stage.order(programme=ids["programme_id"])),
        ("credentials", stage.order(programme=own_programme, supersedes=ids["credential_id"])),
        ("programmes", {"profile_id": ids["profile_id"]}),
    ):
        response = stage.service.post(f"/api/v1/{path}", key=foreign, json=body)
        assert response.status_code == 404, (path, response.text)


def test_a_reviewer_sees_what_is_handed_over_and_no_draft(stage: Stage) -> None:
    reviewer = stage.key("review_body", "reviewer")
    draft = stage.service.post(
        "/api/v1/programmes", key=stage.key("school", "author"), json={"content": {}}
    ).json()
    assert (
        stage.service.get(f"/api/v1/programmes/{draft['programme_id']}", key=reviewer).status_code
        == 404
    )
    listed = stage.service.get("/api/v1/programmes", key=reviewer).json()["items"]
    assert {each["id"] for each in listed} == set(stage.told.programmes.values())


def test_only_the_operator_admits_organisations(stage: Stage) -> None:
    body = {"kind": "school", "name": {"sl": "Nova šola"}}
    refused = stage.service.post(
        "/api/v1/organisations", key=stage.key("school", "admin"), json=body
    )
    assert (refused.status_code, refused.json()["code"]) == (403, "NOT_PERMITTED")
    seen = stage.service.get("/api/v1/organisations", key=stage.key("school", "admin")).json()
    assert [each["kind"] for each in seen["items"]] == ["school"]
    admitted = stage.service.post(
        "/api/v1/organisations", key=stage.key("operator", "admin"), json=body
    )
    assert admitted.status_code == 201
    admin = admitted.json()["admin_key"]["key"]
    made = stage.service.post(
        "/api/v1/api-keys", key=admin, json={"name": "prvi", "scopes": ["read"]}
    )
    assert made.status_code == 201
