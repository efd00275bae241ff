"""The bytes that are signed: canonical proof options and canonical document, each hashed."""

import hashlib

from contexts import HashName, JsonObject, canonical_json, canonicalize


def hash_statements(
    unsecured: JsonObject,
    options: JsonObject,
    *,
    hash_name: HashName = "sha256",
    sandbox: bool = False,
) -> bytes:
    """Hash what options and document say, by RDFC-1.0, which then uses the same hash inside.

    `options` is the proof without `proofValue` and with the document's `@context`
    (vc-di-eddsa, 3.2.5; vc-di-ecdsa, 3.2.5).
    Raises contexts.ContextsError when either cannot be canonicalized without loss.
    """
    return _hash(
        canonicalize(options, hash_name=hash_name, sandbox=sandbox),
        canonicalize(unsecured, hash_name=hash_name, sandbox=sandbox),
        hash_name,
    )


def hash_text(
    unsecured: JsonObject,
    options: JsonObject,
    *,
    hash_name: HashName = "sha256",
    sandbox: bool = False,
) -> bytes:
    """Hash options and document as they are written, by JCS (RFC 8785).

    `options` is the proof without `proofValue`; contexts play no part here (`sandbox` neither).
    Raises contexts.ContextsError when either has no canonical spelling.
    """
    del sandbox
    return _hash(canonical_json(options), canonical_json(unsecured), hash_name)


def _hash(options: str, document: str, hash_name: HashName) -> bytes:
    # Options first (vc-di-eddsa, 3.2.4 and 3.3.4; vc-di-ecdsa, 3.2.4 and 3.3.4).
    return b"".join(
        hashlib.new(hash_name, part.encode("utf-8")).digest() for part in (options, document)
    )
