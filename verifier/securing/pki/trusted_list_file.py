"""Trusted lists, or an excerpt of them, as JSON: to be kept beside the service and in evidence."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from contexts import JsonObject
from verifier.securing.pki.trusted_lists import ListedService, TrustedLists
from verifier.timestamps import MalformedTimestamp, read_timestamp

_MEMBERS = {"digest", "list_of_lists_until", "valid_until", "missing", "services"}
_SERVICE = {"territory", "subjects", "xml"}


class MalformedTrustedLists(ValueError):
    """Say why JSON is not trusted lists as they are kept here."""


def lists_json(lists: TrustedLists) -> JsonObject:
    """Write lists; each service once, whatever the number of its authorities."""
    services = {service.xml: service for found in lists.services.values() for service in found}
    return {
        "digest": lists.digest,
        "list_of_lists_until": lists.list_of_lists_until.isoformat(),
        "valid_until": {place: until.isoformat() for place, until in lists.valid_until.items()},
        "missing": sorted(lists.missing),
        "services": [
            {"territory": one.territory, "subjects": list(one.subjects), "xml": one.xml}
            for one in services.values()
        ],
    }


def lists_from_json(value: object) -> TrustedLists:
    """Read lists strictly. Raises MalformedTrustedLists."""
    members = _members(value, _MEMBERS)
    until = members["valid_until"]
    if not isinstance(until, dict) or not isinstance(members["services"], list):
        raise MalformedTrustedLists("valid_until is an object, services an array")
    return TrustedLists.of(
        [_service(one) for one in members["services"]],
        {place: _moment(said) for place, said in until.items()},
        _moment(members["list_of_lists_until"]),
        missing=frozenset(_texts(members["missing"])),
        digest=_text(members["digest"]),
    )


def _service(value: object) -> ListedService:
    members = _members(value, _SERVICE)
    xml = _text(members["xml"])
    if "<!" in xml:  # neither does what was signed hold, once it is canonical (no DTD, no comment)
        raise MalformedTrustedLists("a service has a declaration")
    return ListedService(_text(members["territory"]), tuple(_texts(members["subjects"])), xml)


def _members(value: object, names: set[str]) -> Mapping[str, Any]:
    if not isinstance(value, dict) or set(value) != names:
        raise MalformedTrustedLists(f"the members are {', '.join(sorted(names))}")
    return value


def _texts(value: object) -> list[str]:
    if not isinstance(value, list):
        raise MalformedTrustedLists("an array of texts is expected")
    return [_text(one) for one in value]


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise MalformedTrustedLists("a text is expected")
    return value


def _moment(value: object) -> datetime:
    try:
        return read_timestamp(value)
    except MalformedTimestamp as error:
        raise MalformedTrustedLists("a time is expected") from error
