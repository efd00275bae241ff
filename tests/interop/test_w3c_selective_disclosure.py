"""What w3c/vc-di-ecdsa-test-suite asks about ecdsa-sd-2023: issuer, holder and verifier."""

from __future__ import annotations

from typing import Any

import cbor2
import pytest

from tests.interop.w3c import EXAMPLES, V1, V2, Json, Suite, changed
from tests.peers.node import NodePeers
from verifier.cryptosuites.ecdsa_sd_2023_values import read_base
from verifier.multibase import base64url_decode, base64url_encode

TAG = "ecdsa-sd-2023"
DERIVE = "/vc-api/credentials/derive"
BOARDS = [
    {"boardName": "CompFoil170", "brand": "Wailea", "year": 2022},
    {"boardName": "Kanaha Custom", "brand": "Wailea", "year": 2019},
    {"boardName": "Third", "brand": "Other", "year": 2018},
]
SAILS = [
    {"size": 5.5, "sailName": "Kihei", "year": 2023},
    {"size": 6.1, "sailName": "Lahaina", "year": 2023},
    {"size": 7.0, "sailName": "Lahaina", "year": 2020},
]
POINTERS = ["/credentialSubject/boards/0", "/credentialSubject/sails/1/sailName"]


def windsurfer(suite: Suite, **subject: Any) -> Json:  # noqa: ANN401  # any JSON
    return suite.credential(
        TAG,
        **{
            "@context": [V2, EXAMPLES],
            "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
            "credentialSubject": {"sailNumber": "E3", "sails": SAILS, "boards": BOARDS, **subject},
        },
    )


SCOPED = {
    "@protected": True,
    "Regatta": {
        "@id": "urn:example:Regatta",
        "@context": {
            "@protected": True,
            "id": "@id",
            "type": "@type",
            "crew": {
                "@id": "urn:example:crew",
                "@context": {"@protected": True, "age": "urn:example:age"},
            },
        },
    },
    "races": {"@id": "urn:example:races", "@type": "@id"},
}


def sailor(suite: Suite, model: Json) -> Json:
    """Give a credential whose terms are defined inline and by type, as the suite's are."""
    races = [
        {"type": "Regatta", "crew": [{"age": 20}, {"age": 21.5}]},
        {"type": "Regatta", "crew": [{"age": 20}, {"age": 7}]},
    ]
    context = [model["@context"], SCOPED]
    return suite.credential(
        TAG, **{**model, "@context": context, "credentialSubject": {"races": races}}
    )


MODELS = [{"@context": V2}, {"@context": V1, "issuanceDate": "2024-01-01T00:00:00Z"}]


@pytest.mark.parametrize("model", MODELS, ids=["2.0", "1.1"])
@pytest.mark.parametrize(
    "pointers",
    [
        ["/credentialSubject"],
        ["/credentialSubject/races/0/crew/0", "/credentialSubject/races/0/crew/1"],
        ["/credentialSubject/races/1/crew/1/age"],
        ["/credentialSubject/races/0/crew/0", "/credentialSubject/races/1/crew/0"],
    ],
    ids=str,
)
def test_terms_defined_inline_and_by_type(suite: Suite, model: Json, pointers: list[str]) -> None:
    signed = suite.issue(TAG, sailor(suite, model))
    shown = derived(suite, signed, *pointers)
    suite.accepts(shown, checks=["proof"])
    suite.refuses(changed(shown, "credentialSubject.races", []), checks=["proof"])


@pytest.mark.peers
@pytest.mark.parametrize("model", MODELS, ids=["2.0", "1.1"])
def test_the_suites_own_libraries_agree_on_them(
    suite: Suite, node_peers: NodePeers, model: Json
) -> None:
    credential = sailor(suite, model)
    if "issuanceDate" in model:
        credential["@context"].append("https://w3id.org/security/data-integrity/v2")
    request = {
        "credential": credential,
        "suite": TAG,
        "kind": "P-256",
        "mandatoryPointers": ["/issuer", *(["/issuanceDate"] if "issuanceDate" in model else [])],
    }
    signed = node_peers.call("suites_issue", request)
    pointers = ["/credentialSubject/races/0/crew/1", "/credentialSubject/races/1/crew/0/age"]
    foreign = node_peers.call(
        "suites_derive", {"credential": signed, "selectivePointers": pointers}
    )
    suite.accepts(foreign, checks=["proof"])
    own = derived(suite, signed, *pointers)
    assert own["proof"] == foreign["proof"]
    question = {"credential": own, "suite": TAG}
    assert node_peers.call("suites_verify", question)["verified"] is True


def derived(suite: Suite, signed: Json, *pointers: str) -> Json:
    body = {"verifiableCredential": signed, "options": {"selectivePointers": list(pointers)}}
    answer = suite.service.post(DERIVE, json=body)
    assert answer.status_code == 201, answer.text
    shown: Json = answer.json()
    return shown


