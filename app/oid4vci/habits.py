"""Habits of older wallets that can be let through, one by one. None is unless it is switched on.

Signature, `aud` and the nonce that works once are asked for whatever is switched on.
"""

from __future__ import annotations

from enum import StrEnum


class Habit(StrEnum):
    """What older wallets do; the setting LEGACY_WALLETS lists those that are let through."""

    SINGULAR_PROOF = "singular-proof"
    """A request with `proof` in place of `proofs` (drafts before 14)."""
    PROOF_TYPE_MEMBER = "proof-type-member"
    """`proofs` with a member `proof_type` beside the proofs."""
    ISSUER_METADATA = "issuer-metadata"
    """They look for members of the authorization server's metadata in the issuer's."""
    LOWER_CASE_BEARER = "lower-case-bearer"
    """They know `bearer` and not `Bearer`."""
    TOKEN_NONCE = "token-nonce"  # noqa: S105 - its name
    """They want a c_nonce in token responses and in refusals (drafts before 15)."""
    UNTYPED_PROOF = "untyped-proof"
    """Proofs without `typ`: a token made for another purpose is not told apart by it."""
    UNDATED_PROOF = "undated-proof"
    """Proofs without `iat`."""
    PROOF_ISSUER = "proof-issuer"
    """Proofs of anonymous wallets with an `iss`."""


OF_PROOFS = {
    Habit.UNTYPED_PROOF: "typ",
    Habit.UNDATED_PROOF: "iat",
    Habit.PROOF_ISSUER: "iss",
}
"""Which part of a proof may then depart: see issuer.key_proof."""
