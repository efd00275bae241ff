"""Data Integrity proofs: what a proof must have, what it is over, whether its signature fits.

Verifiable Credential Data Integrity 1.0, sections 2.1 and 4.4.
"""

from datetime import datetime, timedelta

from contexts import (
    ContextsError,
    DataLoss,
    JsonObject,
    JsonValue,
    NotInteroperableJson,
    TooMuchWork,
    UnknownContext,
)
from verifier.cryptosuites import (
    CRYPTOSUITES,
    DRAFT_NAMES,
    HASHES,
    PROOF_TYPES,
    SELECTIVE,
    Cryptosuite,
)
from verifier.data_model import as_list, context_list, require_text
from verifier.judgement import Judged, failed, shown, undecided
from verifier.keys import AnyPublicKey, MalformedKey, PublicKey
from verifier.limits import Limits
from verifier.multibase import MalformedMultibase, multibase_decode
from verifier.places import places_of, told
from verifier.timestamps import MalformedTimestamp, read_timestamp


def proofs_of(document: JsonObject, limits: Limits) -> list[JsonObject]:
    """Give the document's proofs, none when it has none; raise Judged when they are malformed."""
    if "proof" not in document:
        return []
    proofs = as_list(document["proof"])
    if not proofs or not all(isinstance(proof, dict) for proof in proofs):
        raise failed("PROOF_MALFORMED", "The member proof is not one or several proofs.")
    if len(proofs) > limits.proofs:
        raise failed(
            "LIMIT_EXCEEDED",
            f"The credential has more than {limits.proofs} proofs.",
            limit="proofs",
        )
    identifiers = [proof["id"] for proof in proofs if "id" in proof]
    if len({str(identifier) for identifier in identifiers}) != len(identifiers):
        raise failed("PROOF_MALFORMED", "Two proofs have the same id.")
    return proofs


def secured_by(document: JsonObject, proof: JsonObject, proofs: list[JsonObject]) -> JsonObject:
    """Give what the proof is over: the document without proofs, or with exactly its previous ones.

    vc-data-integrity, sections 2.1.1 (sets) and 2.1.2 (chains).
    """
    secured = {name: value for name, value in document.items() if name != "proof"}
    if "previousProof" in proof:
        names = as_list(proof["previousProof"])
        previous = [other for other in proofs if other is not proof and other.get("id") in names]
        if not names or len(previous) != len(names):
            raise failed(
                "PROOF_CHAIN_BROKEN", "The proof builds on another proof, which is not there."
            )
        secured["proof"] = previous
    return secured


def is_selective(proof: JsonObject) -> bool:
    """Tell whether the proof is of the suite whose holders may show a part."""
    return proof.get("type") == "DataIntegrityProof" and proof.get("cryptosuite") == SELECTIVE


def accepted_suite(proof: JsonObject) -> Cryptosuite:
    """Give the proof's cryptosuite; raise Judged when it is not one of ours."""
    name = require_text(proof.get("type"), "PROOF_MALFORMED", "The proof's type")
    suites = PROOF_TYPES
    if name == "DataIntegrityProof":
        name = require_text(proof.get("cryptosuite"), "PROOF_MALFORMED", "The proof's cryptosuite")
        name, suites = DRAFT_NAMES.get(name, name), CRYPTOSUITES
    if name not in suites:
        raise undecided(
            "SUITE_NOT_ACCEPTED",
            f"The proof is of the kind {shown(name, 60)}, which is not checked here; "
            f"{', '.join(sorted((*CRYPTOSUITES, *PROOF_TYPES, SELECTIVE)))} are.",
            suite=shown(name, 60),
        )
    return suites[name]


def check_options(proof: JsonObject, wanted: str, now: datetime, skew: timedelta) -> str:
    """Check the proof's purpose and times; give its verification method; raise Judged."""
    method = require_text(
        proof.get("verificationMethod"), "PROOF_MALFORMED", "The proof's verificationMethod"
    )
    purpose = require_text(proof.get("proofPurpose"), "PROOF_MALFORMED", "The proofPurpose")
    if purpose != wanted:
        raise failed(
            "PROOF_WRONG_PURPOSE",
            f"The proof was made for {shown(purpose, 60)}; this document needs {wanted}.",
            purpose=shown(purpose, 60),
        )
    created, expires = _time(proof, "created"), _time(proof, "expires")
    if created and created > now + skew:
        raise failed(
            "PROOF_CREATED_IN_FUTURE",
            f"The proof says it will be made on {created.isoformat()}.",
            date=created.isoformat(),
        )
    if expires and expires <= now:
        raise failed(
            "PROOF_EXPIRED",
            f"The proof was to be relied on until {expires.isoformat()}.",
            date=expires.isoformat(),
        )
    return method


