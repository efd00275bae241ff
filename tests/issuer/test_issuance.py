"""Issuing, and killing it at every step: after recovery exactly one credential is issued."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from issuer.errors import (
    AlreadyIssued,
    DomainError,
    NoSigningKey,
    NotFound,
    NotPermitted,
    PreparationFailed,
    SelfCheckFailed,
    WrongState,
)
from issuer.issuance import IssueCommand, SignersFor, complete, intend, issue, take_up
from issuer.model.approval import ProgrammeState
from issuer.model.award import AwardState
from issuer.model.credential import Credential, CredentialStatus, StatusPurpose
from issuer.model.organisation import Actor, KeyAlgorithm, Scope, SigningKey
from issuer.model.programme import ProgrammeContent
from issuer.signing import Signers
from tests.fakes import Interruption, Keyring, Killed, MemorySigner, MemoryStore
from tests.issuer.examples import (
    BASE,
    CREDENTIAL_ID,
    DATA_LITERACY,
    HEAT_PUMPS,
    ISSUER,
    NOW,
    SALT,
    SCHOOL,
    approved_award,
    approved_version,
    school_store,
)

AWARD_ID = approved_award().id
COMMAND = IssueCommand(
    award_id=AWARD_ID,
    credential_id=CREDENTIAL_ID,
    page_token="a-long-random-token",
    salt=SALT,
    base_url=BASE,
)
LATER = NOW + timedelta(minutes=5)


def issued(store: MemoryStore, keyring: Keyring, command: IssueCommand = COMMAND) -> Credential:
    return issue(store, command, ISSUER, signers_for=keyring.signers_for, now=NOW)


@pytest.mark.parametrize("content", [HEAT_PUMPS, DATA_LITERACY])
def test_an_approved_award_becomes_a_credential(content: ProgrammeContent) -> None:
    store, keyring = school_store(content)
    if content is DATA_LITERACY:
        award = store.tables.awards[AWARD_ID]
        result = replace(award.result, grade="9", assessments=())
        store.tables.awards[AWARD_ID] = replace(award, result=result)
    credential = issued(store, keyring)
    assert (credential.id, credential.page_token) == (CREDENTIAL_ID, "a-long-random-token")
    assert (credential.status, credential.issued_at) == (CredentialStatus.ACTIVE, NOW)
    assert len(credential.documents) == 2
    assert store.tables.credentials == {CREDENTIAL_ID: credential}
    assert store.tables.awards[AWARD_ID].state is AwardState.ISSUED
    assert store.tables.outbox == [CREDENTIAL_ID]
    purposes = [entry.purpose for entry in credential.entries]
    assert purposes == list(StatusPurpose)[: 2 if content.suspension else 1]
    assert set(store.tables.entries.values()) == {CREDENTIAL_ID}


def test_the_intent_is_committed_before_anything_is_signed() -> None:
    store, _ = school_store()

    def no_signer(_: tuple[SigningKey, ...]) -> Signers:
        (intended,) = store.tables.credentials.values()
        assert intended.prepared
        assert intended.documents == ()
        raise Killed

    with pytest.raises(Killed):
        issue(store, COMMAND, ISSUER, signers_for=no_signer, now=NOW)


def intend_only(store: MemoryStore, actor: Actor = ISSUER) -> None:
    with store.transaction() as transaction:
        intend(transaction, COMMAND, actor, now=NOW)


def completed(
    store: MemoryStore, signers_for: SignersFor, now: datetime, credential_id: str = CREDENTIAL_ID
) -> Credential:
    """Take an intent up and complete it, as recovery does."""
    return complete(store, take_up(store, credential_id), signers_for=signers_for, now=now)


def test_an_award_is_issued_once() -> None:
    store, keyring = school_store()
    credential = issued(store, keyring)
    with pytest.raises(AlreadyIssued):
        issued(store, keyring, replace(COMMAND, credential_id="another"))
    assert store.tables.credentials == {CREDENTIAL_ID: credential}

    def no_signer(_: tuple[SigningKey, ...]) -> Signers:
        raise Killed  # what is issued is not signed again

    assert completed(store, no_signer, LATER) == credential
    assert store.tables.outbox == [CREDENTIAL_ID]


def test_a_correction_supersedes_the_earlier_credential() -> None:
    store, keyring = school_store()
    issued(store, keyring)
    store.tables.awards["a2"] = replace(approved_award(), id="a2", supersedes=AWARD_ID)
    second_id = "9b1c0f5e-6f57-4b0e-9a53-0d3f6a3f2c12"
    second = issued(store, keyring, replace(COMMAND, award_id="a2", credential_id=second_id))
    first = store.tables.credentials[CREDENTIAL_ID]
    assert (first.superseded_by, second.superseded_by) == (second_id, None)
    assert first.entries[0].index != second.entries[0].index


def _change(**changes: object) -> Callable[[MemoryStore], None]:
    """Change the award (fields of its own) or the version (state of another kind)."""

    def change(store: MemoryStore) -> None:
        award = store.tables.awards[AWARD_ID]
        version = store.tables.versions[award.version_id]
        if isinstance(changes.get("state"), ProgrammeState):
            changed = replace(version, **changes)  # type: ignore[arg-type]  # any field
            store.tables.versions[version.id] = changed
        else:
            store.tables.awards[AWARD_ID] = replace(award, **changes)  # type: ignore[arg-type]

    return change


def _of_another_profile(store: MemoryStore) -> None:
    store.tables.profiles[SCHOOL.id] = replace(SCHOOL, organisation_id="another")


def _unprintable(store: MemoryStore) -> None:
    version = approved_version(replace(HEAT_PUMPS, achievement_type="Mikro"))
    store.tables.versions[version.id] = version


REFUSALS: list[tuple[type[DomainError], Callable[[MemoryStore], None]]] = [
    (WrongState, _change(state=AwardState.PROPOSED)),
    (WrongState, _change(state=AwardState.DECLINED)),
    (AlreadyIssued, _change(state=AwardState.ISSUED)),
    *((WrongState, _change(state=state)) for state in ProgrammeState if state != "approved"),
    (NotFound, _change(organisation_id="another")),
    (NotPermitted, _of_another_profile),
    (PreparationFailed, _unprintable),
]


@pytest.mark.parametrize(("error", "change"), REFUSALS)
def test_what_may_not_be_issued_leaves_nothing_behind(
    error: type[DomainError], change: Callable[[MemoryStore], None]
) -> None:
    store, keyring = school_store()
    change(store)
    with pytest.raises(error):
        issued(store, keyring)
    assert store.tables.credentials == {}
    assert store.tables.entries == {}


def test_issuing_wants_its_scope() -> None:
    store, _ = school_store()
    actor = replace(ISSUER, scopes=frozenset(Scope) - {Scope.ISSUE})
    with pytest.raises(NotPermitted):
        intend_only(store, actor)


def test_a_signer_with_the_wrong_key_is_caught_before_anything_is_recorded() -> None:
    store, keyring = school_store()
    wrong = MemorySigner(KeyAlgorithm.ED25519, 99)

    def signers_for(keys: tuple[SigningKey, ...]) -> Signers:
        right = keyring.signers_for(keys)
        key = right[KeyAlgorithm.ED25519].key
        return {**right, KeyAlgorithm.ED25519: wrong.holding(key)}

    with pytest.raises(SelfCheckFailed):
        issue(store, COMMAND, ISSUER, signers_for=signers_for, now=NOW)
    assert store.unfinished() == [CREDENTIAL_ID]
    assert store.tables.outbox == []
    completed(store, keyring.signers_for, LATER)
    assert store.tables.outbox == [CREDENTIAL_ID]


def test_without_keys_the_intent_waits_for_one() -> None:
    store, keyring = school_store()
    keys = store.tables.keys.pop(SCHOOL.id)
    with pytest.raises(NoSigningKey):
        issued(store, keyring)
    store.tables.keys[SCHOOL.id] = keys
    assert issued(store, keyring, replace(COMMAND, credential_id="new-attempt")).id == CREDENTIAL_ID


def test_when_two_workers_finish_the_first_result_stands() -> None:
    store, keyring = school_store()
    intend_only(store)
    winner: list[Credential] = []

    def beaten(keys: tuple[SigningKey, ...]) -> Signers:
        if not winner:
            winner.append(completed(store, keyring.signers_for, NOW))
        return keyring.signers_for(keys)

    loser = completed(store, beaten, LATER)
    assert loser == winner[0]
    assert store.tables.outbox == [CREDENTIAL_ID]


def recover_and_retry(store: MemoryStore, keyring: Keyring) -> None:
    """Do what a restarted process does, finish every intent; then let the caller try again."""
    for credential_id in store.unfinished():
        completed(store, keyring.signers_for, LATER, credential_id)
    retry = replace(COMMAND, credential_id="9b1c0f5e-6f57-4b0e-9a53-0d3f6a3f2c99")
    with suppress(AlreadyIssued):
        issued(store, keyring, retry)


def killable_store() -> tuple[MemoryStore, Keyring, Interruption]:
    """Give a store and signers that share one count of steps."""
    store, keyring = school_store()
    interruption = Interruption()
    store.interruption = interruption
    for signer in keyring.signers_for(store.tables.keys[SCHOOL.id]).values():
        assert isinstance(signer, MemorySigner)
        signer.interruption = interruption
    return store, keyring, interruption


def number_of_steps() -> int:
    store, keyring, interruption = killable_store()
    issued(store, keyring)
    return len(interruption.steps)


STEPS = number_of_steps()


def test_the_count_of_steps_covers_the_whole_story() -> None:
    store, keyring, interruption = killable_store()
    issued(store, keyring)
    for name in ("allot", "record_intent", "commit", "sign", "record_issued", "committed"):
        assert name in interruption.steps
    assert interruption.steps.index("record_intent") < interruption.steps.index("sign")


@pytest.mark.parametrize("at", range(1, STEPS + 1))
def test_killed_at_any_step_exactly_one_is_issued_after_recovery(at: int) -> None:
    store, keyring, interruption = killable_store()
    interruption.at = at
    with pytest.raises(Killed):
        issued(store, keyring)
    half_signed = [c for c in store.tables.credentials.values() if len(c.documents) == 1]
    assert half_signed == []

    interruption.at = None
    recover_and_retry(store, keyring)

    (credential,) = store.tables.credentials.values()
    assert len(credential.documents) == 2
    assert store.unfinished() == []
    assert store.tables.outbox == [credential.id]
    assert store.tables.awards[AWARD_ID].state is AwardState.ISSUED
    assert list(store.tables.entries.values()) == [credential.id]


@pytest.mark.parametrize("at", range(1, 12))
def test_killed_again_during_recovery(at: int) -> None:
    store, keyring, interruption = killable_store()
    intend_only(store)
    interruption.at = len(interruption.steps) + at
    with pytest.raises(Killed):
        completed(store, keyring.signers_for, LATER)
    interruption.at = None
    first = completed(store, keyring.signers_for, LATER)
    second = completed(store, keyring.signers_for, LATER)
    assert first == second
    assert store.tables.outbox == [CREDENTIAL_ID]
