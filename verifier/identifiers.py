"""Controller identifiers: did:key and did:jwk hold their keys, did:web and https name documents."""

import re
from dataclasses import dataclass

from contexts import JsonObject
from verifier.json_reading import read_object
from verifier.judgement import Judged, failed, shown, undecided
from verifier.keys import MalformedKey, SecretKeyPublished, UnknownKeyKind
from verifier.multibase import MalformedMultibase, base64url_decode
from verifier.multikey import decode_multikey
from verifier.remembered import remembered

_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?:%3[Aa][0-9]{1,5})?", re.ASCII)
_PATH_SEGMENT = re.compile(r"(?:[A-Za-z0-9._~-]|%[0-9A-Fa-f]{2})+", re.ASCII)
_HTTPS = re.compile(r"https://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:[/?][!-~]*)?", re.ASCII)
_LONGEST = 4096


@dataclass(frozen=True, slots=True)
class Located:
    """Where a controlled identifier document is to be had."""

    document: JsonObject | None
    """The document itself, when the identifier contains it."""
    url: str | None
    """Where it is published, when it has to be fetched."""


def locate(identifier: str) -> Located:
    """Find the controlled identifier document of a controller; raise Judged for other kinds."""
    if len(identifier) > _LONGEST:
        raise _too_long()
    if identifier.startswith("did:key:"):
        return Located(_did_key(identifier), None)
    if identifier.startswith("did:jwk:"):
        return Located(_did_jwk(identifier), None)
    if identifier.startswith("did:web:"):
        return Located(None, did_web_url(identifier))
    if identifier.startswith("https://"):
        return Located(None, check_https(identifier))
    kind = ":".join(identifier.split(":", 2)[:2]) if identifier.startswith("did:") else identifier
    raise undecided(
        "DID_METHOD_UNSUPPORTED",
        f"Identifiers of the kind {shown(kind, 60)} are not resolved here; did:web, did:key, "
        "did:jwk and https are.",
        method=shown(kind, 60),
    )


@remembered
def did_web_url(did: str) -> str:
    """Give the URL of a did:web document (did:web method, Read); raise Judged when malformed."""
    if len(did) > _LONGEST:
        raise _too_long()
    host, *path = did.removeprefix("did:web:").split(":")
    if not _HOST.fullmatch(host) or ".." in host:
        raise _malformed(did, "the host is not a host name")
    if any(not _PATH_SEGMENT.fullmatch(part) or set(part) == {"."} for part in path):
        raise _malformed(did, "the path is not one")
    authority = re.sub("%3a", ":", host, flags=re.IGNORECASE)
    return f"https://{authority}/{'/'.join(path) or '.well-known'}/did.json"


def _did_key(did: str) -> JsonObject:
    text = did.removeprefix("did:key:")
    try:
        decode_multikey(text)
    except MalformedKey as error:
        raise _judged(did, error) from error
    method_id = f"{did}#{text}"
    method = {
        "id": method_id,
        "type": "Multikey",
        "controller": did,
        "publicKeyMultibase": text,
    }
    return {"id": did, "verificationMethod": [method], **_for_signing(method_id)}


def _did_jwk(did: str) -> JsonObject:
    try:
        data = base64url_decode(did.removeprefix("did:jwk:"))
    except MalformedMultibase as error:
        raise _malformed(did, "it is not base64url") from error
    try:
        jwk = read_object(data)
    except Judged as stopped:
        raise _malformed(did, "its key is not JSON") from stopped
    method_id = f"{did}#0"
    method = {"id": method_id, "type": "JsonWebKey", "controller": did, "publicKeyJwk": jwk}
    document: JsonObject = {"id": did, "verificationMethod": [method]}
    if jwk.get("use") != "enc":  # did:jwk method: a key for encryption only signs nothing
        document |= _for_signing(method_id)
    return document


def _for_signing(method_id: str) -> JsonObject:
    return {"assertionMethod": [method_id], "authentication": [method_id]}


def check_https(url: str) -> str:
    """Give a plain https URL back; raise Judged for anything else."""
    if "#" in url or not _HTTPS.fullmatch(url):
        raise _malformed(url, "it is not a plain https URL")
    return url


def _judged(did: str, error: MalformedKey) -> Judged:
    if isinstance(error, SecretKeyPublished):
        return failed("SECRET_KEY_PUBLISHED", "The identifier contains a private key.")
    if isinstance(error, UnknownKeyKind):
        return undecided(
            "KEY_TYPE_UNSUPPORTED", f"The key in {shown(did)} is of a kind that is not read here."
        )
    return _malformed(did, str(error))


def _too_long() -> Judged:
    return failed("DID_MALFORMED", f"An identifier is longer than {_LONGEST} characters.")


def _malformed(identifier: str, why: str) -> Judged:
    return failed(
        "DID_MALFORMED",
        f"The identifier {shown(identifier)} is malformed: {why}.",
        identifier=shown(identifier),
    )
