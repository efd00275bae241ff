"""What the tests of this layer build: keys, credentials, signatures, documents, resources.

The private keys come from fixed seeds, so that every run signs the same bytes.
"""

import json
from collections.abc import Mapping
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from verifier import AllowedIssuers, Fetched, Report, Resources, TrustPolicy, verify
from verifier.cryptosuites import CRYPTOSUITES, HASHES, PROOF_TYPES
from verifier.keys import KeyKind
from verifier.multibase import base64url_encode, multibase_encode
from verifier.multikey import encode_multikey
from verifier.securing.jose import compact, signing_input
from verifier.status_list import StatusList

ROOT = Path(__file__).parents[2]
VECTORS = ROOT / "tests/vectors/verifier"
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)

ISSUER = "did:web:school.example"
ISSUER_URL = "https://school.example/.well-known/did.json"
LIST_URL = "https://school.example/status-lists/3"
INDEX = 94_567
KEY = ed25519.Ed25519PrivateKey.from_private_bytes(bytes([1]) * 32)
OTHER_KEY = ed25519.Ed25519PrivateKey.from_private_bytes(bytes([2]) * 32)
P384_KEY = ec.derive_private_key(int.from_bytes(bytes([4]) * 48, "big"), ec.SECP384R1())
EC_KEY = ec.derive_private_key(int.from_bytes(bytes([3]) * 32, "big"), ec.SECP256R1())
POLICY = AllowedIssuers({ISSUER: "Šola"})

Json = dict[str, Any]
PrivateKey = ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey


def reference(path: str) -> Path:
    """Find shared reference data beside the repository, or skip."""
    found = ROOT / "../shared/data" / path
    if not found.exists():
        pytest.skip(f"the reference data ../shared/data/{path} is not beside the repository")
    return found


def badge(**changes: Any) -> Json:  # noqa: ANN401  # any JSON
    """Give the unsigned example badge with members changed, or removed by None."""
    document: Json = json.loads((VECTORS / "badge.json").read_text(encoding="utf-8"))
    for name, value in changes.items():
        if value is None:
            document.pop(name, None)
        else:
            document[name] = value
    return document


V1 = "https://www.w3.org/2018/credentials/v1"
DATA_INTEGRITY_V2 = "https://w3id.org/security/data-integrity/v2"


def badge_1_1(**changes: Any) -> Json:  # noqa: ANN401
    """Give the example badge in data model 1.1, with members changed, or removed by None."""
    document = badge()
    document["@context"] = [V1, *document["@context"][1:], DATA_INTEGRITY_V2]
    document["issuanceDate"] = document.pop("validFrom")
    return {k: v for k, v in {**document, **changes}.items() if v is not None}


def multikey(key: PrivateKey = KEY) -> str:
    public = key.public_key()
    if isinstance(public, ed25519.Ed25519PublicKey):
        raw = public.public_bytes(Encoding.Raw, PublicFormat.Raw)
    else:
        raw = public.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
    return encode_multikey(kind_of(key), raw)


def did_key(key: PrivateKey = KEY) -> str:
    return f"did:key:{multikey(key)}"


def ec_jwk(key: ec.EllipticCurvePrivateKey = EC_KEY) -> Json:
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    x, y = base64url_encode(point[1:33]), base64url_encode(point[33:])
    return {"kty": "EC", "crv": "P-256", "x": x, "y": y}


def did_document(identifier: str = ISSUER, key: ed25519.Ed25519PrivateKey = KEY) -> Json:
    """Give a controlled identifier document with one Multikey and one JsonWebKey."""
    methods: list[Json] = [
        {"id": f"{identifier}#key-0", "type": "Multikey", "publicKeyMultibase": multikey(key)},
        {"id": f"{identifier}#key-1", "type": "JsonWebKey", "publicKeyJwk": ec_jwk()},
    ]
    return {
        "id": identifier,
        "verificationMethod": [{**method, "controller": identifier} for method in methods],
        "assertionMethod": [method["id"] for method in methods],
    }


def proof_options(method: str = f"{ISSUER}#key-0", **changes: Any) -> Json:  # noqa: ANN401
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": "2026-01-15T09:00:00Z",
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    return {k: v for k, v in {**options, **changes}.items() if v is not None}


