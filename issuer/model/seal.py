"""With what a profile seals European Digital Credentials, and what was sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from issuer.sealing import TimeForm
from verifier.securing.jades import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class SealSetUp:
    """A profile's seal: where its key lives, and how far its seals are to last.

    Nothing here says what the seal is worth: that is told by its certificate, and by who reads it.
    """

    id: str
    profile_id: str
    key_uri: str
    """`pkcs12:`, `pkcs11:`, or `demo:` for the demonstration's own."""
    certificate: bytes
    """DER: the certificate as it was when the seal was set up."""
    level: Level
    time_form: TimeForm
    timestamp_url: str | None
    """Where its time stamps come from; None: level B, or the demonstration's own."""
    mandate: str | None
    """By what right somebody else seals for the school; None: the school seals itself."""
    active_from: datetime
    retired_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedDocument:
    """A credential's European twin, as the bytes that were sealed."""

    credential_id: str
    seal_id: str
    body: bytes
    digest: str
    """SHA-256 of `body`, lower-case hexadecimal."""
    sealed_at: datetime
