"""Seal keys on PKCS#11 tokens, by URIs of RFC 7512.

`pkcs11:token=seal;object=key?module-path=/usr/lib/softhsm/libsofthsm2.so&pin-source=file:/…/pin`
The key never leaves the token; the certificates stand beside it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from urllib.parse import unquote

import pkcs11
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from pkcs11 import Attribute, Mechanism, ObjectClass

from app.keys.certificate_chain import chain_of
from app.keys.key_uri import KeyUnusable, KeyUri
from app.keys.seal_algorithms import algorithm_for

# DigestInfo of SHA-256 (RFC 8017, 9.2, note 1): the token pads, what it pads is ours to write.
_SHA256_INFO = bytes.fromhex("3031300d060960864801650304020105000420")
_SALT_BYTES = 32
_ONE_AT_A_TIME = Lock()
"""Being logged in is a state of the whole process: two sessions would log each other out."""


@dataclass(frozen=True, slots=True)
class TokenSealSigner:
    """Seal with a key that stays on its token."""

    algorithm: str
    certificates: tuple[bytes, ...]
    _uri: KeyUri = field(repr=False)

    def sign(self, digests: Sequence[bytes]) -> list[bytes]:
        """Sign SHA-256 digests in one session. Raises KeyUnusable."""
        with _session(self._uri) as session:
            key = _private_key(session, self._uri)
            return [_signed(key, self.algorithm, digest) for digest in digests]


def pkcs11_signer(uri: KeyUri) -> TokenSealSigner:
    """Find key and certificates on the token of a `pkcs11:` URI. Raises KeyUnusable."""
    with _session(uri) as session:
        key = _private_key(session, uri)
        held = list(_certificates(session))
        own = _certificate_of(key, session)
    public_key: PublicKeyTypes = own.public_key()
    return TokenSealSigner(algorithm_for(public_key, uri), chain_of(public_key, held), uri)


@contextmanager
def _session(uri: KeyUri) -> Iterator[pkcs11.Session]:
    module = uri.query.get("module-path")
    if module is None:
        raise KeyUnusable("The key's URI names no module-path: the library of the token's maker.")
    with _ONE_AT_A_TIME:
        try:
            token = pkcs11.lib(unquote(module)).get_token(**_which_token(uri))
            with token.open(user_pin=uri.pin()) as session:
                yield session
        except pkcs11.PKCS11Error as error:
            raise KeyUnusable(
                f"The token does not let us seal ({type(error).__name__}). Check the token, its "
                "PIN and the names in the key's URI."
            ) from None
        except RuntimeError:  # how the library says that the module cannot be loaded
            raise KeyUnusable("The token's library (module-path) cannot be loaded.") from None


def _which_token(uri: KeyUri) -> dict[str, object]:
    serial = uri.octets("serial")
    named = {"token_label": uri.text("token"), "token_serial": serial}
    return {name: value for name, value in named.items() if value is not None}


def _private_key(session: pkcs11.Session, uri: KeyUri) -> pkcs11.PrivateKey:
    found = session.get_key(
        object_class=ObjectClass.PRIVATE_KEY, label=uri.text("object"), id=uri.octets("id")
    )
    if not isinstance(found, pkcs11.PrivateKey):
        raise KeyUnusable("What the key's URI names on the token is not a private key.")
    return found


def _certificates(session: pkcs11.Session) -> Iterator[x509.Certificate]:
    for held in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}):
        yield x509.load_der_x509_certificate(bytes(held[Attribute.VALUE]))


def _certificate_of(key: pkcs11.PrivateKey, session: pkcs11.Session) -> x509.Certificate:
    # PKCS#11 ties a certificate to its key by the same CKA_ID.
    beside = {Attribute.CLASS: ObjectClass.CERTIFICATE, Attribute.ID: key[Attribute.ID]}
    for held in session.get_objects(beside):
        return x509.load_der_x509_certificate(bytes(held[Attribute.VALUE]))
    raise KeyUnusable("Beside the key on the token there is no certificate with its id.")


def _signed(key: pkcs11.PrivateKey, algorithm: str, digest: bytes) -> bytes:
    if not isinstance(key, pkcs11.SignMixin):
        raise KeyUnusable("The key on the token is not allowed to sign (CKA_SIGN).")
    match algorithm:
        case "ES256":
            return key.sign(digest, mechanism=Mechanism.ECDSA)  # r‖s, as RFC 7518 wants it
        case "PS256":
            salted = (Mechanism.SHA256, pkcs11.MGF.SHA256, _SALT_BYTES)
            return key.sign(digest, mechanism=Mechanism.RSA_PKCS_PSS, mechanism_param=salted)
        case _:
            return key.sign(_SHA256_INFO + digest, mechanism=Mechanism.RSA_PKCS)
