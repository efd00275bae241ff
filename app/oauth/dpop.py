"""Tokens bound to a key of the client: DPoP proofs (RFC 9449)."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from contexts import JsonObject
from verifier.json_reading import read_object
from verifier.judgement import Judged
from verifier.jwk import decode_jwk, thumbprint
from verifier.keys import MalformedKey
from verifier.multibase import base64url_encode
from verifier.securing.jose import CompactJws, check_algorithm, check_signature, read_compact

ALGORITHMS = ("ES256", "ES384", "ES512", "EdDSA", "Ed25519")

FRESH_FOR = timedelta(minutes=5)
"""Clocks of phones are wrong; so long a proof is remembered, and not taken twice."""
_LONGEST = 8192


class ProofRefused(Exception):
    """The proof does not show what it should; the sentence says why."""


def proven_key(
    proof: str, *, method: str, url: str, now: datetime, access_token: str | None = None
) -> tuple[str, str]:
    """Give the thumbprint (RFC 7638, base64url) of the key that made a proof, and the proof's id.

    Section 4.3; whether the id was seen before, the caller knows. Raises ProofRefused.
    """
    try:
        token, jwk = _read(proof)
        check_signature(token, decode_jwk(jwk))
        claims = read_object(token.payload)
    except Judged as stopped:
        raise ProofRefused(stopped.problem.detail) from None
    except MalformedKey as error:
        raise ProofRefused(f"Its key cannot be used: {error}.") from None
    _check_claims(claims, method=method, url=url, now=now)
    if access_token is not None and claims.get("ath") != _hash(access_token):
        raise ProofRefused("It is made for another access token.")
    return base64url_encode(bytes.fromhex(thumbprint(jwk))), claims["jti"]


def _read(proof: str) -> tuple[CompactJws, JsonObject]:
    if len(proof) > _LONGEST:
        raise ProofRefused("It is too long.")
    token = read_compact(proof)
    if token.header.get("typ") != "dpop+jwt" or check_algorithm(token) not in ALGORITHMS:
        raise ProofRefused("Its typ has to be dpop+jwt, its alg one that the server lists.")
    jwk = token.header.get("jwk")
    if not isinstance(jwk, dict):
        raise ProofRefused("It brings no key along.")
    return token, jwk


def _check_claims(claims: JsonObject, *, method: str, url: str, now: datetime) -> None:
    if claims.get("htm") != method or _without_query(claims.get("htu")) != url:
        raise ProofRefused("It is made for another request.")
    issued_at, proof_id = claims.get("iat"), claims.get("jti")
    dated = isinstance(issued_at, int | float) and not isinstance(issued_at, bool)
    if not dated or not isinstance(proof_id, str) or not proof_id:
        raise ProofRefused("It tells no iat or no jti.")
    if abs(now.timestamp() - float(issued_at or 0)) > FRESH_FOR.total_seconds():
        raise ProofRefused("It is too old, or from the future.")


def _without_query(url: object) -> str:
    return str(url).partition("?")[0].partition("#")[0]


def _hash(access_token: str) -> str:
    return base64url_encode(hashlib.sha256(access_token.encode()).digest())
