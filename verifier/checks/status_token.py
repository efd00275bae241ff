"""A status list as a token: typ, sub, and its own times (draft-ietf-oauth-status-list, 5.1)."""

from dataclasses import dataclass
from datetime import UTC, datetime

from contexts import JsonObject
from verifier.checks.list_credential import check_age
from verifier.inquiry import Inquiry
from verifier.json_reading import decode_utf8, read_object
from verifier.judgement import Judged, shown, undecided
from verifier.resources import Fetched
from verifier.securing.jose import CompactJws, read_compact
from verifier.tokens import media_subtype

TYPE = "statuslist+jwt"
CWT = "application/statuslist+cwt"
_LATEST = datetime(9999, 12, 31, tzinfo=UTC).timestamp()


@dataclass(frozen=True, slots=True)
class ListToken:
    """A status list token that was read and not yet believed."""

    url: str
    claims: JsonObject
    signed: CompactJws
    issued_at: datetime


def read_list_token(resource: Fetched, inquiry: Inquiry) -> ListToken:
    """Read what was found at a list's address; raise Judged unless it is that list, and current."""
    url = resource.url
    if resource.media_type == CWT:
        raise undecided(
            "STATUS_TYPE_UNKNOWN",
            f"The status list at {url} is published as CWT alone, which is not checked here: the "
            "credential may have been revoked. Ask the issuer.",
            type=CWT,
        )
    try:
        signed = read_compact(decode_utf8(resource.body).strip(), inquiry.limits)
        kind = media_subtype(signed.header.get("typ", ""))
        claims = read_object(signed.payload, inquiry.limits)
    except Judged as stopped:
        raise malformed(url, stopped.problem.detail.rstrip(".")) from stopped
    if kind != TYPE:
        raise malformed(url, f"its type is {shown(kind, 40) or 'missing'} and not {TYPE}")
    _check_subject(url, claims)
    issued_at = _check_period(url, claims, inquiry)
    ttl = _number(url, claims, "ttl")
    if ttl is not None:
        check_age(url, resource, ttl, inquiry)
    return ListToken(url, claims, signed, issued_at)


def malformed(url: str, why: str) -> Judged:
    """Say why a list cannot be used."""
    return undecided(
        "STATUS_LIST_MALFORMED", f"The status list at {url} cannot be used: {why}.", url=url
    )


def _check_subject(url: str, claims: JsonObject) -> None:
    """Check that the list is the one at this address; by section 5.1 it has to say so."""
    found = claims.get("sub")
    if found != url:
        raise undecided(
            "STATUS_LIST_ID_MISMATCH",
            f"The credential names the status list {url}, but what is published there calls itself "
            f"{shown(found)}: it may be another list.",
            url=url,
            found=shown(found),
        )


def _check_period(url: str, claims: JsonObject, inquiry: Inquiry) -> datetime:
    """Check iat, nbf and exp against now; give iat."""
    now, skew = inquiry.now.timestamp(), inquiry.limits.clock_skew.total_seconds()
    issued = _number(url, claims, "iat")
    if issued is None:
        raise malformed(url, "it does not say when it was issued (iat)")
    starts = max(issued, _number(url, claims, "nbf") or 0)
    if starts > now + skew:
        raise _outside("STATUS_LIST_NOT_YET_VALID", url, starts)
    ends = _number(url, claims, "exp")
    if ends is not None and ends <= now:
        raise _outside("STATUS_LIST_EXPIRED", url, ends)
    return datetime.fromtimestamp(issued, UTC)


def _outside(code: str, url: str, seconds: float) -> Judged:
    date = datetime.fromtimestamp(seconds, UTC).isoformat()
    word = "expired on" if code == "STATUS_LIST_EXPIRED" else "is valid from"
    return undecided(code, f"The status list at {url} {word} {date}.", url=url, date=date)


def _number(url: str, claims: JsonObject, claim: str) -> float | None:
    value = claims.get(claim)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _LATEST:
        raise malformed(url, f"its claim {claim} is no time")
    return value
