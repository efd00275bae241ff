"""app.db.credential_status: a change of status leaves all its traces together."""

import pytest

from app.db import audit, credential_status, credentials, outbox, status_lists
from issuer.errors import ConcurrentChange
from issuer.model.credential import Credential, CredentialStatus
from issuer.status import reinstate, revoke, suspend
from tests.app.db.school import LATER, School
from tests.issuer.examples import DATA_LITERACY, ISSUER, NOW, SCHOOL_ID

REASON = "Ana Žagar je goljufala"
"""A reason may name the learner: it has to be kept, and sealed."""


def save(school: School, changed: Credential, previous: Credential) -> Credential:
    with school.database.write() as connection:
        credential_status.save(connection, school.vault, changed, ISSUER, previous=previous)
    with school.database.read() as connection:
        return credentials.by_id(connection, school.vault, changed.id)


def bits(school: School, credential: Credential) -> list[bool]:
    with school.database.read() as connection:
        return [
            entry.index in status_lists.set_indices(connection, entry.list_id)
            for entry in credential.entries
        ]


def test_a_revocation_is_kept_with_its_reason_and_shown_in_the_list(school: School) -> None:
    issued = school.issued()
    revoked = save(school, revoke(issued, REASON, ISSUER, now=LATER), issued)
    assert revoked.status is CredentialStatus.REVOKED
    assert revoked.status_reason == REASON
    assert revoked.status_changed_at == LATER
    assert bits(school, revoked) == [True]


def test_suspension_and_return_flip_the_suspension_bit_only(school: School) -> None:
    issued = school.issued(DATA_LITERACY)
    suspended = save(school, suspend(issued, REASON, ISSUER, now=NOW), issued)
    assert bits(school, suspended) == [False, True]
    active = save(school, reinstate(suspended, "pojasnjeno", ISSUER, now=LATER), suspended)
    assert bits(school, active) == [False, False]


def test_a_suspended_credential_that_is_revoked_shows_one_bit(school: School) -> None:
    issued = school.issued(DATA_LITERACY)
    suspended = save(school, suspend(issued, REASON, ISSUER, now=NOW), issued)
    revoked = save(school, revoke(suspended, REASON, ISSUER, now=LATER), suspended)
    assert bits(school, revoked) == [True, False]


def test_the_whole_history_is_told(school: School) -> None:
    issued = school.issued(DATA_LITERACY)
    suspended = save(school, suspend(issued, REASON, ISSUER, now=NOW), issued)
    save(school, reinstate(suspended, "pojasnjeno", ISSUER, now=LATER), suspended)
    with school.database.read() as connection:
        history = credential_status.history(connection, school.vault, issued.id)
    assert [(change.to_status, change.reason, change.at) for change in history] == [
        (CredentialStatus.SUSPENDED, REASON, NOW),
        (CredentialStatus.ACTIVE, "pojasnjeno", LATER),
    ]


def test_audit_and_outbox_are_told_without_the_reason(school: School) -> None:
    issued = school.issued()
    save(school, revoke(issued, REASON, ISSUER, now=LATER), issued)
    with school.database.write() as connection:
        newest = audit.listed(connection, organisation_id=SCHOOL_ID)[0]
        owed = outbox.take_due(connection, now=LATER)
    assert newest.action == "credential.status-changed"
    assert newest.detail == {"from": "active", "to": "revoked"}
    assert owed[-1].topic is outbox.Topic.CREDENTIAL_STATUS_CHANGED
    assert owed[-1].payload == newest.detail


def test_of_two_changes_the_second_is_told(school: School) -> None:
    issued = school.issued(DATA_LITERACY)
    save(school, suspend(issued, REASON, ISSUER, now=NOW), issued)
    with pytest.raises(ConcurrentChange):
        save(school, revoke(issued, REASON, ISSUER, now=LATER), issued)
    assert bits(school, issued) == [False, True]


def test_a_change_without_a_time_is_a_mistake(school: School) -> None:
    issued = school.issued()
    with pytest.raises(ValueError, match="tells when"):
        save(school, issued, issued)
