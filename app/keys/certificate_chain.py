"""Which certificate is a key's own, and which authorities stand between it and the root."""

from collections.abc import Iterable

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.keys.key_uri import KeyUnusable

_LONGEST = 8


def chain_of(public_key: PublicKeyTypes, held: Iterable[x509.Certificate]) -> tuple[bytes, ...]:
    """Give DER: the key's certificate, then the authorities above it without the root.

    Raises KeyUnusable when no certificate is the key's.
    """
    certificates = list(held)
    wanted = _encoded(public_key)
    own = next((each for each in certificates if _encoded(each.public_key()) == wanted), None)
    if own is None:
        raise KeyUnusable("Beside the key there is no certificate of it. Store it with the key.")
    chain = [own]
    while len(chain) < _LONGEST:
        above = next((each for each in certificates if _issued(each, chain[-1])), None)
        if above is None or above.subject == above.issuer or above in chain:
            break
        chain.append(above)
    return tuple(each.public_bytes(Encoding.DER) for each in chain)


def _issued(authority: x509.Certificate, certificate: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(authority)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _encoded(key: PublicKeyTypes) -> bytes:
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
