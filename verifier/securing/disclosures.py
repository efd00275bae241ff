"""Puts disclosures in the place of their digests (RFC 9901, section 7.1).

A digest nobody discloses is passed over: it may be a decoy. A disclosure without a digest is
refused, because whoever handed the credential in could have written it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from contexts import JsonObject, JsonValue
from verifier.json_reading import check_size, read_json
from verifier.judgement import Judged, failed, shown, undecided
from verifier.limits import Limits
from verifier.multibase import MalformedMultibase, base64url_decode, base64url_encode
from verifier.securing.sd_jwt import DEFAULT_HASH, HASHES

_DIGESTS = "_sd"
_ALGORITHM = "_sd_alg"
_ELEMENT = "..."
_OF_PROPERTY = 3
_OF_ELEMENT = 2


@dataclass(frozen=True, slots=True)
class Revealed:
    """What a payload says once the disclosures are in their places."""

    payload: JsonObject
    """Without digests."""
    disclosed: frozenset[str]
    """Members at the top that the holder could have left out."""
    concealing: frozenset[str]
    """Members at the top in which digests are left that nothing was disclosed for: something was
    left out there, or they are decoys. An empty name stands for the top itself."""


def reveal(payload: JsonObject, disclosures: tuple[str, ...], limits: Limits) -> Revealed:
    """Give what issuer and disclosures say together; raise Judged where they do not fit."""
    process = _Process(_by_digest(payload, disclosures, limits), limits)
    top = {name: value for name, value in payload.items() if name != _ALGORITHM}
    whole = process.object(top, 1)
    if process.left:
        raise failed(
            "DISCLOSURE_UNUSED",
            f"{len(process.left)} of the values shown have no place in what the issuer signed. "
            "Do not rely on them.",
            count=str(len(process.left)),
        )
    check_size(whole, limits)
    return Revealed(whole, frozenset(whole) - frozenset(top), frozenset(process.concealing))


def hash_name(payload: JsonObject) -> str:
    """Give the name of the hash function that digests are made with; raise Judged."""
    name = payload.get(_ALGORITHM, DEFAULT_HASH)
    if not isinstance(name, str):
        raise _malformed("the name of the digests' algorithm is not a text")
    if name not in HASHES:
        raise undecided(
            "DISCLOSURE_ALGORITHM_NOT_ACCEPTED",
            f"Digests by {shown(name, 20)} are not checked here; {', '.join(HASHES)} are.",
            algorithm=shown(name, 20),
        )
    return name


def _by_digest(
    payload: JsonObject, disclosures: tuple[str, ...], limits: Limits
) -> dict[str, list[JsonValue]]:
    """Read every disclosure, by its digest."""
    digest = HASHES[hash_name(payload)]
    read = {
        base64url_encode(digest(text.encode("ascii"))): _read(text, limits) for text in disclosures
    }
    if len(read) != len(disclosures):
        raise _repeated()
    return read


def _read(text: str, limits: Limits) -> list[JsonValue]:
    """Read one disclosure: salt, name of the property, and value; without name for an element."""
    try:
        disclosure = read_json(base64url_decode(text), limits)
    except MalformedMultibase as error:
        raise _malformed(f"a disclosure is not base64url: {error}") from error
    parts = (_OF_ELEMENT, _OF_PROPERTY)
    if not isinstance(disclosure, list) or len(disclosure) not in parts:
        raise _malformed("a disclosure does not have two or three parts")
    if not isinstance(disclosure[0], str):
        raise _malformed("the salt of a disclosure is not a text")
    if len(disclosure) == _OF_PROPERTY:
        name = disclosure[1]
        if not isinstance(name, str) or name in {_DIGESTS, _ELEMENT}:
            raise _malformed("a disclosure has a name that is not allowed")
    return disclosure


@dataclass(slots=True)
class _Process:
    """One walk through the payload and whatever is disclosed on the way."""

    left: dict[str, list[JsonValue]]
    limits: Limits
    seen: set[str] = field(default_factory=set)
    concealing: set[str] = field(default_factory=set)
    member: str = ""
    """The member at the top where the walk is."""

    def value(self, value: JsonValue, depth: int) -> JsonValue:
        """Give a value with its disclosures in place."""
        if depth > self.limits.depth:
            raise failed(
                "LIMIT_EXCEEDED",
                f"The disclosures are nested deeper than {self.limits.depth} levels.",
                limit="depth",
            )
        if isinstance(value, dict):
            return self.object(value, depth)
        if isinstance(value, list):
            return list(self.elements(value, depth))
        return value

    def object(self, members: JsonObject, depth: int) -> JsonObject:
        """Give an object with its properties disclosed."""
        if _ELEMENT in members:
            raise _malformed("the digest of an array's element stands outside an array")
        whole: JsonObject = {}
        for name, value in members.items():
            if name != _DIGESTS:
                whole[name] = self.member_value(name, value, depth)
        for digest in _digests(members):
            disclosure = self.take(digest)
            if disclosure is None:
                continue
            if len(disclosure) != _OF_PROPERTY:
                raise _malformed("an element of an array is disclosed in place of a property")
            _, name, value = disclosure
            if name in whole:
                raise _malformed("a disclosure names a property that is there already")
            whole[name] = self.member_value(name, value, depth)
        return whole

    def member_value(self, name: str, value: JsonValue, depth: int) -> JsonValue:
        """Give the value of a property, knowing to which member at the top it belongs."""
        if depth == 1:
            self.member = name
        whole = self.value(value, depth + 1)
        if depth == 1:
            self.member = ""
        return whole

    def elements(self, items: list[JsonValue], depth: int) -> Iterator[JsonValue]:
        """Give the elements of an array that are plain or disclosed."""
        for item in items:
            if not isinstance(item, dict) or _ELEMENT not in item:
                yield self.value(item, depth + 1)
                continue
            if len(item) != 1 or not isinstance(item[_ELEMENT], str):
                raise _malformed("the digest of an array's element is not one text alone")
            disclosure = self.take(item[_ELEMENT])
            if disclosure is None:
                continue
            if len(disclosure) != _OF_ELEMENT:
                raise _malformed("a property is disclosed in place of an array's element")
            yield self.value(disclosure[1], depth + 1)

    def take(self, digest: str) -> list[JsonValue] | None:
        """Give the disclosure for a digest, once."""
        if digest in self.seen:
            raise _repeated()
        self.seen.add(digest)
        disclosure = self.left.pop(digest, None)
        if disclosure is None:
            self.concealing.add(self.member)
        return disclosure


def _digests(members: JsonObject) -> list[str]:
    digests = members.get(_DIGESTS, [])
    if not isinstance(digests, list) or not all(isinstance(one, str) for one in digests):
        raise _malformed("the digests of properties are not a list of texts")
    return digests


def _malformed(why: str) -> Judged:
    return failed("DISCLOSURE_MALFORMED", f"The selective disclosure is malformed: {why}.")


def _repeated() -> Judged:
    return failed(
        "DISCLOSURE_REPEATED",
        "One digest stands in two places, so one value could be shown for two. Such a credential "
        "is not accepted (RFC 9901, section 7.1).",
    )
