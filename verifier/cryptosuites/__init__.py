"""The Data Integrity cryptosuites we accept: the whole list, as an auditor reads it."""

from verifier.cryptosuites import ecdsa_jcs_2019, eddsa_jcs_2022, eddsa_rdfc_2022
from verifier.cryptosuites.base import HASHES, Cryptosuite

CRYPTOSUITES: dict[str, Cryptosuite] = {
    "ecdsa-jcs-2019": ecdsa_jcs_2019.SUITE,
    "eddsa-jcs-2022": eddsa_jcs_2022.SUITE,
    "eddsa-rdfc-2022": eddsa_rdfc_2022.SUITE,
}

__all__ = ["CRYPTOSUITES", "HASHES", "Cryptosuite"]
