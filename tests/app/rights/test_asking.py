"""A learner asks for the erasure, and nothing happens before the known address says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.db import erasure_requests as erasure_rows
from app.db import learners, mails
from app.db.tables import erasure_requests
from app.db.tables import mails as mail_table
from app.mail.letter import Letter, LetterKind
from app.rights.asking import (
    ErasureRequestEnded,
    ask_for_erasure,
    confirm_erasure,
    confirming_address,
    finish_confirmed,
    open_request,
)
from app.services import Services
from issuer.errors import NotFound
from issuer.model.award import Learner
from tests.app.db.school import School, SteppedClock
from tests.issuer.examples import LEARNER, NOW


@pytest.fixture
def writing(services: Services) -> Services:
    """Let the service have a mail server; nobody delivers in these tests."""
    return replace(services, settings=services.settings.model_copy(update={"smtp_host": "x"}))


@pytest.fixture
def learner(school: School) -> Learner:
    """Enter a learner with a credential."""
    school.issued()
    return school.learner()


def letters(services: Services) -> list[Letter]:
    with services.database.read() as connection:
        found = connection.scalars(select(mail_table.c.id).order_by(mail_table.c.created_at)).all()
        owed = [mails.by_id(connection, each) for each in found]
        return [mails.opened(connection, services.vault, one) for one in owed if one is not None]


def asked(services: Services, learner: Learner) -> str:
    """Ask, and take the token out of the letter."""
    ask_for_erasure(services, learner)
    letter = letters(services)[-1]
    assert letter.kind is LetterKind.ERASURE_CONFIRM
    return letter.details["link"].rsplit("/", 1)[1]


def is_there(services: Services, learner: Learner) -> bool:
    try:
        with services.database.read() as connection:
            learners.by_id(connection, services.vault, learner.id)
    except NotFound:
        return False
    return True


def test_only_the_link_in_the_letter_erases(writing: Services, learner: Learner) -> None:
    token = asked(writing, learner)
    finish_confirmed(writing)
    assert is_there(writing, learner)
    assert open_request(writing, token).learner_id == learner.id
    erasure = confirm_erasure(writing, token)
    assert erasure is not None
    assert not is_there(writing, learner)
    (receipt,) = [each for each in letters(writing) if each.kind is LetterKind.ERASURE_RECEIPT]
    assert (receipt.to, receipt.details["receipt"]) == (LEARNER.email.strip(), erasure.id)
    with pytest.raises(NotFound):
        confirm_erasure(writing, token)


def test_asking_again_ends_the_earlier_link(
    writing: Services, learner: Learner, clock: SteppedClock
) -> None:
    first = asked(writing, learner)
    clock.moment = NOW + timedelta(hours=2)
    second = asked(writing, learner)
    with pytest.raises(NotFound):
        open_request(writing, first)
    assert open_request(writing, second)


def test_nobody_fills_a_mailbox_by_asking(writing: Services, learner: Learner) -> None:
    first = asked(writing, learner)
    assert asked(writing, learner) == first
    assert len(letters(writing)) == 1
    assert open_request(writing, first)


def test_what_was_confirmed_stays_so_when_somebody_asks_again(
    writing: Services, learner: Learner, clock: SteppedClock
) -> None:
    token = asked(writing, learner)
    with writing.database.write() as connection:  # as when a file that names them is worked on
        erasure_rows.confirm(connection, open_request(writing, token).id, now=NOW)
    clock.moment = NOW + timedelta(hours=2)
    ask_for_erasure(writing, learner)
    finish_confirmed(writing)
    assert not is_there(writing, learner)


def test_an_old_link_erases_nothing(
    writing: Services, learner: Learner, clock: SteppedClock
) -> None:
    token = asked(writing, learner)
    clock.moment = NOW + timedelta(days=8)
    with pytest.raises(ErasureRequestEnded):
        confirm_erasure(writing, token)
    assert is_there(writing, learner)


def test_without_a_mail_server_the_school_decides(services: Services, learner: Learner) -> None:
    assert confirming_address(services, learner) is None
    ask_for_erasure(services, learner)
    assert letters(services) == []
    finish_confirmed(services)
    assert is_there(services, learner)
    with services.database.read() as connection:
        assert connection.execute(select(erasure_requests.c.learner_id)).scalar_one() == learner.id


def test_a_minor_s_guardian_confirms(writing: Services, learner: Learner) -> None:
    assert confirming_address(writing, learner) == learner.email.strip()
    child = replace(learner, guardian_email=" mama@example.com ")
    assert confirming_address(writing, child) == "mama@example.com"
    assert confirming_address(writing, replace(learner, email="")) is None
