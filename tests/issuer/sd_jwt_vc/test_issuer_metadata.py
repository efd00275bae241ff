"""The keys of an issuer, by its https address, and where they stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from issuer.sd_jwt_vc.identifier import https_issuer_of, metadata_url
from issuer.sd_jwt_vc.issuer_metadata import issuer_metadata
from tests.issuer.examples import NOW, SCHOOL, signers


@pytest.mark.parametrize(
    ("did", "issuer", "url"),
    [
        (
            "did:web:school.example:profiles:a",
            "https://school.example/profiles/a",
            "https://school.example/.well-known/jwt-vc-issuer/profiles/a",
        ),
        (
            "did:web:localhost%3A8000:profiles:a",
            "https://localhost:8000/profiles/a",
            "https://localhost:8000/.well-known/jwt-vc-issuer/profiles/a",
        ),
    ],
)
def test_the_address_is_the_place_of_the_did(did: str, issuer: str, url: str) -> None:
    assert https_issuer_of(did) == issuer
    assert metadata_url(issuer) == url


def test_a_retired_key_stays_and_a_compromised_one_goes() -> None:
    key = signers()[1].key
    retired = replace(key, id="old", fragment="old", retired_at=NOW)
    stolen = replace(key, id="stolen", fragment="stolen", compromised_at=NOW)
    metadata = issuer_metadata(SCHOOL, [key, retired, stolen, signers()[0].key])
    listed = metadata["jwks"]["keys"]
    assert {each["kid"] for each in listed} == {key.fragment, "old"}
    assert all(set(each) == {"kty", "crv", "x", "y", "alg", "kid", "use"} for each in listed)
