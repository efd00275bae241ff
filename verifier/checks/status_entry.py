"""One entry of credentialStatus, read strictly (Bitstring Status List 1.0, section 2.1)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from contexts import JsonObject, JsonValue
from verifier.checks.status_types import BITSTRING_TYPES, ListType
from verifier.data_model import require_text, types_of
from verifier.judgement import Judged, failed
from verifier.limits import Limits

CODE = "STATUS_MALFORMED"

_DECIMAL = re.compile(r"[0-9]{1,18}", re.ASCII)
_HEX = re.compile(r"0x[0-9A-Fa-f]{1,4}", re.ASCII)
_LIST_URL = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]+(?:[/?][!-\"$-~]*)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """Where one status of a credential is published."""

    purpose: str
    index: int
    list_url: str
    size: int = 1
    """Bits of the entry."""
    messages: Mapping[int, str] = field(default_factory=dict)
    """What each value says, in a list for messages."""
    list_type: ListType = BITSTRING_TYPES["BitstringStatusListEntry"]


def read_entry(entry: JsonObject, limits: Limits) -> StatusEntry:
    """Read an entry of a bitstring list; raise Judged when it is malformed."""
    kind = next(BITSTRING_TYPES[kind] for kind in types_of(entry) if kind in BITSTRING_TYPES)
    url = _list_url(entry, kind.address)
    size = _size(entry, limits)
    return StatusEntry(
        kind.purpose or require_text(entry.get("statusPurpose"), CODE, "statusPurpose"),
        _index(entry.get(kind.index), kind.index),
        url,
        size,
        _messages(entry, size),
        kind,
    )


def is_web_address(url: JsonValue) -> bool:
    """Tell whether a value is a plain web address, as it may be fetched."""
    return isinstance(url, str) and bool(_LIST_URL.fullmatch(url))


def _list_url(entry: JsonObject, member: str) -> str:
    url = require_text(entry.get(member), CODE, member)
    if not is_web_address(url):
        raise failed(CODE, f"{member} is not a web address.", term=member)
    if entry.get("id") == url:
        raise failed(CODE, "The status entry's id is the list's own address.", term="id")
    return url


def _index(value: JsonValue, member: str) -> int:
    """Read the index: a decimal text, or a non-negative whole number as some issuers write it."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        return int(value)
    raise failed(CODE, f"{member} is not a non-negative whole number.", term=member)


def _size(entry: JsonObject, limits: Limits) -> int:
    size = entry.get("statusSize", 1)
    if isinstance(size, bool) or not isinstance(size, int) or not 1 <= size <= limits.status_size:
        raise failed(
            CODE,
            f"statusSize is not a whole number from 1 to {limits.status_size}.",
            term="statusSize",
        )
    return size


def _messages(entry: JsonObject, size: int) -> dict[int, str]:
    """Read statusMessage: one text for each value that `size` bits can have, and no other."""
    if "statusMessage" not in entry and size == 1:
        return {}
    listed = entry.get("statusMessage")
    if not isinstance(listed, list) or len(listed) != 2**size:
        raise _wrong_messages("it does not have one entry for each status")
    messages = dict(_message(item) for item in listed)
    if messages.keys() != set(range(2**size)):
        raise _wrong_messages("a status is missing, or stands there twice")
    return messages


def _message(item: JsonValue) -> tuple[int, str]:
    status = item.get("status") if isinstance(item, dict) else None
    said = item.get("message") if isinstance(item, dict) else None
    if not isinstance(status, str) or not _HEX.fullmatch(status) or not isinstance(said, str):
        raise _wrong_messages("an entry is not a status like 0x1 with a message")
    return int(status, 16), said


def _wrong_messages(why: str) -> Judged:
    return failed(CODE, f"statusMessage is malformed: {why}.", term="statusMessage")
