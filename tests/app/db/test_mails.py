"""app.db.mails and what stands around it, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select, update

from app.db import claim_letters, mail_addresses, mail_aftermath, mails, notices
from app.db.mails import Ending
from app.db.notices import Notices
from app.db.tables import awards
from app.db.tables import mails as mail_table
from app.mail.letter import LetterKind, LetterState, OwedLetter, Reason
from issuer.issuance import issue
from issuer.model.credential import Credential
from tests.app.db.school import School
from tests.issuer.examples import ISSUER, NOW, SCHOOL_ID

LEASE = timedelta(minutes=20)
HASH = b"of an address"


def issued(school: School, *, notify: bool | None = None) -> Credential:
    """Issue a credential whose learner is told."""
    store = replace(school.store(), notices=Notices(school.ids, timedelta(days=4)))
    award = school.approved_award(school.approved(), school.learner())
    with school.database.write() as connection:
        connection.execute(update(awards).values(notify=notify))
    return issue(
        store, school.command(award), ISSUER, signers_for=school.signers, now=school.clock.now()
    )


def taken(school: School, *, after: timedelta = timedelta(), most: int = 20) -> list[OwedLetter]:
    with school.database.write() as connection:
        return list(
            mails.take_due(connection, now=NOW + after, most=most, per_minute=100, lease=LEASE)
        )


def test_a_letter_is_owed_with_its_credential_and_taken_for_a_lease(school: School) -> None:
    credential = issued(school)
    (owed,) = taken(school)
    assert (owed.letter.kind, owed.letter.credential_id) == (LetterKind.CLAIM, credential.id)
    assert owed.attempts == 1
    assert taken(school, after=LEASE - timedelta(seconds=1)) == []
    (again,) = taken(school, after=LEASE)
    assert again.attempts == 2
    with school.database.write() as connection:
        mails.give_back(connection, [owed.id], at=NOW)
        mails.retry(connection, owed.id, at=NOW, reply="450", doubtful=True)
    (tried,) = taken(school)
    assert (tried.attempts, tried.reply, tried.doubtful) == (2, "450", True)


def test_school_and_order_say_whether_anybody_is_told(school: School) -> None:
    with school.database.write() as connection:
        assert notices.notifies(connection, SCHOOL_ID)
        for wanted in (True, False):
            notices.set_notifies(connection, SCHOOL_ID, notify=wanted, now=NOW)
        assert not notices.notifies(connection, SCHOOL_ID)
    issued(school)
    assert taken(school) == []


def test_an_order_goes_before_the_school(school: School) -> None:
    issued(school, notify=False)
    assert taken(school) == []


def test_what_was_sent_comes_back_or_is_reminded_of(school: School) -> None:
    credential = issued(school)
    (owed,) = taken(school)
    with school.database.write() as connection:
        mails.note_sent(connection, owed.id, address_hash=HASH, reply="250", now=NOW)
        ending = Ending(LetterState.GIVEN_UP, Reason.TOO_LATE)
        mails.note_ended(connection, owed.id, ending, now=NOW)
        assert mail_aftermath.newest_sent_to(connection, HASH) == owed.id, "sent is sent"
        unclaimed = claim_letters.unclaimed(connection, sent_before=NOW, reminder=1, most=5)
        assert unclaimed == (), "no claim was made yet"
        assert not mail_addresses.note_soft_bounce(connection, HASH, now=NOW)
        assert not mail_addresses.standing(connection, HASH).has_bounced
        mail_aftermath.note_returned(connection, owed.id, LetterState.BOUNCED, "5.1.1", now=NOW)
        assert mail_aftermath.newest_sent_to(connection, HASH) is None
        mail_addresses.note_bounced(connection, HASH, now=NOW)
        assert mail_addresses.standing(connection, HASH).has_bounced
        mail_addresses.forget_bounces(connection, HASH)
        assert not mail_addresses.standing(connection, HASH).has_bounced
    assert credential.id == owed.letter.credential_id


def test_what_waits_for_a_guardian_is_released_and_a_learner_forgotten(school: School) -> None:
    issued(school)
    (owed,) = taken(school)
    learner_id = owed.letter.learner_id
    assert learner_id is not None
    with school.database.write() as connection:
        ending = Ending(LetterState.WITHHELD, Reason.WAITS_FOR_GUARDIAN)
        mails.note_ended(connection, owed.id, ending, now=NOW)
        later = NOW + timedelta(days=9)
        mail_aftermath.release(
            connection, learner_id, Reason.WAITS_FOR_GUARDIAN, now=NOW, useful_until=later
        )
    (released,) = taken(school)
    assert released.letter.useful_until == later
    with school.database.write() as connection:
        mails.note_sent(connection, owed.id, address_hash=HASH, reply="250", now=NOW)
        mail_aftermath.forget_learner(connection, learner_id)
        row = connection.execute(select(mail_table)).one()
    assert (row.address_hash, row.to_sealed, row.details_sealed) == (None, None, None)
