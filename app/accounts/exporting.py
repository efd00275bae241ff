"""Everything that an account holds, for its owner to take along (GDPR, articles 15 and 20)."""

from __future__ import annotations

import base64
import json

from app.accounts.checking_again import all_badges
from app.accounts.holdings import issued_credentials
from app.db import accounts, oauth_permissions
from app.db.accounts import Account
from app.db.imported_badges import ImportedBadge
from app.db.oauth_permissions import Permission
from app.services import Services
from contexts import JsonObject
from issuer.model.credential import Credential, SignedDocument


def export_of(services: Services, account: Account) -> JsonObject:
    """Write what the account says, and the signed documents as the bytes that were signed."""
    return {
        "account": {
            "id": account.id,
            "email": account.email,
            "created_at": account.created_at.isoformat(),
        },
        "issued": [
            _exported(services, credential) for credential in issued_credentials(services, account)
        ],
        "imported": [_exported_badge(badge) for badge in all_badges(services, account)],
        "allowed": [
            {"program": one.program, "scopes": list(one.scopes)}
            for one in _permissions(services, account)
        ],
        "profile": json.loads(written) if (written := _profile(services, account)) else None,
    }


def _exported(services: Services, credential: Credential) -> JsonObject:
    return {
        "id": f"urn:uuid:{credential.id}",
        "page": f"{services.settings.public_url}/c/{credential.page_token}",
        "issued_at": credential.issued_at.isoformat() if credential.issued_at else None,
        "status": credential.status.value,
        "documents": [_document(document) for document in credential.documents],
    }


def _exported_badge(badge: ImportedBadge) -> JsonObject:
    return {
        "form": badge.form.value,
        "imported_at": badge.imported_at.isoformat(),
        "checked_at": badge.checked_at.isoformat(),
        "outcome": badge.report["outcome"],
        "base64": base64.b64encode(badge.body).decode(),
    }


def _permissions(services: Services, account: Account) -> tuple[Permission, ...]:
    with services.database.read() as connection:
        return oauth_permissions.of_account(connection, account.id, now=services.clock.now())


def _profile(services: Services, account: Account) -> bytes | None:
    with services.database.read() as connection:
        return accounts.profile_of(connection, account)


def _document(document: SignedDocument) -> JsonObject:
    # Base64: a text would come out of another program with other line ends or spaces.
    return {
        "media_type": document.media_type,
        "sha256": document.digest,
        "base64": base64.b64encode(document.body).decode(),
    }
