"""Controlled identifier documents: find the key that may sign for a controller.

Controlled Identifiers 1.0, section 3.3 (retrieve verification method).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from contexts import JsonObject, JsonValue
from verifier.judgement import Judged, failed, shown, undecided
from verifier.jwk import decode_jwk, thumbprint
from verifier.keys import AnyPublicKey, MalformedKey, SecretKeyPublished, UnknownKeyKind
from verifier.multikey import decode_multikey
from verifier.timestamps import MalformedTimestamp, read_timestamp

_SIGNING = ("assertionMethod", "authentication")
"""The verification relationships that documents are signed under."""


@dataclass(frozen=True, slots=True)
class VerificationMethod:
    """A public key, whose it is, and that it may sign for the wanted purpose."""

    id: str
    controller: str
    public_key: AnyPublicKey
    doubt: Judged | None = None
    """Why it is open whose key it is, when a signature may fit all the same."""
    by_certificate: bool = False
    """The key is in a certificate that the token brings, and in no document of the controller."""


def find_method(
    document: JsonObject, method_id: str, now: datetime, purpose: str = "assertionMethod"
) -> VerificationMethod:
    """Find the method by its absolute id; raise Judged when it may not sign for that now.

    `purpose` is the verification relationship: assertionMethod for credentials, authentication for
    presentations.
    """
    return usable_method(document, listed_method(document, method_id, purpose), method_id, now)


def listed_method(document: JsonObject, method_id: str, purpose: str) -> JsonObject:
    """Give the method as it is listed for the purpose, whatever the time; raise Judged."""
    methods = [m for m in _listed(document) if _absolute(document, m.get("id")) == method_id]
    if not methods:
        raise failed(
            "KEY_NOT_LISTED",
            f"The key {shown(method_id)} is not among the keys that {shown(document['id'])} "
            "publishes. Ask the issuer whether the key was withdrawn, or never was theirs.",
            key=shown(method_id),
            controller=shown(document["id"]),
        )
    if any(method != methods[0] for method in methods):
        raise _invalid(document, f"it lists {shown(method_id)} twice, with different content")
    _check_purpose(document, method_id, purpose)
    return methods[0]


def find_method_of_key(
    document: JsonObject, jwk: JsonObject, now: datetime, purpose: str = "assertionMethod"
) -> VerificationMethod:
    """Find the method that holds this very key, by thumbprint (RFC 7638); raise Judged."""
    wanted = decode_jwk(jwk)
    for method in _listed(document):
        try:
            same = _public_key(method) == wanted
        except MalformedKey:
            continue  # another key of the document, which nobody asked for
        if same:
            method_id = _absolute(document, method.get("id"))
            _check_purpose(document, method_id, purpose)
            return usable_method(document, method, method_id, now)
    raise failed(
        "KEY_NOT_LISTED",
        f"The key that the token brings along is not among the keys that "
        f"{shown(document['id'])} publishes, so anybody may have made this token.",
        key="sha256:" + thumbprint(jwk),
        controller=shown(document["id"]),
    )


def other_methods(
    document: JsonObject, method_id: str, now: datetime, purpose: str
) -> Iterator[VerificationMethod]:
    """Give the other methods that may sign now; what is malformed is none of them."""
    for method in _listed(document):
        found = _absolute(document, method.get("id"))
        if found == method_id:
            continue
        try:
            _check_purpose(document, found, purpose)
            yield usable_method(document, method, found, now)
        except Judged:
            continue


def check_document(document: JsonObject, identifier: str) -> JsonObject:
    """Give the document back when it is the identifier's own; raise Judged otherwise."""
    found = document.get("id")
    if not isinstance(found, str):
        raise failed(
            "DID_DOCUMENT_INVALID",
            f"The key document of {shown(identifier)} has no id.",
            controller=shown(identifier),
        )
    if found != identifier:
        raise failed(
            "DID_DOCUMENT_ID_MISMATCH",
            f"The key document found for {shown(identifier)} calls itself {shown(found)}.",
            controller=shown(identifier),
            found=shown(found),
        )
    return document


def _check_purpose(document: JsonObject, method_id: str, purpose: str) -> None:
    if not _is_for(document, purpose, method_id):
        raise failed(
            "KEY_WRONG_PURPOSE",
            f"The key {shown(method_id)} is listed, but not for this kind of signing ({purpose}).",
            key=shown(method_id),
            purpose=purpose,
        )


def usable_method(
    document: JsonObject, method: JsonObject, method_id: str, now: datetime
) -> VerificationMethod:
    """Read a listed method; raise Judged when it may not be used now."""
    if method.get("controller") != document["id"]:
        raise failed(
            "KEY_CONTROLLER_MISMATCH",
            f"The key {shown(method_id)} is listed by {shown(document['id'])}, but says that it "
            f"belongs to {shown(method.get('controller'))}.",
            key=shown(method_id),
            controller=shown(method.get("controller")),
        )
    _check_term(method, method_id, "revoked", now)
    _check_term(method, method_id, "expires", now)
    return VerificationMethod(method_id, document["id"], judged_key(_public_key, method, method_id))


