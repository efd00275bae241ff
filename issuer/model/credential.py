"""What is issued: the credential's record, its status list entries, its signed documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class StatusPurpose(StrEnum):
    """The purposes our lists serve; one list serves one purpose."""

    REVOCATION = "revocation"
    SUSPENSION = "suspension"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusListEntry:
    """One credential's place in a published status list, allotted before signing."""

    list_id: str
    list_url: str
    index: int
    purpose: StatusPurpose


class CredentialStatus(StrEnum):
    """What the issuer says of the credential today."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    REVOKED = "revoked"


class Format(StrEnum):
    """The securing mechanisms a credential is handed out in."""

    DATA_INTEGRITY = "ldp_vc"
    VC_JWT = "vc-jwt"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedDocument:
    """One secured form of a credential, as the bytes that were signed."""

    format: Format
    media_type: str
    body: bytes
    digest: str
    """SHA-256 of `body`, lower-case hexadecimal."""
    key_id: str
    signed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """The record of one credential: intended first, issued when it has signed documents."""

    id: str
    """A UUID; the credential's `id` is "urn:uuid:" and this."""
    organisation_id: str
    profile_id: str
    award_id: str
    language: str
    prepared: bytes
    """The unsigned document (JSON), rendered and checked before anything was signed."""
    entries: tuple[StatusListEntry, ...]
    documents: tuple[SignedDocument, ...]
    """Empty while only intended."""
    status: CredentialStatus
    status_reason: str | None
    status_changed_at: datetime | None
    page_token: str
    """The unguessable part of the learner's page."""
    intended_at: datetime
    issued_at: datetime | None
    superseded_by: str | None = None
    """The credential that corrects this one."""
