"""One test vector: a credential, what is published about it, and what a reader has to make of it.

The keys are 32 equal bytes, so that nobody takes them for more than test keys, and every run signs
the same bytes.
"""

import base64
import json
import zlib
from dataclasses import dataclass, field
from typing import Any

from tests.verifier.makers import (
    EC_KEY,
    KEY,
    OTHER_KEY,
    PrivateKey,
    did_key,
    multikey,
    proof_options,
    raw_signature,
    signed,
)
from verifier.securing.jose import compact, signing_input

Json = dict[str, Any]

NOW = "2026-06-01T12:00:00Z"
LIST = "https://issuer.example/status/1"
INDEX = 94_567
"""The last of its byte: counted from the other end it would be the first."""
MIRROR = 94_560
"""The entry that a reader who counts from the wrong end takes for INDEX."""
ENTRIES = 131_072

ISSUER = did_key(KEY)
STRANGER = did_key(OTHER_KEY)
TOKEN_ISSUER = did_key(EC_KEY)

VALID, REVOKED, SUSPENDED = "valid", "revoked", "suspended"
NOTICE, UNDETERMINED, MALFORMED = "notice", "undetermined", "malformed"


@dataclass(frozen=True)
class Case:
    """A vector before it is written."""

    about: str
    """One sentence: what is special, and what a careless reader makes of it."""
    verdict: str
    credential: Json | str
    resources: Json = field(default_factory=dict)
    """By URL: mediaType, body as text, and fetchedAt where it matters."""
    cause: str = ""
    """The code of Dokazilo's finding; empty where there is nothing to say."""
    also: tuple[str, ...] = ()
    """Other verdicts that a reader may defend."""

    def as_json(self) -> Json:
        """Give the content of the vector's file."""
        return {
            "about": self.about,
            "credential": self.credential,
            "resources": self.resources,
            "expected": {
                "verdict": self.verdict,
                "alsoDefensible": list(self.also),
                "cause": self.cause or None,
            },
        }


def resource(body: Json | str, media_type: str = "application/vc", **more: str) -> Json:
    """Give what is found at an address."""
    text = body if isinstance(body, str) else json.dumps(body, separators=(",", ":"))
    return {"mediaType": media_type, "body": text, **more}


def secured(document: Json, key: PrivateKey = KEY, suite: str = "eddsa-rdfc-2022") -> Json:
    """Sign as the did:key of the key."""
    method = f"{did_key(key)}#{multikey(key)}"
    return signed(document, proof_options(method, cryptosuite=suite), key)


def token(payload: Json, typ: str, key: PrivateKey = EC_KEY, **header: Any) -> str:  # noqa: ANN401
    """Sign a payload as compact JWS, as the did:key of the key."""
    kid = f"{did_key(key)}#{multikey(key)}"
    algorithm = "ES256" if key is EC_KEY else "EdDSA"
    data = signing_input({"alg": algorithm, "kid": kid, "typ": typ, **header}, payload)
    return compact(data, raw_signature(data, key))


def without_none(members: Json) -> Json:
    """Leave out the members that are None."""
    return {name: value for name, value in members.items() if value is not None}


def bitstring(*indexes: int, length: int = ENTRIES) -> bytes:
    """Give a bitstring with entries set, the left-most bit being entry 0."""
    packed = bytearray(length // 8)
    for index in indexes:
        packed[index // 8] |= 0x80 >> index % 8
    return bytes(packed)


def pack(data: bytes, window: int = 31) -> bytes:
    """Compress: GZIP, or ZLIB (15), or bare DEFLATE (-15)."""
    packer = zlib.compressobj(9, zlib.DEFLATED, window)
    return packer.compress(data) + packer.flush()


def url64(data: bytes) -> str:
    """Write base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
