"""Data Integrity proofs that are malformed, somebody else's, or bound to other content."""

from tests.hostile.case import Case, as_json, fixed
from tests.hostile.honest import signed_badge
from tests.verifier.makers import OTHER_KEY, badge, did_key, multikey, signed_by_key
from verifier.multibase import multibase_encode

BAD = "failed PROOF_MALFORMED"
FALSE = "failed SIGNATURE_INVALID"
PROOF = signed_badge()["proof"]


def with_proof(proof: object, expected: str = BAD) -> Case:
    """Exchange the proof of a good badge."""
    return fixed(as_json({**signed_badge(), "proof": proof}), expected)


def with_option(expected: str, **options: object) -> Case:
    """Change options of the proof after signing."""
    changed = {k: v for k, v in {**PROOF, **options}.items() if v is not None}
    return with_proof(changed, expected)


def with_content(expected: str, **members: object) -> Case:
    """Change the content after signing."""
    return fixed(as_json({**signed_badge(), **members}), expected)


def signed_by_a_stranger() -> bytes:
    """Name the trusted issuer, sign with a key of one's own."""
    foreign = signed_by_key(badge(credentialStatus=None), OTHER_KEY)
    return as_json({**foreign, "issuer": signed_badge()["issuer"]})


METHOD_OF_A_STRANGER = f"{did_key(OTHER_KEY)}#{multikey(OTHER_KEY)}"

CASES = {
    "none": fixed(
        as_json({k: v for k, v in signed_badge().items() if k != "proof"}), "failed PROOF_MISSING"
    ),
    "a text": with_proof("trust me"),
    "null": with_proof(None),
    "an empty array": with_proof([]),
    "an array of texts": with_proof(["a"] * 8),
    "nine": with_proof([PROOF] * 9, "failed LIMIT_EXCEEDED"),
    "two hundred": with_proof([PROOF] * 200, "failed LIMIT_EXCEEDED"),
    "two with the same id": with_proof([{**PROOF, "id": "urn:p:1"}] * 2),
    "an id that is an object": with_proof([{**PROOF, "id": {"a": 1}}], "failed NOT_JSON_LD"),
    "a chain that bites its tail": with_proof(
        [
            {**PROOF, "id": "urn:p:1", "previousProof": "urn:p:2"},
            {**PROOF, "id": "urn:p:2", "previousProof": "urn:p:1"},
        ],
        FALSE,
    ),
    "follows itself": with_proof(
        {**PROOF, "id": "urn:p:1", "previousProof": "urn:p:1"}, "failed PROOF_CHAIN_BROKEN"
    ),
    "follows one that is not there": with_option(
        "failed PROOF_CHAIN_BROKEN", previousProof="urn:p:9"
    ),
    "no value": with_option(BAD, proofValue=None),
    "a value without multibase": with_option(BAD, proofValue="AAAA"),
    "a value of a million characters": with_option(BAD, proofValue="z" + "2" * 1_000_000),
    "a value one byte short": with_option(BAD, proofValue=PROOF["proofValue"][:-2]),
    "a value of zeros": with_option(FALSE, proofValue="z" + "1" * 64),
    "S above the group's order": with_option(FALSE, proofValue=multibase_encode(b"\xff" * 64)),
    "a value in an array": with_option(BAD, proofValue=[PROOF["proofValue"]]),
    "a suite nobody knows": with_option(
        "indeterminate SUITE_NOT_ACCEPTED", cryptosuite="rot13-jcs-2026"
    ),
    "a suite that is an object": with_option(BAD, cryptosuite={"a": 1}),
    "another suite than was used": with_option(FALSE, cryptosuite="eddsa-jcs-2022"),
    "a suite for another key": with_option(
        "failed KEY_ALGORITHM_MISMATCH", cryptosuite="ecdsa-rdfc-2019"
    ),
    "selective disclosure without any": with_option(
        "failed KEY_ALGORITHM_MISMATCH", cryptosuite="ecdsa-sd-2023"
    ),
    "selective disclosure of broken CBOR": with_option(
        "failed KEY_ALGORITHM_MISMATCH", cryptosuite="ecdsa-sd-2023", proofValue="u2V0Bn5-fn5-f"
    ),
    "another purpose": with_option("failed PROOF_WRONG_PURPOSE", proofPurpose="authentication"),
    "a purpose that is an array": with_option(BAD, proofPurpose=["assertionMethod"]),
    "made in the future": with_option(
        "failed PROOF_CREATED_IN_FUTURE", created="2999-01-01T00:00:00Z"
    ),
    "made in the year 0": with_option(BAD, created="0000-01-01T00:00:00Z"),
    "made on 30 February": with_option(BAD, created="2026-02-30T00:00:00Z"),
    "expired": with_option("failed PROOF_EXPIRED", expires="2026-01-16T00:00:00Z"),
    "moved to another time": with_option(FALSE, created="2026-01-16T00:00:00Z"),
    "an option more": with_option(FALSE, domain="https://attacker.example"),
    "the key of a stranger": with_option(
        "failed ISSUER_MISMATCH", verificationMethod=METHOD_OF_A_STRANGER
    ),
    "a method that is an object": with_option(BAD, verificationMethod={"id": "x"}),
    "a method without a fragment": with_option(FALSE, verificationMethod=did_key()),
    "a method of a million characters": with_option(
        "failed ISSUER_MISMATCH", verificationMethod="did:key:z" + "6" * 1_000_000 + "#1"
    ),
    "signed by a stranger in the issuer's name": fixed(
        signed_by_a_stranger(), "failed ISSUER_MISMATCH"
    ),
    "name changed": with_content(FALSE, name="Doctor of everything"),
    "valid for longer": with_content(FALSE, validUntil="2999-01-01T00:00:00Z"),
    "a status that is empty": fixed(
        as_json({**signed_badge(), "credentialStatus": []}), "failed SCHEMA_INVALID"
    ),
}
