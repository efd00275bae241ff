"""Hosted badges: what stands at the assertion's address is the badge, whatever was handed in."""

from contexts import JsonObject, JsonValue
from verifier.inquiry import Inquiry
from verifier.judgement import failed, noticed, passed, shown
from verifier.open_badges_2.addresses import address_of, is_same
from verifier.open_badges_2.assertion import Assertion, read_assertion, with_verification
from verifier.open_badges_2.objects import ASSERTION, fetched, identifier_of, malformed
from verifier.open_badges_2.times import read_time
from verifier.report import Finding
from verifier.timestamps import MalformedTimestamp

CHECK = "hosted"
_DECISIVE = ("recipient", "badge", "issuedOn", "expires")
"""Members in which a copy may not differ from the original; "type" and "id" are compared anyway."""
_NOT_COMPARED = frozenset({"@context", "type", "id", "verification"})


def hosted_original(copy: Assertion, inquiry: Inquiry) -> Assertion:
    """Give what the issuer publishes at the assertion's address; raise Judged.

    "HostedBadge Verification": what was handed in is trusted for nothing but that address.
    """
    address = address_of(copy.id)
    if address is None:
        raise malformed(ASSERTION, "id", "it is hosted, and its id is no web address")
    document = fetched(address.url, ASSERTION, inquiry, inquiry.limits)
    if not is_same(document.get("id"), copy.id):
        raise failed(
            "BADGE_LINK_BROKEN",
            f"What stands at {address.url} calls itself {shown(document.get('id'))}, so it is "
            "another badge than the one handed in.",
            object=ASSERTION.name,
            url=address.url,
        )
    return read_assertion(document)


def compare(copy: Assertion, original: Assertion) -> Finding:
    """Compare what was handed in with what the issuer publishes."""
    ours, theirs = with_verification(copy.document), original.document
    different = [
        name
        for name in sorted({*ours, *_DECISIVE} - _NOT_COMPARED)
        if not _agree(name, ours.get(name), theirs.get(name))
    ]
    url = copy.id
    for name in _DECISIVE:
        if name in different:
            return failed(
                "HOSTED_COPY_DIFFERS",
                f"The badge handed in and the one its issuer publishes at {shown(url)} differ in "
                f"{name}. Only what the issuer publishes counts.",
                term=name,
                url=shown(url),
            ).finding(CHECK)
    if different:
        return noticed(
            CHECK,
            "HOSTED_COPY_OLDER",
            f"The badge handed in differs in {shown(', '.join(different))} from the one its issuer "
            "publishes, which is the one shown here.",
            term=shown(", ".join(different)),
        )
    return passed(CHECK, url=shown(url))


def _agree(name: str, ours: JsonValue, theirs: JsonValue) -> bool:
    if name == "badge":
        return bool(ours == theirs) or is_same(identifier_of(ours), identifier_of(theirs))
    if name in ("issuedOn", "expires") and ours is not None and theirs is not None:
        return ours == theirs or _same_moment(ours, theirs)
    if name == "recipient" and isinstance(ours, dict) and isinstance(theirs, dict):
        return _identity(ours) == _identity(theirs)
    # A link, and the linked object embedded in its place, say the same.
    linked = isinstance(ours, str) is not isinstance(theirs, str)
    return bool(ours == theirs) or (linked and is_same(identifier_of(ours), identifier_of(theirs)))


def _same_moment(ours: JsonValue, theirs: JsonValue) -> bool:
    try:
        return read_time(ours) == read_time(theirs)
    except MalformedTimestamp:
        return False


def _identity(recipient: JsonObject) -> tuple[JsonValue, ...]:
    hashed = recipient.get("hashed", False)
    identity = recipient.get("identity")
    if hashed is True and isinstance(identity, str):
        identity = identity.lower()  # hexadecimal in either case
    return (recipient.get("type"), identity, hashed, recipient.get("salt"))
