"""The cryptosuite ecdsa-jcs-2019: the published vectors of both curves, and whole badges."""

import pytest

from contexts import canonical_json
from tests.verifier.cryptosuites.published import Vector, check_steps
from tests.verifier.makers import (
    EC_KEY,
    KEY,
    P384_KEY,
    PrivateKey,
    badge,
    causes,
    did_key,
    judged,
    signed_by_key,
)
from verifier import AllowedIssuers
from verifier.cryptosuites import CRYPTOSUITES
from verifier.multibase import multibase_decode, multibase_encode

SUITE = CRYPTOSUITES["ecdsa-jcs-2019"]


@pytest.mark.parametrize("size", ["256", "384"])
def test_w3c_vector_step_by_step(size: str) -> None:
    vector = Vector(f"w3c/ecdsa/ecdsa-jcs-2019-p{size}", f"JCSECDSAP{size}")
    check_steps(vector, SUITE, canonical_json)


@pytest.mark.parametrize("key", [EC_KEY, P384_KEY], ids=["P-256", "P-384"])
def test_a_badge_passes_and_its_forgeries_fail(key: PrivateKey) -> None:
    policy = AllowedIssuers({did_key(key): "Šola"})
    good = signed_by_key(badge(), key, SUITE.name)
    assert causes(judged(good, {}, policy)) == []
    assert causes(judged({**good, "name": "x"}, {}, policy)) == ["proof failed SIGNATURE_INVALID"]
    value = multibase_decode(good["proof"]["proofValue"])
    longer = {**good["proof"], "proofValue": multibase_encode(value + b"\0")}
    assert causes(judged({**good, "proof": longer}, {}, policy)) == ["proof failed PROOF_MALFORMED"]


def test_a_key_of_another_kind() -> None:
    report = judged(signed_by_key(badge(), KEY, SUITE.name), {})
    assert causes(report) == ["proof failed KEY_ALGORITHM_MISMATCH"]
