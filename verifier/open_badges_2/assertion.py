"""The Assertion: a badge that somebody was awarded, and how it wants to be verified."""

from dataclasses import dataclass
from enum import Enum

from contexts import JsonObject, JsonValue
from verifier.data_model import types_of
from verifier.judgement import failed, shown, undecided
from verifier.open_badges_2.objects import ASSERTION, identifier_of, malformed, require
from verifier.open_badges_2.recognising import is_older


class Verification(Enum):
    """The two ways in which an assertion is verified."""

    HOSTED = "hosted"
    SIGNED = "signed"


_TYPES = {
    "hosted": Verification.HOSTED,
    "HostedBadge": Verification.HOSTED,
    "signed": Verification.SIGNED,
    "SignedBadge": Verification.SIGNED,
}


@dataclass(frozen=True, slots=True)
class Assertion:
    """An assertion that was read and is not yet believed."""

    document: JsonObject
    id: str
    verification: Verification
    creator: str
    """The id of the key that signed it; empty where the assertion does not say."""

    @property
    def is_revoked(self) -> bool:
        """Tell whether it says itself that it no longer holds."""
        return self.document.get("revoked") is True


def read_assertion(document: JsonObject) -> Assertion:
    """Read an assertion that was handed in or fetched; raise Judged."""
    if is_older(document):
        raise undecided(
            "OPEN_BADGES_OLDER",
            "This is a badge of Open Badges 1.x, which was replaced in 2018 and is not checked "
            "here. Ask the issuer for the badge in Open Badges 2.0 or 3.0.",
        )
    if "Assertion" not in types_of(document):
        raise failed(
            "NOT_AN_ASSERTION",
            f"This is of the type {shown(document.get('type'), 60)}: a part of a badge, and not "
            "one that somebody was awarded.",
            type=shown(document.get("type"), 60),
        )
    identifier = identifier_of(document)
    if not identifier:
        raise malformed(ASSERTION, "id", "its id is missing")
    document = with_verification(document)
    revoked = document.get("revoked") is True  # then nothing else is required
    if revoked and "verification" not in document:
        return Assertion(document, identifier, Verification.HOSTED, "")
    if not revoked:
        require(document, ASSERTION.required, ASSERTION)
    verification = document["verification"]
    if not isinstance(verification, dict):
        raise malformed(ASSERTION, "verification", "its verification is no object")
    creator = identifier_of(verification.get("creator"))
    return Assertion(document, identifier, _type_of(verification), creator)


def with_verification(document: JsonObject) -> JsonObject:
    """Spell the member `verification` in full: the context has the alias `verify`."""
    if "verify" not in document or "verification" in document:
        return document
    renamed = {"verify": "verification"}
    return {renamed.get(name, name): value for name, value in document.items()}


def _type_of(verification: JsonObject) -> Verification:
    named: list[JsonValue] = types_of(verification)
    known = {_TYPES[name] for name in named if isinstance(name, str) and name in _TYPES}
    if len(known) != 1:
        raise undecided(
            "VERIFICATION_TYPE_UNKNOWN",
            f"The badge wants to be verified as {shown(verification.get('type'), 60)}; only "
            "hosted and signed badges are checked here.",
            type=shown(verification.get("type"), 60),
        )
    return known.pop()
