"""What schools issued to the learners that an account is."""

from __future__ import annotations

from app.db import account_credentials, credentials
from app.db.accounts import Account
from app.services import Services
from issuer.errors import NotFound
from issuer.model.credential import Credential

__all__ = ["issued_credentials", "require_own"]


def issued_credentials(services: Services, account: Account) -> tuple[Credential, ...]:
    """Load every credential that schools issued to the account, newest first."""
    with services.database.read() as connection:
        issued = account_credentials.issued_to(connection, services.vault, account)
        return tuple(
            credentials.by_id(connection, services.vault, one.credential_id) for one in issued
        )


def require_own(services: Services, account: Account, credential_id: str) -> None:
    """Make sure that a credential was issued to the account. Raises NotFound."""
    with services.database.read() as connection:
        issued = account_credentials.issued_to(connection, services.vault, account)
    if credential_id not in {one.credential_id for one in issued}:
        raise NotFound("There is no such credential in this account.")
