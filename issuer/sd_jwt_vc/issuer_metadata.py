"""JWT VC Issuer Metadata: the keys that sign a profile's SD-JWT VCs (SD-JWT VC, section 4)."""

from __future__ import annotations

from collections.abc import Sequence

from contexts import JsonObject
from issuer.model.organisation import KeyAlgorithm, Profile, SigningKey
from issuer.sd_jwt_vc.identifier import https_issuer
from verifier.jwk import encode_jwk
from verifier.keys import PublicKey


def issuer_metadata(profile: Profile, keys: Sequence[SigningKey]) -> JsonObject:
    """Render the metadata: retired keys too, so that what they signed still verifies (ADR 0005)."""
    listed = [
        {
            **encode_jwk(PublicKey("P-256", key.public_key)),
            "alg": "ES256",
            "kid": key.fragment,
            "use": "sig",
        }
        for key in sorted(keys, key=lambda key: key.active_from)
        if key.algorithm is KeyAlgorithm.P256 and key.compromised_at is None
    ]
    return {"issuer": https_issuer(profile), "jwks": {"keys": listed}}
