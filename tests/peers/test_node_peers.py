"""The foreign programs call good good and bad bad, so their word on ours means something."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from tests.peers.node import OPEN_BADGE_SCHEMA_URL, NodePeers, PeerError

pytestmark = pytest.mark.peers

SHARED = Path(__file__).parents[2] / "../shared/data/ob3"
OWN = Path(__file__).parent / "examples"

# The generated badges' key, as their description says.
SEED = "07" * 32
ISSUER = "did:key:z6MkvDqGT54cXesYGvABpF1UapVNwjCqRcafi4Px6Thv5T3Z"


def generated(name: str) -> Any:  # noqa: ANN401 - a document, or a token
    if not SHARED.is_dir():
        pytest.skip("../shared/data/ob3 is not beside this folder")
    text = (SHARED / "generated" / name).read_text()
    return json.loads(text) if name.endswith(".json") else text.strip()


def status_list_of(badge: dict[str, Any]) -> dict[str, Any]:
    if "credentialStatus" not in badge:
        return {}
    return {
        badge["credentialStatus"]["statusListCredential"]: generated("status-list-credential.json")
    }


def schema() -> str:
    if not SHARED.is_dir():
        pytest.skip("../shared/data/ob3 is not beside this folder")
    return (SHARED / "schemas" / "ob_v3p0_achievementcredential_schema.json").read_text()


@pytest.mark.parametrize(
    ("name", "verified"),
    [
        ("ob3-eddsa-rdfc-2022.json", True),
        ("ob3-eddsa-rdfc-2022.status-good.json", True),
        ("ob3-eddsa-rdfc-2022.tampered.json", False),
        ("ob3-eddsa-rdfc-2022.expired.json", False),
        ("ob3-eddsa-rdfc-2022.future.json", False),
        ("ob3-eddsa-rdfc-2022.issuer-mismatch.json", False),
    ],
)
def test_digitalbazaar_judges_as_the_names_say(
    node_peers: NodePeers, name: str, *, verified: bool
) -> None:
    report = node_peers.call("digitalbazaar_verify", {"credential": generated(name)})
    assert report["verified"] is verified
    assert bool(report["errors"]) is not verified


@pytest.mark.parametrize(("name", "revoked"), [("status-good", False), ("status-revoked", True)])
def test_both_libraries_read_the_status(node_peers: NodePeers, name: str, *, revoked: bool) -> None:
    badge = generated(f"ob3-eddsa-rdfc-2022.{name}.json")
    lists = status_list_of(badge)
    bazaar = node_peers.call(
        "digitalbazaar_verify", {"credential": badge, "documents": lists, "checkStatus": True}
    )
    assert [status["set"] for status in bazaar["statuses"]] == [revoked]
    files = {url: json.dumps(document) for url, document in lists.items()}
    files[OPEN_BADGE_SCHEMA_URL] = schema()
    core = node_peers.call("verifier_core", {"credential": badge, "files": files})
    assert {step["id"]: step["valid"] for step in core["log"]} == {
        "valid_signature": True,
        "expiration": True,
        "revocation_status": not revoked,
        "registered_issuer": False,
    }
    assert [result["valid"] for result in core["schemas"]] == [True]
    assert core["unanswered"] == []


def test_a_status_list_that_was_not_handed_over_is_an_error(node_peers: NodePeers) -> None:
    badge = generated("ob3-eddsa-rdfc-2022.status-good.json")
    report = node_peers.call("digitalbazaar_verify", {"credential": badge, "checkStatus": True})
    assert report["verified"] is False
    core = node_peers.call("verifier_core", {"credential": badge})
    assert badge["credentialStatus"]["statusListCredential"] in core["unanswered"]


def test_verifier_core_refuses_a_tampered_badge(node_peers: NodePeers) -> None:
    badge = generated("ob3-eddsa-rdfc-2022.tampered.json")
    core = node_peers.call("verifier_core", {"credential": badge})
    assert core["log"] == []
    assert core["errors"] == ["invalid_signature: The signature is not valid."]


def test_verifier_core_finds_what_the_schema_forbids(node_peers: NodePeers) -> None:
    badge = json.loads((OWN / "badge.json").read_text())
    del badge["credentialSubject"]["achievement"]["criteria"]
    files = {OPEN_BADGE_SCHEMA_URL: schema()}
    signed = node_peers.call("digitalbazaar_issue", {"credential": badge, "seed": SEED})["signed"]
    core = node_peers.call("verifier_core", {"credential": signed, "files": files})
    assert [result["valid"] for result in core["schemas"]] == [False]
    assert core["schemas"][0]["errors"] == [
        "/credentialSubject/achievement must have required property 'criteria'"
    ]


def test_digitalbazaar_issues_the_same_bytes_for_the_same_time(node_peers: NodePeers) -> None:
    badge = generated("ob3-eddsa-rdfc-2022.json")
    proof = badge.pop("proof")
    request = {"credential": badge, "seed": SEED, "created": proof["created"]}
    issued = node_peers.call("digitalbazaar_issue", request)
    assert issued["signed"]["proof"] == proof


def test_a_did_web_issuer_is_read_from_the_documents_handed_over(node_peers: NodePeers) -> None:
    did = "did:web:school.example:profiles:7"
    badge = json.loads((OWN / "badge.json").read_text())
    badge["issuer"]["id"] = did
    issued = node_peers.call(
        "digitalbazaar_issue",
        {"credential": badge, "seed": SEED, "controller": did, "id": f"{did}#key-1"},
    )
    document = did_document(did, issued["key"]["publicKeyMultibase"])
    bazaar = node_peers.call(
        "digitalbazaar_verify", {"credential": issued["signed"], "documents": {did: document}}
    )
    assert bazaar["verified"] is True, bazaar
    address = "https://school.example/profiles/7/did.json"
    core = node_peers.call(
        "verifier_core", {"credential": issued["signed"], "files": {address: json.dumps(document)}}
    )
    assert core["log"][0] == {"id": "valid_signature", "valid": True, "error": None}


def did_document(did: str, public_key_multibase: str) -> dict[str, Any]:
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": did,
        "verificationMethod": [
            {
                "id": f"{did}#key-1",
                "type": "Multikey",
                "controller": did,
                "publicKeyMultibase": public_key_multibase,
            }
        ],
        "assertionMethod": [f"{did}#key-1"],
    }


@pytest.mark.parametrize("alg", ["ES256", "RS256"])
def test_jose_checks_bytes(node_peers: NodePeers, alg: str) -> None:
    jwt = generated(f"ob3-vc-jwt-{alg.lower()}.jwt")
    header = json.loads(base64.urlsafe_b64decode(jwt.split(".")[0] + "=="))
    request = {"jwt": jwt, "jwk": header["jwk"], "alg": alg}
    assert node_peers.call("jose_verify", request)["verified"] is True
    head, payload, signature = jwt.split(".")
    tampered = ".".join([head, payload.replace("e", "f", 1), signature])
    assert node_peers.call("jose_verify", request | {"jwt": tampered})["verified"] is False


def test_jose_signs_what_it_verifies(node_peers: NodePeers) -> None:
    # RFC 8037, appendix A.1: the key of the published Ed25519 example.
    public = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
    private = public | {"d": "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"}
    # RFC 8037, appendix A.4: payload and signature of the same example.
    signed = node_peers.call(
        "jose_sign",
        {"payload": "Example of Ed25519 signing", "header": {"alg": "EdDSA"}, "jwk": private},
    )
    assert signed["jwt"].endswith(
        ".hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
    )
    report = node_peers.call("jose_verify", {"jwt": signed["jwt"], "jwk": public, "alg": "EdDSA"})
    assert report["payload"] == "Example of Ed25519 signing"


def test_canonical_forms_refuse_to_lose_data(node_peers: NodePeers) -> None:
    badge = json.loads((OWN / "badge.json").read_text())
    nquads = node_peers.call("canonize", {"document": badge})["nquads"]
    assert f"<{ISSUER}> <https://schema.org/name>" in nquads
    with pytest.raises(PeerError, match="secretGrade"):
        node_peers.call("canonize", {"document": badge | {"secretGrade": "A"}})


def test_canonical_datasets_take_another_hash(node_peers: NodePeers) -> None:
    nquads = "_:x <urn:p> _:y .\n_:y <urn:p> _:x .\n"
    answer = node_peers.call("canonize_nquads", {"nquads": nquads, "hash": "sha384"})
    assert answer["nquads"] == "_:c14n0 <urn:p> _:c14n1 .\n_:c14n1 <urn:p> _:c14n0 .\n"


def test_status_lists_come_back_as_they_went(node_peers: NodePeers) -> None:
    request = {"length": 131072, "set": [0, 7, 8, 131071]}
    encoded = node_peers.call("status_list_encode", request)["encodedList"]
    assert node_peers.call("status_list_decode", {"encodedList": encoded}) == request


def test_an_unknown_program_is_named(node_peers: NodePeers) -> None:
    with pytest.raises(PeerError, match="no program divination"):
        node_peers.call("divination", {})
