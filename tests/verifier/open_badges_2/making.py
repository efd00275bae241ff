"""What the tests of Open Badges 2.0 build: documents as their issuer publishes them, and tokens."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.verifier.makers import EC_KEY, KEY, NOW, encoded, fetched, raw_signature
from verifier import AllowedIssuers, Report, Resource, Resources, Unavailable, verify
from verifier.resources import GONE
from verifier.securing.jose import compact, signing_input

VECTORS = Path(__file__).parents[2] / "vectors/open_badges_2"
HOST = "https://school.example"
ASSERTION, BADGE, PROFILE = f"{HOST}/assertions/17", f"{HOST}/badges/5", f"{HOST}/issuer"
KEY_1, KEY_2, REVOKED = f"{HOST}/keys/1", f"{HOST}/keys/2", f"{HOST}/revoked"
SIGNED_ID = "urn:uuid:00000000-0000-4000-8000-000000000017"
POLICY = AllowedIssuers({PROFILE: "Šola"})

Json = dict[str, Any]


def example(file: str, /, **changes: Any) -> Json:  # noqa: ANN401  # any JSON
    """Read an example with members changed, or removed by None."""
    document: Json = json.loads((VECTORS / f"{file}.json").read_text(encoding="utf-8"))
    return {k: v for k, v in {**document, **changes}.items() if v is not None}


@cache
def rsa_key() -> rsa.RSAPrivateKey:
    """Make the issuer's first key."""
    return rsa.generate_private_key(65537, 2048)


def pem(key: Any = None) -> str:  # noqa: ANN401  # any private key
    """Write the public half of a key, the first one by default."""
    public = (key or rsa_key()).public_key()
    return str(public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode())


def key_document(url: str = KEY_1, key: Any = None, **changes: Any) -> Json:  # noqa: ANN401
    """Give a CryptographicKey."""
    document = {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "CryptographicKey",
        "id": url,
        "owner": PROFILE,
        "publicKeyPem": pem(key),
        **changes,
    }
    return {k: v for k, v in document.items() if v is not None}


def published(**changes: Json | bytes | None) -> Resources:
    """Give what the issuer publishes, with documents changed by name, or not to be had by None."""
    documents: Mapping[str, tuple[str, Json | bytes | None]] = {
        "assertion": (ASSERTION, example("assertion")),
        "badge": (BADGE, example("badge-class")),
        "profile": (PROFILE, example("profile")),
        "key": (KEY_1, key_document()),
        "key_2": (KEY_2, key_document(KEY_2, EC_KEY)),
        "revoked": (REVOKED, example("revocation-list")),
    }
    given = {url: changes.get(name, body) for name, (url, body) in documents.items()}
    return {url: _resource(url, body) for url, body in given.items()}


def _resource(url: str, body: Json | bytes | None) -> Resource:
    if body is None:
        return Unavailable(url, "The server could not be reached.", NOW)
    if body == b"gone":
        return Unavailable(url, GONE, NOW)
    return fetched(url, body)


def signed_assertion(**changes: Any) -> Json:  # noqa: ANN401
    """Give an assertion that says it is signed."""
    verification = {"type": "SignedBadge", "creator": KEY_1}
    return example("assertion", **{"id": SIGNED_ID, "verification": verification, **changes})


def token(document: Json | None = None, header: Json | None = None) -> bytes:
    """Sign an assertion, by RS256 with the first key unless the header says otherwise."""
    header = header or {"alg": "RS256"}
    data = signing_input(header, document or signed_assertion())
    if header["alg"] == "RS256":
        signature = rsa_key().sign(data, padding.PKCS1v15(), hashes.SHA256())
    elif header["alg"] == "EdDSA":
        signature = raw_signature(data, KEY)
    else:
        signature = raw_signature(data, EC_KEY)
    return compact(data, signature).encode()


def judged(handed_in: Json | bytes, resources: Resources | None = None) -> Report:
    """Verify, with everything the issuer publishes unless said otherwise."""
    data = handed_in if isinstance(handed_in, bytes) else encoded(handed_in)
    given = published() if resources is None else resources
    return verify(data, given, now=NOW, policy=POLICY)
