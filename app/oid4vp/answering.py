"""An answer taken: opened, verified, compared with the question, and kept sealed for a while."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from starlette.concurrency import run_in_threadpool

from app.db import presentation_requests
from app.db.presentation_requests import Ending, RequestState
from app.oid4vp.question import Request, hashed
from app.oid4vp.request_object import client_id_of
from app.oid4vp.requests import answer_place, naming_of, request_of_handle
from app.oid4vp.response import BadResponse, Refusal, read_response
from app.report_view import report_json
from app.services import Services
from app.verification import Verification
from contexts import JsonObject
from verifier import PresentationRequest, Report
from verifier.openid4vp.fulfilment import Answered, conditions, holder_is_proven, overall
from verifier.openid4vp.vp_token import Presented

_OVER = "This request was answered already, or its time is over. Ask for a new one."


@dataclass(frozen=True, slots=True)
class Taken:
    """An answer that was kept; the code leads its sender back, and nobody else."""

    request: Request
    response_code: str


async def take_answer(
    services: Services, verification: Verification, handle: str, fields: Mapping[str, str]
) -> Taken:
    """Take a wallet's answer, once. Raises NotFound, BadResponse, TooBusy."""
    request = await run_in_threadpool(request_of_handle, services, handle)
    if not request.is_open(services.clock.now()):
        raise BadResponse(_OVER)
    response = await run_in_threadpool(read_response, fields, request)
    if isinstance(response, Refusal):
        answer: JsonObject = {"error": response.error}
        state = RequestState.DECLINED
    else:
        judged = [await _judged(services, verification, request, each) for each in response]
        answer = {"answers": judged}
        state = RequestState.ANSWERED
    code = services.ids.new_token()
    if not await run_in_threadpool(_keep, services, request, state, answer, code):
        raise BadResponse(_OVER)
    return Taken(request, code)


async def _judged(
    services: Services, verification: Verification, request: Request, presented: Presented
) -> JsonObject:
    """Verify a presentation for this request, and compare it with all that was asked."""
    now = services.clock.now()
    client_id = client_id_of(request, naming_of(services)).value
    asked = PresentationRequest(challenge=request.question.nonce, domain=client_id)
    answer = await verification.verify_presented(presented.secured, now=now, request=asked)
    compared = _compared(request, presented, answer.report, now)
    return {**compared, "report": report_json(answer, public_url=services.settings.public_url)}


def _compared(request: Request, presented: Presented, report: Report, now: datetime) -> JsonObject:
    answered = Answered(presented, report, request.created_at, now)
    found = conditions(request.question.asked, answered)
    return {
        "result": overall(report, found).value,
        "holder_proven": holder_is_proven(report),
        "conditions": [
            {"name": each.name, "match": each.match.value, "asked": each.asked, "found": each.found}
            for each in found
        ],
    }


def _keep(
    services: Services, request: Request, state: RequestState, answer: JsonObject, code: str
) -> bool:
    """Keep an answer, unless another one was first."""
    now = services.clock.now()
    sealed = services.vault.close(json.dumps(answer).encode(), place=answer_place(request.id))
    ending = Ending(
        state=state,
        answer_sealed=sealed,
        response_code_hash=hashed(code),
        ended_at=now,
        forget_at=now + timedelta(days=services.settings.presentation_answer_days),
    )
    with services.database.write() as connection:
        return presentation_requests.end(connection, request.id, ending)