def test_the_form_of_a_base_proof(suite: Suite) -> None:
    signed = suite.issue(TAG, windsurfer(suite), mandatoryPointers=["/issuer", "/type"])
    proof = signed["proof"]
    assert (proof["type"], proof["cryptosuite"]) == ("DataIntegrityProof", TAG)
    assert proof["proofValue"].startswith("u2V0A")
    assert "=" not in proof["proofValue"]
    base = read_base(proof["proofValue"])
    assert base.mandatory_pointers == ("/issuer", "/type")
    assert (len(base.hmac_key), len(base.base_signature), len(base.public_key)) == (32, 64, 35)


def test_without_pointers_the_issuer_is_mandatory(suite: Suite) -> None:
    signed = suite.issue(TAG, windsurfer(suite))
    assert read_base(signed["proof"]["proofValue"]).mandatory_pointers == ("/issuer",)


def test_secrets_are_new_for_every_proof(suite: Suite) -> None:
    first, second = (
        read_base(suite.issue(TAG, windsurfer(suite))["proof"]["proofValue"]) for _ in range(2)
    )
    assert first.hmac_key != second.hmac_key
    assert first.public_key != second.public_key


@pytest.mark.parametrize("pointer", ["/non/existent/path", "/credentialSubject/invalidPointer"])
def test_a_pointer_to_nothing_is_refused(suite: Suite, pointer: str) -> None:
    suite.refuses_to_issue(TAG, windsurfer(suite), mandatoryPointers=[pointer])


@pytest.mark.parametrize(
    "pointers",
    [
        ["/credentialSubject/sailNumber"],
        POINTERS,
        ["/credentialSubject/boards"],
        ["/credentialSubject/boards/1", "/credentialSubject/boards/2"],
        ["/credentialSubject/boards/0/year", "/credentialSubject/sails/2"],
        ["/credentialSubject"],
    ],
    ids=str,
)
@pytest.mark.parametrize("subject", [{}, {"id": "did:example:windsurfer"}], ids=["bnode", "id"])
def test_every_part_is_verified(suite: Suite, pointers: list[str], subject: Json) -> None:
    signed = suite.issue(TAG, windsurfer(suite, **subject), mandatoryPointers=["/issuer"])
    suite.accepts(derived(suite, signed, *pointers), checks=["proof"])


def test_a_base_proof_is_refused(suite: Suite) -> None:
    suite.refuses(suite.issue(TAG, windsurfer(suite)), checks=["proof"])


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("proof.proofValue", "a"),
        ("proof.cryptosuite", "invalid-cryptosuite"),
        ("credentialSubject.id", "urn:invalid"),
        ("credentialSubject.boards", BOARDS[1:2]),
        ("credentialSubject.boards", [*BOARDS[:1], *BOARDS[:1]]),
        ("proof.type", "UnknownProofType"),
        ("proof.proofPurpose", "authentication"),
        ("proof.verificationMethod", "did:key:invalidVm"),
        ("proof.created", "invalidDate"),
        ("issuer", "did:example:other"),
    ],
    ids=str,
)
def test_whatever_is_changed_is_refused(suite: Suite, path: str, value: object) -> None:
    shown = derived(suite, suite.issue(TAG, windsurfer(suite)), *POINTERS)
    suite.refuses(changed(shown, path, value), checks=["proof"])


def test_malformed_proof_values_are_refused(suite: Suite) -> None:
    shown = derived(suite, suite.issue(TAG, windsurfer(suite)), *POINTERS)
    value = shown["proof"]["proofValue"]
    data = base64url_decode(value[1:])
    parts = cbor2.loads(data[3:])

    def spelled(components: Any, header: bytes = data[:3]) -> str:  # noqa: ANN401
        return "u" + base64url_encode(header + cbor2.dumps(components))

    assert spelled(parts) == value
    for wrong in (
        value[1:],
        value[:1] + value[4:],
        spelled(parts, b"\xd9\x5d\x02"),
        spelled(parts[:4]),
        spelled([*parts[:3], {**parts[3], "push": "not a bytearray"}, parts[4]]),
        spelled([*parts[:4], ["0", *parts[4][1:]]]),
        spelled([*parts[:2], parts[2][:-1], *parts[3:]]),
        spelled([cbor2.CBORTag(64, parts[0]), *parts[1:]]),
    ):
        suite.refuses(changed(shown, "proof.proofValue", wrong), checks=["proof"])


@pytest.mark.peers
def test_the_suites_own_holder_and_verifier_agree(suite: Suite, node_peers: NodePeers) -> None:
    plain = suite.credential(TAG, name="Credential", credentialSubject={"name": "Alice"})
    signed = suite.issue(TAG, plain, mandatoryPointers=["/issuer"])
    request = {"credential": signed, "selectivePointers": ["/credentialSubject"]}
    foreign = node_peers.call("suites_derive", request)
    own = derived(suite, signed, "/credentialSubject")
    assert foreign == own
    question = {"credential": own, "suite": TAG}
    assert node_peers.call("suites_verify", question)["verified"] is True
    suite.accepts(foreign, checks=["proof"])
