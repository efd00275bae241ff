"""The word of a wallet's provider on its keys: believed from known authorities, in its time."""

from __future__ import annotations

from typing import Any

import pytest

from contexts import JsonValue
from issuer.key_attestation import attested_holders
from issuer.key_proof import KeyProofRefused
from tests.interop.foreign_keys import p256_jwk, public_half
from tests.verifier.certificates import certificate, intermediate, leaf, root, x5c
from tests.verifier.makers import EC_KEY, NOW, P384_KEY, raw_signature
from verifier.securing.jose import compact, signing_input

SECONDS = int(NOW.timestamp())
KEYS = [public_half(p256_jwk(number)) for number in (21, 22)]


def attestation(
    header: dict[str, Any] | None = None,
    key: Any = EC_KEY,  # noqa: ANN401
    **changes: Any,  # noqa: ANN401
) -> str:
    members = {"typ": "key-attestation+jwt", "alg": "ES256", "x5c": x5c(leaf(), intermediate())}
    claims = {"iat": SECONDS, "exp": SECONDS + 60, "attested_keys": KEYS, **changes}
    said = {name: value for name, value in claims.items() if value is not None}
    data = signing_input({**members, **(header or {})}, said)
    return compact(data, raw_signature(data, key))


def refused(text: JsonValue, *authorities: bytes) -> str:
    with pytest.raises(KeyProofRefused) as refusal:
        attested_holders(text, authorities or (root(),), now=NOW)
    return str(refusal.value)


def test_its_keys_are_those_of_the_wallet() -> None:
    holders = attested_holders(attestation(), (root(),), now=NOW)
    assert [each.jwk["x"] for each in holders] == [key["x"] for key in KEYS]


@pytest.mark.parametrize("authorities", [[], [certificate("O", "O", key=EC_KEY, signed_by=EC_KEY)]])
def test_without_a_known_authority_nobody_vouches(authorities: list[bytes]) -> None:
    with pytest.raises(KeyProofRefused):
        attested_holders(attestation(), authorities, now=NOW)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"header": {"typ": "openid4vci-proof+jwt"}}, "typ"),
        ({"header": {"alg": "none"}}, ""),
        ({"header": {"x5c": None}}, "x5c"),
        ({"header": {"x5c": ["!"]}}, "base64"),
        ({"header": {"x5c": ["AAAA"]}}, "certificate"),
        ({"header": {"x5c": x5c(leaf())}}, "not known"),
        ({"header": {"x5c": x5c(leaf(signs=False), intermediate())}}, "not known"),
        ({"header": {"alg": "ES384"}, "key": P384_KEY}, ""),
        ({"exp": None}, "exp"),
        ({"exp": SECONDS}, "count"),
        ({"iat": SECONDS + 3600}, "count"),
        ({"iat": "now"}, "iat"),
        ({"attested_keys": []}, "keys"),
        ({"attested_keys": KEYS * 6}, "keys"),
        ({"attested_keys": ["x"]}, "JSON Web Key"),
        ({"attested_keys": [p256_jwk(21)]}, ""),
        ({"attested_keys": [{"kty": "oct", "k": "AAAA"}]}, ""),
    ],
)
def test_what_does_not_hold_is_refused(changes: dict[str, Any], reason: str) -> None:
    assert reason in refused(attestation(**changes))


@pytest.mark.parametrize("text", [None, 1, {}, "", "a.b.c", "x" * 40_000])
def test_what_is_no_attestation_is_refused(text: JsonValue) -> None:
    assert refused(text)


def test_another_signature_is_refused() -> None:
    honest, other = attestation(), attestation(attested_keys=KEYS[:1])
    forged = ".".join((other.rpartition(".")[0], honest.rpartition(".")[2]))
    assert refused(forged)
