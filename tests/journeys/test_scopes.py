"""Every route of the API wants a key, and the right scope: 401 without, 403 with a wrong one."""

from __future__ import annotations

from tests.app.staging import Stage

ALL_SCOPES = ("author", "review", "approve", "issue", "revoke", "read", "admin")
ANY = set(ALL_SCOPES)
_NOWHERE = "00000000-0000-4000-8000-000000000000"

# One scope alone that opens the route. Issuing, one or a batch, wants two at once.
OPENED_BY: dict[tuple[str, str], set[str]] = {
    ("GET", "/api/v1/api-keys"): {"admin"},
    ("POST", "/api/v1/api-keys"): {"admin"},
    ("DELETE", "/api/v1/api-keys/{key_id}"): {"admin"},
    ("GET", "/api/v1/audit"): {"admin"},
    ("GET", "/api/v1/organisations"): {"admin"},
    ("POST", "/api/v1/organisations"): {"admin"},
    ("GET", "/api/v1/profiles"): ANY,
    ("POST", "/api/v1/profiles"): {"admin"},
    ("GET", "/api/v1/profiles/{profile_id}"): ANY,
    ("PATCH", "/api/v1/profiles/{profile_id}"): {"admin"},
    ("POST", "/api/v1/profiles/{profile_id}/keys/rotate"): {"admin"},
    ("GET", "/api/v1/profiles/{profile_id}/seals"): {"admin"},
    ("POST", "/api/v1/profiles/{profile_id}/seals"): {"admin"},
    ("POST", "/api/v1/profiles/{profile_id}/seals/earlier"): {"admin"},
    ("POST", "/api/v1/profiles/{profile_id}/seals/{seal_id}/retire"): {"admin"},
    ("GET", "/api/v1/profiles/{profile_id}/token-certificate"): {"admin"},
    ("GET", "/api/v1/profiles/{profile_id}/token-certificate/request"): {"admin"},
    ("PUT", "/api/v1/profiles/{profile_id}/token-certificate"): {"admin"},
    ("GET", "/api/v1/programmes"): ANY,
    ("POST", "/api/v1/programmes"): {"author"},
    ("GET", "/api/v1/programmes/{programme_id}"): ANY,
    ("PUT", "/api/v1/programmes/{programme_id}"): {"author"},
    ("POST", "/api/v1/programmes/{programme_id}/versions"): {"author"},
    ("GET", "/api/v1/programmes/{programme_id}/versions/{number}"): ANY,
    ("GET", "/api/v1/programmes/{programme_id}/completeness"): ANY,
    ("POST", "/api/v1/programmes/{programme_id}/submit"): {"author"},
    ("POST", "/api/v1/programmes/{programme_id}/take-into-review"): {"review"},
    ("POST", "/api/v1/programmes/{programme_id}/decisions"): {"review"},
    ("POST", "/api/v1/programmes/{programme_id}/retire"): {"author"},
    ("GET", "/api/v1/awards"): {"read", "author", "approve", "issue"},
    ("POST", "/api/v1/awards"): {"author", "issue"},
    ("GET", "/api/v1/awards/{award_id}"): {"read", "author", "approve", "issue"},
    ("POST", "/api/v1/awards/{award_id}/approve"): {"approve"},
    ("POST", "/api/v1/awards/{award_id}/decline"): {"approve"},
    ("POST", "/api/v1/awards/{award_id}/issue"): {"issue"},
    ("POST", "/api/v1/awards/{award_id}/offers"): {"issue"},
    ("POST", "/api/v1/batches/dry-run"): {"approve", "issue"},
    ("GET", "/api/v1/batches"): {"approve", "issue"},
    ("POST", "/api/v1/batches"): {"approve", "issue"},
    ("GET", "/api/v1/batches/{batch_id}"): {"approve", "issue"},
    ("GET", "/api/v1/batches/{batch_id}/rows"): {"approve", "issue"},
    ("GET", "/api/v1/batches/{batch_id}/events"): {"approve", "issue"},
    ("GET", "/api/v1/batches/{batch_id}/results"): {"approve", "issue"},
    ("DELETE", "/api/v1/batches/{batch_id}/content"): {"approve", "issue"},
    ("POST", "/api/v1/batches/{batch_id}/commit"): set(),
    ("POST", "/api/v1/batches/{batch_id}/cancel"): {"approve", "issue"},
    ("POST", "/api/v1/batches/{batch_id}/resume"): {"approve", "issue"},
    ("GET", "/api/v1/programmes/{programme_id}/batch-template"): ANY,
    ("GET", "/api/v1/credentials"): {"read", "approve", "issue", "revoke"},
    ("POST", "/api/v1/credentials"): set(),
    ("GET", "/api/v1/credentials/{credential_id}"): {"read", "approve", "issue", "revoke"},
    ("POST", "/api/v1/credentials/{credential_id}/offers"): {"issue"},
    ("DELETE", "/api/v1/credentials/{credential_id}/offers"): {"issue"},
    ("DELETE", "/api/v1/offers/{offer_id}"): {"issue"},
    ("POST", "/api/v1/credentials/{credential_id}/status"): {"revoke"},
    ("GET", "/api/v1/credentials/{credential_id}/claim"): {"read", "approve", "issue", "revoke"},
    ("POST", "/api/v1/credentials/{credential_id}/claim"): {"issue"},
    ("DELETE", "/api/v1/credentials/{credential_id}/claim"): {"issue"},
    ("POST", "/api/v1/credentials/{credential_id}/exchanges"): {"issue"},
    ("POST", "/api/v1/credentials/{credential_id}/resend"): {"issue"},
    ("GET", "/api/v1/claims"): {"read", "approve", "issue", "revoke"},
    ("POST", "/api/v1/claim-sheets"): {"issue"},
    ("GET", "/api/v1/claim-rules"): ANY,
    ("PUT", "/api/v1/claim-rules"): {"admin"},
    ("PUT", "/api/v1/learners/{learner_id}/guardian"): {"issue"},
    ("POST", "/api/v1/learners/{learner_id}/guardian/link"): {"issue"},
    ("POST", "/api/v1/learners/{learner_id}/address-changes"): {"issue"},
    ("GET", "/api/v1/deliveries"): {"read", "approve", "issue", "revoke"},
    ("GET", "/api/v1/mail-settings"): ANY,
    ("PUT", "/api/v1/mail-settings"): {"admin"},
    ("GET", "/api/v1/correction-requests"): {"approve", "issue"},
    ("POST", "/api/v1/correction-requests/{request_id}/answer"): {"approve", "issue"},
    ("GET", "/api/v1/erasures"): {"admin"},
    ("POST", "/api/v1/erasures"): {"admin"},
    ("GET", "/api/v1/erasure-requests"): {"admin"},
}
# What a mail service calls, with the password that it was given and no key of ours.
WITH_A_PASSWORD = {
    ("POST", "/api/v1/mail-events"),
    ("POST", "/api/v1/mail-events/message"),
}


