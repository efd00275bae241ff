"""The Data Integrity cryptosuites we accept: the whole list, as an auditor reads it."""

from verifier.cryptosuites import eddsa_rdfc_2022
from verifier.cryptosuites.base import Cryptosuite

CRYPTOSUITES: dict[str, Cryptosuite] = {
    "eddsa-rdfc-2022": eddsa_rdfc_2022.SUITE,
}

__all__ = ["CRYPTOSUITES", "Cryptosuite"]
