"""JAdES: the seals of European Digital Credentials (ETSI TS 119 182-1)."""

from verifier.securing.jades.certificate_reference import References, references_of
from verifier.securing.jades.checking import CHECKS, check_seal
from verifier.securing.jades.evidence import Evidence
from verifier.securing.jades.facts import CheckedSeal, Level, SealFacts, Standing
from verifier.securing.jades.imprints import archive_message, signature_message
from verifier.securing.jades.other_forms import integrity_findings, looks_like_compact_jades
from verifier.securing.jades.seal import Seal, looks_sealed, read_seal
from verifier.securing.jades.trust import TRUST_NOBODY, SealTrust
from verifier.securing.pki.certificates import CertificateFacts, certificate_facts

__all__ = [
    "CHECKS",
    "TRUST_NOBODY",
    "CertificateFacts",
    "CheckedSeal",
    "Evidence",
    "Level",
    "References",
    "Seal",
    "SealFacts",
    "SealTrust",
    "Standing",
    "archive_message",
    "certificate_facts",
    "check_seal",
    "integrity_findings",
    "looks_like_compact_jades",
    "looks_sealed",
    "read_seal",
    "references_of",
    "signature_message",
]
