"""Does a website say that an identifier is its own? Well Known DID Configuration (DIF, version 1).

`/.well-known/did-configuration.json` lists credentials by which an identifier claims the site's
origin; that the site publishes one and the identifier's key signed it links the two, in both
directions. It says nothing of who owns the site. Both forms are read: JWT, and embedded proofs.
"""

from urllib.parse import urlsplit

from contexts import JsonObject, JsonValue
from verifier.checks.proof import prove
from verifier.checks.validity import check_validity
from verifier.data_model import issuer_of, model_of, subjects_of, types_of
from verifier.formats import Parsed
from verifier.inquiry import Inquiry
from verifier.json_reading import read_object
from verifier.judgement import Judged, shown, undecided
from verifier.parse import parse, parse_document
from verifier.report import Outcome
from verifier.resources import Kind

WELL_KNOWN = "/.well-known/did-configuration.json"
_TYPE = "DomainLinkageCredential"
_MOST = 16
_HTTPS = 443


def linked_domain(identifier: str, website: str, inquiry: Inquiry) -> str | None:
    """Give the website's host if it lists this identifier as its own; None if it lists nothing.

    `website` is any https address of it: wherever it was found, it only tells where to look. Raises
    Judged when the list cannot be had, or does not confirm the identifier.
    """
    origin = _origin(website)
    if origin is None:
        return None
    url = origin + WELL_KNOWN
    if inquiry.lacks(url):
        return None
    body = inquiry.fetched(url, Kind.DOMAIN_LINKAGE, "keyDomain").body
    for entry in _entries(body, origin, inquiry):
        if _names(entry, identifier, inquiry) and _confirms(entry, identifier, origin, inquiry):
            return urlsplit(origin).netloc
    raise wrong(origin, "no valid entry in it is about this identifier")


def _origin(website: str) -> str | None:
    """Give scheme, host and port of an https address, without the port where it is 443."""
    try:
        parts = urlsplit(website)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme != "https" or not parts.hostname or parts.username is not None:
        return None
    return f"https://{parts.hostname}" + (f":{port}" if port not in {None, _HTTPS} else "")


def _entries(body: bytes, origin: str, inquiry: Inquiry) -> list[JsonValue]:
    try:
        entries = read_object(body, inquiry.limits).get("linked_dids")
    except Judged as stopped:
        raise wrong(origin, stopped.problem.detail) from stopped
    if not isinstance(entries, list):
        raise wrong(origin, "it has no list linked_dids")
    return entries[:_MOST]


def _names(entry: JsonValue, identifier: str, inquiry: Inquiry) -> bool:
    """Tell whether an entry is about the identifier at all, before anything is computed for it."""
    parsed = _read(entry, inquiry)
    return parsed is not None and issuer_of(parsed.document) == identifier


def _read(entry: JsonValue, inquiry: Inquiry) -> Parsed | None:
    """Read an entry as a credential, if it is one."""
    try:
        if isinstance(entry, str):
            parsed = parse(entry.encode(), inquiry.limits)
        else:
            parsed = parse_document(entry, inquiry.limits)
    except Judged:
        return None
    return None if parsed.is_presentation or parsed.selective is not None else parsed


def _confirms(entry: JsonValue, identifier: str, origin: str, inquiry: Inquiry) -> bool:
    """Check an entry as a Domain Linkage Credential, section 4 of the specification."""
    parsed = _read(entry, inquiry)
    if parsed is None or _TYPE not in types_of(parsed.document):
        return False
    document = parsed.document
    subject: JsonObject = subjects_of(document)[0]
    stated = subject.get("origin")
    same = isinstance(stated, str) and _origin(stated) == origin
    if not same or subject.get("id") != identifier:
        return False
    # The credential has to end some day, so that a site that was sold is not linked for ever.
    ends = any(name in document for name in model_of(document).ends) or "exp" in parsed.claims
    lasts = all(one.outcome is Outcome.PASSED for one in check_validity(document, inquiry.now))
    return ends and lasts and prove(parsed, inquiry).holds


def wrong(origin: str, why: str) -> Judged:
    """Say that a website's list does not confirm the identifier."""
    return undecided(
        "DOMAIN_LINKAGE_WRONG",
        f"The list of identifiers at {shown(origin)} does not confirm the key: {why.rstrip('.')}.",
        origin=shown(origin),
    )