_TERM_CODES = {
    "revoked": ("KEY_REVOKED", "was revoked by its owner on"),
    "expires": ("KEY_RETIRED", "was valid until"),
}


def _check_term(method: JsonObject, method_id: str, member: str, now: datetime) -> None:
    # CID 1.0, 2.2: no proof is to be verified with a method at or after either time.
    if member not in method:
        return
    code, saying = _TERM_CODES[member]
    try:
        end = read_timestamp(method[member])
    except MalformedTimestamp as error:
        raise failed(
            "KEY_MALFORMED",
            f"The member {member} of the key {shown(method_id)} is malformed: {error}.",
            key=shown(method_id),
        ) from error
    if end <= now:
        date = end.isoformat()
        raise failed(
            code,
            f"The key {shown(method_id)} {saying} {date}; nothing signed with it counts since.",
            key=shown(method_id),
            date=date,
        )


def judged_key(
    read: Callable[[JsonObject], AnyPublicKey], value: JsonObject, method_id: str
) -> AnyPublicKey:
    """Read a key that is known as `method_id`; raise Judged where it cannot be used."""
    try:
        return read(value)
    except SecretKeyPublished as error:
        raise failed(
            "SECRET_KEY_PUBLISHED",
            f"Where the key {shown(method_id)} should be public, its private part is published: "
            "anybody can sign with it. Its owner has to replace it.",
            key=shown(method_id),
        ) from error
    except UnknownKeyKind as error:
        raise undecided(
            "KEY_TYPE_UNSUPPORTED",
            f"The key {shown(method_id)} is of a kind that is not read here: {error}.",
            key=shown(method_id),
        ) from error
    except MalformedKey as error:
        raise failed(
            "KEY_MALFORMED",
            f"The key {shown(method_id)} cannot be read: {error}.",
            key=shown(method_id),
        ) from error


def _public_key(method: JsonObject) -> AnyPublicKey:
    """Read the key of a method by its type; raise MalformedKey."""
    if any(name in method for name in ("secretKeyMultibase", "privateKeyMultibase")):
        raise SecretKeyPublished("a private key stands beside it")
    reader = _READERS.get(str(method.get("type")))
    if reader is None:
        raise UnknownKeyKind(f"the type {shown(method.get('type'), 60)} is not known")
    return reader(method)


def _multikey(method: JsonObject) -> AnyPublicKey:
    text = method.get("publicKeyMultibase")
    if not isinstance(text, str):
        raise MalformedKey("publicKeyMultibase is missing or not a text")
    return decode_multikey(text)


def _ed25519_2020(method: JsonObject) -> AnyPublicKey:
    key = _multikey(method)
    if getattr(key, "kind", None) != "Ed25519":
        raise MalformedKey("an Ed25519 key is required here")
    return key


def _json_web_key(method: JsonObject) -> AnyPublicKey:
    jwk = method.get("publicKeyJwk")
    if not isinstance(jwk, dict):
        raise MalformedKey("publicKeyJwk is missing or not an object")
    return decode_jwk(jwk)


_READERS: dict[str, Callable[[JsonObject], AnyPublicKey]] = {
    "Multikey": _multikey,
    "JsonWebKey": _json_web_key,
    "JsonWebKey2020": _json_web_key,
    "Ed25519VerificationKey2020": _ed25519_2020,
}


def _listed(document: JsonObject) -> list[JsonObject]:
    """Give every method of the document, also those embedded in a relationship."""
    return [
        method
        for member in ("verificationMethod", *_SIGNING)
        for method in _items(document, member)
        if isinstance(method, dict)
    ]


def _is_for(document: JsonObject, purpose: str, method_id: str) -> bool:
    return any(
        _absolute(document, item.get("id") if isinstance(item, dict) else item) == method_id
        for item in _items(document, purpose)
    )


def _items(document: JsonObject, member: str) -> list[JsonValue]:
    value = document.get(member, [])
    return value if isinstance(value, list) else [value]


def _absolute(document: JsonObject, reference: JsonValue) -> str:
    """Complete a reference like `#key-0`; anything but a text refers to nothing."""
    if not isinstance(reference, str):
        return ""
    return f"{document['id']}{reference}" if reference.startswith("#") else reference


def _invalid(document: JsonObject, why: str) -> Judged:
    return failed(
        "DID_DOCUMENT_INVALID",
        f"The key document of {shown(document['id'])} is malformed: {why}.",
        controller=shown(document["id"]),
    )
