"""The cryptosuite ecdsa-sd-2023: the holder shows a part, and the issuer's signature still fits.

Data Integrity ECDSA Cryptosuites 1.0, section 3.4 and 3.6 (verify derived proof). The issuer's key
signs the mandatory statements and a public key made for this one credential; that key signs every
other statement by itself, so that any of them can be left out.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from contexts import JsonObject, canonicalize
from verifier.cryptosuites.ecdsa_sd_2023_values import DerivedProof, MalformedProofValue
from verifier.keys import PublicKey
from verifier.multikey import decode_multikey, multibase_encode
from verifier.securing.signatures import ecdsa_fits

NAME = "ecdsa-sd-2023"

# A literal or IRI is matched first, so that what only looks like a label inside one stays.
_TERM = re.compile(r'"(?:[^"\\]|\\.)*"|<[^>]*>|_:(c14n[0-9]+)')


@dataclass(frozen=True, slots=True)
class Statements:
    """The N-Quads of a shown document, as the issuer signed them."""

    mandatory: tuple[str, ...]
    others: tuple[str, ...]


def statements_of(document: JsonObject, derived: DerivedProof, *, sandbox: bool) -> Statements:
    """Write the document's statements with the issuer's labels, mandatory ones apart (3.5.8).

    Raises contexts.ContextsError, and MalformedProofValue when labels or indexes do not fit.
    """
    quads = canonicalize(document, sandbox=sandbox).splitlines(keepends=True)
    relabelled = sorted(_relabelled(quad, derived.labels) for quad in quads)
    if any(index >= len(relabelled) for index in derived.mandatory_indexes):
        raise MalformedProofValue("it names statements that are not there")
    chosen = [index in derived.mandatory_indexes for index in range(len(relabelled))]
    return Statements(
        tuple(quad for quad, mandatory in zip(relabelled, chosen, strict=True) if mandatory),
        tuple(quad for quad, mandatory in zip(relabelled, chosen, strict=True) if not mandatory),
    )


def hash_options(options: JsonObject, *, sandbox: bool) -> bytes:
    """Hash the proof options, as in the other suites; raise contexts.ContextsError."""
    return hashlib.sha256(canonicalize(options, sandbox=sandbox).encode()).digest()


def base_data(options_hash: bytes, public_key: bytes, mandatory: Sequence[str]) -> bytes:
    """Give what the issuer's key signs (3.5.1)."""
    return options_hash + public_key + hashlib.sha256("".join(mandatory).encode()).digest()


def verify(
    options_hash: bytes, statements: Statements, derived: DerivedProof, key: PublicKey
) -> bool:
    """Tell whether all signatures fit (3.6.8); raise MalformedKey when a key is none."""
    if len(derived.signatures) != len(statements.others):
        return False
    signed = base_data(options_hash, derived.public_key, statements.mandatory)
    if not ecdsa_fits(signed, derived.base_signature, key):
        return False
    one_time_key = decode_multikey(multibase_encode(derived.public_key))
    return all(
        ecdsa_fits(quad.encode(), signature, one_time_key)
        for quad, signature in zip(statements.others, derived.signatures, strict=True)
    )


def _relabelled(quad: str, labels: dict[str, str]) -> str:
    def replaced(match: re.Match[str]) -> str:
        label = match[1]
        if label is None:
            return match[0]
        if label not in labels:
            raise MalformedProofValue("it has no label for a node of the document")
        return f"_:{labels[label]}"

    return _TERM.sub(replaced, quad)
