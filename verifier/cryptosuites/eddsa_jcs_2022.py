"""The cryptosuite eddsa-jcs-2022: JCS, SHA-256, Ed25519.

Data Integrity EdDSA Cryptosuites 1.0, section 3.3.
"""

from verifier.cryptosuites.base import Cryptosuite
from verifier.cryptosuites.hashing import hash_text
from verifier.securing.signatures import eddsa_fits

SUITE = Cryptosuite("eddsa-jcs-2022", {"Ed25519": 64}, hash_text, eddsa_fits, signs_text=True)
