"""What a wallet is sent: the request, signed where the verifier has a name to sign under.

OpenID4VP 1.0, section 5, and RFC 9101.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from app.oid4vp.client_id import ClientId, Naming
from app.oid4vp.encryption import ENCRYPTIONS, public_half
from app.oid4vp.question import Request, ResponseMode
from contexts import JsonObject
from verifier.cryptosuites import CRYPTOSUITES
from verifier.openid4vp.dcql import JWT_VC_JSON, LDP_VC, SD_JWT_VC, dcql_query
from verifier.securing.jws_algorithms import ALGORITHMS

MEDIA_TYPE = "application/oauth-authz-req+jwt"
_TYPE = "oauth-authz-req+jwt"
_ANY_WALLET = "https://self-issued.me/v2"
"""The audience where a wallet's own issuer is not known (section 5.8)."""
_SCHEME = "openid4vp://"


def request_uri(public_url: str, handle: str) -> str:
    """Say where wallets fetch the request."""
    return f"{public_url}/openid4vp/requests/{handle}"


def response_uri(public_url: str, handle: str) -> str:
    """Say where wallets send their answer."""
    return f"{public_url}/openid4vp/responses/{handle}"


def client_id_of(request: Request, naming: Naming) -> ClientId:
    """Give the name under which a request was made."""
    uri = response_uri(naming.public_url, request.handle)
    return naming.client_id(request.question.prefix, uri)


def wallet_link(request: Request, naming: Naming) -> str:
    """Give what the QR code says. A request that nobody signs has to be in the link itself."""
    client_id = client_id_of(request, naming)
    if client_id.signed:
        return f"{_SCHEME}?" + urlencode(
            {
                "client_id": client_id.value,
                "request_uri": request_uri(naming.public_url, request.handle),
                "request_uri_method": "post",
            }
        )
    told = parameters(request, naming)
    return f"{_SCHEME}?" + urlencode(
        {
            name: value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))
            for name, value in told.items()
        }
    )


def request_object(request: Request, naming: Naming, wallet_nonce: str | None = None) -> str:
    """Sign the request as a JWT; a wallet's own nonce shows it that the answer is fresh."""
    client_id = client_id_of(request, naming)
    # No `iss`: wallets have to ignore it (section 5), and some compare it with the DID in `kid`.
    claims: dict[str, Any] = {
        "aud": _ANY_WALLET,
        "iat": int(request.created_at.timestamp()),
        "exp": int(request.expires_at.timestamp()),
        **parameters(request, naming),
    }
    if wallet_nonce is not None:
        claims["wallet_nonce"] = wallet_nonce
    return naming.key.sign(claims, headers={"typ": _TYPE, **client_id.headers})


def parameters(request: Request, naming: Naming) -> JsonObject:
    """Give the authorization request's parameters."""
    question = request.question
    return {
        "response_type": "vp_token",
        "response_mode": question.mode.value,
        "client_id": client_id_of(request, naming).value,
        "response_uri": response_uri(naming.public_url, request.handle),
        "nonce": question.nonce,
        "state": question.state,
        "dcql_query": dcql_query(question.asked),
        "client_metadata": _client_metadata(request),
    }


def _client_metadata(request: Request) -> JsonObject:
    metadata: JsonObject = {"vp_formats_supported": vp_formats()}
    if request.question.mode is ResponseMode.ENCRYPTED:
        metadata |= {
            "jwks": {"keys": [public_half(request.question.encryption_key)]},
            "encrypted_response_enc_values_supported": list(ENCRYPTIONS),
        }
    return metadata


def vp_formats() -> JsonObject:
    """Say what this verifier reads, by its own tables (OpenID4VP 1.0, appendix B)."""
    algorithms = sorted(ALGORITHMS)
    return {
        SD_JWT_VC: {"sd-jwt_alg_values": algorithms, "kb-jwt_alg_values": algorithms},
        LDP_VC: {
            "proof_type_values": ["DataIntegrityProof", "Ed25519Signature2020"],
            "cryptosuite_values": sorted(CRYPTOSUITES),
        },
        JWT_VC_JSON: {"alg_values": algorithms},
    }