def place(path: str) -> str:
    names = ("key_id", "profile_id", "programme_id", "award_id", "credential_id", "seal_id")
    others = ("batch_id", "learner_id", "request_id", "offer_id")
    return path.format(**dict.fromkeys((*names, *others), _NOWHERE), number=1)


def test_the_table_names_every_route(stage: Stage) -> None:
    paths = stage.service.get("/openapi.json").json()["paths"]
    documented = {
        (method.upper(), path)
        for path, operations in paths.items()
        for method in operations
        if path.startswith("/api/v1/")
    }
    assert documented == set(OPENED_BY) | WITH_A_PASSWORD


def test_without_a_key_every_route_answers_401(stage: Stage) -> None:
    for method, path in OPENED_BY:
        for headers in ({}, {"Authorization": "Bearer dkz_00000000_nonsense"}):
            response = stage.service.call(method, place(path), headers=headers)
            assert response.status_code == 401, (method, path)
            assert response.headers["content-type"] == "application/problem+json"
            assert response.headers["www-authenticate"].startswith("Bearer ")


def test_a_scope_opens_its_routes_and_no_other(stage: Stage) -> None:
    for scope in ALL_SCOPES:
        key = stage.new_key(scope)
        for (method, path), opened_by in OPENED_BY.items():
            response = stage.service.call(method, place(path), key=key)
            is_refused = response.status_code == 403
            assert is_refused == (scope not in opened_by), (scope, method, path, response.text)
            if is_refused:
                assert response.json()["code"] == "SCOPE_MISSING"


def test_issuing_in_one_call_wants_approve_and_issue(stage: Stage) -> None:
    both = stage.new_key("approve", "issue")
    issued = stage.service.post("/api/v1/credentials", key=both, json=stage.order())
    assert issued.status_code == 201, issued.text
