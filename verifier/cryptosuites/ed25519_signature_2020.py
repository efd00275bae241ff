"""The proof type Ed25519Signature2020: what eddsa-rdfc-2022 was before Data Integrity.

Data Integrity EdDSA Cryptosuites 1.0, appendix on Ed25519Signature2020. The proof has no member
`cryptosuite`, and its document names the context of the type.
"""

from verifier.cryptosuites.base import Cryptosuite
from verifier.cryptosuites.hashing import hash_statements
from verifier.securing.signatures import eddsa_fits

SUITE = Cryptosuite("Ed25519Signature2020", {"Ed25519": 64}, hash_statements, eddsa_fits)
