"""Data Integrity: each fault of a proof has its own name; a lost term is no bad signature."""

from typing import Any

import pytest

from tests.spending import spending_at_most
from tests.verifier.makers import (
    ISSUER,
    OTHER_KEY,
    badge,
    causes,
    judged,
    proof_for,
    proof_options,
    signed,
)
from verifier import LIMITS
from verifier.multibase import multibase_encode


def with_proof(**changes: Any) -> list[str]:  # noqa: ANN401
    """Judge the badge with members of its proof changed after signing, or removed by None."""
    proof = {k: v for k, v in {**proof_for(badge()), **changes}.items() if v is not None}
    return causes(judged({**badge(), "proof": proof}))


def signed_with(**options: Any) -> list[str]:  # noqa: ANN401
    """Judge the badge rightly signed with these proof options."""
    return causes(judged(signed(badge(), proof_options(**options))))


@pytest.mark.parametrize(
    ("changes", "outcome", "code"),
    [
        ({"type": None}, "failed", "PROOF_MALFORMED"),
        ({"cryptosuite": None}, "failed", "PROOF_MALFORMED"),
        ({"verificationMethod": None}, "failed", "PROOF_MALFORMED"),
        ({"verificationMethod": {"id": "x"}}, "failed", "PROOF_MALFORMED"),
        ({"proofPurpose": None}, "failed", "PROOF_MALFORMED"),
        ({"proofPurpose": "authentication"}, "failed", "PROOF_WRONG_PURPOSE"),
        ({"proofValue": None}, "failed", "PROOF_MALFORMED"),
        ({"proofValue": "u" + "A" * 86}, "failed", "PROOF_MALFORMED"),
        ({"proofValue": "z0OIl"}, "failed", "PROOF_MALFORMED"),
        ({"proofValue": multibase_encode(bytes([1]) * 63)}, "failed", "PROOF_MALFORMED"),
        ({"proofValue": multibase_encode(bytes([1]) * 64)}, "failed", "SIGNATURE_INVALID"),
        ({"created": "2026-01-16T09:00:00Z"}, "failed", "SIGNATURE_INVALID"),
        ({"created": "yesterday"}, "failed", "PROOF_MALFORMED"),
        ({"nonce": "1"}, "failed", "SIGNATURE_INVALID"),
        ({"colour": "red"}, "failed", "DATA_LOSS"),
        ({"type": "Ed25519Signature2018"}, "indeterminate", "SUITE_NOT_ACCEPTED"),
        ({"type": "eddsa-rdfc-2022"}, "indeterminate", "SUITE_NOT_ACCEPTED"),
        ({"cryptosuite": "bbs-2023"}, "indeterminate", "SUITE_NOT_ACCEPTED"),
        ({"cryptosuite": "Ed25519Signature2020"}, "indeterminate", "SUITE_NOT_ACCEPTED"),
    ],
)
def test_each_fault_of_a_proof_is_named(changes: dict[str, Any], outcome: str, code: str) -> None:
    assert with_proof(**changes) == [f"proof {outcome} {code}"]


def test_times_of_a_proof() -> None:
    assert signed_with(created="2026-06-01T12:04:00Z") == []  # within the clock's skew
    assert signed_with(created="2026-06-01T12:06:00Z") == ["proof failed PROOF_CREATED_IN_FUTURE"]
    assert signed_with(created="2026-05-01T12:00:00") == []  # without offset it is UTC
    assert signed_with(created=None) == []
    assert signed_with(expires="2026-06-01T12:00:00Z") == ["proof failed PROOF_EXPIRED"]
    assert signed_with(expires="2026-06-01T12:00:01Z") == []


@pytest.mark.parametrize("proof", [[], None, "x", [5], {}])
def test_what_is_no_proof(proof: object) -> None:
    report = judged({**badge(), "proof": proof})
    assert causes(report) == ["proof failed PROOF_MALFORMED"]


def test_no_proof_at_all() -> None:
    assert causes(judged(badge())) == ["proof failed PROOF_MISSING"]


def test_too_many_proofs() -> None:
    proofs = [proof_for(badge())] * (LIMITS.proofs + 1)
    assert causes(judged({**badge(), "proof": proofs})) == ["proof failed LIMIT_EXCEEDED"]


def test_two_proofs_with_one_id() -> None:
    proof = {**proof_for(badge()), "id": "urn:uuid:1"}
    assert causes(judged({**badge(), "proof": [proof, proof]})) == ["proof failed PROOF_MALFORMED"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"grade": "A"}, "DATA_LOSS"),
        ({"type": ["VerifiableCredential", "OpenBadgeCredential", "Medal"]}, "DATA_LOSS"),
        ({"@graded": "A"}, "DATA_LOSS"),
        ({"name": {"@value": "x", "@direction": "ltr"}}, "DATA_LOSS"),
        ({"name": "another"}, "SIGNATURE_INVALID"),
    ],
)
def test_a_lost_term_is_told_from_a_bad_signature(change: dict[str, Any], code: str) -> None:
    report = judged({**signed(badge()), **change})
    assert causes(report) == [f"proof failed {code}"]


def test_a_lost_term_is_named() -> None:
    report = judged({**signed(badge()), "grade": "A"})
    assert report.root_cause
    assert report.root_cause.problem
    assert report.root_cause.problem.params == {
        "term": "grade",
        "places": "uncovered /grade",
    }


@pytest.mark.parametrize(
    ("extra", "cause"),
    [
        ("https://school.example/context.json", "proof indeterminate CONTEXT_UNKNOWN"),
        ({"@vocab": "https://school.example/#"}, "proof failed CONTEXT_REFUSED"),
    ],
)
def test_contexts_are_bundled_or_not_understood(extra: object, cause: str) -> None:
    document = signed(badge())
    document["@context"] = [*document["@context"], extra]
    assert causes(judged(document)) == [cause]


def test_a_hostile_graph_is_called_too_complex_once_and_in_time() -> None:
    document = signed(badge())
    # Ten nodes that all point at each other and look alike: factorial work for RDFC-1.0.
    names = [f"_:n{i}" for i in range(10)]
    tangle = [
        {
            "id": name,
            "type": ["Profile"],
            "parentOrg": [{"id": other, "type": ["Profile"]} for other in names if other != name],
        }
        for name in names
    ]
    document["issuer"] = {"id": ISSUER, "type": ["Profile"], "parentOrg": tangle}
    document["proof"] = [{**document["proof"], "nonce": str(i)} for i in range(LIMITS.proofs)]
    with spending_at_most(2):
        assert causes(judged(document)) == ["proof failed TOO_COMPLEX"]


def test_a_key_of_another_kind() -> None:
    options = proof_options(f"{ISSUER}#key-1")  # an elliptic curve key
    report = judged(signed(badge(), options))
    assert causes(report) == ["proof failed KEY_ALGORITHM_MISMATCH"]


def test_another_key_than_the_named_one() -> None:
    report = judged(signed(badge(), key=OTHER_KEY))
    assert causes(report) == ["proof failed SIGNATURE_INVALID"]
