"""What w3c-ccg/vc-api-issuer-test-suite and vc-api-verifier-test-suite ask: 201, 200, else 400."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from app.http import vc_api_sandbox
from app.sandbox.implementation import implementation
from tests.contexts.test_hostile_documents import clique
from tests.interop.w3c import Json, Suite, changed

TAG = "vc-api"
DEFAULT = "/vc-api/credentials/issue"
ANYTHING: list[Any] = ["text", None, [], 4, True, {}, 1.5]
NO_CONTEXT: list[Any] = [4, False, None, [], [4], [None], [[]]]
NO_TYPE: list[Any] = [4, None, True, [], [4], ["VerifiableCredential", None]]
NO_ISSUER: list[Any] = [None, True, 4, [], {}]
NO_SUBJECT: list[Any] = [None, True, 4, [], "did:example:1234"]
OLDER = [
    "https://www.w3.org/2018/credentials/v1",
    "https://www.w3.org/2018/credentials/examples/v1",
]


def university(suite: Suite) -> Json:
    """Give a credential of the older data model, as that suite sends it."""
    return suite.credential(
        TAG,
        **{
            "@context": OLDER,
            "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
            "type": ["VerifiableCredential", "UniversityDegreeCredential"],
            "issuanceDate": "2024-01-01T00:00:00Z",
            "credentialSubject": {
                "id": "did:example:subject",
                "degree": {"degreeType": "BachelorDegree", "name": "Bachelor of Science"},
            },
        },
    )


def test_a_credential_is_issued(suite: Suite) -> None:
    given = university(suite)
    issued = suite.issue(TAG, given)
    assert {name: issued[name] for name in given} == given
    assert isinstance(issued["proof"], dict)
    suite.issue(TAG, {**given, "expirationDate": "2033-01-01T00:00:00Z"})
    mixed = suite.credential(
        TAG, issuanceDate="2024-01-01T00:00:00Z", expirationDate="2033-01-01T00:00:00Z"
    )
    suite.issue(TAG, mixed)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        *((member, ...) for member in ("@context", "type", "issuer", "credentialSubject")),
        *(("@context", value) for value in NO_CONTEXT),
        *(("type", value) for value in NO_TYPE),
        *(("issuer", value) for value in NO_ISSUER),
        *(("credentialSubject", value) for value in NO_SUBJECT),
    ],
    ids=str,
)
def test_a_malformed_credential_is_400(suite: Suite, path: str, value: object) -> None:
    suite.refuses_to_issue(TAG, changed(university(suite), path, value))


def test_the_body_has_a_credential(suite: Suite) -> None:
    given = university(suite)
    bodies = [{"verifiableCredential": given}, *ANYTHING, *({"credential": x} for x in ANYTHING)]
    bodies += [{"credential": given, "options": value} for value in ANYTHING if value != {}]
    for body in bodies:
        answer = suite.issue_response(TAG, body)
        assert answer.status_code == 400, body
        assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "options",
    [
        {"credentialId": 5},
        {"credentialId": ""},
        {"mandatoryPointers": "/issuer"},
        {"mandatoryPointers": [5]},
        {"mandatoryPointers": ["issuer"]},
        {"mandatoryPointers": ["/issuer"] * 257},
        {"unknown": 1},
    ],
    ids=str,
)
def test_malformed_options_are_400(suite: Suite, options: Json) -> None:
    suite.refuses_to_issue("ecdsa-sd-2023", suite.credential("ecdsa-sd-2023"), **options)


def test_an_unknown_option_has_its_own_type(suite: Suite) -> None:
    answer = suite.issue_response(TAG, {"credential": university(suite), "options": {"x": 1}})
    assert answer.json()["type"] == "https://www.w3.org/TR/vcalm#UNKNOWN_OPTION_PROVIDED"


def test_the_credential_id_of_the_options(suite: Suite) -> None:
    issued = suite.issue(TAG, university(suite), credentialId="urn:uuid:of-the-options")
    assert issued["id"] == "urn:uuid:of-the-options"


@pytest.mark.parametrize("value", ANYTHING, ids=str)
@pytest.mark.parametrize(
    "member",
    [
        *("@context", "type", "issuer", "credentialSubject", "id", "name", "validFrom"),
        *("credentialStatus", "credentialSchema", "evidence", "relatedResource", "proof"),
    ],
)
def test_any_value_anywhere_ends_well(suite: Suite, member: str, value: object) -> None:
    for tag in ("eddsa-rdfc-2022", "eddsa-jcs-2022", "ecdsa-sd-2023", "EnvelopingProof"):
        document = {**suite.credential(tag), member: value}
        answer = suite.issue_response(tag, {"credential": document})
        assert answer.status_code in {201, 400}, answer.text
        assert answer.status_code == 400 or member in {"name", "relatedResource", "proof"}


@pytest.mark.parametrize("tag", ["eddsa-rdfc-2022", "ecdsa-sd-2023", "ecdsa-rdfc-2019,P-384"])
@pytest.mark.parametrize(
    "subject",
    [
        clique(9)["credentialSubject"],
        [{"name": [str(number) for number in range(250)]} for _ in range(40)],
        [{"id": f"urn:uuid:{number}"} for number in range(300)],
        {"name": {"@value": "x" * 500_000, "@language": "e" * 500_000}},
        {"name": 1e400},
        {"name": 2**60},
    ],
    ids=["clique", "many texts", "many subjects", "a long language", "infinity", "a large number"],
)
def test_what_costs_too_much_is_refused_before_the_worker_is_stopped(
    suite: Suite, tag: str, subject: object
) -> None:
    document = suite.credential(tag, credentialSubject=subject)
    suite.issue(tag, suite.credential(tag))  # a worker takes a while to start
    body = json.dumps({"credential": document}).replace("Infinity", "1e400").encode()
    answer = suite.service.post(
        suite.issuer(*tag.split(","))["endpoint"],
        content=body,
        headers={"Content-Type": "application/json"},
    )
    assert answer.status_code == 400, answer.text[:300]
    assert "broken off" not in answer.text
    suite.issue(tag, suite.credential(tag))


def test_the_default_issuer(suite: Suite) -> None:
    answer = suite.service.post(DEFAULT, json={"credential": suite.credential("eddsa-rdfc-2022")})
    assert answer.status_code == 201
    suite.accepts(answer.json()["verifiableCredential"])


def test_an_issuer_that_is_not_there(suite: Suite) -> None:
    path = "/vc-api/sandbox/nobody/credentials/issue"
    answer = suite.service.post(path, json={"credential": suite.credential(TAG)})
    assert answer.status_code == 404
    assert "eddsa-rdfc-2022" in answer.json()["detail"]


def test_the_entry_for_the_suites_names_every_tag(suite: Suite) -> None:
    entry = implementation(suite.service.app.state.sandbox)
    assert suite.service.get("/vc-api/sandbox").json() == entry
    tags = {tag for issuer in entry["issuers"] for tag in issuer["tags"]}
    assert tags >= {
        *("eddsa-rdfc-2022", "eddsa-jcs-2022", "ecdsa-rdfc-2019", "ecdsa-jcs-2019"),
        *("ecdsa-sd-2023", "Ed25519Signature2020", "BitstringStatusList", "vc2.0"),
        *("EnvelopingProof", "vc-api", "P-256", "P-384"),
    }
    for kind in ("verifiers", "vpVerifiers"):
        [verifier] = entry[kind]
        assert set(verifier["tags"]) == tags
        assert verifier["supportedEcdsaKeyTypes"] == ["P-256", "P-384"]
    dids = [issuer["id"] for issuer in entry["issuers"]]
    assert len(set(dids)) == len(dids)
    assert all(did.startswith("did:key:") for did in dids)
    paths = {route.path for route in vc_api_sandbox.router.routes}  # type: ignore[attr-defined]
    assert "/vc-api/sandbox/{issuer}/credentials/issue" in paths


def test_the_sandbox_is_described_too(suite: Suite) -> None:
    document = suite.service.get("/openapi.json").json()
    schemas = document["components"]["schemas"]
    ours = {path: of for path, of in document["paths"].items() if _is_of_the_sandbox(path)}
    assert len(ours) == 9
    for path, methods in ours.items():
        for operation in methods.values():
            assert operation["summary"], path
            assert "Sandbox only" in operation["description"] or path == "/vc-api/sandbox"
            assert "429" in operation["responses"], path
    for name in ("CredentialToIssue", "IssuedCredential", "StatusUpdate", "ListToCreate"):
        [example] = schemas[name]["examples"]
        schema = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": schemas}}
        Draft202012Validator(schema).validate(example)


def _is_of_the_sandbox(path: str) -> bool:
    made = ("/sandbox", "/credentials/issue", "/credentials/status", "/status-lists")
    return path.startswith("/vc-api/") and any(each in path for each in made)
