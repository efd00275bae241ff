"""app.claims.corrections: what a learner says is wrong reaches their school, and an answer them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.claims.claiming import claim_of
from app.claims.corrections import Answering, answer_correction, ask_for_correction
from app.claims.opening import opened
from app.claims.sharing import TooManyOpen
from app.db import correction_requests
from app.db.correction_requests import CorrectionRequest, Outcome
from app.db.paging import Paging
from app.services import Services
from issuer.errors import AlreadyDecided, NotFound
from tests.app.db.school import OTHER_SCHOOL_ID, School
from tests.app.db.test_personal_data import stored
from tests.issuer.examples import ISSUER, NOW, SCHOOL_ID

WRONG = "Moj priimek je Žnidar, ne Znidar."
ANSWER = Answering(Outcome.CORRECTED, "Novo dokazilo je že vaše.")


def asked(services: Services, school: School) -> str:
    claim = claim_of(services, school.issued().id)
    ask_for_correction(services, opened(services, claim.token), WRONG)
    return claim.token


def waiting(services: Services, *, is_open: bool | None = True) -> tuple[CorrectionRequest, ...]:
    with services.database.read() as connection:
        return tuple(
            correction_requests.listed(
                connection,
                services.vault,
                organisation_id=SCHOOL_ID,
                is_open=is_open,
                paging=Paging(),
            ).items
        )


def test_a_request_waits_until_it_is_answered_once(services: Services, school: School) -> None:
    asked(services, school)
    [request] = waiting(services)
    assert (request.wrong, request.outcome, request.created_at) == (WRONG, None, NOW)
    answered = answer_correction(services, ISSUER, request.id, ANSWER)
    assert (answered.outcome, answered.answer) == (Outcome.CORRECTED, ANSWER.answer)
    assert waiting(services) == ()
    assert waiting(services, is_open=False) == waiting(services, is_open=None) == (answered,)
    with pytest.raises(AlreadyDecided):
        answer_correction(services, ISSUER, request.id, replace(ANSWER, answer="Ne."))


def test_others_see_and_answer_nothing(services: Services, school: School) -> None:
    asked(services, school)
    [request] = waiting(services)
    stranger = replace(ISSUER, organisation_id=OTHER_SCHOOL_ID)
    with pytest.raises(NotFound):
        answer_correction(services, stranger, request.id, ANSWER)
    assert waiting(services) == (request,)


def test_a_learner_waits_for_answers_before_asking_on(services: Services, school: School) -> None:
    token = asked(services, school)
    for _ in range(4):
        ask_for_correction(services, opened(services, token), WRONG)
    with pytest.raises(TooManyOpen):
        ask_for_correction(services, opened(services, token), WRONG)
    answer_correction(services, ISSUER, waiting(services)[0].id, ANSWER)
    ask_for_correction(services, opened(services, token), WRONG)


def test_what_is_said_stands_nowhere_in_plain(services: Services, school: School) -> None:
    asked(services, school)
    answer_correction(services, ISSUER, waiting(services)[0].id, ANSWER)
    everything = stored(school).decode(errors="replace")
    assert WRONG not in everything
    assert ANSWER.answer not in everything
