"""Our own rules for a badge: what the JSON Schema does not say and foreign verifiers ask for.

Open Badges 3.0 and the probes of the 1EdTech validator, with what JSON-LD and privacy add.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from contexts import JsonObject, JsonValue
from issuer.rendering.frame import CONTEXTS
from issuer.rendering.identity import SHORTEST_SALT

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+", re.IGNORECASE)
_EMAIL_HASH = re.compile(r"sha256\$[0-9a-f]{64}")
_MOST_MEMBERS = 256
_MOMENTS = ("validFrom", "validUntil", "awardedDate")


def broken_rules(badge: JsonObject) -> tuple[str, ...]:
    """Say which rules an unsigned badge breaks, one sentence each; never quotes its values."""
    shape = tuple(_types(badge))
    if shape:  # every other rule looks into these objects
        return shape
    return tuple(sentence for rule in _RULES for sentence in rule(badge))


def _contexts(badge: JsonObject) -> Iterator[str]:
    if badge.get("@context") != list(CONTEXTS):
        yield "@context has to list the three contexts of a badge in their order"


def _types(badge: JsonObject) -> Iterator[str]:
    if badge.get("type") != ["VerifiableCredential", "OpenBadgeCredential"]:
        yield "type has to be VerifiableCredential and OpenBadgeCredential"
    for member, name in (("issuer", "Profile"), ("credentialSubject", "AchievementSubject")):
        value = badge.get(member)
        if not isinstance(value, dict) or name not in value.get("type", ()):
            yield f"{member} has to be one object of type {name}"


def _subject(badge: JsonObject) -> Iterator[str]:
    subject = badge["credentialSubject"]
    if not subject.get("id") and not subject.get("identifier"):
        yield "credentialSubject has to name its owner by id or identifier"
    achievement = subject.get("achievement", {})
    criteria = achievement.get("criteria", {})
    if not (criteria.get("id") or criteria.get("narrative")):
        yield "achievement has to have criteria"
    described = {item["id"] for item in achievement.get("resultDescription", ())}
    for result in subject.get("result", ()):
        if result.get("resultDescription") not in described:
            yield "every result has to refer to a result description of the achievement"


def _identity(badge: JsonObject) -> Iterator[str]:
    """Hash addresses with a salt of their own, and name nothing but address and name."""
    for identity in badge["credentialSubject"].get("identifier", ()):
        kind = identity.get("identityType")
        salt = identity.get("salt", "")
        hashed = identity.get("hashed") and _EMAIL_HASH.fullmatch(identity.get("identityHash", ""))
        if kind == "emailAddress" and not (hashed and len(salt) >= 2 * SHORTEST_SALT):
            yield "an e-mail address has to be hashed with a salt of 16 bytes or more"
        if kind not in ("emailAddress", "name"):
            yield "a badge names its owner by hashed e-mail address and by name only"


def _dates(badge: JsonObject) -> Iterator[str]:
    for member in _MOMENTS:
        if member in badge and not _MOMENT.fullmatch(badge[member]):
            yield f"{member} has to be a moment in UTC with whole seconds"
    if badge.get("validFrom", "") > badge.get("validUntil", "~"):
        yield "validUntil can not precede validFrom"


def _status(badge: JsonObject) -> Iterator[str]:
    status = badge.get("credentialStatus")
    entries = [
        entry
        for entry in (status if isinstance(status, list) else [status])
        if isinstance(entry, dict)
    ]
    if [entry.get("statusPurpose") for entry in entries] not in (
        ["revocation"],
        ["revocation", "suspension"],
    ):
        yield "the status entries have to be one for revocation, then at most one for suspension"
    if any(entry.get("id") == entry.get("statusListCredential") for entry in entries):
        yield "a status entry can not have its list's address as id"


def _values(badge: JsonObject) -> Iterator[str]:
    objects, lists = _containers(badge)
    names = frozenset[str]().union(*objects)
    for each in objects:
        if "id" in each and not _is_absolute(each["id"]):
            yield "every id has to be an absolute IRI"
        if not all(each.values()):
            yield from _empty(each)
    if any(len(each) > _MOST_MEMBERS for each in lists):
        yield from _crowded(objects)
    if any(name.startswith("@") for name in names - {"@context"}):
        yield "JSON-LD keywords have no place in a badge"


def _containers(badge: JsonObject) -> tuple[list[JsonObject], list[list[JsonValue]]]:
    """Give every object and array at every depth. The longest walk of all rules, not recursive."""
    objects: list[JsonObject] = [badge]
    lists: list[list[JsonValue]] = []
    waiting: list[JsonValue] = [badge]
    for each in waiting:  # grows meanwhile
        values = each if type(each) is list else each.values()
        for value in values:
            kind = type(value)
            if kind is dict:
                objects.append(value)
                waiting.append(value)
            elif kind is list:
                lists.append(value)
                waiting.append(value)
    return objects, lists


def _empty(each: JsonObject) -> Iterator[str]:
    for name, value in each.items():
        if value in (None, "", [], {}):
            yield f"{name} is empty: leave it out"


def _crowded(objects: list[JsonObject]) -> Iterator[str]:
    for each in objects:
        for name, value in each.items():
            if type(value) is list and len(value) > _MOST_MEMBERS:
                yield f"{name} has more than {_MOST_MEMBERS} members"


def _is_absolute(identifier: JsonValue) -> bool:
    return isinstance(identifier, str) and bool(_ABSOLUTE.fullmatch(identifier))


_RULES: tuple[Callable[[JsonObject], Iterator[str]], ...] = (
    _contexts,
    _values,
    _subject,
    _identity,
    _dates,
    _status,
)
