"""The cryptosuite eddsa-rdfc-2022: RDFC-1.0, SHA-256, Ed25519.

Data Integrity EdDSA Cryptosuites 1.0, section 3.2.
"""

from verifier.cryptosuites.base import Cryptosuite
from verifier.cryptosuites.hashing import hash_statements
from verifier.securing.signatures import eddsa_fits

SUITE = Cryptosuite("eddsa-rdfc-2022", {"Ed25519": 64}, hash_statements, eddsa_fits)
