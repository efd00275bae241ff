"""How a copy is signed, format by format: the whole list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeAlias

from app.holder_copies.sd_jwt_vc import sign_european_type, sign_own_type
from app.holder_copies.source import Source
from app.issuing import open_signers
from app.services import Services
from issuer.holder_binding import Holder, bind
from issuer.model.credential import Format
from issuer.model.holder_copy import CopyFormat, SignedCopy
from issuer.self_check import SelfCheck
from issuer.signing import keys_in_use, secure_in

SignCopy: TypeAlias = Callable[[Services, Source, Holder, datetime], SignedCopy]
"""Make, sign and check one copy; raises a DomainError, and then nothing leaves the house."""


def _sign_badge(services: Services, source: Source, holder: Holder, now: datetime) -> SignedCopy:
    return _signed(Format.DATA_INTEGRITY, services, source, holder, now=now)


def _sign_token(services: Services, source: Source, holder: Holder, now: datetime) -> SignedCopy:
    return _signed(Format.VC_JWT, services, source, holder, now=now)


SIGNING: Mapping[CopyFormat, SignCopy] = {
    CopyFormat.LDP_VC: _sign_badge,
    CopyFormat.JWT_VC_JSON: _sign_token,
    CopyFormat.SD_JWT_VC: sign_own_type,
    CopyFormat.EUDI_SD_JWT_VC: sign_european_type,
}
SD_JWTS = frozenset({CopyFormat.SD_JWT_VC, CopyFormat.EUDI_SD_JWT_VC})
"""These always say an end: one of their own where the credential has none."""


def _signed(
    kind: Format, services: Services, source: Source, holder: Holder, *, now: datetime
) -> SignedCopy:
    signers = open_signers(services, keys_in_use(source.keys, now))
    document = secure_in(kind, bind(source.credential.prepared, holder), signers, now)
    check = SelfCheck((source.profile, source.keys), now=now)
    check.check_in_full([document], source.credential.entries)
    return SignedCopy(
        body=document.body, digest=document.digest, key_id=document.key_id, signed_at=now
    )
