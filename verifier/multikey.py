"""Multikey: a public key as Multibase text with a prefix that tells its kind.

Controlled Identifiers 1.0, section 2.2.2. Only `z` (base58btc) is allowed for keys.
"""

from verifier.keys import (
    RAW_LENGTHS,
    KeyKind,
    MalformedKey,
    PublicKey,
    SecretKeyPublished,
    UnknownKeyKind,
)
from verifier.multibase import (
    MalformedMultibase,
    base58btc_decode,
    base58btc_encode,
    multibase_decode,
    multibase_encode,
)
from verifier.remembered import remembered
from verifier.securing.public_keys import check_point

__all__ = [
    "base58btc_decode",
    "base58btc_encode",
    "decode_multikey",
    "encode_multikey",
    "multibase_decode",
    "multibase_encode",
]

_PREFIXES: dict[KeyKind, bytes] = {
    "Ed25519": b"\xed\x01",
    "P-256": b"\x80\x24",
    "P-384": b"\x81\x24",
}
_SECRET_PREFIXES = (b"\x80\x26", b"\x86\x26", b"\x87\x26")


def encode_multikey(kind: KeyKind, raw: bytes) -> str:
    """Write a public key as Multikey text, `z6Mk…`, `zDna…` or `z82L…`."""
    if len(raw) != RAW_LENGTHS[kind]:
        raise MalformedKey(f"a {kind} public key has {RAW_LENGTHS[kind]} bytes, not {len(raw)}")
    return multibase_encode(_PREFIXES[kind] + raw)


@remembered
def decode_multikey(text: str) -> PublicKey:
    """Read a public key from Multikey text; raise MalformedKey, or SecretKeyPublished."""
    if not text.startswith("z"):
        raise MalformedKey("a Multikey starts with z (base58btc)")
    try:
        data = multibase_decode(text)
    except MalformedMultibase as error:
        raise MalformedKey(f"not Multibase: {error}") from error
    prefix, raw = data[:2], data[2:]
    if prefix in _SECRET_PREFIXES:
        raise SecretKeyPublished("this is a private key")
    for kind, expected in _PREFIXES.items():
        if prefix == expected:
            return _checked(kind, raw)
    raise UnknownKeyKind("its prefix names no kind of key that is read here")


def _checked(kind: KeyKind, raw: bytes) -> PublicKey:
    if len(raw) != RAW_LENGTHS[kind]:
        raise MalformedKey(f"a {kind} public key has {RAW_LENGTHS[kind]} bytes, not {len(raw)}")
    key = PublicKey(kind, raw)
    check_point(key)
    return key
