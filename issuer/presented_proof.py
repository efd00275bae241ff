"""A wallet shows its key by signing a presentation without credentials (OpenID4VCI 1.0, F.2)."""

from __future__ import annotations

from datetime import datetime, timedelta

from contexts import JsonObject
from issuer.errors import UnusableHolderKey
from issuer.holder_binding import holder_of_method
from issuer.json_bytes import json_bytes
from issuer.key_proof import Expected, KeyProof, KeyProofRefused
from verifier import AllowedIssuers, Outcome, PresentationRequest, Report, verify
from verifier.data_model import holder_of
from verifier.presentation import CHECK as PRESENTED
from verifier.timestamps import MalformedTimestamp, read_timestamp

CRYPTOSUITES = ("eddsa-rdfc-2022", "ecdsa-rdfc-2019")

_CLOCKS_DIFFER = timedelta(minutes=5)
_NOBODY = AllowedIssuers({}, source="nobody")


def check_presented_proof(presentation: JsonObject, expected: Expected) -> KeyProof:
    """Check a proof of the type di_vp: `challenge` is the nonce, `domain` the issuer.

    Raises KeyProofRefused.
    """
    proof = presentation.get("proof")
    if not isinstance(proof, dict) or proof.get("cryptosuite") not in CRYPTOSUITES:
        raise KeyProofRefused(f"Sign it once, with one of: {', '.join(CRYPTOSUITES)}.")
    if "verifiableCredential" in presentation:
        raise KeyProofRefused("Send a presentation without credentials: only a key is asked for.")
    nonce = proof.get("challenge")
    if not isinstance(nonce, str) or not nonce:
        raise KeyProofRefused("Its challenge is missing: get a nonce from the nonce endpoint.")
    _require_fresh(proof, expected)
    request = PresentationRequest(challenge=nonce, domain=expected.audience)
    try:
        body = json_bytes(presentation)
    except ValueError:
        raise KeyProofRefused("A text in it has half a character.") from None
    # did:key and did:jwk hold their keys, so there is nothing to fetch for this verdict.
    report = verify(body, {}, now=expected.now, policy=_NOBODY, request=request)
    if (why := why_not_passed(report)) is not None:
        raise KeyProofRefused(why)
    try:
        holder = holder_of_method(report.facts.verification_method or "", now=expected.now)
    except UnusableHolderKey as error:
        raise KeyProofRefused(error.sentence) from None
    if not holder.did == holder_of(presentation) == report.facts.holder_id:
        raise KeyProofRefused("Its holder is not whose key signed it.")
    return KeyProof(holder=holder, nonce=nonce, attestation=None, departures=frozenset())


def why_not_passed(report: Report) -> str | None:
    """Say why a presentation that only proves a key does not; None where it does."""
    for finding in report.findings:
        # That there is no credential in it is as it should be.
        if finding.check != PRESENTED and finding.outcome is not Outcome.PASSED:
            return finding.problem.detail if finding.problem else "Its signature was not checked."
    return None


def was_made(created: datetime, *, since: datetime, until: datetime) -> bool:
    """Tell whether a wallet signed in this time, by a clock that may differ from ours."""
    return since - _CLOCKS_DIFFER <= created <= until + _CLOCKS_DIFFER


def _require_fresh(proof: JsonObject, expected: Expected) -> None:
    try:
        created = read_timestamp(proof.get("created"))
    except MalformedTimestamp:
        raise KeyProofRefused("It does not tell when it was created.") from None
    if not was_made(created, since=expected.now, until=expected.now):
        raise KeyProofRefused("It is too old, or from the future.")
