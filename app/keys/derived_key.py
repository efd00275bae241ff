"""P-256 keys that follow from the master key: every process has them, and nothing more is kept."""

from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    derive_private_key,
)

from app.keys.sealing import Vault

# NIST SP 800-186, section 3.2.1.3: how many points there are on P-256.
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def derived_key(vault: Vault, value: str, *, purpose: str) -> EllipticCurvePrivateKey:
    """Derive the key of a value, such as an address; another purpose has another."""
    drawn = int.from_bytes(vault.lookup(value, purpose=purpose), "big")
    return derive_private_key(drawn % (_ORDER - 1) + 1, SECP256R1())
