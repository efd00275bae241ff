"""app.keys.encryption_key: the same wherever the master key is, another for each purpose."""

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, derive_private_key

from app.keys.encryption_key import encryption_key
from app.keys.sealing import vault
from verifier.securing.public_keys import key_value

VAULT = vault(bytes(range(32)))


def test_it_follows_from_the_master_key_and_its_purpose() -> None:
    one = encryption_key(VAULT, purpose="one")
    assert encryption_key(vault(bytes(range(32))), purpose="one") == one
    assert encryption_key(VAULT, purpose="other") != one
    assert encryption_key(vault(bytes(32)), purpose="one") != one


def test_both_halves_belong_together() -> None:
    key = encryption_key(VAULT, purpose="one")
    private = derive_private_key(int.from_bytes(key.private, "big"), SECP256R1())
    assert key_value(private.public_key()) == key.public


def test_it_does_not_show_itself() -> None:
    key = encryption_key(VAULT, purpose="one")
    assert key.private.hex() not in repr(key)
    assert str(key.private) not in repr(key)
