"""Does a signature fit? The two kinds that JOSE and Data Integrity have in common."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from verifier.ed25519 import PUBLIC_KEY_BYTES, ed25519_fits
from verifier.keys import KeyKind, MalformedKey, PublicKey
from verifier.securing.public_keys import ec_key

_HASHES: dict[KeyKind, hashes.HashAlgorithm] = {
    "P-256": hashes.SHA256(),
    "P-384": hashes.SHA384(),
    "P-521": hashes.SHA512(),
}


def eddsa_fits(data: bytes, signature: bytes, key: PublicKey) -> bool:
    """Tell whether the Ed25519 signature fits the data; raise MalformedKey for another key."""
    if key.kind != "Ed25519":
        raise MalformedKey(f"an Ed25519 key is needed, not {key.kind}")
    if len(key.raw) != PUBLIC_KEY_BYTES:
        raise MalformedKey("not an Ed25519 public key")
    return ed25519_fits(data, signature, key.raw)


def ecdsa_fits(data: bytes, signature: bytes, key: PublicKey) -> bool:
    """Tell whether the ECDSA signature fits the data; raise MalformedKey for another key.

    The curve decides the hash: P-256 goes with SHA-256, P-384 with SHA-384, P-521 with SHA-512. The
    signature is r and s side by side, each as long as the curve's numbers, never DER (RFC 7518,
    3.4; Data Integrity ECDSA Cryptosuites 1.0, 3.2.6).
    """
    public_key = ec_key(key)
    hash_ = _HASHES[key.kind]
    size = (public_key.key_size + 7) // 8
    if len(signature) != 2 * size:
        return False
    r, s = int.from_bytes(signature[:size], "big"), int.from_bytes(signature[size:], "big")
    try:
        public_key.verify(encode_dss_signature(r, s), data, ec.ECDSA(hash_))
    except InvalidSignature:
        return False
    return True
