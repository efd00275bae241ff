"""What the W3C suites for EdDSA, ECDSA and Ed25519Signature2020 ask, of issuers and verifiers.

w3c/vc-di-eddsa-test-suite, vc-di-ecdsa-test-suite, vc-di-ed25519signature2020-test-suite, and the
assertions they share. ecdsa-sd-2023 is in test_w3c_selective_disclosure.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

import pytest

from contexts import ContextsError
from tests.interop.w3c import (
    KINDS,
    V1,
    Json,
    Suite,
    changed,
    example,
    options_for,
    proved,
)
from tests.peers.node import NodePeers
from tests.verifier.makers import kind_of
from verifier.multibase import multibase_decode, multibase_encode
from verifier.multikey import decode_multikey

TAGS = sorted(KINDS)
STATEMENTS = [tag for tag in TAGS if "jcs" not in tag]
LENGTHS = {"Ed25519": 64, "P-256": 64, "P-384": 96}
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")

Values = list[Any]
NO_CONTEXT: Values = [{}, None, 10, True]
NO_ISSUER: Values = [[], None, 10, True]

every = pytest.mark.parametrize("tag", TAGS)


def issued(suite: Suite, tag: str, **changes: Any) -> Json:  # noqa: ANN401  # any JSON
    return suite.issue(tag, suite.credential(tag, **changes))


# issuers


@every
def test_the_form_of_a_proof(suite: Suite, tag: str) -> None:
    made = issued(suite, tag, id="urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33")
    name, key = KINDS[tag]
    proof = made["proof"]
    if name == "Ed25519Signature2020":
        assert proof["type"] == name
        assert "https://w3id.org/security/suites/ed25519-2020/v1" in made["@context"]
        assert "cryptosuite" not in proof
    else:
        assert (proof["type"], proof["cryptosuite"]) == ("DataIntegrityProof", name)
    assert DATE.fullmatch(proof["created"])
    assert proof["proofPurpose"] == "assertionMethod"
    assert proof["proofValue"].startswith("z")
    assert len(multibase_decode(proof["proofValue"])) == LENGTHS[kind_of(key)]
    assert {"expires", "domain", "challenge", "previousProof", "nonce", "id"}.isdisjoint(proof)


@every
def test_the_verification_method_is_a_did_key(suite: Suite, tag: str) -> None:
    did, _, fragment = issued(suite, tag)["proof"]["verificationMethod"].partition("#")
    assert did == suite.issuer(*tag.split(","))["id"] == f"did:key:{fragment}"
    assert decode_multikey(fragment).kind == kind_of(KINDS[tag][1])


@every
def test_what_is_issued_is_verified(suite: Suite, tag: str) -> None:
    made = issued(suite, tag)
    suite.accepts(made)
    suite.accepts(made, checks=["proof"])
    older = issued(suite, tag, **{"@context": [V1], "issuanceDate": "2024-01-01T00:00:00Z"})
    suite.accepts(older)


@pytest.mark.peers
@every
def test_what_is_issued_is_verified_by_the_suites_own_verifier(
    suite: Suite, node_peers: NodePeers, tag: str
) -> None:
    for changes in ({}, {"@context": [V1], "issuanceDate": "2024-01-01T00:00:00Z"}):
        made = issued(suite, tag, **changes)
        request = {"credential": made, "suite": KINDS[tag][0]}
        assert node_peers.call("suites_verify", request) == {"verified": True, "errors": []}


@every
def test_a_second_signature_makes_a_set(suite: Suite, tag: str) -> None:
    twice = suite.issue(tag, issued(suite, tag))
    assert len(twice["proof"]) == 2
    suite.accepts(twice)


# verifiers


@pytest.mark.peers
@every
def test_what_the_suites_own_issuer_signs_is_verified(
    suite: Suite, node_peers: NodePeers, tag: str
) -> None:
    name, key = KINDS[tag]
    credential = {name: value for name, value in example().items() if name != "issuer"}
    context = [url for url in credential["@context"] if "examples" not in url]
    credential |= {"@context": context, "issuer": "did:example:x", "type": ["VerifiableCredential"]}
    credential["credentialSubject"] = {"id": "did:example:subject", "name": "x"}
    request = {"credential": credential, "suite": name, "kind": kind_of(key)}
    made = node_peers.call("suites_issue", request)
    suite.accepts(made, checks=["proof"])
    suite.refuses(changed(made, "name", "Other"), checks=["proof"])


@every
def test_a_vector_by_any_issuer_is_verified(suite: Suite, tag: str) -> None:
    suite.accepts(proved(example(), tag), checks=["proof"])


@every
@pytest.mark.parametrize(
    "changes",
    [
        {"type": "UnknownProofType"},
        {"type": ""},
        {"cryptosuite": "UnknownCryptosuite"},
        {"cryptosuite": "invalid-cryptosuite"},
        {"type": "", "cryptosuite": ""},
        {"verificationMethod": None},
        {"verificationMethod": "did:key:invalidVm"},
        {"proofPurpose": None},
        {"proofPurpose": "invalidPurpose"},
        {"proofPurpose": "authentication"},
        {"created": "invalidDate"},
        {"expires": "2023-02-27T05:03:28"},
        {"expires": "2023-02-27T05:03:28Z"},
    ],
    ids=str,
)
def test_wrong_options_are_refused_though_the_signature_fits(
    suite: Suite, tag: str, changes: Json
) -> None:
    if "cryptosuite" in changes and tag == "Ed25519Signature2020":
        changes = {"type": changes["cryptosuite"]}
    options = options_for(tag, **changes)
    try:
        made = proved(example(), tag, options)
    except ContextsError:  # nobody can sign that losslessly, so there is any signature
        made = {**example(), "proof": {**options, "proofValue": "z" + "1" * 80}}
    suite.refuses(made, checks=["proof"])


@every
def test_a_date_without_offset_is_in_utc(suite: Suite, tag: str) -> None:
    suite.accepts(proved(example(), tag, options_for(tag, created="2024-01-01T00:00:00")))


@every
@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("proof", ...),
        *(("proof", value) for value in ("text", *NO_ISSUER)),
        ("proof.type", ...),
        ("proof.created", ...),
        ("proof.verificationMethod", ...),
        ("proof.proofPurpose", ...),
        ("proof.proofValue", ...),
        ("proof.proofValue", None),
        ("proof.proofValue", "a"),
        ("@context", ...),
        ("type", ...),
        ("issuer", ...),
        ("credentialSubject", ...),
        ("name", "Other"),
        ("credentialSubject.id", "urn:invalid"),
        *(("@context", value) for value in ("string", *NO_CONTEXT)),
        *(("@context", [value]) for value in ([], *NO_CONTEXT)),
        *(("type", value) for value in ("string", *NO_CONTEXT)),
        *(("type", [value]) for value in ([], *NO_CONTEXT)),
        *(("issuer", value) for value in NO_ISSUER),
        *(("credentialSubject", value) for value in ("string", *NO_ISSUER)),
    ],
    ids=str,
)
def test_whatever_is_changed_is_refused(suite: Suite, tag: str, path: str, value: object) -> None:
    suite.refuses(changed(proved(example(), tag), path, value), checks=["proof"])


@every
def test_the_proof_value_has_its_header_and_its_length(suite: Suite, tag: str) -> None:
    made = proved(example(), tag)
    value = made["proof"]["proofValue"]
    suite.refuses(changed(made, "proof.proofValue", value[1:]), checks=["proof"])
    longer = multibase_encode(multibase_decode(value) + bytes(32))
    suite.refuses(changed(made, "proof.proofValue", longer), checks=["proof"])


@pytest.mark.parametrize("tag", STATEMENTS)
def test_another_canonical_form_is_refused(suite: Suite, tag: str) -> None:
    jcs = "ecdsa-jcs-2019" if "ecdsa" in tag else "eddsa-jcs-2022"
    suite.refuses(proved(example(), tag, hashing=jcs), checks=["proof"])


@pytest.mark.parametrize("tag", [tag for tag in TAGS if "jcs" in tag])
def test_another_canonical_form_is_refused_where_text_is_signed(suite: Suite, tag: str) -> None:
    rdfc = "ecdsa-rdfc-2019" if "ecdsa" in tag else "eddsa-rdfc-2022"
    suite.refuses(proved(example(), tag, hashing=rdfc), checks=["proof"])


@pytest.mark.parametrize("tag", STATEMENTS)
def test_data_loss_is_refused(suite: Suite, tag: str) -> None:
    made = proved(
        example(
            **{"@context": [*example()["@context"][:1], *example()["@context"][2:]]},
            type=["VerifiableCredential"],
            credentialSubject={"id": "did:example:subject"},
        ),
        tag,
    )
    suite.accepts(made, checks=["proof"])
    for path, value in (
        ("credentialSubject.undefinedTerm", "IfDroppedWillVerify"),
        ("type", ["VerifiableCredential", "UndefinedType"]),
    ):
        suite.refuses(changed(made, path, value), checks=["proof"])


@every
def test_another_purpose_was_expected(suite: Suite, tag: str) -> None:
    made = proved(example(), tag)
    suite.refuses(made, checks=["proof"], expectedProofPurpose="authentication")


@every
def test_a_chain_needs_what_it_builds_on(suite: Suite, tag: str) -> None:
    document = example()
    first = proved(document, tag, options_for(tag, id="urn:uuid:1"))["proof"]
    over = {**document, "proof": [first]}
    second = proved(
        deepcopy(over), tag, options_for(tag, previousProof="urn:uuid:1", id="urn:uuid:2")
    )["proof"]
    chain = {**document, "proof": [first, second]}
    suite.accepts(chain, checks=["proof"])
    broken = deepcopy(chain)
    broken["proof"][0]["id"] = "urn:uuid:3"
    suite.refuses(broken, checks=["proof"])
    missing = deepcopy(chain)
    missing["proof"][1]["previousProof"] = ["urn:uuid:1", "urn:uuid:4"]
    suite.refuses(missing, checks=["proof"])
