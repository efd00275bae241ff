"""Secure any conforming credential in any way: what no school's key may do, and a sandbox must.

Two steps, as private keys are elsewhere: `draft` says what has to be signed, and `secured` puts the
signatures in. Nothing here knows an award; the product issues by issuer.issuance alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from contexts import ContextsError, JsonObject, selectable
from issuer.rendering.members import timestamp
from issuer.sandbox_issuers import TOKEN
from issuer.selective_disclosure import BaseSecrets, base_proof_value, to_sign
from verifier.conformance import check_conformance
from verifier.cryptosuites import CRYPTOSUITES, HASHES, PROOF_TYPES, SELECTIVE
from verifier.cryptosuites.ecdsa_sd_2023 import hash_options
from verifier.data_model import V1_CONTEXT, V2_CONTEXT, context_list, model_of
from verifier.judgement import Judged, shown
from verifier.keys import KeyKind
from verifier.limits import LIMITS
from verifier.multibase import multibase_encode
from verifier.securing.data_integrity import judged_contexts, proofs_of
from verifier.securing.jose import compact, signing_input
from verifier.securing.json_pointers import MOST_POINTERS, SelectsNothing

DATA_INTEGRITY_CONTEXT = "https://w3id.org/security/data-integrity/v2"
SUITE_2020_CONTEXT = "https://w3id.org/security/suites/ed25519-2020/v1"

_ALGORITHMS: dict[KeyKind, str] = {"Ed25519": "EdDSA", "P-256": "ES256", "P-384": "ES384"}


class NotSecurable(Exception):
    """The document is no conforming credential, or cannot be signed so; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a document is to be secured."""

    securing: str
    kind: KeyKind
    method: str
    """The verification method's URL."""
    created: datetime
    pointers: tuple[str, ...] | None = None
    """What the holder cannot leave out; for selective disclosure only."""
    secrets: BaseSecrets = field(default_factory=lambda: BaseSecrets(b"", b""), repr=False)
    """For selective disclosure only."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A document with what has to be signed of it."""

    document: JsonObject
    """With the contexts that the proof needs."""
    options: JsonObject
    """The proof without its value."""
    by_issuer: bytes
    by_one_time_key: tuple[bytes, ...] = ()
    pointers: tuple[str, ...] = ()
    """What is mandatory in it."""


def draft(document: JsonObject, wanted: Wanted) -> Draft:
    """Check a document against the data model, and say what has to be signed.

    Raises NotSecurable.
    """
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    try:
        check_conformance(unsecured)
        earlier = proofs_of(document, LIMITS)
        # A token is around the whole document (OB 3.0, 8.2.1); a proof is over it without proofs.
        signed = document if wanted.securing == TOKEN else unsecured
        made = _DRAFTS.get(wanted.securing, _embedded)(signed, wanted)
    except Judged as stopped:
        raise NotSecurable(stopped.problem.detail) from stopped
    except ContextsError as error:
        raise NotSecurable(judged_contexts(error).problem.detail) from error
    except SelectsNothing as error:
        raise NotSecurable(
            f"There is nothing at “{shown(error.pointer)}” in the credential."
        ) from error
    # A set: the new proof is over the document without any (vc-data-integrity, 2.1.1).
    with_earlier = {**made.document, "proof": earlier} if earlier else made.document
    return replace(made, document=with_earlier)


def secured(made: Draft, wanted: Wanted, by_issuer: bytes, others: Sequence[bytes]) -> JsonObject:
    """Put the signatures in: a proof beside those that are there, or an envelope."""
    if wanted.securing == TOKEN:
        token = compact(made.by_issuer, by_issuer)
        return {
            "@context": [V2_CONTEXT],
            "id": f"data:application/{TOKEN},{token}",
            "type": "EnvelopedVerifiableCredential",
        }
    value = multibase_encode(by_issuer)
    if wanted.securing == SELECTIVE:
        value = base_proof_value(by_issuer, others, wanted.secrets, made.pointers)
    proof = {**made.options, "proofValue": value}
    earlier = made.document.get("proof")
    return {**made.document, "proof": [*earlier, proof] if earlier else proof}


def _embedded(document: JsonObject, wanted: Wanted) -> Draft:
    suite = (CRYPTOSUITES | PROOF_TYPES)[wanted.securing]
    options = _options(wanted)
    if suite.signs_text:
        # vc-di-eddsa, 3.3.1, step 2: the contexts become part of the proof.
        options = {"@context": document["@context"], **options}
        data = suite.hash_data(document, options, hash_name=HASHES[wanted.kind])
        return Draft(document, options, data)
    document = _with_context(document, wanted.securing)
    data = suite.hash_data(
        document,
        {"@context": document["@context"], **options},
        hash_name=HASHES[wanted.kind],
        sandbox=True,
    )
    return Draft(document, options, data)


def _selective(document: JsonObject, wanted: Wanted) -> Draft:
    pointers = _default_pointers(document) if wanted.pointers is None else wanted.pointers
    if len(pointers) > MOST_POINTERS:
        raise NotSecurable(f"At most {MOST_POINTERS} pointers may be mandatory.")
    document = _with_context(document, wanted.securing)
    options = _options(wanted)
    options_hash = hash_options({"@context": document["@context"], **options}, sandbox=True)
    parts = to_sign(selectable(document, sandbox=True), options_hash, wanted.secrets, pointers)
    return Draft(document, options, parts.by_issuer, parts.by_one_time_key, pointers)


def _default_pointers(document: JsonObject) -> tuple[str, ...]:
    """Make mandatory what the data model asks of every credential, and no more."""
    return ("/issuer", *(f"/{member}" for member in model_of(document).required))


def _token(document: JsonObject, wanted: Wanted) -> Draft:
    header = {
        "alg": _ALGORITHMS[wanted.kind],
        "kid": wanted.method,
        "typ": TOKEN,
        "cty": "vc",
    }
    return Draft(document, {}, signing_input(header, document))


def _options(wanted: Wanted) -> JsonObject:
    kind: JsonObject = {"type": "DataIntegrityProof", "cryptosuite": wanted.securing}
    if wanted.securing in PROOF_TYPES:
        kind = {"type": wanted.securing}
    return {
        **kind,
        "created": timestamp(wanted.created),
        "verificationMethod": wanted.method,
        "proofPurpose": "assertionMethod",
    }


def _with_context(document: JsonObject, securing: str) -> JsonObject:
    """Add the context that defines the proof's terms, where the document's own do not."""
    contexts = context_list(document)
    needed = None
    if securing in PROOF_TYPES:
        needed = SUITE_2020_CONTEXT
    elif contexts[0] == V1_CONTEXT:
        needed = DATA_INTEGRITY_CONTEXT
    if needed is None or needed in contexts:
        return document
    return {**document, "@context": [*contexts, needed]}


_DRAFTS: dict[str, Callable[[JsonObject, Wanted], Draft]] = {
    SELECTIVE: _selective,
    TOKEN: _token,
}
"""Everything else is an embedded proof of one signature."""
