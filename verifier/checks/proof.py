"""Steps 2 and 3 of the checklist: whose key, and does the signature fit?

Also used for status lists, which are credentials and are verified like one.
"""

from dataclasses import dataclass
from typing import NamedTuple

from contexts import JsonObject
from verifier.checks import claims
from verifier.checks.arrangement import check_names
from verifier.checks.binding import CHECK as METHOD
from verifier.checks.binding import method_by_id, method_of_key
from verifier.checks.issuer_certificate import method_by_certificate
from verifier.checks.known_lists import fit_of, is_known, remember
from verifier.checks.misfit import other_keys, why_proof_misfits, why_token_misfits
from verifier.checks.sd_jwt_vc_key import key_of_sd_jwt_vc
from verifier.controllers import VerificationMethod
from verifier.cryptosuites import DRAFT_NAMES, Cryptosuite
from verifier.inquiry import Inquiry
from verifier.judgement import Judged, failed, noticed, passed, shown, undecided
from verifier.parse import Format, Parsed
from verifier.report import Facts, Finding, Outcome
from verifier.resources import Kind
from verifier.securing import data_integrity, jose, selective_disclosure
from verifier.signatory import Signatory, signatory_of

PROOF = "proof"
WHOLE = (Format.VC_JWT, Format.VP_JWT, Format.VC_SD_JWT, Format.VP_SD_JWT)
"""Here the payload of the token is the document itself."""
_FULL = ("did:", "https://", "http://")
_OF_A_DOMAIN = ("https://", "did:web:")
"""Issuers whose identifier holds the name of a domain, which certificates are made for."""


@dataclass(frozen=True, slots=True)
class Proven:
    """What steps 2 and 3 found out."""

    findings: tuple[Finding, ...]
    facts: Facts
    holds: bool
    """At least one signature by the issuer fits, and none is wrong."""
    mandatory: frozenset[str] | None = None
    """When only a part is shown: the properties (IRIs) that nobody can leave out."""
    is_bound: bool = True
    """The key is known to be the issuer's: not by a certificate of just anybody. Else the issuer's
    name is a stranger's claim, and no register may be asked about it."""


@dataclass(frozen=True, slots=True)
class _Signature:
    """The findings of one signature, and its key when it holds."""

    findings: tuple[Finding, ...]
    method: VerificationMethod | None = None
    securing: str = ""
    mandatory: frozenset[str] | None = None

    @property
    def is_doubtful(self) -> bool:
        """Tell whether it is open whose key it is."""
        return self.method is None or self.method.doubt is not None

    @property
    def too_complex(self) -> bool:
        """Tell whether the document was too costly to check."""
        return any(f.problem and f.problem.code == "TOO_COMPLEX" for f in self.findings)


class _Made(NamedTuple):
    """How a proof was made."""

    suite: Cryptosuite | None
    """None for the one of which a part is shown."""
    proof: JsonObject
    method: VerificationMethod


def prove(parsed: Parsed, inquiry: Inquiry, kind: Kind = Kind.DID_DOCUMENT) -> Proven:
    """Check every signature of the document; each gets its findings.

    `kind` tells the issuer of a credential from the issuer of a status list.
    """
    signatory = signatory_of(parsed, kind)
    try:
        signatures = _signatures(parsed, inquiry, signatory)
    except Judged as stopped:
        signatures = [_Signature((stopped.finding(PROOF),))]
    findings = tuple(finding for signature in signatures for finding in signature.findings)
    # A key that is the issuer's comes first, then a signature over the whole document.
    fitting = sorted(
        (signature for signature in signatures if signature.method),
        key=lambda signature: (signature.is_doubtful, signature.mandatory is not None),
    )
    good = fitting[0] if fitting else None
    wrong = any(finding.outcome is Outcome.FAILED for finding in findings)
    facts = Facts(None if parsed.is_presentation else signatory.identifier)
    if good and good.method:
        method = good.method
        issuer_id = facts.issuer_id
        if issuer_id == "":  # nobody is named but in the certificate
            issuer_id = method.controller
        facts = Facts(issuer_id, method.id, method.controller, good.securing)
    holds = good is not None and not wrong
    bound = good is not None and not good.is_doubtful
    return Proven(findings, facts, holds, good.mandatory if good else None, bound)


