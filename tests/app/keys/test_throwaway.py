"""Throw-away keys: a did:key for each kind, whose signatures fit and whose secret is not shown."""

import pytest

from app.keys.throwaway import throwaway_key
from verifier.identifiers import locate
from verifier.keys import KeyKind
from verifier.multikey import decode_multikey
from verifier.securing.signatures import ecdsa_fits, eddsa_fits

LENGTHS: dict[KeyKind, int] = {"Ed25519": 64, "P-256": 64, "P-384": 96}


@pytest.mark.parametrize("kind", LENGTHS)
def test_a_key_signs_and_is_its_own_did(kind: KeyKind) -> None:
    key = throwaway_key(kind)
    public = decode_multikey(key.multikey)
    assert public.kind == kind
    signatures = key.sign([b"one", b"two"])
    assert [len(signature) for signature in signatures] == [LENGTHS[kind]] * 2
    fits = eddsa_fits if kind == "Ed25519" else ecdsa_fits
    assert fits(b"two", signatures[1], public)
    assert not fits(b"one", signatures[1], public)
    document = locate(key.did).document
    assert document is not None
    assert document["assertionMethod"] == [key.method]


@pytest.mark.parametrize("kind", LENGTHS)
def test_every_key_is_another_and_no_secret_is_shown(kind: KeyKind) -> None:
    one, other = throwaway_key(kind), throwaway_key(kind)
    assert one.did != other.did
    assert "private" not in repr(one).lower()
    assert one.multikey in repr(one)
