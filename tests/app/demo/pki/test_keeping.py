"""The authorities come back as they were, and only the vault ever holds their keys."""

from __future__ import annotations

from app.demo.pki import SealHolder, new_demo_pki
from app.demo.pki.keeping import from_bytes, private_bytes, private_key, to_bytes
from tests.seals import SEALED_AT


def test_the_authorities_come_back_as_they_were() -> None:
    made = new_demo_pki(SEALED_AT)
    again = from_bytes(to_bytes(made))
    for role in ("root", "authority", "responder", "timestamp"):
        assert getattr(again, role).der == getattr(made, role).der
    seal = again.new_seal(SealHolder("Šola", "VATSI-12345678"), SEALED_AT)
    assert made.evidence(seal, SEALED_AT).certificates == (
        made.authority.der,
        made.root.der,
        made.timestamp.der,
    )


def test_a_seals_key_comes_back() -> None:
    issued = new_demo_pki(SEALED_AT).new_seal(SealHolder("Šola", "VATSI-1"), SEALED_AT)
    again = private_key(private_bytes(issued.key))
    assert again.public_key() == issued.key.public_key()
