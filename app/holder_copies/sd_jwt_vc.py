"""Copies as SD-JWT VC: for ordinary wallets, and for those of the European framework (ADR 34)."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from datetime import datetime
from secrets import token_urlsafe

from app.holder_copies.source import Source
from app.profile_signers import token_signer
from app.seals.material import gathered
from app.services import Services
from issuer.holder_binding import Holder
from issuer.model.holder_copy import SignedCopy
from issuer.rendering.open_badge import months_later
from issuer.sd_jwt_vc.credential_type import EUROPEAN, CredentialType, own_type
from issuer.sd_jwt_vc.identifier import https_issuer
from issuer.sd_jwt_vc.learning_claims import LearningMaterial, learning_claims
from issuer.sd_jwt_vc.securing import Copy, secure_copy
from issuer.sd_jwt_vc.self_check import check_copy
from issuer.token_signing import TokenSigner
from issuer.token_status_list import status_claim

_PSEUDONYM_BYTES = 16
_SALT_BYTES = 16
"""RFC 9901, section 9.3: 128 bits."""


def sign_own_type(services: Services, source: Source, holder: Holder, now: datetime) -> SignedCopy:
    """Make a copy of our own https type. Raises as `sign_european_type`."""
    kind = own_type(services.settings.public_url)
    return _signed(services, source, holder, kind, now=now)


def sign_european_type(
    services: Services, source: Source, holder: Holder, now: datetime
) -> SignedCopy:
    """Make a copy of the European type; raise FormatUnsuitable, NoSigningKey, SelfCheckFailed."""
    return _signed(services, source, holder, EUROPEAN, now=now)


def _signed(
    services: Services, source: Source, holder: Holder, kind: CredentialType, *, now: datetime
) -> SignedCopy:
    material, signer = _gathered(services, source)
    copy = Copy(
        credential_id=source.credential.id,
        issuer=https_issuer(source.profile),
        type=kind,
        holder=holder,
        entries=source.credential.entries,
        issued_at=now,
        expires_at=material.ends or months_later(now, services.settings.sd_jwt_vc_months),
    )
    salts = iter(lambda: token_urlsafe(_SALT_BYTES), "")
    body = secure_copy(copy, learning_claims(material), signer, salts=salts)
    list_url = status_claim(source.credential.entries)["status_list"]["uri"]
    check_copy(body, list_url, (source.profile, source.keys), now=now)
    digest = hashlib.sha256(body).hexdigest()
    return SignedCopy(body=body, digest=digest, key_id=signer.signer.key.id, signed_at=now)


def _gathered(services: Services, source: Source) -> tuple[LearningMaterial, TokenSigner]:
    credential = source.credential
    with services.database.read() as connection:
        records = gathered(services, connection, credential.id)
        signer = token_signer(services, connection, source.profile)
    material = LearningMaterial(
        award=records.award,
        learner=records.learner,
        version=records.version,
        profile=source.profile,
        valid_from=credential.intended_at,
        pseudonym=_pseudonym(services, credential.id),
    )
    return material, signer


def _pseudonym(services: Services, credential_id: str) -> str:
    """Name the learner in all copies of one credential, and in no other credential."""
    hashed = services.vault.lookup(credential_id, purpose="learner_identification")
    return urlsafe_b64encode(hashed[:_PSEUDONYM_BYTES]).rstrip(b"=").decode("ascii")
