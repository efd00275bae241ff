"""The JWT claims beside a credential: they must say the same (OB 3.0, 8.2.4; VC-JOSE-COSE, 3.1.3).

A claim that is present and differs fails; a missing one is noticed. In a `vc+jwt` the times date
the signature and not the credential.
"""

from datetime import UTC, datetime

from contexts import JsonObject, JsonValue
from verifier.data_model import holder_of, issuer_of, model_of, subjects_of
from verifier.inquiry import Inquiry
from verifier.judgement import Judged, failed, noticed, passed, shown
from verifier.parse import Format, Parsed
from verifier.report import Finding
from verifier.timestamps import MalformedTimestamp, read_timestamp

CHECK = "claims"
OF_OPEN_BADGES = (Format.OB_VC_JWT, Format.VCDM_1_1_JWT)
"""Here the claims stand for the credential's own members, and not for the signature's."""
_LATEST = datetime(9999, 12, 31, tzinfo=UTC).timestamp()


def check_claims(parsed: Parsed, inquiry: Inquiry) -> tuple[Finding, ...]:
    """Compare the token's claims with the credential, and the signature's own times with now.

    A status list as a token is no credential: its claims are checked where the list is read.
    """
    if parsed.format is Format.TOKEN_STATUS_LIST:
        return ()
    try:
        if parsed.is_presentation:
            _check_holder(parsed.document, parsed.claims)
        elif parsed.format is not Format.SD_JWT_VC:  # where the claims are all there is
            _check_identities(parsed.document, parsed.claims)
        if parsed.format in OF_OPEN_BADGES:
            _check_period(parsed.document, parsed.claims)
        _check_signature_term(parsed, inquiry)
    except Judged as stopped:
        return (stopped.finding(CHECK),)
    missing = _missing(parsed)
    if missing:
        names = ", ".join(missing)
        return (
            noticed(
                CHECK,
                "JWT_CLAIM_MISSING",
                f"The token lacks {names}, which Open Badges 3.0 asks for; "
                "nothing contradicts the credential.",
                claims=names,
            ),
        )
    return (passed(CHECK),)


def _check_identities(document: JsonObject, claims: JsonObject) -> None:
    subject = subjects_of(document)[0]
    wanted: dict[str, tuple[str, JsonValue]] = {
        "iss": ("JWT_ISSUER_MISMATCH", issuer_of(document)),
        "jti": ("JWT_ID_MISMATCH", document.get("id")),
        "sub": ("JWT_SUBJECT_MISMATCH", subject.get("id")),
    }
    for claim, (code, value) in wanted.items():
        if claim in claims and claims[claim] != value:
            raise failed(
                code,
                f"The claim {claim} of the token is not what the credential says, so the two "
                "do not belong together.",
                claim=claim,
            )


def _check_holder(document: JsonObject, claims: JsonObject) -> None:
    holder = holder_of(document)
    if holder and claims.get("iss", holder) != holder:
        raise failed(
            "HOLDER_MISMATCH",
            "The token's claim iss is somebody else than the presentation's holder.",
            holder=shown(holder),
            controller=shown(claims["iss"]),
        )


def _check_period(document: JsonObject, claims: JsonObject) -> None:
    model = model_of(document)
    _compare_time(document, claims, ("nbf", model.starts[0]), "JWT_NOT_BEFORE_MISMATCH")
    _compare_time(document, claims, ("exp", model.ends[0]), "JWT_EXPIRY_MISMATCH")


def _compare_time(
    document: JsonObject, claims: JsonObject, names: tuple[str, str], code: str
) -> None:
    claim, member = names
    if claim not in claims or member not in document:
        return
    try:
        stated = int(read_timestamp(document[member]).timestamp())
    except MalformedTimestamp:
        return  # said once, by the check of the validity period
    # Claims count whole seconds, so fractions are cut off on both sides.
    if int(_seconds(claims, claim)) != stated:
        raise failed(
            code,
            f"The claim {claim} of the token is another time than the credential's {member}.",
            claim=claim,
            term=member,
        )


def _check_signature_term(parsed: Parsed, inquiry: Inquiry) -> None:
    """Compare with now the claims that date the signature, or that nothing else stands for."""
    claims, document = parsed.claims, parsed.document
    alone = parsed.is_presentation or parsed.format in (Format.VC_JWT, Format.VC_SD_JWT)
    model = model_of(document)
    starting = {"iat", "nbf"} if alone or model.starts[0] not in document else {"iat"}
    ending = {"exp"} if alone or model.ends[0] not in document else set()
    if parsed.format is Format.SD_JWT_VC:  # nbf and exp are the credential's own validity
        starting, ending = {"iat"}, set()
    now, skew = inquiry.now.timestamp(), inquiry.limits.clock_skew.total_seconds()
    for claim in sorted(starting & claims.keys()):
        if _seconds(claims, claim) > now + skew:
            raise _outside("SIGNATURE_NOT_YET_VALID", "is to begin", claims, claim)
    for claim in ending & claims.keys():
        if _seconds(claims, claim) <= now:
            raise _outside("SIGNATURE_EXPIRED", "ended", claims, claim)


def _outside(code: str, saying: str, claims: JsonObject, claim: str) -> Judged:
    date = datetime.fromtimestamp(_seconds(claims, claim), UTC).isoformat()
    return failed(
        code,
        f"The token's signature {saying} on {date} (claim {claim}).",
        claim=claim,
        date=date,
    )


def _seconds(claims: JsonObject, claim: str) -> float:
    """Read a NumericDate (RFC 7519, section 2)."""
    value = claims[claim]
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _LATEST:
        raise failed(
            "JWT_CLAIM_MALFORMED",
            f"The claim {claim} of the token is not a time: {shown(type(value).__name__)}.",
            claim=claim,
        )
    return value


def _missing(parsed: Parsed) -> list[str]:
    """Name the claims that OB 3.0 requires and the token lacks."""
    if parsed.format not in OF_OPEN_BADGES:
        return []
    document = parsed.document
    required = ["iss", "jti", "nbf"]
    if "id" in subjects_of(document)[0]:
        required.append("sub")
    if model_of(document).ends[0] in document:
        required.append("exp")
    return [claim for claim in required if claim not in parsed.claims]
