"""New signing keys for a profile, sealed from their first moment."""

import secrets
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.clock import Ids
from app.keys.sealing import Vault
from app.keys.signers import private_key_place
from issuer.model.organisation import KeyAlgorithm, SigningKey
from verifier.ed25519 import SEED_BYTES, Ed25519PrivateKey

_SCALAR_BYTES = 32


def new_signing_keys(
    profile_id: str, vault: Vault, ids: Ids, *, now: datetime
) -> tuple[tuple[SigningKey, bytes], ...]:
    """Make one key of each algorithm; each with its sealed private half."""
    return tuple(
        _new_key(profile_id, algorithm, vault, ids.new_id(), now) for algorithm in KeyAlgorithm
    )


def _new_key(
    profile_id: str, algorithm: KeyAlgorithm, vault: Vault, key_id: str, now: datetime
) -> tuple[SigningKey, bytes]:
    private, public = _GENERATE[algorithm]()
    key = SigningKey(
        id=key_id,
        profile_id=profile_id,
        fragment=f"{algorithm.value.lower()}-{key_id.partition('-')[0]}",
        algorithm=algorithm,
        public_key=public,
        key_uri=f"sealed:{key_id}",
        active_from=now,
    )
    return key, vault.close(private, place=private_key_place(key_id))


def _ed25519() -> tuple[bytes, bytes]:
    seed = secrets.token_bytes(SEED_BYTES)
    return seed, Ed25519PrivateKey(seed).public_key


def _p256() -> tuple[bytes, bytes]:
    private = generate_private_key(SECP256R1())
    scalar = private.private_numbers().private_value.to_bytes(_SCALAR_BYTES, "big")
    point = private.public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
    return scalar, point


_GENERATE = {KeyAlgorithm.ED25519: _ed25519, KeyAlgorithm.P256: _p256}
