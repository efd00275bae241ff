"""app.db.store: issuing recorded once, whole or not at all."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.db import audit, awards, credentials, outbox, tables
from issuer.errors import AlreadyIssued, NotFound
from issuer.issuance import complete, intend, issue, take_up
from issuer.model.award import Award, AwardState
from issuer.model.credential import Credential, StatusPurpose
from issuer.store import IssuanceStore
from tests.app.db.school import LATER, OTHER_SCHOOL_ID, School
from tests.issuer.examples import DATA_LITERACY, ISSUER, LEARNER, NOW, SCHOOL, SCHOOL_ID


def award_of(school: School) -> Award:
    return school.approved_award(school.approved(), school.learner())


def intended(school: School, award: Award) -> str:
    with school.store().transaction() as transaction:
        return intend(transaction, school.command(award), ISSUER, now=NOW).credential.id


def completed(school: School, credential_id: str) -> Credential:
    intent = take_up(school.store(), credential_id)
    return complete(school.store(), intent, signers_for=school.signers, now=LATER)


def rows(school: School) -> dict[str, int]:
    with school.database.read() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in tables.metadata.sorted_tables
        }


def test_the_store_is_what_issuing_asks_for(school: School) -> None:
    store: IssuanceStore = school.store()
    with store.transaction() as transaction:
        assert transaction.profile(SCHOOL.id).slug == SCHOOL.slug


def test_a_credential_comes_back_as_issued(school: School) -> None:
    issued = school.issued(DATA_LITERACY)
    assert len(issued.documents) == 2
    assert len(issued.entries) == 2
    with school.database.read() as connection:
        assert credentials.by_id(connection, school.vault, issued.id) == issued


def test_issuing_leaves_every_trace_in_one_go(school: School) -> None:
    award = award_of(school)
    credential = school.issue(award)
    with school.database.read() as connection:
        loaded = awards.get(connection, school.vault, award.id, organisation_id=SCHOOL_ID)
        told = audit.listed(connection, organisation_id=SCHOOL_ID)
        log = connection.execute(select(tables.issuance_log)).all()
    with school.database.write() as connection:
        owed = outbox.take_due(connection, now=LATER)
    assert loaded.state is AwardState.ISSUED
    assert [record.action for record in told] == ["credential.issued", "credential.intended"]
    assert {record.actor_id for record in told} == {ISSUER.id}
    assert [(message.topic, message.subject_id) for message in owed] == [
        (outbox.Topic.CREDENTIAL_ISSUED, credential.id)
    ]
    assert {row.digest for row in log} == {document.digest for document in credential.documents}


def test_an_intent_alone_is_unfinished_and_not_public(school: School) -> None:
    award = award_of(school)
    credential_id = intended(school, award)
    with school.database.read() as connection:
        left = credentials.unfinished(connection, LATER)
        too_early = credentials.unfinished(connection, NOW - timedelta(days=1))
        credential = credentials.by_id(connection, school.vault, credential_id)
        with pytest.raises(NotFound):
            credentials.by_page_token(connection, school.vault, credential.page_token)
    assert left == (credential_id,)
    assert too_early == ()
    assert credential.documents == ()


def test_what_a_crash_left_is_finished_once(school: School) -> None:
    credential_id = intended(school, award_of(school))
    first = completed(school, credential_id)
    before = rows(school)
    assert completed(school, credential_id) == first
    assert rows(school) == before
    with school.database.read() as connection:
        assert credentials.unfinished(connection, LATER) == ()


def test_of_two_workers_one_records(school: School) -> None:
    credential_id = intended(school, award_of(school))
    start = threading.Barrier(4)
    got: list[Credential] = []

    def finish() -> None:
        start.wait()
        got.append(completed(school, credential_id))

    threads = [threading.Thread(target=finish) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 4
    assert len({credential.documents for credential in got}) == 1
    counted = rows(school)
    assert (counted["credential_documents"], counted["issuance_log"]) == (2, 2)
    assert counted["outbox"] == 1


def test_requests_at_once_issue_one_credential(school: School) -> None:
    award = award_of(school)
    start = threading.Barrier(4)
    got: list[str] = []

    def begin() -> None:
        start.wait()
        try:
            got.append(school.issue(award).id)
        except AlreadyIssued:
            got.append("refused")

    threads = [threading.Thread(target=begin) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 4
    assert len(set(got) - {"refused"}) == 1
    assert rows(school)["credentials"] == 1


def test_an_award_is_intended_once(school: School) -> None:
    credential = school.issue(award_of(school))
    again = replace(credential, id=school.ids.new_id(), page_token="x" * 43, entries=())
    with pytest.raises(AlreadyIssued), school.store().transaction() as transaction:
        transaction.record_intent(again)


def test_a_failure_takes_places_and_intent_back(school: School) -> None:
    award = award_of(school)
    before = rows(school)

    def allot_and_fail() -> None:
        with school.store().transaction() as transaction:
            transaction.allot(SCHOOL.id, StatusPurpose.REVOCATION, school.ids.new_id())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        allot_and_fail()
    assert rows(school) == before
    assert school.issue(award).documents


def test_another_school_s_award_is_not_found(school: School) -> None:
    award = award_of(school)
    stranger = replace(ISSUER, organisation_id=OTHER_SCHOOL_ID)
    with pytest.raises(NotFound):
        issue(school.store(), school.command(award), stranger, signers_for=school.signers, now=NOW)


def test_a_learner_of_nobody_is_not_found(school: School) -> None:
    with pytest.raises(NotFound), school.store().transaction() as transaction:
        transaction.learner(LEARNER.id)
