"""The proof values of ecdsa-sd-2023: CBOR behind three bytes that tell base and derived apart.

Data Integrity ECDSA Cryptosuites 1.0, sections 3.5.2, 3.5.3 (base), 3.5.6 and 3.5.7 (derived).
"""

from dataclasses import dataclass

import cbor2

from verifier.cbor import CborValue, MalformedCbor, decode_cbor
from verifier.keys import MalformedKey
from verifier.multibase import MalformedMultibase, base64url_decode, base64url_encode
from verifier.multikey import decode_multikey, multibase_encode

KEY_KIND = "P-256"

_BASE = b"\xd9\x5d\x00"
_DERIVED = b"\xd9\x5d\x01"
_COMPONENTS = 5
_SIGNATURE_BYTES = 64
_HMAC_KEY_BYTES = 32
_LABEL_BYTES = 32


class MalformedProofValue(ValueError):
    """Say why a proof value is none of this suite."""


class BaseProofValue(MalformedProofValue):
    """The value is the issuer's for the holder: it holds the key that hides what is left out."""


@dataclass(frozen=True, slots=True)
class BaseProof:
    """The parts of a base proof value (3.5.2): for the holder alone."""

    base_signature: bytes
    """The issuer's, over proof options, `public_key` and the mandatory statements."""
    public_key: bytes
    """The Multikey bytes of the key that signed every other statement."""
    hmac_key: bytes
    """Hides what the canonical labels would tell about statements that are left out."""
    signatures: tuple[bytes, ...]
    mandatory_pointers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DerivedProof:
    """The parts of a derived proof value (3.5.7)."""

    base_signature: bytes
    """The issuer's, over proof options, `public_key` and the mandatory statements."""
    public_key: bytes
    """The Multikey bytes of the key that signed every other statement."""
    signatures: tuple[bytes, ...]
    labels: dict[str, str]
    """Canonical label of a blank node here, to its label when the issuer signed."""
    mandatory_indexes: frozenset[int]


def write_base(proof: BaseProof) -> str:
    """Write a base proof value."""
    parts = [
        proof.base_signature,
        proof.public_key,
        proof.hmac_key,
        list(proof.signatures),
        list(proof.mandatory_pointers),
    ]
    return _written(_BASE, parts)


def read_base(proof_value: str) -> BaseProof:
    """Take a base proof value apart; raise MalformedProofValue."""
    data = _bytes(proof_value)
    if not data.startswith(_BASE):
        raise MalformedProofValue("its header is not that of a base proof")
    base_signature, public_key, hmac_key, signatures, pointers = _components(data, _BASE)
    _check_signatures(base_signature, signatures)
    _check_one_time_key(public_key)
    if not _is_bytes(hmac_key, _HMAC_KEY_BYTES):
        raise MalformedProofValue("its HMAC key is malformed")
    if not isinstance(pointers, list) or not all(isinstance(each, str) for each in pointers):
        raise MalformedProofValue("its pointers are malformed")
    return BaseProof(base_signature, public_key, hmac_key, tuple(signatures), tuple(pointers))


def write_derived(proof: DerivedProof) -> str:
    """Write a derived proof value."""
    labels = {
        int(label.removeprefix("c14n")): base64url_decode(given[1:])
        for label, given in proof.labels.items()
    }
    parts = [
        proof.base_signature,
        proof.public_key,
        list(proof.signatures),
        dict(sorted(labels.items())),
        sorted(proof.mandatory_indexes),
    ]
    return _written(_DERIVED, parts)


def read_derived(proof_value: str) -> DerivedProof:
    """Take a derived proof value apart; raise MalformedProofValue, or BaseProofValue."""
    data = _bytes(proof_value)
    if data.startswith(_BASE):
        raise BaseProofValue("it is a base proof")
    if not data.startswith(_DERIVED):
        raise MalformedProofValue("its header is not that of a derived proof")
    base_signature, public_key, signatures, labels, indexes = _components(data, _DERIVED)
    _check_signatures(base_signature, signatures)
    _check_labels(labels)
    _check_indexes(indexes)
    _check_one_time_key(public_key)
    return DerivedProof(
        base_signature,
        public_key,
        tuple(signatures),
        {f"c14n{number}": "u" + base64url_encode(label) for number, label in labels.items()},
        frozenset(indexes),
    )


def _written(header: bytes, parts: list[CborValue]) -> str:
    return "u" + base64url_encode(header + cbor2.dumps(parts))


def _bytes(proof_value: str) -> bytes:
    if not proof_value.startswith("u"):
        raise MalformedProofValue("it does not start with u (base64url)")
    try:
        return base64url_decode(proof_value[1:])
    except MalformedMultibase as error:
        raise MalformedProofValue(f"not base64url: {error}") from error


def _components(data: bytes, header: bytes) -> list[CborValue]:
    try:
        components = decode_cbor(data[len(header) :])
    except MalformedCbor as error:
        raise MalformedProofValue(f"not CBOR: {error}") from error
    if not isinstance(components, list) or len(components) != _COMPONENTS:
        raise MalformedProofValue("it does not have five components")
    return components


def _check_signatures(base_signature: CborValue, signatures: CborValue) -> None:
    if not isinstance(signatures, list) or not all(
        _is_bytes(signature, _SIGNATURE_BYTES) for signature in (base_signature, *signatures)
    ):
        raise MalformedProofValue("its signatures are malformed")


def _check_labels(labels: CborValue) -> None:
    if not isinstance(labels, dict) or not all(
        _is_bytes(label, _LABEL_BYTES) for label in labels.values()
    ):
        raise MalformedProofValue("its labels are malformed")
    if len(set(labels.values())) != len(labels):
        # Else two things here could pass for one thing of which the issuer said both.
        raise MalformedProofValue("it gives two nodes one label")


def _check_indexes(indexes: CborValue) -> None:
    if not isinstance(indexes, list) or not all(isinstance(index, int) for index in indexes):
        raise MalformedProofValue("its indexes are malformed")
    if len(set(indexes)) != len(indexes):
        raise MalformedProofValue("it names a statement twice")


def _check_one_time_key(data: CborValue) -> None:
    try:
        kind = decode_multikey(multibase_encode(data)).kind if isinstance(data, bytes) else None
    except MalformedKey as error:
        raise MalformedProofValue(f"its key cannot be read: {error}") from error
    if kind != KEY_KIND:
        raise MalformedProofValue("its key is of another kind")


def _is_bytes(value: CborValue, length: int) -> bool:
    return isinstance(value, bytes) and len(value) == length