def proof_for(document: Json, options: Json | None = None, key: PrivateKey = KEY) -> Json:
    """Make a proof over the document as it is given."""
    options = options or proof_options()
    suites = CRYPTOSUITES | PROOF_TYPES
    named = str(options.get("cryptosuite", options["type"]))
    suite = suites.get(named, CRYPTOSUITES["eddsa-rdfc-2022"])
    if suite.signs_text:
        options = {"@context": document["@context"], **options}
    data = suite.hash_data(
        deepcopy(document),
        {"@context": document["@context"], **options},
        hash_name=HASHES[kind_of(key)],
    )
    return {**options, "proofValue": multibase_encode(raw_signature(data, key))}


def signed(document: Json, options: Json | None = None, key: PrivateKey = KEY) -> Json:
    return {**document, "proof": proof_for(document, options, key)}


def signed_by_key(
    document: Json, key: PrivateKey = KEY, cryptosuite: str = "eddsa-rdfc-2022"
) -> Json:
    """Sign as the issuer that is the key itself (did:key)."""
    issuer = did_key(key)
    document = {**document, "issuer": {**document["issuer"], "id": issuer}}
    options = proof_options(f"{issuer}#{multikey(key)}", cryptosuite=cryptosuite)
    return signed(document, options, key)


def kind_of(key: PrivateKey) -> KeyKind:
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return "Ed25519"
    return "P-384" if key.key_size == 384 else "P-256"


def raw_signature(data: bytes, key: PrivateKey) -> bytes:
    """Sign: Ed25519, or ECDSA as r and s with the hash of the curve."""
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return key.sign(data)
    hash_ = hashes.SHA384() if key.key_size == 384 else hashes.SHA256()
    r, s = decode_dss_signature(key.sign(data, ec.ECDSA(hash_, deterministic_signing=True)))
    return b"".join(number.to_bytes(key.key_size // 8, "big") for number in (r, s))


def jwt(payload: Json, header: Json | None = None) -> bytes:
    """Sign a payload as JWT with ES256, by default with the issuer's key-1."""
    data = signing_input(
        header or {"alg": "ES256", "kid": f"{ISSUER}#key-1", "typ": "JWT"}, payload
    )
    return compact(data, raw_signature(data, EC_KEY)).encode()


def ob_claims(document: Json) -> Json:
    """Give the credential with the claims of OB 3.0."""
    return {
        **document,
        "iss": document["issuer"]["id"],
        "jti": document["id"],
        "nbf": int(datetime.fromisoformat(document["validFrom"]).timestamp()),
    }


def entry(purpose: str = "revocation", **changes: Any) -> Json:  # noqa: ANN401
    """Give a status entry with members changed, or removed by None."""
    members = {
        "id": f"{LIST_URL}#{INDEX}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": purpose,
        "statusListIndex": str(INDEX),
        "statusListCredential": LIST_URL,
        **changes,
    }
    return {name: value for name, value in members.items() if value is not None}


def status_list(*revoked: int, subject: Mapping[str, Any] | None = None, **changes: Any) -> Json:  # noqa: ANN401
    """Give an unsigned status list credential."""
    bits = StatusList.empty()
    for index in revoked:
        bits = bits.with_status(index, value=True)
    members = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": LIST_URL,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": ISSUER,
        "validFrom": "2026-05-31T00:00:00Z",
        "credentialSubject": {
            "id": f"{LIST_URL}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": bits.encode(),
            **(subject or {}),
        },
        **changes,
    }
    return {name: value for name, value in members.items() if value is not None}


def encoded(document: Json) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


def fetched(url: str, body: Json | bytes) -> Fetched:
    data = body if isinstance(body, bytes) else encoded(body)
    return Fetched(url, "application/json", data, NOW)


def resources(**bodies: Json | bytes) -> dict[str, Fetched]:
    """Hand over the issuer's document as `did`, and a status list as `list`."""
    urls = {"did": ISSUER_URL, "list": LIST_URL}
    found = {"did": did_document(), **bodies}
    return {urls[name]: fetched(urls[name], body) for name, body in found.items()}


def judged(
    secured: Json | bytes,
    given: Resources | None = None,
    policy: TrustPolicy = POLICY,
    now: datetime = NOW,
) -> Report:
    """Verify, with the issuer's document handed over unless said otherwise."""
    data = secured if isinstance(secured, bytes) else encoded(secured)
    return verify(data, resources() if given is None else given, now=now, policy=policy)


def causes(report: Report) -> list[str]:
    """Name each finding that did not pass as `check outcome CODE`."""
    return [
        f"{f.check} {f.outcome.value} {f.problem.code if f.problem else '-'}"
        for f in report.findings
        if f.outcome.value != "passed"
    ]


def notices(report: Report) -> list[str]:
    return [f.problem.code for f in report.findings if f.problem and f.outcome.value == "passed"]
