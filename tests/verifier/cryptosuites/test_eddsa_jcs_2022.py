"""The cryptosuite eddsa-jcs-2022: the published vector, and what is done to signed text."""

from typing import Any

import pytest

from contexts import canonical_json
from tests.verifier.cryptosuites.published import Vector, check_steps
from tests.verifier.makers import (
    KEY,
    badge,
    causes,
    did_key,
    judged,
    proof_for,
    proof_options,
    signed,
)
from verifier import Outcome, UnsafeAnyController
from verifier.cryptosuites import CRYPTOSUITES
from verifier.multibase import multibase_encode

SUITE = CRYPTOSUITES["eddsa-jcs-2022"]
OPTIONS = proof_options(cryptosuite="eddsa-jcs-2022")
SIGNED = signed(badge(), OPTIONS)
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"


def test_w3c_vector_step_by_step() -> None:
    check_steps(Vector("w3c/eddsa/eddsa-jcs-2022", "JCS"), SUITE, canonical_json)


def test_a_badge_signed_as_text_passes() -> None:
    report = judged(SIGNED)
    assert report.outcome is Outcome.PASSED
    assert report.facts.securing == "eddsa-jcs-2022"


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"name": "changed"}, "proof failed SIGNATURE_INVALID"),
        # What statements do not tell apart, text does.
        ({"evidence": []}, "proof failed SIGNATURE_INVALID"),
        ({"grade": "A"}, "proof failed SIGNATURE_INVALID"),
        ({"@context": badge()["@context"][:1]}, "proof failed CONTEXT_REFUSED"),
        ({"@context": [*badge()["@context"][:1], EXTENSIONS]}, "proof failed CONTEXT_REFUSED"),
    ],
)
def test_a_changed_badge_fails(changes: dict[str, Any], cause: str) -> None:
    assert causes(judged({**SIGNED, **changes})) == [cause]


def test_the_order_of_members_is_not_signed() -> None:
    assert judged(dict(reversed(SIGNED.items()))).outcome is Outcome.PASSED


def test_contexts_of_the_proof_are_optional_but_signed() -> None:
    # vc-di-eddsa, 3.3.2: without them the document's own are signed.
    data = SUITE.hash_data(badge(), OPTIONS)
    proof = {**OPTIONS, "proofValue": multibase_encode(KEY.sign(data))}
    assert judged({**badge(), "proof": proof}).outcome is Outcome.PASSED
    moved = {**SIGNED["proof"]}
    del moved["@context"]
    assert causes(judged({**badge(), "proof": moved})) == ["proof failed SIGNATURE_INVALID"]


def test_a_context_added_at_the_end_may_not_change_the_meaning() -> None:
    harmless = {**SIGNED, "@context": [*SIGNED["@context"], EXTENSIONS]}
    assert judged(harmless).outcome is Outcome.PASSED
    # Signed as text under credentials/v2 alone, where `evidence` of a badge means nothing.
    short = badge(**{"@context": badge()["@context"][:1]})
    lengthened = {**short, "@context": badge()["@context"], "proof": proof_for(short, OPTIONS)}
    assert "context indeterminate TERM_UNDEFINED" in causes(judged(lengthened))


def test_a_signed_term_without_meaning_is_not_certain() -> None:
    report = judged(signed(badge(grade="A"), OPTIONS))
    assert causes(report) == ["context indeterminate TERM_UNDEFINED"]


def test_a_context_added_at_the_end_that_changes_the_meaning_is_refused() -> None:
    v2 = "https://www.w3.org/ns/credentials/v2"
    undefined = "https://www.w3.org/ns/credentials/undefined-terms/v2"
    examples = "https://www.w3.org/ns/credentials/examples/v2"
    document = {
        "@context": [v2, undefined],
        "type": ["VerifiableCredential"],
        "issuer": did_key(),
        "credentialSubject": {"id": "urn:uuid:1", "grade": "A"},
    }
    options = {**OPTIONS, "verificationMethod": did_key()}
    moved = {**signed(document, options), "@context": [v2, undefined, examples]}
    with pytest.warns(UserWarning, match="bind keys"):
        policy = UnsafeAnyController()
    assert causes(judged(signed(document, options), {}, policy)) == []
    assert causes(judged(moved, {}, policy)) == ["context failed CONTEXT_REFUSED"]
