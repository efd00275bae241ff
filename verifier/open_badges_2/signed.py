"""Signed badges: a JSON Web Signature, by a key that the issuer's Profile lists.

"SignedBadge Verification". The key that the assertion names is believed only when the Profile,
read from the issuer's own address, lists it too.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from contexts import JsonObject, JsonValue
from verifier.data_model import as_list
from verifier.inquiry import Inquiry
from verifier.judgement import Judged, failed, passed, shown
from verifier.keys import AnyPublicKey
from verifier.open_badges_2.addresses import is_same
from verifier.open_badges_2.assertion import Assertion
from verifier.open_badges_2.objects import KEY, follow, identifier_of, malformed
from verifier.report import Finding, Outcome
from verifier.securing.jose import CompactJws, check_algorithm, check_signature
from verifier.securing.pem import judged_pem

METHOD = "verificationMethod"
PROOF = "proof"
_MOST_KEYS = 4
"""Of those that are tried when the assertion does not name its key."""


@dataclass(frozen=True, slots=True)
class Signed:
    """What came of a signature."""

    findings: tuple[Finding, ...]
    key_id: str = ""
    """The key whose signature fits; empty when there is none."""


def check_signed(
    assertion: Assertion, token: CompactJws | None, issuer: JsonObject, inquiry: Inquiry
) -> Signed:
    """Find the issuer's key for the token, and check the signature."""
    if token is None:
        return _stopped(PROOF, _unsigned())
    try:
        check_algorithm(token)
    except Judged as stopped:
        return _stopped(PROOF, stopped)
    refusals: list[Signed] = []
    try:
        candidates = list(_candidates(assertion, issuer))
    except Judged as stopped:
        return _stopped(METHOD, stopped)
    for reference in candidates:
        tried = _try(reference, token, issuer, inquiry)
        if tried.key_id:
            return tried
        refusals.append(tried)
    # While one of the keys could not be had, the others not fitting proves nothing.
    return min(refusals, key=_is_failed)


def _try(reference: JsonValue, token: CompactJws, issuer: JsonObject, inquiry: Inquiry) -> Signed:
    try:
        document, key = _key(reference, issuer, inquiry)
    except Judged as stopped:
        return _stopped(METHOD, stopped)
    key_id = identifier_of(document) or identifier_of(reference)
    found = passed(METHOD, method=shown(key_id))
    try:
        check_signature(token, key)
    except Judged as stopped:
        return Signed((found, stopped.finding(PROOF)))
    return Signed((found, passed(PROOF, securing=token.header["alg"])), key_id)


def _candidates(assertion: Assertion, issuer: JsonObject) -> Iterator[JsonValue]:
    """Give the keys that may have signed: all of the Profile, or the one that both name."""
    listed = as_list(issuer.get("publicKey", []))
    if not assertion.creator:
        if not listed:
            raise failed("KEY_NOT_LISTED", "The issuer's profile lists no key at all.")
        yield from listed[:_MOST_KEYS]
        return
    for reference in listed:
        if is_same(identifier_of(reference), assertion.creator):
            yield reference
            return
    raise failed(
        "KEY_NOT_LISTED",
        f"The key {shown(assertion.creator)} is not among those that the issuer's profile lists. "
        "Whoever made the badge is not the issuer it names.",
        key=shown(assertion.creator),
    )


def _key(
    reference: JsonValue, issuer: JsonObject, inquiry: Inquiry
) -> tuple[JsonObject, AnyPublicKey]:
    embedded = isinstance(reference, dict) and "publicKeyPem" in reference
    # The Profile came from the issuer's own address: what it embeds is the issuer's word.
    document = reference if embedded else follow(reference, KEY, inquiry)
    if not isinstance(document, dict):
        raise malformed(KEY, "id", "it is no object")
    owner = identifier_of(document.get("owner"))
    if not (embedded and not owner) and not is_same(owner, issuer.get("id")):
        raise failed(
            "KEY_CONTROLLER_MISMATCH",
            f"The key {shown(identifier_of(document))} says it belongs to {shown(owner)}, and not "
            "to the issuer of the badge.",
            key=shown(identifier_of(document)),
        )
    return document, judged_pem(document.get("publicKeyPem"), identifier_of(document))


def _unsigned() -> Judged:
    return failed(
        "PROOF_MISSING",
        "The badge says that it is signed, and comes without its signature, so anybody may have "
        "written it. Ask for the signed original.",
    )


def _stopped(check: str, stopped: Judged) -> Signed:
    return Signed((stopped.finding(check),))


def _is_failed(signed: Signed) -> bool:
    return any(finding.outcome is Outcome.FAILED for finding in signed.findings)
