"""Make derived proofs of ecdsa-sd-2023, as an issuer and a holder together would."""

import hashlib
import hmac
import re
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

from contexts import canonicalize
from tests.verifier.makers import EC_KEY, ISSUER, Json, multikey, proof_options, raw_signature
from verifier.cryptosuites.ecdsa_sd_2023 import hash_options, statements_of
from verifier.cryptosuites.ecdsa_sd_2023_values import DerivedProof
from verifier.multibase import base64url_decode, base64url_encode, multibase_decode

ONE_TIME_KEY = ec.derive_private_key(int.from_bytes(bytes([5]) * 32, "big"), ec.SECP256R1())
HMAC_KEY = bytes([6]) * 32
OPTIONS = proof_options(f"{ISSUER}#key-1", cryptosuite="ecdsa-sd-2023")


def cbor(value: Any) -> bytes:  # noqa: ANN401
    """Encode what proof values are made of."""
    if isinstance(value, int):
        return _head(0, value)
    if isinstance(value, bytes):
        return _head(2, len(value)) + value
    if isinstance(value, str):
        return _head(3, len(value.encode())) + value.encode()
    if isinstance(value, dict):
        members = (cbor(key) + cbor(member) for key, member in value.items())
        return _head(5, len(value)) + b"".join(members)
    return _head(4, len(value)) + b"".join(cbor(item) for item in value)


def _head(major: int, number: int) -> bytes:
    if number < 24:
        return bytes([major << 5 | number])
    size = next(n for n in (1, 2, 4, 8) if number < 1 << (8 * n))
    return bytes([major << 5 | (24 + size.bit_length() - 1)]) + number.to_bytes(size, "big")


def components(document: Json, *mandatory: str) -> list[Any]:
    """Sign every statement; those with one of the properties are mandatory."""
    canonical = canonicalize(document)
    numbers = sorted({int(number) for number in re.findall(r"_:c14n(\d+)", canonical)})
    labels = {
        number: hmac.digest(HMAC_KEY, f"c14n{number}".encode(), "sha256") for number in numbers
    }
    named = {f"c14n{number}": "u" + base64url_encode(label) for number, label in labels.items()}
    nothing = DerivedProof(b"", b"", (), named, frozenset())
    quads = statements_of(document, nothing, sandbox=False).others
    indexes = [i for i, quad in enumerate(quads) if any(f"{name}>" in quad for name in mandatory)]
    chosen = "".join(quads[index] for index in indexes)
    public_key = multibase_decode(multikey(ONE_TIME_KEY))
    options_hash = hash_options({**OPTIONS, "@context": document["@context"]}, sandbox=False)
    signed = options_hash + public_key + hashlib.sha256(chosen.encode()).digest()
    signatures = [
        raw_signature(quad.encode(), ONE_TIME_KEY)
        for index, quad in enumerate(quads)
        if index not in indexes
    ]
    return [raw_signature(signed, EC_KEY), public_key, signatures, labels, indexes]


def proof_value(parts: Any, header: bytes = b"\xd9\x5d\x01") -> str:  # noqa: ANN401
    return "u" + base64url_encode(header + cbor(parts))


def disclosed(document: Json, *mandatory: str) -> Json:
    """Give the document with a derived proof that shows all of it."""
    value = proof_value(components(document, *mandatory))
    return {**document, "proof": {**OPTIONS, "proofValue": value}}


def raw(value: str) -> bytes:
    """Give the bytes of a proof value."""
    return base64url_decode(value[1:])
