"""The cryptosuite ecdsa-sd-2023: the holder shows a part, and the issuer's signature still fits.

Data Integrity ECDSA Cryptosuites 1.0, section 3.4 and 3.6 (verify derived proof). The issuer's key
signs the mandatory statements and a public key made for this one credential; that key signs every
other statement by itself, so that any of them can be left out.
"""

import hashlib
import re
from dataclasses import dataclass

from contexts import JsonObject, canonicalize
from verifier.cbor import CborValue, MalformedCbor, decode_cbor
from verifier.keys import MalformedKey, PublicKey
from verifier.multibase import MalformedMultibase, base64url_decode, base64url_encode
from verifier.multikey import decode_multikey, multibase_encode
from verifier.securing.signatures import ecdsa_fits

NAME = "ecdsa-sd-2023"
KEY_KIND = "P-256"

_BASE = b"\xd9\x5d\x00"
_DERIVED = b"\xd9\x5d\x01"
_COMPONENTS = 5
_SIGNATURE_BYTES = 64
_LABEL_BYTES = 32
# A literal or IRI is matched first, so that what only looks like a label inside one stays.
_TERM = re.compile(r'"(?:[^"\\]|\\.)*"|<[^>]*>|_:(c14n[0-9]+)')


class MalformedProofValue(ValueError):
    """Say why a proof value is none of this suite."""


class BaseProofValue(MalformedProofValue):
    """The value is the issuer's for the holder: it holds the key that hides what is left out."""


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


@dataclass(frozen=True, slots=True)
class Statements:
    """The N-Quads of a shown document, as the issuer signed them."""

    mandatory: tuple[str, ...]
    others: tuple[str, ...]


def read_derived(proof_value: str) -> DerivedProof:
    """Take a derived proof value apart; raise MalformedProofValue, or BaseProofValue."""
    if not proof_value.startswith("u"):
        raise MalformedProofValue("it does not start with u (base64url)")
    try:
        data = base64url_decode(proof_value[1:])
    except MalformedMultibase as error:
        raise MalformedProofValue(f"not base64url: {error}") from error
    if data.startswith(_BASE):
        raise BaseProofValue("it is a base proof")
    if not data.startswith(_DERIVED):
        raise MalformedProofValue("its header is not that of a derived proof")
    try:
        components = decode_cbor(data[len(_DERIVED) :])
    except MalformedCbor as error:
        raise MalformedProofValue(f"not CBOR: {error}") from error
    if not isinstance(components, list) or len(components) != _COMPONENTS:
        raise MalformedProofValue("it does not have five components")
    return _derived(*components)


def statements_of(document: JsonObject, derived: DerivedProof, *, sandbox: bool) -> Statements:
    """Write the document's statements with the issuer's labels, mandatory ones apart (3.5.8).

    Raises contexts.ContextsError, and MalformedProofValue when labels or indexes do not fit.
    """
    quads = canonicalize(document, sandbox=sandbox).splitlines(keepends=True)
    relabelled = sorted(_relabelled(quad, derived.labels) for quad in quads)
    if any(index >= len(relabelled) for index in derived.mandatory_indexes):
        raise MalformedProofValue("it names statements that are not there")
    chosen = [index in derived.mandatory_indexes for index in range(len(relabelled))]
    return Statements(
        tuple(quad for quad, mandatory in zip(relabelled, chosen, strict=True) if mandatory),
        tuple(quad for quad, mandatory in zip(relabelled, chosen, strict=True) if not mandatory),
    )


def hash_options(options: JsonObject, *, sandbox: bool) -> bytes:
    """Hash the proof options, as in the other suites; raise contexts.ContextsError."""
    return hashlib.sha256(canonicalize(options, sandbox=sandbox).encode()).digest()


def verify(
    options_hash: bytes, statements: Statements, derived: DerivedProof, key: PublicKey
) -> bool:
    """Tell whether all signatures fit (3.6.8); raise MalformedKey when a key is none."""
    if len(derived.signatures) != len(statements.others):
        return False
    mandatory_hash = hashlib.sha256("".join(statements.mandatory).encode()).digest()
    signed = options_hash + derived.public_key + mandatory_hash
    if not ecdsa_fits(signed, derived.base_signature, key):
        return False
    one_time_key = decode_multikey(multibase_encode(derived.public_key))
    return all(
        ecdsa_fits(quad.encode(), signature, one_time_key)
        for quad, signature in zip(statements.others, derived.signatures, strict=True)
    )


def _derived(
    base_signature: CborValue,
    public_key: CborValue,
    signatures: CborValue,
    labels: CborValue,
    indexes: CborValue,
) -> DerivedProof:
    if not isinstance(signatures, list) or not all(
        _is_bytes(signature, _SIGNATURE_BYTES) for signature in (base_signature, *signatures)
    ):
        raise MalformedProofValue("its signatures are malformed")
    if not isinstance(labels, dict) or not all(
        _is_bytes(label, _LABEL_BYTES) for label in labels.values()
    ):
        raise MalformedProofValue("its labels are malformed")
    if len(set(labels.values())) != len(labels):
        # Else two things here could pass for one thing of which the issuer said both.
        raise MalformedProofValue("it gives two nodes one label")
    if not isinstance(indexes, list) or not all(isinstance(index, int) for index in indexes):
        raise MalformedProofValue("its indexes are malformed")
    if len(set(indexes)) != len(indexes):
        raise MalformedProofValue("it names a statement twice")
    _check_one_time_key(public_key)
    return DerivedProof(
        base_signature,
        public_key,
        tuple(signatures),
        {f"c14n{number}": "u" + base64url_encode(label) for number, label in labels.items()},
        frozenset(indexes),
    )


def _check_one_time_key(data: CborValue) -> None:
    try:
        kind = decode_multikey(multibase_encode(data)).kind if isinstance(data, bytes) else None
    except MalformedKey as error:
        raise MalformedProofValue(f"its key cannot be read: {error}") from error
    if kind != KEY_KIND:
        raise MalformedProofValue("its key is of another kind")


def _is_bytes(value: CborValue, length: int) -> bool:
    return isinstance(value, bytes) and len(value) == length


def _relabelled(quad: str, labels: dict[str, str]) -> str:
    def replaced(match: re.Match[str]) -> str:
        label = match[1]
        if label is None:
            return match[0]
        if label not in labels:
            raise MalformedProofValue("it has no label for a node of the document")
        return f"_:{labels[label]}"

    return _TERM.sub(replaced, quad)
