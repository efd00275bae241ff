"""The cryptosuite ecdsa-rdfc-2019: the published vectors of both curves, and whole badges."""

import pytest
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from tests.verifier.cryptosuites.published import Vector, check_steps, parts
from tests.verifier.makers import (
    EC_KEY,
    P384_KEY,
    PrivateKey,
    badge,
    causes,
    did_key,
    judged,
    kind_of,
    multikey,
    raw_signature,
    signed_by_key,
)
from verifier import AllowedIssuers
from verifier.cryptosuites import CRYPTOSUITES
from verifier.multibase import multibase_decode
from verifier.multikey import decode_multikey

SUITE = CRYPTOSUITES["ecdsa-rdfc-2019"]


@pytest.mark.parametrize("folder", ["", "/employ"])
@pytest.mark.parametrize(("size", "hash_name"), [("256", "sha256"), ("384", "sha384")])
def test_w3c_vector_step_by_step(folder: str, size: str, hash_name: str) -> None:
    vector = Vector(f"w3c/ecdsa/ecdsa-rdfc-2019-p{size}{folder}", f"ECDSAP{size}")
    check_steps(vector, SUITE, hash_name=hash_name, sandbox=True)


@pytest.mark.parametrize("key", [EC_KEY, P384_KEY], ids=["P-256", "P-384"])
def test_a_badge_passes_and_its_forgeries_fail(key: PrivateKey) -> None:
    policy = AllowedIssuers({did_key(key): "Šola"})
    good = signed_by_key(badge(), key, SUITE.name)
    assert causes(judged(good, {}, policy)) == []
    assert causes(judged({**good, "name": "x"}, {}, policy)) == ["proof failed SIGNATURE_INVALID"]
    assert causes(judged({**good, "grade": 1}, {}, policy)) == ["proof failed DATA_LOSS"]


def test_p_384_goes_with_sha_384_throughout() -> None:
    document, options = parts(signed_by_key(badge(), P384_KEY, SUITE.name))
    signature = raw_signature(SUITE.hash_data(document, options, hash_name="sha256"), P384_KEY)
    right = SUITE.hash_data(document, options, hash_name="sha384")
    key = decode_multikey(multikey(P384_KEY))
    assert len(right) == 96
    assert SUITE.verify(right, raw_signature(right, P384_KEY), key)
    assert not SUITE.verify(right, signature, key)


@pytest.mark.parametrize("key", [EC_KEY, P384_KEY], ids=["P-256", "P-384"])
def test_a_signature_in_der_is_none(key: PrivateKey) -> None:
    data = b"data"
    raw = raw_signature(data, key)
    half = len(raw) // 2
    der = encode_dss_signature(int.from_bytes(raw[:half]), int.from_bytes(raw[half:]))
    public_key = decode_multikey(multikey(key))
    assert SUITE.signature_bytes[kind_of(key)] == len(raw)
    assert SUITE.verify(data, raw, public_key)
    assert not SUITE.verify(data, der, public_key)


def test_a_signature_has_the_length_of_its_key() -> None:
    policy = AllowedIssuers({did_key(P384_KEY): "Šola"})
    good = signed_by_key(badge(), P384_KEY, SUITE.name)
    other = signed_by_key(badge(), EC_KEY, SUITE.name)
    assert len(multibase_decode(other["proof"]["proofValue"])) == 64
    proof = {**good["proof"], "proofValue": other["proof"]["proofValue"]}
    assert causes(judged({**good, "proof": proof}, {}, policy)) == ["proof failed PROOF_MALFORMED"]
