"""Asking wallets for a micro-credential, for programs: no key needed, as for verifying.

The page for people is `app.web.pages.asking`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from app.dependencies import PartsOfService
from app.http.bodies.presentation_requests import (
    MadeRequestAnswer,
    PresentationRequestBody,
    RequestStateAnswer,
)
from app.http.openapi import public_refusals
from app.http.showing import presentation_requests as showing
from app.http.verify_answers import answer_in
from app.oid4vp.request_object import client_id_of, wallet_link
from app.oid4vp.requests import Wish, ask, naming_of, request_of_token, withdraw
from app.oid4vp.told import told
from app.problems import ApiProblem
from app.services import Services
from app.submissions import AnswerForm
from app.verification import Verified
from issuer.errors import NotFound

router = APIRouter(tags=["presentation requests"])

ReportForm = Annotated[
    Literal["pdf", "jwt", "json"],
    Query(alias="format", description="pdf and jwt are signed, like those of POST /verify."),
]
RequestToken = Annotated[str, Path(min_length=1, max_length=64)]
_NOT_KEPT = {"Cache-Control": "no-store"}


@router.post(
    "/verify/requests",
    status_code=201,
    summary="Ask for a micro-credential",
    responses=showing.MADE,
)
def make_request(
    services: PartsOfService, wanted: PresentationRequestBody, response: Response
) -> MadeRequestAnswer:
    """Make a request that one wallet can answer, once.

    Its `url` is the only way to the answer: keep it to yourself.
    """
    _check_at_hand(services, wanted)
    made = ask(
        services,
        Wish(
            asked=wanted.asked(),
            asker=wanted.asker,
            lasting=timedelta(minutes=wanted.minutes),
            prefix=wanted.client_id_prefix,
            mode=wanted.response_mode,
        ),
    )
    public_url, naming = services.settings.public_url, naming_of(services)
    url = f"{public_url}/verify/requests/{made.token}"
    response.headers["Location"] = url
    response.headers.update(_NOT_KEPT)
    return MadeRequestAnswer(
        url=url,
        page_url=f"{public_url}/verify/asked/{made.token}",
        wallet_link=wallet_link(made.request, naming),
        learner_url=f"{public_url}/present/{made.request.handle}",
        client_id=client_id_of(made.request, naming).value,
        expires_at=made.request.expires_at,
    )


@router.get(
    "/verify/requests/{token}",
    summary="How a request stands, and its answer",
    responses=showing.STATE,
)
def request_state(
    services: PartsOfService, token: RequestToken, response: Response
) -> RequestStateAnswer:
    """Give the state of a request; once answered, the verdict and how it fits the question."""
    response.headers.update(_NOT_KEPT)
    request = request_of_token(services, token)
    return RequestStateAnswer.model_validate(told(request, services.clock.now()))


@router.get(
    "/verify/requests/{token}/report",
    summary="The report on an answer, to keep",
    response_class=Response,
    responses=showing.REPORT,
)
async def answer_report(
    services: PartsOfService, request: Request, token: RequestToken, wanted: ReportForm = "pdf"
) -> Response:
    """Give the report on the answer as a file that this verifier has signed, or as JSON.

    It says what the credential is worth and who presented it, not what was asked.
    """
    found = await run_in_threadpool(request_of_token, services, token)
    answer = told(found, services.clock.now())["answer"]
    if answer is None:
        raise NotFound("There is no answer to report on.")
    verified = Verified(answer["report"], None)
    return await answer_in(AnswerForm(wanted), request, verified, with_pack=False)


@router.delete(
    "/verify/requests/{token}",
    status_code=204,
    summary="Withdraw a request, destroy its answer",
    responses=public_refusals(404),
)
def withdraw_request(services: PartsOfService, token: RequestToken) -> Response:
    """Destroy the request, and its answer where there is one, now instead of in some days."""
    withdraw(services, token)
    return Response(status_code=204, headers=_NOT_KEPT)


def _check_at_hand(services: Services, wanted: PresentationRequestBody) -> None:
    at_hand = naming_of(services).at_hand()
    if wanted.client_id_prefix in (None, *at_hand):
        return
    listed: Any = ", ".join(at_hand)
    raise ApiProblem(
        "REFUSED", f"Without a certificate for it that name cannot be used. At hand: {listed}."
    )
