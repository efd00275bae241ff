"""From a seal key's URI to its signer. The table is the whole list of places they may live in."""

from collections.abc import Callable

from app.keys.key_uri import KeyUnusable, KeyUri, parse_key_uri
from app.keys.pkcs11 import pkcs11_signer
from app.keys.pkcs12 import pkcs12_signer
from issuer.sealing import SealSigner


def seal_signer(uri: str) -> SealSigner:
    """Open the seal key of a URI. Raises KeyUnusable, whose sentence holds no secret."""
    parsed = parse_key_uri(uri)
    if parsed.scheme not in _SCHEMES:
        raise KeyUnusable(
            f"A seal key under “{parsed.scheme}:” is not read by this service. "
            f"It reads: {', '.join(_SCHEMES)}."
        )
    return _SCHEMES[parsed.scheme](parsed)


_SCHEMES: dict[str, Callable[[KeyUri], SealSigner]] = {
    "pkcs12": pkcs12_signer,
    "pkcs11": pkcs11_signer,
}
