"""Seal keys in PKCS#12 files: `pkcs12:/path/to/seal.p12?pin-source=file:/path/to/password`."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed, decode_dss_signature
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12

from app.keys.certificate_chain import chain_of
from app.keys.key_uri import KeyUnusable, KeyUri, read_file
from app.keys.seal_algorithms import algorithm_for

_COORDINATE_BYTES = 32
_SHA256 = hashes.SHA256()
PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True, slots=True)
class FileSealSigner:
    """Seal with a key that was read from a file and is held in memory."""

    algorithm: str
    certificates: tuple[bytes, ...]
    _private: PrivateKey = field(repr=False)

    def sign(self, digests: Sequence[bytes]) -> list[bytes]:
        """Sign SHA-256 digests as the algorithm says (RFC 7518, 3.3 to 3.5)."""
        return [self._signed(digest) for digest in digests]

    def _signed(self, digest: bytes) -> bytes:
        prehashed = Prehashed(_SHA256)
        if isinstance(self._private, ec.EllipticCurvePrivateKey):
            # Without randomness no weak random source can give the key away (RFC 6979).
            scheme = ec.ECDSA(prehashed, deterministic_signing=True)
            r, s = decode_dss_signature(self._private.sign(digest, scheme))
            return r.to_bytes(_COORDINATE_BYTES, "big") + s.to_bytes(_COORDINATE_BYTES, "big")
        if self.algorithm == "PS256":
            salted = padding.PSS(padding.MGF1(_SHA256), _SHA256.digest_size)
            return self._private.sign(digest, salted, prehashed)
        return self._private.sign(digest, padding.PKCS1v15(), prehashed)


def pkcs12_signer(uri: KeyUri) -> FileSealSigner:
    """Open the file of a `pkcs12:` URI. Raises KeyUnusable."""
    password = uri.pin()
    try:
        store = load_pkcs12(
            read_file(uri.path), password.encode("utf-8") if password is not None else None
        )
    except ValueError:
        raise KeyUnusable(
            f"The file {uri.path} does not open: it is not PKCS#12, or its password is another. "
            "Name the password's file with pin-source."
        ) from None
    key = store.key
    if not isinstance(key, PrivateKey):
        raise KeyUnusable(f"The file {uri.path} holds no RSA or elliptic curve key.")
    held = [each.certificate for each in (store.cert, *store.additional_certs) if each]
    return FileSealSigner(
        algorithm_for(key.public_key(), uri), chain_of(key.public_key(), held), key
    )
