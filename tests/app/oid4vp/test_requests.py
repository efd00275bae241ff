"""Requests are kept sealed, ended once, and forgotten in time, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.clock import RandomIds
from app.db import presentation_requests
from app.db.presentation_requests import Ending, RequestState
from app.db.tables import presentation_requests as table
from app.oid4vp.question import Request
from app.oid4vp.requests import (
    Made,
    Wish,
    ask,
    ask_again,
    forget_requests,
    request_of_handle,
    request_of_token,
    withdraw,
)
from app.opening import open_services
from app.services import Services
from issuer.errors import NotFound
from tests.app.db.school import SteppedClock
from tests.app.serving import settings_for
from verifier.openid4vp.asked import Asked, Framework, Level

ASKED = Asked(
    words="obdelava podatkov",
    isced_f="06",
    level=Level(Framework.SQF, 6),
    issuers=("did:web:badges.example:profiles:vrh",),
    holder_binding=False,
)
WISH = Wish(asked=ASKED, asker="Podjetje d.o.o.", lasting=timedelta(hours=1))


@pytest.fixture
def clock() -> SteppedClock:
    return SteppedClock()


@pytest.fixture
def services(database_url: str, clock: SteppedClock) -> Iterator[Services]:
    opened = open_services(settings_for(database_url), clock=clock, ids=RandomIds())
    yield opened
    opened.database.close()


def ended(services: Services, request: Request, code: str = "c") -> bool:
    now = services.clock.now()
    ending = Ending(
        state=RequestState.DECLINED,
        answer_sealed=services.vault.close(
            b'{"error": "access_denied"}', place=f"presentation_requests/{request.id}/answer"
        ),
        response_code_hash=code,
        ended_at=now,
        forget_at=now + timedelta(days=7),
    )
    with services.database.write() as connection:
        return presentation_requests.end(connection, request.id, ending)


def found_by(services: Services, made: Made) -> Request:
    return request_of_token(services, made.token)


def test_a_request_is_found_by_who_asked_and_by_a_wallet(services: Services) -> None:
    made = ask(services, WISH)
    assert found_by(services, made) == made.request
    assert request_of_handle(services, made.request.handle) == made.request
    asked = made.request.question.asked
    assert (asked.words, asked.level, asked.isced_f) == (ASKED.words, ASKED.level, ASKED.isced_f)
    assert asked.issuers == (ASKED.issuers[0], "https://badges.example/profiles/vrh")


def test_a_wallet_cannot_read_answers_nor_the_asker_s_place(services: Services) -> None:
    made = ask(services, WISH)
    with pytest.raises(NotFound):
        request_of_token(services, made.request.handle)
    with pytest.raises(NotFound):
        request_of_handle(services, made.token)


def test_nothing_of_it_can_be_read_in_the_table(services: Services) -> None:
    made = ask(services, WISH)
    with services.database.read() as connection:
        row = connection.execute(select(table)).one()
    written = repr(tuple(row))
    question = made.request.question
    secrets = (made.token, made.request.handle, question.nonce, question.state)
    for told in (*secrets, "Podjetje", "obdelava", question.encryption_key["d"]):
        assert str(told) not in written
    assert made.token not in repr(made.request)
    assert question.nonce not in repr(question)


def test_secrets_are_new_each_time(services: Services) -> None:
    first = ask(services, WISH)
    second = ask_again(services, first.request)
    one, other = first.request.question, second.request.question
    assert (one.asked, one.asker, one.mode) == (other.asked, other.asker, other.mode)
    assert first.token != second.token
    assert one.nonce != other.nonce
    assert one.state != other.state
    assert one.encryption_key != other.encryption_key


def test_of_many_answers_at_once_one_counts(services: Services) -> None:
    made = ask(services, WISH)
    with ThreadPoolExecutor(6) as pool:
        results = list(pool.map(lambda n: ended(services, made.request, str(n)), range(6)))
    assert sorted(results) == [False] * 5 + [True]
    assert found_by(services, made).response_code_hash == str(results.index(True))


def test_it_cannot_be_answered_when_its_time_is_over(
    services: Services, clock: SteppedClock
) -> None:
    made = ask(services, WISH)
    clock.moment += timedelta(hours=2)
    assert not ended(services, made.request)
    assert found_by(services, made).status is RequestState.WAITING
    assert not found_by(services, made).is_open(clock.now())


def test_answers_are_forgotten_in_time_even_before_the_row_is_gone(
    services: Services, clock: SteppedClock
) -> None:
    answered, unanswered = ask(services, WISH), ask(services, WISH)
    assert ended(services, answered.request)
    assert found_by(services, answered).answer == {"error": "access_denied"}
    clock.moment += timedelta(days=2)
    with pytest.raises(NotFound):
        found_by(services, unanswered)
    forget_requests(services)
    found_by(services, answered)
    clock.moment += timedelta(days=6)
    forget_requests(services)
    with services.database.read() as connection:
        assert connection.execute(select(table)).all() == []


def test_withdrawing_destroys_at_once(services: Services) -> None:
    made = ask(services, WISH)
    withdraw(services, made.token)
    with pytest.raises(NotFound):
        withdraw(services, made.token)