def _signatures(parsed: Parsed, inquiry: Inquiry, signatory: Signatory) -> list[_Signature]:
    embeds = parsed.format is not Format.SD_JWT_VC  # there `proof` would be a claim like any other
    proofs = data_integrity.proofs_of(parsed.document, inquiry.limits) if embeds else []
    if parsed.token is None and not proofs:
        raise failed(
            "PROOF_MISSING",
            "Nobody signed this document, so anybody may have written it. "
            "Ask for the signed original.",
        )
    found = [_token(parsed, parsed.token, inquiry, signatory)] if parsed.token else []
    for proof in proofs:
        found.append(_embedded(parsed, proof, inquiry, signatory))
        if found[-1].too_complex:  # the same document would cost as much again
            break
    return found


def _embedded(
    parsed: Parsed, proof: JsonObject, inquiry: Inquiry, signatory: Signatory
) -> _Signature:
    """Check one Data Integrity proof."""
    check: str = PROOF
    bound: tuple[Finding, ...] = ()
    try:
        check_names(proof)  # else an expired proof could hide when it ends
        selective = data_integrity.is_selective(proof)
        suite = None if selective else data_integrity.accepted_suite(proof)
        reference = data_integrity.check_options(
            proof, signatory.purpose, inquiry.now, inquiry.limits.clock_skew
        )
        proofs = data_integrity.proofs_of(parsed.document, inquiry.limits)
        secured = data_integrity.secured_by(parsed.document, proof, proofs)
        check = METHOD
        method = method_by_id(reference, signatory, inquiry)
        check, bound = PROOF, (_bound(method, inquiry),)
        fit = fit_of(parsed, proof, method.public_key, sandbox=not inquiry.binds_issuers)
        mandatory = None
        if suite is None or not is_known(fit):
            made = _Made(suite, proof, method)
            mandatory = _check_fits(made, secured, inquiry, _canonical(parsed, suite, inquiry))
            remember(fit)
    except Judged as stopped:
        if bound and len(proofs) == 1:  # several wrong ones would cost as much again
            made = _Made(suite, proof, method)
            stopped = _why(stopped, secured, made, signatory, inquiry)
        return _Signature((*bound, stopped.finding(check)))
    name = suite.name if suite else selective_disclosure.NAME
    return _Signature((*bound, _fitting(proof, name)), method, name, mandatory)


def _fitting(proof: JsonObject, suite: str) -> Finding:
    """Tell that the signature fits, and of a name that only drafts had."""
    named = str(proof.get("cryptosuite"))
    if proof.get("type") != "DataIntegrityProof" or named not in DRAFT_NAMES:
        return passed(PROOF, suite=suite)
    return noticed(
        PROOF,
        "SUITE_DRAFT_NAME",
        f"The proof is of the kind {named}, as drafts called {suite}; that is no fault.",
        suite=suite,
    )


def _why(
    stopped: Judged,
    secured: JsonObject,
    made: _Made,
    signatory: Signatory,
    inquiry: Inquiry,
) -> Judged:
    def check(document: JsonObject, key: VerificationMethod) -> None:
        _check_fits(made._replace(method=key), document, inquiry)

    others = other_keys(made.method, signatory, inquiry)
    return why_proof_misfits(stopped, secured, check, made.method, others)


def _check_fits(
    made: _Made, secured: JsonObject, inquiry: Inquiry, canonical: bytes | None = None
) -> frozenset[str] | None:
    """Raise Judged unless the signature fits; for a part (no suite) give what is mandatory."""
    suite, proof, method = made
    key, sandbox = method.public_key, not inquiry.binds_issuers
    if suite is None:
        return selective_disclosure.check_derived_proof(secured, proof, key, sandbox=sandbox)
    data_integrity.check_proof(suite, secured, proof, key, sandbox=sandbox, canonical=canonical)
    return None


