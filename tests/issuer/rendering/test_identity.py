"""Whose badge it is: a hashed address anybody can check who knows it, and the plain name."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from issuer.rendering.identity import identity_hash, normal_email, render_identifiers
from tests.issuer.examples import LEARNER, SALT


def test_the_known_answer_of_the_specification() -> None:
    assert identity_hash("a@example.com", "Kosher") == (
        "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399"
    )


def test_the_address_is_hashed_with_the_salt_as_it_is_written() -> None:
    email, name = render_identifiers(LEARNER, SALT)
    claimed = "Ana.Zagar@posta.example" + email["salt"]
    assert email["identityHash"] == "sha256$" + hashlib.sha256(claimed.encode()).hexdigest()
    assert email["hashed"] is True
    assert len(bytes.fromhex(email["salt"])) == 16
    assert name == {
        "type": "IdentityObject",
        "identityType": "name",
        "hashed": False,
        "identityHash": "Ana Žagar Čuk",
    }


def test_a_learner_without_address_is_named_only() -> None:
    identifiers = render_identifiers(replace(LEARNER, email="", name="  Ana  Žagar "), SALT)
    assert [item["identityHash"] for item in identifiers] == ["Ana Žagar"]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (" Ana.Zagar@Posta.Example ", "Ana.Zagar@posta.example"),
        ("a@EXAMPLE.com", "a@example.com"),
        ('"a@b"@EXAMPLE.com', '"a@b"@example.com'),
    ],
)
def test_only_the_domain_is_made_small(typed: str, stored: str) -> None:
    assert normal_email(typed) == stored
