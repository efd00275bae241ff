"""Active, suspended, revoked: every step from every status."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from issuer import status
from issuer.errors import (
    DomainError,
    GroundsMissing,
    NotPermitted,
    RevocationIsFinal,
    SuspensionNotOffered,
    WrongState,
)
from issuer.issuance import issue
from issuer.model.credential import Credential, StatusPurpose
from issuer.model.credential import CredentialStatus as Status
from issuer.model.organisation import Scope
from tests.issuer.examples import DATA_LITERACY, HEAT_PUMPS, ISSUER, NOW, school_store
from tests.issuer.test_issuance import AWARD_ID, COMMAND

Change = Callable[..., Credential]


def credential(*, suspendable: bool = True) -> Credential:
    store, keyring = school_store(DATA_LITERACY if suspendable else HEAT_PUMPS)
    award = store.tables.awards[AWARD_ID]
    result = replace(award.result, grade=None, assessments=())
    store.tables.awards[AWARD_ID] = replace(award, result=result)
    return issue(store, COMMAND, ISSUER, signers_for=keyring.signers_for, now=NOW)


ISSUED = credential()
PLAIN = credential(suspendable=False)

LEADS_TO: list[tuple[Change, Status, Status | type[DomainError]]] = [
    (status.revoke, Status.ACTIVE, Status.REVOKED),
    (status.revoke, Status.SUSPENDED, Status.REVOKED),
    (status.revoke, Status.REVOKED, RevocationIsFinal),
    (status.suspend, Status.ACTIVE, Status.SUSPENDED),
    (status.suspend, Status.SUSPENDED, WrongState),
    (status.suspend, Status.REVOKED, RevocationIsFinal),
    (status.reinstate, Status.ACTIVE, WrongState),
    (status.reinstate, Status.SUSPENDED, Status.ACTIVE),
    (status.reinstate, Status.REVOKED, RevocationIsFinal),
]


@pytest.mark.parametrize(("change", "before", "after"), LEADS_TO)
def test_every_change_from_every_status(
    change: Change, before: Status, after: Status | type[DomainError]
) -> None:
    present = replace(ISSUED, status=before)
    if not isinstance(after, Status):
        with pytest.raises(after):
            change(present, "napaka", ISSUER, now=NOW)
        return
    changed = change(present, " napaka ", ISSUER, now=NOW)
    assert (changed.status, changed.status_reason, changed.status_changed_at) == (
        after,
        "napaka",
        NOW,
    )
    assert changed.documents == ISSUED.documents


@pytest.mark.parametrize("present", Status)
def test_at_most_one_bit_is_set(present: Status) -> None:
    values = status.entry_values(replace(ISSUED, status=present))
    shown = {entry.purpose: value for entry, value in values}
    assert shown == {
        StatusPurpose.REVOCATION: present is Status.REVOKED,
        StatusPurpose.SUSPENSION: present is Status.SUSPENDED,
    }


def test_a_programme_without_suspension_can_only_revoke() -> None:
    assert not status.can_be_suspended(PLAIN)
    with pytest.raises(SuspensionNotOffered):
        status.suspend(PLAIN, "napaka", ISSUER, now=NOW)
    assert status.revoke(PLAIN, "napaka", ISSUER, now=NOW).status is Status.REVOKED


@pytest.mark.parametrize("change", [status.revoke, status.suspend, status.reinstate])
def test_reason_scope_organisation_and_issue_are_required(change: Change) -> None:
    with pytest.raises(GroundsMissing):
        change(ISSUED, "  ", ISSUER, now=NOW)
    for actor in (
        replace(ISSUER, scopes=frozenset(Scope) - {Scope.REVOKE}),
        replace(ISSUER, organisation_id="another"),
    ):
        with pytest.raises(NotPermitted):
            change(ISSUED, "napaka", actor, now=NOW)
    with pytest.raises(WrongState):
        change(replace(ISSUED, documents=()), "napaka", ISSUER, now=NOW)
