"""Did the holder of a credential's own key show it? The holder's proof of an SD-JWT.

RFC 9901, sections 4.3 and 7.3. The issuer names the holder's key in `cnf`; whoever has it signs,
over exactly the disclosures shown, for whom and in answer to what. A missing proof makes no
credential wrong, and is never called proven.
"""

import dataclasses

from contexts import JsonObject, JsonValue
from verifier.checks.binding import method_by_id
from verifier.checks.holder import CHECK
from verifier.controllers import judged_key
from verifier.formats import Parsed, Selective
from verifier.inquiry import Inquiry
from verifier.json_reading import read_object
from verifier.judgement import Judged, failed, noticed, passed, shown, undecided
from verifier.jwk import decode_jwk, thumbprint
from verifier.keys import AnyPublicKey
from verifier.multibase import base64url_encode
from verifier.presentation_request import NOTHING_ASKED, PresentationRequest
from verifier.report import Facts, Finding
from verifier.resources import Kind
from verifier.securing import jose
from verifier.securing.disclosures import hash_name
from verifier.securing.jose import CompactJws
from verifier.securing.sd_jwt import HASHES
from verifier.signatory import AUTHENTICATION, Signatory

TYPE = "kb+jwt"
_THUMBPRINT = "urn:ietf:params:oauth:jwk-thumbprint:sha-256:"


def with_holder(
    facts: Facts, parsed: Parsed, selective: Selective, inquiry: Inquiry
) -> tuple[Facts, list[Finding]]:
    """Add to facts and findings who proved to be the holder, where that is in question."""
    finding = check_key_binding(parsed, selective, inquiry)
    if finding is None:
        return facts, []
    return dataclasses.replace(facts, holder_id=finding.params.get("holder")), [finding]


def check_key_binding(parsed: Parsed, selective: Selective, inquiry: Inquiry) -> Finding | None:
    """Judge what an SD-JWT proves of its holder; None when that is not in question at all."""
    request, proof = inquiry.request, selective.sd_jwt.key_binding
    confirmation = parsed.claims.get("cnf")
    try:
        if proof is None:
            return _missing(confirmation, request)
        holder, key = _holder_key(confirmation, inquiry)
        _check_signed(proof, key)
        payload = read_object(proof.payload, inquiry.limits)
        _check_form(payload, inquiry)
        _check_about(payload, selective)
        _check_request(payload, request)
    except Judged as stopped:
        return stopped.finding(CHECK)
    if request.challenge is None:
        return noticed(
            CHECK,
            "HOLDER_PROVEN_EARLIER",
            f"Signed by the holder of {holder}, but not in answer to a question of this verifier: "
            "somebody else may hand it in again.",
            holder=holder,
        )
    return passed(CHECK, holder=holder)


def _missing(confirmation: JsonValue, request: PresentationRequest) -> Finding | None:
    """Say that nobody showed a key: a notice, unless somebody was asked to."""
    if isinstance(confirmation, dict) and isinstance(confirmation.get("jwk"), dict):
        _own_key(confirmation["jwk"])  # one with its private part makes the credential anybody's
    detail = (
        "The credential names the key of its holder, and nobody showed to have it: whoever has a "
        "copy may have handed it in."
    )
    if request != NOTHING_ASKED:
        raise undecided("HOLDER_KEY_NOT_SHOWN", detail)
    return noticed(CHECK, "HOLDER_KEY_NOT_SHOWN", detail) if confirmation is not None else None


def _holder_key(confirmation: JsonValue, inquiry: Inquiry) -> tuple[str, AnyPublicKey]:
    """Give the holder's key and its name (RFC 7800: `jwk`, or `kid` with an identifier)."""
    members = confirmation if isinstance(confirmation, dict) else {}
    if isinstance(members.get("jwk"), dict):
        return _own_key(members["jwk"])
    kid = members.get("kid")
    if isinstance(kid, str) and kid.startswith("did:"):
        signatory = Signatory(kid.partition("#")[0], AUTHENTICATION, Kind.HOLDER_DOCUMENT)
        method = method_by_id(kid, signatory, inquiry)
        return method.id, method.public_key
    raise failed(
        "HOLDER_KEY_MISSING",
        "Somebody signed as holder, but the issuer named no key of a holder that is read here, so "
        "it proves nothing.",
    )


def _own_key(jwk: JsonObject) -> tuple[str, AnyPublicKey]:
    key = judged_key(decode_jwk, jwk, "cnf")
    return _THUMBPRINT + base64url_encode(bytes.fromhex(thumbprint(jwk))), key


def _check_signed(proof: CompactJws, key: AnyPublicKey) -> None:
    if proof.header.get("typ") != TYPE:
        raise _malformed(f"its type is not {TYPE}")
    jose.check_algorithm(proof)
    try:
        jose.check_signature(proof, key)
    except Judged as stopped:
        if stopped.problem.code != "SIGNATURE_INVALID":
            raise
        raise failed(
            "HOLDER_SIGNATURE_INVALID",
            "The holder's proof is not signed with the key that the credential names.",
        ) from stopped


def _check_form(payload: JsonObject, inquiry: Inquiry) -> None:
    """Check that the claims are there, and when it was signed (RFC 9901, section 4.3)."""
    for claim in ("aud", "nonce", "sd_hash"):
        if not isinstance(payload.get(claim), str):
            raise _malformed(f"its {claim} is missing or not a text")
    issued, now = payload.get("iat"), inquiry.now.timestamp()
    if isinstance(issued, bool) or not isinstance(issued, int | float):
        raise _malformed("it does not say when it was signed (iat)")
    if issued > now + inquiry.limits.clock_skew.total_seconds():
        raise _malformed("it was signed in the future")


def _check_about(payload: JsonObject, selective: Selective) -> None:
    """Check that the proof is over this credential and these disclosures."""
    signed = read_object(selective.sd_jwt.token.payload)
    digest = HASHES[hash_name(signed)](selective.sd_jwt.presented)
    if payload["sd_hash"] != base64url_encode(digest):
        raise failed(
            "HOLDER_PROOF_OF_OTHER",
            "The holder's proof was made for another credential, or for another selection of its "
            "values.",
        )


def _check_request(payload: JsonObject, request: PresentationRequest) -> None:
    if request.challenge is not None and payload["nonce"] != request.challenge:
        raise failed(
            "PRESENTATION_CHALLENGE_MISMATCH",
            "The holder's proof was not made in answer to this request: its nonce is another one.",
        )
    if request.domain is not None and payload["aud"] != request.domain:
        raise failed(
            "PRESENTATION_DOMAIN_MISMATCH",
            "The holder's proof was made for another verifier.",
            expected=shown(request.domain),
        )


def _malformed(why: str) -> Judged:
    return failed("HOLDER_PROOF_MALFORMED", f"The holder's proof is malformed: {why}.")
