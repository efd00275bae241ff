"""Show a part: from a credential with a base proof to one that anybody may see."""

from collections.abc import Sequence

from contexts import ContextsError, JsonObject, selectable
from verifier.cryptosuites.ecdsa_sd_2023_deriving import derived_proof
from verifier.cryptosuites.ecdsa_sd_2023_groups import grouped
from verifier.cryptosuites.ecdsa_sd_2023_values import (
    MalformedProofValue,
    read_base,
    write_derived,
)
from verifier.data_model import check_data_model, require_text
from verifier.judgement import Judged, shown
from verifier.limits import LIMITS, Limits
from verifier.securing.data_integrity import is_selective, judged_contexts, proofs_of
from verifier.securing.json_pointers import MOST_POINTERS, SelectsNothing, selected


class NotDerivable(Exception):
    """No part of the credential can be shown; the sentence says why."""


def derive(
    document: JsonObject,
    selective_pointers: Sequence[str],
    *,
    limits: Limits = LIMITS,
    sandbox: bool = False,
) -> JsonObject:
    """Give the part that the pointers choose, with a derived proof (vc-di-ecdsa, 3.6.6).

    `document` has a base proof of the suite ecdsa-sd-2023; what its issuer made mandatory is always
    part of what is shown. Whether the issuer's signature fits is for who verifies. `sandbox` admits
    contexts that define every term. Raises NotDerivable.
    """
    try:
        check_data_model(document)
        proof = _base_proof(document, limits)
        unsecured = {name: value for name, value in document.items() if name != "proof"}
        return _part(unsecured, proof, selective_pointers, sandbox=sandbox)
    except Judged as stopped:
        raise NotDerivable(stopped.problem.detail) from stopped
    except MalformedProofValue as error:
        raise NotDerivable(f"The proofValue is malformed: {error}.") from error
    except SelectsNothing as error:
        raise NotDerivable(
            f"There is nothing at “{shown(error.pointer)}” in the credential."
        ) from error
    except ContextsError as error:
        raise NotDerivable(judged_contexts(error).problem.detail) from error


def _part(
    unsecured: JsonObject, proof: JsonObject, selective_pointers: Sequence[str], *, sandbox: bool
) -> JsonObject:
    base = read_base(require_text(proof.get("proofValue"), "PROOF_MALFORMED", "The proofValue"))
    pointers = [*base.mandatory_pointers, *selective_pointers]
    if len(pointers) > MOST_POINTERS:
        raise NotDerivable(f"At most {MOST_POINTERS} pointers may choose what is shown.")
    whole = grouped(selectable(unsecured, sandbox=sandbox), base.hmac_key)
    derived = derived_proof(base, whole, selective_pointers)
    part = selected(unsecured, pointers)
    if part is None:
        raise NotDerivable("Nothing is to be shown: name a part by a JSON Pointer.")
    return {**part, "proof": {**proof, "proofValue": write_derived(derived)}}


def _base_proof(document: JsonObject, limits: Limits) -> JsonObject:
    proofs = [proof for proof in proofs_of(document, limits) if is_selective(proof)]
    if len(proofs) != 1:
        raise NotDerivable(
            "Only a credential with one proof of the suite ecdsa-sd-2023 can be shown in part."
        )
    return proofs[0]