def _canonical(parsed: Parsed, suite: Cryptosuite | None, inquiry: Inquiry) -> bytes | None:
    """Give the canonical form of the document without proof, where the document is known."""
    if not parsed.known or not suite or suite.signs_text or not inquiry.binds_issuers:
        return None
    return parsed.known.found.canonical()


def _token(
    parsed: Parsed, token: jose.CompactJws, inquiry: Inquiry, signatory: Signatory
) -> _Signature:
    """Check the signature around the whole document, and the claims that stand beside it."""
    check: str = PROOF
    bound: tuple[Finding, ...] = ()
    try:
        algorithm = jose.check_algorithm(token)
        check = METHOD
        method = _key_of_token(parsed, token, inquiry, signatory)
        check, bound = PROOF, (_bound(method, inquiry),)
        jose.check_signature(token, method.public_key)
    except Judged as stopped:
        if bound and not _keys_are_elsewhere(parsed, method):
            stopped = why_token_misfits(stopped, token, other_keys(method, signatory, inquiry))
        return _Signature((*bound, stopped.finding(check)))
    about_claims = claims.check_claims(parsed, inquiry)
    findings = (*bound, passed(PROOF, algorithm=algorithm), *about_claims)
    return _Signature(findings, method, algorithm)


def _keys_are_elsewhere(parsed: Parsed, method: VerificationMethod) -> bool:
    """Tell whether the issuer's other keys are in no controlled identifier document."""
    return parsed.format is Format.SD_JWT_VC or method.by_certificate


def _key_of_token(
    parsed: Parsed, token: jose.CompactJws, inquiry: Inquiry, signatory: Signatory
) -> VerificationMethod:
    """Find the key by `kid`, else by the key the token brings along; never by jku or x5u."""
    header = token.header
    if "jwk" in header and isinstance(header["jwk"], dict) and "d" in header["jwk"]:
        return method_of_key(header["jwk"], signatory, inquiry)  # refused, whatever kid says
    if parsed.format is Format.SD_JWT_VC:
        return key_of_sd_jwt_vc(token, signatory, inquiry)
    if _is_by_certificate(parsed, header, signatory):
        return method_by_certificate(header, signatory.identifier, inquiry)
    if "kid" in header:
        return method_by_id(_key_url(header["kid"], parsed, signatory), signatory, inquiry)
    if "jwk" in header:
        return method_of_key(header["jwk"], signatory, inquiry)
    raise undecided(
        "KEY_NOT_NAMED",
        "The token's header names its key neither by kid nor by jwk, so it cannot be checked.",
    )


def _is_by_certificate(parsed: Parsed, header: JsonObject, signatory: Signatory) -> bool:
    """Tell whether a certificate is all that says whose key signed a credential.

    A `kid` that is a full URL comes first: that key the issuer's own document lists, or not.
    """
    kid = header.get("kid")
    names_a_key = isinstance(kid, str) and kid.startswith(_FULL)
    of_a_domain = signatory.identifier.startswith(_OF_A_DOMAIN)
    return "x5c" in header and of_a_domain and not (names_a_key or parsed.is_presentation)


def _key_url(kid: object, parsed: Parsed, signatory: Signatory) -> str:
    """Complete a `kid` to an absolute URL: a short one names a key in the issuer's document."""
    if not isinstance(kid, str) or not kid:
        raise failed("METHOD_URL_MALFORMED", "The token's kid is not a text.")
    if kid.startswith(_FULL):
        return kid
    if parsed.format in WHOLE and "iss" not in parsed.claims:  # VC-JOSE-COSE, 4.1
        raise failed("METHOD_URL_MALFORMED", "Without iss the token's kid has to be a full URL.")
    named = signatory.identifier
    return named + kid if kid.startswith("#") else f"{named}#{kid}"


def _bound(method: VerificationMethod, inquiry: Inquiry) -> Finding:
    if method.doubt is not None:
        return method.doubt.finding(METHOD)
    params = {"key": shown(method.id), "controller": shown(method.controller)}
    if inquiry.binds_issuers:
        return passed(METHOD, **params)
    return noticed(
        METHOD,
        "ISSUER_NOT_BOUND",
        "It was not checked that the key belongs to the issuer (profile W3C-permissive).",
        **params,
    )
