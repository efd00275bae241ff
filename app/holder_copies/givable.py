"""Which credentials wallets are given: those that hold."""

from __future__ import annotations

from datetime import datetime

from issuer.errors import CredentialEnded, WrongState
from issuer.model.credential import Credential, CredentialStatus
from issuer.standing import valid_until


def require_active(credential: Credential) -> None:
    """Refuse what is not issued, or was suspended or revoked. Raises WrongState."""
    if not credential.documents:
        raise WrongState("The credential is not issued yet.", state="intended")
    if credential.status is not CredentialStatus.ACTIVE:
        raise WrongState(
            f"Only an active credential is given to a wallet; this one is "
            f"{credential.status.value}.",
            state=credential.status.value,
        )


def require_not_ended(credential: Credential, now: datetime) -> None:
    """Refuse what would have ended before it is signed. Raises CredentialEnded."""
    ends = valid_until(credential)
    if ends is not None and ends <= now:
        raise CredentialEnded(
            f"The credential was valid until {ends.date().isoformat()}: "
            "no more copies of it are made.",
            state="expired",
        )


def is_givable(credential: Credential, now: datetime) -> bool:
    """Tell whether wallets are led to a credential."""
    try:
        require_givable(credential, now)
    except WrongState:
        return False
    return True


def require_givable(credential: Credential, now: datetime) -> None:
    """Refuse what no wallet is led to any more. Raises WrongState, CredentialEnded."""
    require_active(credential)
    require_not_ended(credential, now)
