"""app.rights: erased is erased, in every table, after a restored backup too."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from app.claims.claiming import claim_of, open_claim
from app.clock import RandomIds
from app.db import credential_status, credentials
from app.db.tables import (
    audit_records,
    erasures,
    issuance_log,
    learners,
    status_changes,
    status_list_entries,
)
from app.db.tables import (
    credentials as credential_table,
)
from app.holder_copies.issuing import copy_for
from app.list_publishing import current_list
from app.opening import open_services
from app.rights.erasing import erase, journal_of
from app.rights.erasure import AskedBy
from app.rights.restoring import keep_erased
from app.rights.retention import erase_outdated
from app.services import Services
from issuer.errors import NotFound
from issuer.holder_binding import holder_of_method
from issuer.model.credential import Credential
from issuer.model.holder_copy import Channel, CopyFormat
from issuer.status import revoke
from tests.app.db.school import LATER, OTHER_SCHOOL_ID, School, SteppedClock
from tests.app.db.test_personal_data import stored
from tests.app.serving import settings_for
from tests.issuer.examples import ISSUER, LEARNER, NOW

WALLET = "did:key:z6Mkon3Necd6NkkyfoGoHxid2znGc59LU3K7mubaRcFbLfLX"


def learner_of(services: Services, credential_id: str) -> str:
    with services.database.read() as connection:
        return credentials.learner_of(connection, credential_id)


def filled(services: Services, school: School) -> Credential:
    """Issue a credential that has been claimed, copied to a wallet, and revoked."""
    issued = school.issued()
    claim_of(services, issued.id)
    copy_for(
        services,
        issued.id,
        holder=holder_of_method(WALLET, now=NOW),
        copy_format=CopyFormat.LDP_VC,
        channel=Channel.LCW,
    )
    with services.database.write() as connection:
        revoked = revoke(issued, "Napaka.", ISSUER, now=NOW)
        credential_status.save(connection, services.vault, revoked, ISSUER, previous=issued)
    return issued


def test_nothing_of_an_erased_learner_can_be_opened(services: Services, school: School) -> None:
    issued = filled(services, school)
    claim = claim_of(services, issued.id)
    erasure = erase(services, learner_of(services, issued.id), AskedBy.SCHOOL, actor=ISSUER)
    assert erasure.destroyed["credentials"] == erasure.destroyed["copies_in_wallets"] == 1
    with services.database.read() as connection:
        row = connection.execute(select(learners)).one()
        assert row.data_key_sealed is None
        assert row.personal_sealed is None
        assert (row.email_lookup, row.identifier_lookup) == (None, None)
        with pytest.raises(NotFound):
            credentials.by_id(connection, services.vault, issued.id)
    with pytest.raises(NotFound):
        open_claim(services, claim.token)


def test_what_stays_names_nobody_and_keeps_revocation_true(
    services: Services, school: School
) -> None:
    issued = filled(services, school)
    before = current_list(services, issued.entries[0].list_id).body
    erase(services, learner_of(services, issued.id), AskedBy.SCHOOL, actor=ISSUER)
    with services.database.read() as connection:
        assert connection.execute(select(credential_table.c.status)).scalar_one() == "revoked"
        places = connection.execute(select(status_list_entries)).all()
        logged = connection.execute(select(issuance_log)).all()
        assert connection.execute(select(status_changes)).all()
        actions = connection.scalars(select(audit_records.c.action)).all()
    assert {place.credential_id for place in places} == {issued.id}, "the place is never reused"
    assert len(logged) == 3, "two forms and a copy were signed, and that stays known"
    assert current_list(services, issued.entries[0].list_id).body == before
    assert actions[-1] == "learner.erased"
    assert LEARNER.name.encode() not in stored(school)


def test_a_second_time_gives_the_same_receipt(services: Services, school: School) -> None:
    learner_id = learner_of(services, school.issued().id)
    first = erase(services, learner_id, AskedBy.SCHOOL, actor=ISSUER)
    assert erase(services, learner_id, AskedBy.SCHOOL, actor=ISSUER) == first
    assert [entry.receipt for entry in journal_of(services).entries()] == [first.id]


def test_another_schools_learner_is_not_found(services: Services, school: School) -> None:
    learner_id = learner_of(services, school.issued().id)
    stranger = replace(ISSUER, organisation_id=OTHER_SCHOOL_ID)
    with pytest.raises(NotFound):
        erase(services, learner_id, AskedBy.SCHOOL, actor=stranger)


def test_the_same_person_may_come_again(services: Services, school: School) -> None:
    first = learner_of(services, school.issued().id)
    erase(services, first, AskedBy.SCHOOL, actor=ISSUER)
    assert school.learner().id != first


def test_a_restored_backup_does_not_bring_them_back(
    migrated_sqlite: Path, tmp_path: Path, clock: SteppedClock
) -> None:
    file, backup, journal = (tmp_path / name for name in ("now.db", "backup.db", "erased.ndjson"))
    shutil.copyfile(migrated_sqlite, file)
    settings = settings_for(f"sqlite:///{file}", erasure_journal=journal)
    services = open_services(settings, clock=clock, ids=RandomIds())
    school = School(services.database, services.vault, clock=clock)
    school.found()
    issued = school.issued()
    learner_id = learner_of(services, issued.id)
    services.database.empty_log()
    shutil.copyfile(file, backup)
    key = _data_key(services, learner_id)
    assert key in backup.read_bytes()
    erase(services, learner_id, AskedBy.SCHOOL, actor=ISSUER)
    services.database.close()
    assert key not in file.read_bytes(), "the destroyed key is overwritten on the disk"
    for left in tmp_path.glob("now.db*"):
        left.unlink()
    shutil.copyfile(backup, file)

    services = open_services(settings, clock=clock, ids=RandomIds())
    assert keep_erased(services) == 1
    assert keep_erased(services) == 0
    with services.database.read() as connection, pytest.raises(NotFound):
        credentials.by_id(connection, services.vault, issued.id)
    services.database.close()
    assert key not in file.read_bytes()


def _data_key(services: Services, learner_id: str) -> bytes:
    with services.database.read() as connection:
        wanted = select(learners.c.data_key_sealed).where(learners.c.id == learner_id)
        return bytes(connection.execute(wanted).scalar_one())


def test_each_machine_has_all_of_the_journal(services: Services, school: School) -> None:
    learner_id = learner_of(services, school.issued().id)
    erase(services, learner_id, AskedBy.SCHOOL, actor=ISSUER)
    settings = services.settings.model_copy(
        update={"erasure_journal": services.settings.erasure_journal.with_suffix(".second")}
    )
    second = replace(services, settings=settings)
    assert keep_erased(second) == 0
    assert list(journal_of(second).entries()) == list(journal_of(services).entries())


def test_a_line_that_a_crash_cut_off_is_passed_over(services: Services, school: School) -> None:
    learner_id = learner_of(services, school.issued().id)
    path = services.settings.erasure_journal
    path.write_bytes(b'{"receipt": "x", "lear\n[]\n\xff\xfe\n{"receipt": 1}\n')
    assert keep_erased(services) == 0
    assert learner_id


def test_what_is_written_after_such_a_line_is_read(services: Services, school: School) -> None:
    path = services.settings.erasure_journal
    path.write_bytes(b'{"receipt": "x", "lear')
    erasure = erase(
        services, learner_of(services, school.issued().id), AskedBy.SCHOOL, actor=ISSUER
    )
    assert [entry.receipt for entry in journal_of(services).entries()] == [erasure.id]
    assert path.read_bytes().count(b"\n") == 2, "no empty lines"


def test_data_are_kept_as_long_as_the_settings_say(
    services: Services, school: School, clock: SteppedClock
) -> None:
    issued = school.issued()
    kept = replace(services, settings=services.settings.model_copy(update={"learner_days": 30}))
    clock.moment = LATER + timedelta(days=29)
    assert erase_outdated(kept) == 0
    clock.moment = LATER + timedelta(days=31)
    assert erase_outdated(services) == 0, "without a setting nothing is erased"
    assert erase_outdated(kept) == 1
    assert erase_outdated(kept) == 0
    with services.database.read() as connection:
        asked_by = connection.execute(select(erasures.c.asked_by)).scalar_one()
        assert asked_by == "retention"
        with pytest.raises(NotFound):
            credentials.by_id(connection, services.vault, issued.id)
