"""One entry of credentialStatus, read strictly (Bitstring Status List 1.0, section 2.1)."""

import re
from dataclasses import dataclass

from contexts import JsonObject, JsonValue
from verifier.checks.status_types import BITSTRING_TYPES, ListType
from verifier.data_model import as_list, require_text
from verifier.judgement import failed, shown, undecided
from verifier.limits import Limits

CODE = "STATUS_MALFORMED"

_DECIMAL = re.compile(r"[0-9]{1,18}", re.ASCII)
_LIST_URL = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]+(?:[/?][!-\"$-~]*)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """Where one status of a credential is published."""

    purpose: str
    index: int
    list_url: str
    size: int = 1
    """Bits of the entry."""
    messages: tuple[JsonValue, ...] = ()
    list_type: ListType = BITSTRING_TYPES["BitstringStatusListEntry"]


def read_entry(entry: JsonValue, limits: Limits) -> StatusEntry:
    """Read an entry; raise Judged when it is malformed, or of a type that is not checked."""
    if not isinstance(entry, dict):
        raise failed(CODE, "An entry of credentialStatus is not an object.")
    kinds = [kind for kind in as_list(entry.get("type")) if isinstance(kind, str)]
    if not kinds:
        raise failed(CODE, "An entry of credentialStatus has no type.", term="type")
    known = [BITSTRING_TYPES[kind] for kind in kinds if kind in BITSTRING_TYPES]
    if not known:
        raise undecided(
            "STATUS_TYPE_UNKNOWN",
            f"The credential's status is of the type {shown(kinds[0], 60)}, which is not checked "
            "here: it may have been revoked. Ask the issuer.",
            type=shown(kinds[0], 60),
        )
    url = _list_url(entry)
    size = _size(entry, limits)
    return StatusEntry(
        require_text(entry.get("statusPurpose"), CODE, "statusPurpose"),
        _index(entry.get("statusListIndex")),
        url,
        size,
        _messages(entry, size),
        known[0],
    )


def is_web_address(url: JsonValue) -> bool:
    """Tell whether a value is a plain web address, as it may be fetched."""
    return isinstance(url, str) and bool(_LIST_URL.fullmatch(url))


def _list_url(entry: JsonObject) -> str:
    url = require_text(entry.get("statusListCredential"), CODE, "statusListCredential")
    if not is_web_address(url):
        raise failed(
            CODE, "statusListCredential is not a web address.", term="statusListCredential"
        )
    if entry.get("id") == url:
        raise failed(CODE, "The status entry's id is the list's own address.", term="id")
    return url


def _index(value: JsonValue) -> int:
    """Read the index: a decimal text, or a non-negative whole number as some issuers write it."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        return int(value)
    raise failed(
        CODE, "statusListIndex is not a non-negative whole number.", term="statusListIndex"
    )


def _size(entry: JsonObject, limits: Limits) -> int:
    size = entry.get("statusSize", 1)
    if isinstance(size, bool) or not isinstance(size, int) or not 1 <= size <= limits.status_size:
        raise failed(
            CODE,
            f"statusSize is not a whole number from 1 to {limits.status_size}.",
            term="statusSize",
        )
    return size


def _messages(entry: JsonObject, size: int) -> tuple[JsonValue, ...]:
    messages = entry.get("statusMessage", [])
    if not isinstance(messages, list) or (size > 1 and len(messages) != 2**size):
        raise failed(
            CODE, "statusMessage does not have one entry for each status.", term="statusMessage"
        )
    return tuple(messages)
