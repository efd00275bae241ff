"""Issuers whose key documents are missing, huge, foreign or full of traps."""

from tests.app.local_https import Answer, always, response
from tests.hostile.case import Case, Json, as_json, fixed
from tests.hostile.web import DOMAIN, HostileWeb, leads_to
from tests.verifier.makers import badge, did_document, multikey, proof_options, signed

UNREACHABLE = "indeterminate DID_DOCUMENT_UNREACHABLE"
INVALID = "failed DID_DOCUMENT_INVALID"
Changes = dict[str, object]


def issued_by(identifier: str, fragment: str = "key-0") -> bytes:
    """Sign a badge in the name of any identifier, with the example school's key."""
    issuer = {"id": identifier, "type": ["Profile"]}
    document = badge(issuer=issuer, credentialStatus=None)
    return as_json(
        signed(document, proof_options(f"{identifier}#{fragment}", cryptosuite="eddsa-jcs-2022"))
    )


def answers_with(name: str, answer: Answer, expected: str) -> Case:
    """Let the issuer's server answer in its own way."""

    def make(web: HostileWeb) -> bytes:
        web.publish(f"/{name}/did.json", answer)
        return issued_by(web.did(name))

    return Case(make, expected)


def publishes(name: str, expected: str, **changes: object) -> Case:
    """Let the issuer publish a key document with other members."""

    def make(web: HostileWeb) -> bytes:
        did = web.did(name)
        document = {**did_document(did), **changes}
        web.publish(f"/{name}/did.json", always(response(as_json(document))))
        return issued_by(did)

    return Case(make, expected)


def publishes_method(name: str, expected: str, **changes: object) -> Case:
    """Let the issuer publish its one key in another way."""

    def make(web: HostileWeb) -> bytes:
        did = web.did(name)
        method: Json = {**did_document(did)["verificationMethod"][0], **changes}
        document = {**did_document(did), "verificationMethod": [method]}
        web.publish(f"/{name}/did.json", always(response(as_json(document))))
        return issued_by(did)

    return Case(make, expected)


def named(identifier: str, expected: str) -> Case:
    """Name an issuer that nobody has to ask."""
    return fixed(issued_by(identifier), expected)


CASES = {
    "not there": Case(lambda web: issued_by(web.did("nobody")), UNREACHABLE),
    "empty": answers_with("empty", always(response(b"")), INVALID),
    "a page": answers_with("page", always(response(b"<html>")), INVALID),
    "an array": answers_with("array", always(response(b"[]")), INVALID),
    "a hundred thousand deep": answers_with("deep", always(response(b"[" * 100_000)), INVALID),
    "five megabytes": answers_with("huge", always(response(b" " * 5_000_000)), UNREACHABLE),
    "of somebody else": publishes(
        "foreign", "failed DID_DOCUMENT_ID_MISMATCH", id="did:web:other.example"
    ),
    "without an id": publishes("without-id", INVALID, id=None),
    "methods are a text": publishes(
        "text-methods", "failed KEY_NOT_LISTED", verificationMethod="x"
    ),
    "a method is null": publishes(
        "null-method", "failed KEY_NOT_LISTED", verificationMethod=[None]
    ),
    "no methods": publishes("no-methods", "failed KEY_NOT_LISTED", verificationMethod=[]),
    "ten thousand methods": publishes("many", INVALID, verificationMethod=[{}] * 10_000),
    "the key not for signing": publishes("unfit", "failed KEY_WRONG_PURPOSE", assertionMethod=[]),
    "the key under somebody else": publishes_method(
        "controlled", "failed KEY_CONTROLLER_MISMATCH", controller="did:web:other.example"
    ),
    "the key revoked": publishes_method(
        "revoked", "failed KEY_REVOKED", revoked="2026-01-01T00:00:00Z"
    ),
    "the key is a number": publishes_method("number", "failed KEY_MALFORMED", publicKeyMultibase=7),
    "the key is a megabyte": publishes_method(
        "megabyte", "failed KEY_MALFORMED", publicKeyMultibase="z" + "6" * 1_000_000
    ),
    "the key is another": publishes_method(
        "swapped",
        "failed KEY_ALGORITHM_MISMATCH",
        publicKeyMultibase="zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169",
    ),
    "the key twice, differently": publishes(
        "twice",
        INVALID,
        verificationMethod=[
            {"id": "#key-0", "type": "Multikey", "publicKeyMultibase": multikey()},
            {"id": "#key-0", "type": "Multikey", "publicKeyMultibase": "z6Mk"},
        ],
    ),
    "the private key as well": publishes_method(
        "secret",
        "failed SECRET_KEY_PUBLISHED",
        type="JsonWebKey",
        publicKeyMultibase=None,
        publicKeyJwk={"kty": "OKP", "crv": "Ed25519", "x": "AAAA", "d": "AAAA"},
    ),
    "did:web without a host": named("did:web:", "failed DID_MALFORMED"),
    "did:web with a user name": named("did:web:user@school.example", "failed DID_MALFORMED"),
    "did:web climbing out": named("did:web:school.example:..:..:secret", "failed DID_MALFORMED"),
    "did:web with an encoded slash": named("did:web:a.example%2Fb", "failed DID_MALFORMED"),
    "did:web at port 22": named(f"did:web:www.{DOMAIN}%3A22", UNREACHABLE),
    "did:web at port 99999": named(f"did:web:www.{DOMAIN}%3A99999", UNREACHABLE),
    "did:web at 127.0.0.1": named("did:web:127.0.0.1", UNREACHABLE),
    "did:web at localhost": named("did:web:localhost", UNREACHABLE),
    "did:web in a private network": named(f"did:web:{leads_to('10.0.0.1')}", UNREACHABLE),
    "did:web at the metadata address": named(f"did:web:{leads_to('169.254.169.254')}", UNREACHABLE),
    "did:web of four thousand characters": named(
        "did:web:a.example" + ":x" * 3_000, "failed DID_MALFORMED"
    ),
    "did:key of nothing": named("did:key:", "failed DID_MALFORMED"),
    "did:key of a million letters": named("did:key:z" + "6" * 1_000_000, "failed DID_MALFORMED"),
    "did:jwk of no JSON": named("did:jwk:AAAA", "failed DID_MALFORMED"),
    "did:jwk deep inside": named("did:jwk:" + "W1tb" * 300, "failed DID_MALFORMED"),
    "did:jwk with a private key": named(
        "did:jwk:eyJrdHkiOiJPS1AiLCJjcnYiOiJFZDI1NTE5IiwieCI6IkFBQUEiLCJkIjoiQUFBQSJ9",
        "failed KEY_NOT_LISTED",
    ),
    "a method nobody knows": named("did:evil:1", "indeterminate DID_METHOD_UNSUPPORTED"),
    "javascript": named("javascript:alert(1)", "indeterminate DID_METHOD_UNSUPPORTED"),
    "a file": named("file:///etc/passwd", "indeterminate DID_METHOD_UNSUPPORTED"),
    "plain http": named("http://school.example", "indeterminate DID_METHOD_UNSUPPORTED"),
    "https with a user name": named("https://user:pass@school.example/", "failed DID_MALFORMED"),
}
