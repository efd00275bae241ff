"""The `status` claim of a token: Token Status List (draft-ietf-oauth-status-list, 6 and 8.3).

The list is a token of its own kind. It must be signed by the credential's issuer, or a delegate the
policy names, with a key found as for any token of theirs.
"""

from contexts import JsonValue
from verifier.checks.proof import prove
from verifier.checks.status_entry import CODE, is_web_address
from verifier.checks.status_meaning import CHECK, revoked, suspended, unknown_meaning
from verifier.checks.status_token import ListToken, malformed, read_list_token
from verifier.formats import Format, Parsed
from verifier.inflating import MalformedStatusList
from verifier.inquiry import Inquiry
from verifier.judgement import Judged, failed, passed, shown, undecided
from verifier.report import Finding, Outcome
from verifier.resources import Kind
from verifier.signatory import signatory_of
from verifier.token_status_list import TokenStatusList

MECHANISM = "status_list"
_VALID, _INVALID, _SUSPENDED = 0, 1, 2
"""Status types, section 7.1. All others mean what only their users know."""


def check_status_claim(parsed: Parsed, signers: frozenset[str], inquiry: Inquiry) -> list[Finding]:
    """Check every status mechanism of the claim, one finding each."""
    claim = parsed.claims["status"]
    if not isinstance(claim, dict) or not 1 <= len(claim) <= inquiry.limits.status_entries:
        return [failed(CODE, "The claim status is not an object, or empty.").finding(CHECK)]
    return [_check_mechanism(name, parsed, signers, inquiry) for name in claim]


def _check_mechanism(
    name: str, parsed: Parsed, signers: frozenset[str], inquiry: Inquiry
) -> Finding:
    try:
        if name != MECHANISM:
            raise undecided(
                "STATUS_TYPE_UNKNOWN",
                f"The credential's status is published by {shown(name, 60)}, which is not checked "
                "here: it may have been revoked. Ask the issuer.",
                type=shown(name, 60),
            )
        return _check_reference(parsed.claims["status"][name], parsed, signers, inquiry)
    except Judged as stopped:
        return stopped.finding(CHECK)


def _check_reference(
    reference: JsonValue, parsed: Parsed, signers: frozenset[str], inquiry: Inquiry
) -> Finding:
    url, index = _read_reference(reference)
    resource = inquiry.fetched(url, Kind.STATUS_LIST_TOKEN, CHECK)
    token = read_list_token(resource, inquiry)
    _check_signature(token, parsed, signers, inquiry)
    return _meaning(_value(token, index, inquiry), token)


def _read_reference(reference: JsonValue) -> tuple[str, int]:
    """Give uri and idx (section 6.2); raise Judged."""
    if not isinstance(reference, dict):
        raise failed(CODE, "status_list is not an object.", term=MECHANISM)
    url, index = reference.get("uri"), reference.get("idx")
    if not is_web_address(url):
        raise failed(CODE, "The uri of status_list is not a web address.", term="uri")
    if isinstance(index, bool) or not isinstance(index, int) or index < 0:
        raise failed(CODE, "The idx of status_list is not a non-negative number.", term="idx")
    return str(url), index


def _check_signature(
    token: ListToken, parsed: Parsed, signers: frozenset[str], inquiry: Inquiry
) -> None:
    """Raise Judged unless the list is signed by the issuer or a delegate.

    An issuer of SD-JWT VCs publishes the keys for its lists where those for its credentials are.
    """
    signer = token.claims.get("iss", signatory_of(parsed).identifier)
    if not isinstance(signer, str) or (signer not in signers and inquiry.binds_issuers):
        raise _foreign(token.url, signer)
    ietf = parsed.format is Format.SD_JWT_VC
    form = Format.SD_JWT_VC if ietf else Format.TOKEN_STATUS_LIST
    listed = Parsed(form, {"issuer": signer}, {"iss": signer}, token.signed)
    for finding in prove(listed, inquiry, Kind.LIST_ISSUER_DOCUMENT).findings:
        if finding.problem and finding.outcome is not Outcome.PASSED:
            if finding.problem.code == "ISSUER_MISMATCH":
                raise _foreign(token.url, finding.problem.params.get("controller"))
            raise undecided(
                "STATUS_LIST_INVALID",
                f"The status list at {token.url} does not hold: {finding.problem.detail}",
                url=token.url,
                cause=finding.problem.code,
            )


def _foreign(url: str, signer: JsonValue) -> Judged:
    return undecided(
        "STATUS_LIST_SIGNER_FOREIGN",
        f"The status list at {url} is signed by {shown(signer)}, who is not the issuer of this "
        "credential and so cannot say whether it was revoked.",
        url=url,
        signer=shown(signer),
    )


def _value(token: ListToken, index: int, inquiry: Inquiry) -> int:
    listed = token.claims.get("status_list")
    bits = listed.get("bits") if isinstance(listed, dict) else None
    encoded = listed.get("lst") if isinstance(listed, dict) else None
    if not isinstance(bits, int) or not isinstance(encoded, str):
        raise malformed(token.url, "it holds no list")
    try:
        most = inquiry.limits.inflated_bytes_per_bit * min(bits, inquiry.limits.status_size)
        return TokenStatusList.decode(encoded, bits, most).value(index)
    except MalformedStatusList as error:
        raise malformed(token.url, str(error)) from error
    except IndexError as error:
        raise failed(
            "STATUS_INDEX_OUT_OF_RANGE",
            f"The credential is entry {index} of the status list at {token.url}, which does not "
            "have so many entries.",
            url=token.url,
            index=str(index),
        ) from error


def _meaning(value: int, token: ListToken) -> Finding:
    params = {"purpose": "status", "list": token.url, "listValidFrom": token.issued_at.isoformat()}
    if value == _VALID:
        return passed(CHECK, **params)
    if value == _INVALID:
        return revoked(params)
    if value == _SUSPENDED:
        return suspended(params)
    raise unknown_meaning({**params, "status": hex(value)})
