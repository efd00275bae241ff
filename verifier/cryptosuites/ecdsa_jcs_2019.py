"""The cryptosuite ecdsa-jcs-2019: JCS, ECDSA with P-256 and SHA-256 or P-384 and SHA-384.

Data Integrity ECDSA Cryptosuites 1.0, section 3.3.
"""

from verifier.cryptosuites.base import Cryptosuite
from verifier.cryptosuites.hashing import hash_text
from verifier.securing.signatures import ecdsa_fits

SUITE = Cryptosuite(
    "ecdsa-jcs-2019", {"P-256": 64, "P-384": 96}, hash_text, ecdsa_fits, signs_text=True
)
