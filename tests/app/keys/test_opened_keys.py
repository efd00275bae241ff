"""app.keys.opened_keys: opened once, and never where it must not be found any more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.keys.opened_keys import OpenedKeys
from contexts import Engine, use_engine
from issuer.model.organisation import KeyAlgorithm, SigningKey
from tests.issuer.examples import NOW, SCHOOL
from verifier.ed25519 import Ed25519PrivateKey

pytestmark = pytest.mark.usefixtures("compiled_shapes")

KEY = SigningKey(
    id="1",
    profile_id=SCHOOL.id,
    fragment="kljuc",
    algorithm=KeyAlgorithm.ED25519,
    public_key=b"",
    key_uri="sealed:1",
    active_from=NOW,
)


class Counted:
    """Counts how often a key was unsealed."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> Ed25519PrivateKey:
        """Give a key, a new one each time."""
        self.times += 1
        return Ed25519PrivateKey(bytes(32))


def test_a_key_is_unsealed_once() -> None:
    keys, unseal = OpenedKeys(), Counted()
    first = keys.opened("1", b"sealed", unseal)
    assert keys.opened("1", b"sealed", unseal) is first
    assert unseal.times == 1


def test_a_key_that_was_sealed_anew_is_not_found() -> None:
    keys, unseal = OpenedKeys(), Counted()
    keys.opened("1", b"sealed", unseal)
    keys.opened("1", b"sealed anew", unseal)
    keys.opened("2", b"sealed", unseal)
    assert unseal.times == 3


@pytest.mark.parametrize("over", [replace(KEY, retired_at=NOW), replace(KEY, compromised_at=NOW)])
def test_a_key_that_signs_no_more_is_let_go(over: SigningKey) -> None:
    keys, unseal = OpenedKeys(), Counted()
    keys.opened("1", b"sealed", unseal)
    keys.forget_retired([KEY])
    keys.opened("1", b"sealed", unseal)
    assert unseal.times == 1
    keys.forget_retired([over])
    keys.opened("1", b"sealed", unseal)
    assert unseal.times == 2


def test_few_are_kept() -> None:
    keys, unseal = OpenedKeys(), Counted()
    for number in range(100):
        keys.opened(f"{number}", b"sealed", unseal)
    keys.opened("99", b"sealed", unseal)
    assert unseal.times == 100
    keys.opened("0", b"sealed", unseal)
    assert unseal.times == 101


def test_the_naive_engine_keeps_none() -> None:
    keys, unseal = OpenedKeys(), Counted()
    use_engine(Engine.PLAIN)
    keys.opened("1", b"sealed", unseal)
    keys.opened("1", b"sealed", unseal)
    assert unseal.times == 2
