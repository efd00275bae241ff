"""Seal European Digital Credentials: JAdES (ETSI TS 119 182-1) from level B to LTA."""

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
    "SealDraft",
    "SealOptions",
    "SealServices",
    "SealSigner",
    "SealedCredential",
    "TimeForm",
    "TimestampService",
    "draft_seal",
    "seal",
    "seal_all",
]
