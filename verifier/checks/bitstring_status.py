"""One entry of a bitstring list: Bitstring Status List 1.0, section 3.2, and its two ancestors."""

from contexts import JsonObject
from verifier.checks.known_lists import decoded
from verifier.checks.list_credential import list_subject, malformed, verified_list
from verifier.checks.status_entry import StatusEntry, read_entry
from verifier.checks.status_meaning import meaning
from verifier.formats import Parsed
from verifier.inflating import MalformedStatusList
from verifier.inquiry import Inquiry
from verifier.judgement import failed, shown, undecided
from verifier.limits import Limits
from verifier.report import Finding, Outcome
from verifier.status_list import MINIMUM_ENTRIES, StatusList


def check_bitstring(
    value: JsonObject, document: JsonObject, signers: frozenset[str], inquiry: Inquiry
) -> Finding:
    """Look up the bits of one entry in its list; raise Judged."""
    del document
    entry = read_entry(value, inquiry.limits)
    listed = verified_list(entry, signers, inquiry)
    credential = listed.document
    status = _status(entry, _decoded(entry, listed, inquiry.limits))
    finding = meaning(entry, status, _params(entry, credential))
    if finding.outcome is Outcome.PASSED and inquiry.binds_issuers:
        _check_id(entry, credential)
    return finding


def _decoded(entry: StatusEntry, listed: Parsed, limits: Limits) -> StatusList:
    encoded = list_subject(listed.document).get("encodedList")
    if not isinstance(encoded, str):
        raise malformed(entry, "its encodedList is missing or not a text")
    most = limits.inflated_bytes_per_bit * entry.size
    try:
        status_list = decoded(listed, encoded, multibase=entry.list_type.multibase, most_bytes=most)
    except MalformedStatusList as error:
        raise malformed(entry, str(error)) from error
    if status_list.length < MINIMUM_ENTRIES * entry.size:  # 3.2, step 10
        raise undecided(
            "STATUS_LIST_TOO_SHORT",
            f"The status list at {entry.list_url} has {status_list.length} bits, fewer than the "
            f"standard's minimum of {MINIMUM_ENTRIES * entry.size}, so it is not a valid list.",
            url=entry.list_url,
            length=str(status_list.length),
        )
    return status_list


def _status(entry: StatusEntry, bits: StatusList) -> int:
    try:
        value = bits.value(entry.index, entry.size)
    except IndexError as error:
        raise failed(
            "STATUS_INDEX_OUT_OF_RANGE",
            f"The credential is entry {entry.index} of the status list at {entry.list_url}, which "
            "does not have so many entries.",
            url=entry.list_url,
            index=str(entry.index),
        ) from error
    # Whoever counts from the other end reads another bit: only where both agree it is an answer.
    if not entry.list_type.order_is_stated and bits.get_from_right(entry.index) != bool(value):
        raise undecided(
            "STATUS_BIT_ORDER_UNKNOWN",
            f"The standard of the revocation list at {entry.list_url} does not say from which end "
            "its entries are counted, and here the two ways of counting disagree. Ask the issuer.",
            url=entry.list_url,
            index=str(entry.index),
        )
    return value


def _params(entry: StatusEntry, credential: JsonObject) -> dict[str, str]:
    """Name purpose, list and the list's date, for the finding."""
    params = {"purpose": shown(entry.purpose, 60), "list": entry.list_url}
    if isinstance(credential.get("validFrom"), str):
        params["listValidFrom"] = shown(credential["validFrom"], 40)
    return params


def _check_id(entry: StatusEntry, credential: JsonObject) -> None:
    """Refuse good news from a list that calls itself another one.

    Section 2.2 lets a list have no id, and wants one that is there to be statusListCredential.
    Whoever controls the address could else serve another list of the same issuer, on which the
    entry is not set. A status that *is* set needs no such doubt: the issuer signed it, and the
    credential names the address it was found at.
    """
    found = credential.get("id", entry.list_url)
    if found != entry.list_url:
        raise undecided(
            "STATUS_LIST_ID_MISMATCH",
            f"The credential names the status list {entry.list_url}, but what is published there "
            f"calls itself {shown(found)}: it may be another list.",
            url=entry.list_url,
            found=shown(found),
        )
