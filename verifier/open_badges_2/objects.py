"""Badge Objects that link to one another: what each must have, and how a link is followed.

Open Badges 2.0, sections "Open Badges Vocabulary" and "Data Validation".
"""

from collections.abc import Iterable
from dataclasses import dataclass

from contexts import JsonObject, JsonValue
from verifier.data_model import as_list, types_of
from verifier.inquiry import Inquiry
from verifier.json_reading import read_object
from verifier.judgement import Judged, failed, shown, undecided
from verifier.limits import Limits
from verifier.open_badges_2.addresses import address_of, is_same
from verifier.resources import Kind


@dataclass(frozen=True, slots=True)
class ObjectClass:
    """One class of the vocabulary, as far as verification needs it."""

    name: str
    types: tuple[str, ...]
    required: tuple[str, ...]
    kind: Kind
    check: str


ASSERTION = ObjectClass(
    "Assertion",
    ("Assertion",),
    ("recipient", "badge", "verification", "issuedOn"),
    Kind.ASSERTION,
    "hosted",
)
BADGE_CLASS = ObjectClass(
    "BadgeClass",
    ("BadgeClass",),
    ("name", "description", "image", "criteria", "issuer"),
    Kind.BADGE_CLASS,
    "badgeClass",
)
ISSUER = ObjectClass(
    "Profile", ("Profile", "Issuer"), ("name", "url", "email"), Kind.ISSUER_PROFILE, "issuerProfile"
)
KEY = ObjectClass(
    "CryptographicKey",
    ("CryptographicKey", "Key"),
    ("owner", "publicKeyPem"),
    Kind.SIGNING_KEY,
    "verificationMethod",
)


def identifier_of(reference: JsonValue) -> str:
    """Give the id of an object that is named or embedded; an empty text when there is none."""
    identifier = reference.get("id") if isinstance(reference, dict) else reference
    return identifier if isinstance(identifier, str) else ""


def follow(reference: JsonValue, wanted: ObjectClass, inquiry: Inquiry) -> JsonObject:
    """Give the object that a link names, valid for its class; raise Judged.

    It is read from its address. What is embedded in place of a link counts only for a BadgeClass
    without web address ("BadgeClass", id): who else embeds himself could take any name, a trusted
    DID even.
    """
    identifier = identifier_of(reference)
    address = address_of(identifier)
    if address is None:
        ephemeral = wanted is BADGE_CLASS and not identifier.startswith(("http:", "https:"))
        if isinstance(reference, dict) and ephemeral:
            return checked(reference, wanted)
        raise malformed(wanted, "id", "it is named by no address that can be asked for")
    found = fetched(address.url, wanted, inquiry, inquiry.limits)
    if not is_same(found.get("id"), identifier.partition("#")[0]) and not is_same(
        found.get("id"), identifier
    ):
        raise failed(
            "BADGE_LINK_BROKEN",
            f"What stands at {address.url} calls itself {shown(found.get('id'))}, so it is not "
            f"the {wanted.name} that is meant.",
            object=wanted.name,
            url=address.url,
        )
    return checked(found, wanted)


def fetched(url: str, wanted: ObjectClass, inquiry: Inquiry, limits: Limits) -> JsonObject:
    """Read what stands at an address as JSON, whatever it calls itself; raise Judged."""
    body = inquiry.fetched(url, wanted.kind, wanted.check).body
    try:
        return read_object(body, limits)
    except Judged as stopped:
        raise undecided(
            "BADGE_OBJECT_UNREADABLE",
            f"What stands at {url} is no {wanted.name} of Open Badges: {stopped.problem.detail}",
            object=wanted.name,
            url=url,
        ) from stopped


def checked(found: JsonObject, wanted: ObjectClass) -> JsonObject:
    """Give an object back that has its class and what its class requires; raise Judged."""
    if not any(name in wanted.types for name in types_of(found)):
        raise malformed(wanted, "type", f"its type is not {wanted.types[0]}")
    require(found, wanted.required, wanted)
    return found


def require(found: JsonObject, names: Iterable[str], wanted: ObjectClass) -> None:
    """Raise Judged when one of the members is missing or says nothing."""
    for name in names:
        if found.get(name) in (None, "", [], {}):
            raise malformed(wanted, name, f"its {name} is missing")


def malformed(wanted: ObjectClass, term: str, why: str) -> Judged:
    """Say that an object does not keep to its class."""
    return failed(
        "BADGE_MALFORMED",
        f"The {wanted.name} does not keep to Open Badges 2.0: {why}.",
        object=wanted.name,
        term=term,
    )


def texts(value: JsonValue) -> list[str]:
    """Give the texts of a member that may have one or several."""
    return [item for item in as_list(value) if isinstance(item, str)]
