"""The Data Integrity cryptosuites we accept: the whole list, as an auditor reads it."""

from verifier.cryptosuites import (
    ecdsa_jcs_2019,
    ecdsa_rdfc_2019,
    ecdsa_sd_2023,
    ed25519_signature_2020,
    eddsa_jcs_2022,
    eddsa_rdfc_2022,
)
from verifier.cryptosuites.base import HASHES, Cryptosuite
from verifier.cryptosuites.hashing import canonical_digest, statements_digest

DRAFT_NAMES = {"eddsa-2022": "eddsa-rdfc-2022"}
"""What drafts called a suite that changed its name and nothing else; never issued with."""

CRYPTOSUITES: dict[str, Cryptosuite] = {
    "ecdsa-jcs-2019": ecdsa_jcs_2019.SUITE,
    "ecdsa-rdfc-2019": ecdsa_rdfc_2019.SUITE,
    "eddsa-jcs-2022": eddsa_jcs_2022.SUITE,
    "eddsa-rdfc-2022": eddsa_rdfc_2022.SUITE,
}
"""By the proof's `cryptosuite`, for proofs of the type DataIntegrityProof."""

PROOF_TYPES: dict[str, Cryptosuite] = {
    "Ed25519Signature2020": ed25519_signature_2020.SUITE,
}
"""By the proof's `type`, for those that are a cryptosuite of their own."""

SELECTIVE = ecdsa_sd_2023.NAME
"""The one suite for selective disclosure; see verifier.securing.selective_disclosure."""

__all__ = [
    "CRYPTOSUITES",
    "DRAFT_NAMES",
    "HASHES",
    "PROOF_TYPES",
    "SELECTIVE",
    "Cryptosuite",
    "canonical_digest",
    "statements_digest",
]
