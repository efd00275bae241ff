"""Public keys in PEM (RFC 7468), as the CryptographicKey of Open Badges 2.0 has them."""

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from contexts import JsonValue
from verifier.judgement import failed, shown, undecided
from verifier.keys import (
    AnyPublicKey,
    MalformedKey,
    SecretKeyPublished,
    UnknownKeyKind,
)
from verifier.securing.public_keys import key_value

_LONGEST = 16 * 1024


def read_pem(text: str) -> AnyPublicKey:
    """Read a public key; raise MalformedKey, UnknownKeyKind, or SecretKeyPublished."""
    if "PRIVATE KEY-----" in text:
        raise SecretKeyPublished("this is a private key")
    if len(text) > _LONGEST:
        raise MalformedKey("it is too long for a key")
    try:
        key = load_pem_public_key(text.encode())
    except UnsupportedAlgorithm as error:
        raise UnknownKeyKind("a kind of key that is not read here") from error
    except (ValueError, TypeError) as error:
        raise MalformedKey("it is no public key in PEM") from error
    return key_value(key)


def judged_pem(value: JsonValue, key_id: str) -> AnyPublicKey:
    """Read a public key of a document; raise Judged."""
    named = shown(key_id)
    try:
        return read_pem(value if isinstance(value, str) else "")
    except SecretKeyPublished as error:
        raise failed(
            "SECRET_KEY_PUBLISHED",
            f"Where the key {named} should be public, its private part is published: anybody can "
            "sign with it. Its owner has to replace it.",
            key=named,
        ) from error
    except UnknownKeyKind as error:
        raise undecided(
            "KEY_TYPE_UNSUPPORTED",
            f"The key {named} cannot be used here: it is {error}.",
            key=named,
        ) from error
    except MalformedKey as error:
        raise failed(
            "KEY_MALFORMED", f"The key {named} cannot be read: {error}.", key=named
        ) from error
