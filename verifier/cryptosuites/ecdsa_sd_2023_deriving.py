"""The holder's half of ecdsa-sd-2023: from a base proof to the derived proof of a part.

Data Integrity ECDSA Cryptosuites 1.0, sections 3.5.4 and 3.6.6. No key is needed but the one in the
base proof.
"""

from collections.abc import Sequence

from contexts import JsonObject
from verifier.cryptosuites.ecdsa_sd_2023_groups import Grouped
from verifier.cryptosuites.ecdsa_sd_2023_values import (
    BaseProof,
    DerivedProof,
    MalformedProofValue,
)


def derived_proof(
    base: BaseProof, whole: Grouped, selective_pointers: Sequence[str]
) -> DerivedProof:
    """Make the proof of what the mandatory and these pointers choose.

    Raises SelectsNothing, MalformedProofValue when the base proof is of another document, and
    contexts.ContextsError.
    """
    mandatory = set(whole.positions(whole.chosen(base.mandatory_pointers)))
    others = [number for number in range(len(whole.statements)) if number not in mandatory]
    if len(others) != len(base.signatures):
        raise MalformedProofValue("it does not have a signature for each statement")
    part = whole.chosen([*base.mandatory_pointers, *selective_pointers])
    shown = whole.positions(part)
    signatures = dict(zip(others, base.signatures, strict=True))
    return DerivedProof(
        base.base_signature,
        base.public_key,
        tuple(signatures[number] for number in shown if number not in mandatory),
        _labels(whole, part),
        frozenset(place for place, number in enumerate(shown) if number in mandatory),
    )


def _labels(whole: Grouped, part: JsonObject | None) -> dict[str, str]:
    """Map the labels that a verifier will find in the part to those of the issuer."""
    if part is None:
        return {}
    found = whole.document.labels_in(part)
    return {canonical: whole.labels[name] for name, canonical in found.items()}
