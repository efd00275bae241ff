"""Derived proofs: the shown part of a credential, and what the issuer made always visible."""

import re

from contexts import ContextsError, JsonObject
from verifier.cryptosuites import ecdsa_sd_2023
from verifier.cryptosuites.ecdsa_sd_2023_values import (
    KEY_KIND,
    BaseProofValue,
    MalformedProofValue,
    read_derived,
)
from verifier.data_model import require_text
from verifier.judgement import failed
from verifier.keys import AnyPublicKey, MalformedKey, PublicKey
from verifier.securing.data_integrity import judged_contexts

NAME = ecdsa_sd_2023.NAME

_PREDICATE = re.compile(r"\S+ <([^>]*)> ")


def check_derived_proof(
    document: JsonObject, proof: JsonObject, key: AnyPublicKey, *, sandbox: bool = False
) -> frozenset[str]:
    """Raise Judged unless the proof fits; give the properties (IRIs) nobody can leave out.

    `document` is what is shown, without `proof`.
    """
    if not isinstance(key, PublicKey) or key.kind != KEY_KIND:
        raise failed(
            "KEY_ALGORITHM_MISMATCH",
            f"The proof is of the kind {NAME}, but its key is none for that.",
            suite=NAME,
        )
    value = require_text(proof.get("proofValue"), "PROOF_MALFORMED", "The proofValue")
    options = {name: member for name, member in proof.items() if name != "proofValue"}
    options["@context"] = document["@context"]
    try:
        derived = read_derived(value)
        statements = ecdsa_sd_2023.statements_of(document, derived, sandbox=sandbox)
        options_hash = ecdsa_sd_2023.hash_options(options, sandbox=sandbox)
        fits = ecdsa_sd_2023.verify(options_hash, statements, derived, key)
    except BaseProofValue as error:
        raise failed(
            "PROOF_IS_HOLDERS_SECRET",
            "This is the copy the issuer made for the holder alone: it contains the key that "
            "hides what the holder leaves out. Ask the holder for a copy made for showing.",
        ) from error
    except MalformedProofValue as error:
        raise failed("PROOF_MALFORMED", f"The proofValue is malformed: {error}.") from error
    except MalformedKey as error:
        raise failed("KEY_MALFORMED", f"The key cannot be read: {error}.") from error
    except ContextsError as error:
        raise judged_contexts(error, document) from error
    if not fits:
        raise failed(
            "SIGNATURE_INVALID",
            "The signatures do not fit the content: something was changed after signing, "
            "or this is not the key it was signed with. Ask the holder for the original.",
        )
    found = (_PREDICATE.match(quad) for quad in statements.mandatory)
    return frozenset(match[1] for match in found if match)
