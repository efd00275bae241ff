"""A holder's copy: the same credential, bound to the key of a learner's wallet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CopyFormat(StrEnum):
    """The formats that wallets ask for, under the names of OpenID4VCI 1.0, appendix A.

    An SD-JWT VC is signed with its type, and there are two of them: ADR 34.
    """

    LDP_VC = "ldp_vc"
    JWT_VC_JSON = "jwt_vc_json"
    SD_JWT_VC = "dc+sd-jwt"
    EUDI_SD_JWT_VC = "dc+sd-jwt eudi"

    @property
    def identifier(self) -> str:
        """Give the name in OpenID4VCI."""
        return self.value.partition(" ")[0]


class Channel(StrEnum):
    """By which way a wallet asked for its copy."""

    OID4VCI = "oid4vci"
    LCW = "lcw"
    VC_API = "vc-api"


class Notification(StrEnum):
    """What a wallet tells of its copy afterwards (OpenID4VCI 1.0, section 11.1)."""

    ACCEPTED = "credential_accepted"
    FAILURE = "credential_failure"
    DELETED = "credential_deleted"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedCopy:
    """What signing a copy gives."""

    body: bytes
    digest: str
    """SHA-256 of `body`, lower-case hexadecimal."""
    key_id: str
    signed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderCopy:
    """One copy: intended first, given out when it has its signed form."""

    id: str
    credential_id: str
    format: CopyFormat
    holder_did: str
    """Whom the copy names as its subject, or whose key it is bound to."""
    signed: SignedCopy | None
