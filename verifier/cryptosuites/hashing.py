"""The bytes that are signed: canonical proof options and canonical document, each hashed."""

import hashlib

from contexts import HashName, JsonObject, canonical_bytes, canonical_json


def hash_statements(
    unsecured: JsonObject,
    options: JsonObject,
    *,
    hash_name: HashName = "sha256",
    sandbox: bool = False,
    canonical: bytes | None = None,
) -> bytes:
    """Hash what options and document say, by RDFC-1.0, which then uses the same hash inside.

    `options` is the proof without `proofValue` and with the document's `@context`
    (vc-di-eddsa, 3.2.5; vc-di-ecdsa, 3.2.5).
    Raises contexts.ContextsError when either cannot be canonicalized without loss.
    """
    # Options first (vc-di-eddsa, 3.2.4 and 3.3.4; vc-di-ecdsa, 3.2.4 and 3.3.4).
    first = statements_digest(options, hash_name=hash_name, sandbox=sandbox)
    if canonical is not None and hash_name == "sha256":
        return first + canonical_digest(canonical)
    return first + statements_digest(unsecured, hash_name=hash_name, sandbox=sandbox)


def statements_digest(
    document: JsonObject, *, hash_name: HashName = "sha256", sandbox: bool = False
) -> bytes:
    """Hash what one document says: half of what `hash_statements` gives. Raises as that does."""
    canonical = canonical_bytes(document, hash_name=hash_name, sandbox=sandbox)
    return canonical_digest(canonical, hash_name)


def canonical_digest(canonical: bytes, hash_name: HashName = "sha256") -> bytes:
    """Hash a canonical form in UTF-8."""
    return hashlib.new(hash_name, canonical).digest()


def hash_text(
    unsecured: JsonObject,
    options: JsonObject,
    *,
    hash_name: HashName = "sha256",
    sandbox: bool = False,
    canonical: bytes | None = None,
) -> bytes:
    """Hash options and document as they are written, by JCS (RFC 8785).

    `options` is the proof without `proofValue`; contexts play no part here (`sandbox` and
    `canonical` neither).
    Raises contexts.ContextsError when either has no canonical spelling.
    """
    del sandbox, canonical
    return b"".join(
        canonical_digest(canonical_json(part).encode("utf-8"), hash_name)
        for part in (options, unsecured)
    )
