"""Sign a learning credential for one key of a wallet (SD-JWT VC, section 2; RFC 9901)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from contexts import JsonObject
from issuer.holder_binding import Holder
from issuer.model.credential import StatusListEntry
from issuer.sd_jwt import Path, secure_sd_jwt
from issuer.sd_jwt_vc.credential_type import CredentialType
from issuer.sd_jwt_vc.fields import FIELDS
from issuer.token_signing import TokenSigner
from issuer.token_status_list import status_claim

TYPE = "dc+sd-jwt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One copy of a credential: what it says beside the claims of its type."""

    credential_id: str
    issuer: str
    type: CredentialType
    holder: Holder
    entries: Collection[StatusListEntry]
    issued_at: datetime
    expires_at: datetime


def secure_copy(
    copy: Copy, claims: JsonObject, signer: TokenSigner, *, salts: Iterator[str]
) -> bytes:
    """Sign the copy with all its disclosures; `salts` as `secure_sd_jwt` wants them."""
    payload: JsonObject = {
        "iss": copy.issuer,
        **copy.type.claims,
        "jti": f"urn:uuid:{copy.credential_id}",
        "iat": int(copy.issued_at.timestamp()),
        "exp": int(copy.expires_at.timestamp()),
        "cnf": {"jwk": copy.holder.jwk},
        "status": status_claim(copy.entries),
        **claims,
    }
    paths: list[Path] = [
        (field.name,) for field in FIELDS if field.disclosable and field.name in claims
    ]
    header = signer.header(TYPE)
    return secure_sd_jwt(payload, header, paths, salts=salts, sign=signer.sign).encode("ascii")
