"""The cryptosuite ecdsa-rdfc-2019: RDFC-1.0, ECDSA with P-256 and SHA-256 or P-384 and SHA-384.

Data Integrity ECDSA Cryptosuites 1.0, section 3.2.
"""

from verifier.cryptosuites.base import Cryptosuite
from verifier.cryptosuites.hashing import hash_statements
from verifier.securing.signatures import ecdsa_fits

SUITE = Cryptosuite("ecdsa-rdfc-2019", {"P-256": 64, "P-384": 96}, hash_statements, ecdsa_fits)
