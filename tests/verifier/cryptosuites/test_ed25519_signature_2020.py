"""The proof type Ed25519Signature2020: the published vector, and whole badges."""

from tests.verifier.cryptosuites.published import Vector, check_steps
from tests.verifier.makers import badge, causes, judged, proof_for, proof_options, signed
from verifier import Outcome
from verifier.cryptosuites import PROOF_TYPES

SUITE = PROOF_TYPES["Ed25519Signature2020"]
CONTEXT = "https://w3id.org/security/suites/ed25519-2020/v1"
BADGE = badge(**{"@context": [*badge()["@context"], CONTEXT]})
OPTIONS = proof_options(type="Ed25519Signature2020", cryptosuite=None)


def test_w3c_vector_step_by_step() -> None:
    check_steps(Vector("w3c/eddsa/Ed25519Signature2020", "EdSig"), SUITE, sandbox=True)


def test_a_badge_passes_and_its_forgery_fails() -> None:
    report = judged(signed(BADGE, OPTIONS))
    assert report.outcome is Outcome.PASSED
    assert report.facts.securing == "Ed25519Signature2020"
    changed = {**signed(BADGE, OPTIONS), "name": "changed"}
    assert causes(judged(changed)) == ["proof failed SIGNATURE_INVALID"]


def test_without_its_context_the_proof_says_nothing() -> None:
    proof = proof_for(BADGE, OPTIONS)
    assert causes(judged({**badge(), "proof": proof})) == ["proof failed DATA_LOSS"]


def test_it_is_not_exchangeable_with_the_newer_suite() -> None:
    proof = proof_for(BADGE, OPTIONS) | {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
    }
    assert causes(judged({**BADGE, "proof": proof})) == ["proof failed SIGNATURE_INVALID"]
