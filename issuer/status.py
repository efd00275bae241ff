"""Revoke, suspend, reinstate: what the issuer says of a credential today.

A revocation is final. Which bits follow from a status is told by `entry_values`; the caller flips
them in the same transaction.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from issuer.errors import (
    GroundsMissing,
    NotPermitted,
    RevocationIsFinal,
    SuspensionNotOffered,
    WrongState,
)
from issuer.model.credential import (
    Credential,
    CredentialStatus,
    StatusListEntry,
    StatusPurpose,
)
from issuer.model.organisation import Actor, Scope


def revoke(credential: Credential, reason: str, actor: Actor, *, now: datetime) -> Credential:
    """Withdraw a credential for good.

    Raises NotPermitted, GroundsMissing, RevocationIsFinal, WrongState.
    """
    _require(credential, reason, actor)
    return _with_status(credential, CredentialStatus.REVOKED, reason, now)


def suspend(credential: Credential, reason: str, actor: Actor, *, now: datetime) -> Credential:
    """Withdraw an active credential for a time.

    Raises NotPermitted, GroundsMissing, RevocationIsFinal, SuspensionNotOffered, WrongState.
    """
    _require(credential, reason, actor)
    if not can_be_suspended(credential):
        raise SuspensionNotOffered(
            "This programme was approved without suspension. The credential can be revoked."
        )
    _require_status(credential, CredentialStatus.ACTIVE)
    return _with_status(credential, CredentialStatus.SUSPENDED, reason, now)


def reinstate(credential: Credential, reason: str, actor: Actor, *, now: datetime) -> Credential:
    """End a suspension.

    Raises NotPermitted, GroundsMissing, RevocationIsFinal, WrongState.
    """
    _require(credential, reason, actor)
    _require_status(credential, CredentialStatus.SUSPENDED)
    return _with_status(credential, CredentialStatus.ACTIVE, reason, now)


def can_be_suspended(credential: Credential) -> bool:
    """Tell whether the credential was signed with an entry for suspension."""
    return any(entry.purpose is StatusPurpose.SUSPENSION for entry in credential.entries)


def entry_values(credential: Credential) -> tuple[tuple[StatusListEntry, bool], ...]:
    """Give each entry with the bit its list has to show: at most one of them is set."""
    return tuple(
        (entry, credential.status is _STATUS_OF_PURPOSE[entry.purpose])
        for entry in credential.entries
    )


_STATUS_OF_PURPOSE: dict[StatusPurpose, CredentialStatus] = {
    StatusPurpose.REVOCATION: CredentialStatus.REVOKED,
    StatusPurpose.SUSPENSION: CredentialStatus.SUSPENDED,
}


def _require(credential: Credential, reason: str, actor: Actor) -> None:
    if not actor.may(Scope.REVOKE):
        raise NotPermitted("Changing a status needs the scope “revoke”.", scope="revoke")
    if credential.organisation_id != actor.organisation_id:
        raise NotPermitted("This credential belongs to another organisation.")
    if not reason.strip():
        raise GroundsMissing("Say why the status changes; the reason is kept.")
    if credential.status is CredentialStatus.REVOKED:
        raise RevocationIsFinal("This credential is revoked, and a revocation is final.")
    if not credential.documents:
        raise WrongState("This credential is not issued yet. Try again in a moment.")


def _require_status(credential: Credential, wanted: CredentialStatus) -> None:
    if credential.status is not wanted:
        raise WrongState(
            f"This credential is {credential.status.value}; it has to be {wanted.value}.",
            state=credential.status.value,
        )


def _with_status(
    credential: Credential, status: CredentialStatus, reason: str, now: datetime
) -> Credential:
    return replace(credential, status=status, status_reason=reason.strip(), status_changed_at=now)
