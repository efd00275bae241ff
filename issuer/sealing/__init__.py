"""Seal European Digital Credentials: JAdES (ETSI TS 119 182-1) from level B to LTA."""

from issuer.sealing.certificate_rules import (
    CertificateFault,
    SealCertificateRefused,
    certificate_faults,
    check_certificate,
)
from issuer.sealing.draft import SealDraft, TimeForm, draft_seal
from issuer.sealing.sealed import SealedCredential
from issuer.sealing.sealing import (
    AS_EUROPASS,
    SealOptions,
    SealServices,
    SealSigner,
    TimestampService,
    seal,
    seal_all,
)

__all__ = [
    "AS_EUROPASS",
    "CertificateFault",
    "SealCertificateRefused",
    "SealDraft",
    "SealOptions",
    "SealServices",
    "SealSigner",
    "SealedCredential",
    "TimeForm",
    "TimestampService",
    "certificate_faults",
    "check_certificate",
    "draft_seal",
    "seal",
    "seal_all",
]