def check_proof(  # noqa: PLR0913  # the proof, what it is over, and how that is read
    suite: Cryptosuite,
    document: JsonObject,
    proof: JsonObject,
    key: AnyPublicKey,
    *,
    sandbox: bool = False,
    canonical: bytes | None = None,
) -> None:
    """Raise Judged unless the proof's signature fits the document under this key.

    `document` is what the proof is over: without `proof`, or with exactly its previous proofs.
    `canonical` is its canonical form (RDFC-1.0, SHA-256) where that is known.
    """
    if not isinstance(key, PublicKey) or key.kind not in suite.signature_bytes:
        raise failed(
            "KEY_ALGORITHM_MISMATCH",
            f"The proof is of the kind {suite.name}, but its key is none for that.",
            suite=suite.name,
        )
    signature = _signature(proof, suite, suite.signature_bytes[key.kind])
    options = dict(proof)
    del options["proofValue"]
    if suite.signs_text:
        document = with_signed_contexts(document, proof)
    else:
        options["@context"] = document["@context"]
    try:
        data = suite.hash_data(
            document, options, hash_name=HASHES[key.kind], sandbox=sandbox, canonical=canonical
        )
        fits = suite.verify(data, signature, key)
    except ContextsError as error:
        raise judged_contexts(error, document) from error
    except MalformedKey as error:
        raise failed("KEY_MALFORMED", f"The key cannot be read: {error}.") from error
    if not fits:
        raise failed(
            "SIGNATURE_INVALID",
            "The signature does not fit the content: something was changed after signing, "
            "or this is not the key it was signed with. Ask the issuer for the original.",
        )


def with_signed_contexts(document: JsonObject, proof: JsonObject) -> JsonObject:
    """Give the document as a proof over its text saw it: with the contexts the proof names.

    Contexts may be added after signing, but only at the end (vc-di-eddsa, 3.3.2, step 4;
    vc-di-ecdsa, 3.3.2, step 4); what they may not change is for the check of the contexts.
    Raises Judged.
    """
    if "@context" not in proof:
        return document
    signed = as_list(proof["@context"])
    if context_list(document)[: len(signed)] != signed:
        raise failed(
            "CONTEXT_REFUSED",
            "The document does not begin with the contexts it was signed with, so its words may "
            "have got another meaning since.",
        )
    return {**document, "@context": proof["@context"]}


def judged_contexts(error: ContextsError, document: JsonObject | None = None) -> Judged:
    """Say what stops canonicalization, as a proof's problem; and where, in a given document."""
    if isinstance(error, UnknownContext):
        return unknown_context(error)
    if isinstance(error, DataLoss) and error.term == "@context":  # inline, nested or missing
        return failed("CONTEXT_REFUSED", f"The credential's contexts are refused: {error.why}")
    if isinstance(error, DataLoss):
        places = told(places_of(document, error.term))
        return failed(
            "DATA_LOSS",
            f"The signature does not cover “{shown(error.term)}”: {error.why} "
            "It may have been added or changed by anybody.",
            term=shown(error.term),
            **({"places": places} if places else {}),
        )
    if isinstance(error, TooMuchWork):
        return failed("TOO_COMPLEX", f"{error.sentence} Honest credentials stay far below.")
    if isinstance(error, NotInteroperableJson):
        return failed("MALFORMED_VALUE", error.sentence)
    return failed("NOT_JSON_LD", error.sentence)


def unknown_context(error: UnknownContext) -> Judged:
    """Say that a vocabulary is not bundled, and hence nothing of it understood."""
    return undecided(
        "CONTEXT_UNKNOWN",
        f"The credential uses the vocabulary {shown(error.url)}, which is not known here; "
        "vocabularies are never fetched, so what it says cannot be checked.",
        url=shown(error.url),
    )


def _signature(proof: JsonObject, suite: Cryptosuite, length: int) -> bytes:
    text = require_text(proof.get("proofValue"), "PROOF_MALFORMED", "The proofValue")
    if not text.startswith("z"):
        raise failed("PROOF_MALFORMED", "The proofValue does not start with z (base58btc).")
    try:
        signature = multibase_decode(text)
    except MalformedMultibase as error:
        raise failed("PROOF_MALFORMED", f"The proofValue is not base58btc: {error}.") from error
    if len(signature) != length:
        raise failed(
            "PROOF_MALFORMED",
            f"A signature of {suite.name} by this key has {length} bytes, not {len(signature)}.",
        )
    return signature


def _time(proof: JsonObject, member: str) -> datetime | None:
    value: JsonValue = proof.get(member)
    if member not in proof:
        return None
    try:
        return read_timestamp(value, assume_utc=True)  # 2.1: without offset it is UTC
    except MalformedTimestamp as error:
        raise failed(
            "PROOF_MALFORMED", f"The proof's member {member} is malformed: {error}.", term=member
        ) from error
