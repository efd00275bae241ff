"""Which signature algorithm a seal key makes: by its kind, and by `x-algorithm` in its URI."""

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes

from app.keys.key_uri import KeyUnusable, KeyUri

_RSA_MINIMUM_BITS = 2048
_FOR_RSA = ("RS256", "PS256")


def algorithm_for(key: PublicKeyTypes, uri: KeyUri) -> str:
    """Give the JWS name: RS256 (or PS256 when asked for), or ES256. Raises KeyUnusable."""
    asked = uri.query.get("x-algorithm")
    possible: tuple[str, ...]
    match key:
        case rsa.RSAPublicKey() if key.key_size >= _RSA_MINIMUM_BITS:
            possible = _FOR_RSA
        case ec.EllipticCurvePublicKey() if isinstance(key.curve, ec.SECP256R1):
            possible = ("ES256",)
        case _:
            raise KeyUnusable(
                f"A seal key is an RSA key of at least {_RSA_MINIMUM_BITS} bits, or one on P-256."
            )
    chosen = asked or possible[0]
    if chosen not in possible:
        raise KeyUnusable(f"This key cannot seal with {chosen}; it can with {', '.join(possible)}.")
    return chosen
