"""/api/v1/mail-events: mail services and mailboxes report what came back."""

from __future__ import annotations

import hmac
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Security
from fastapi.security import (
    HTTPAuthorizationCredentials,
    HTTPBasic,
    HTTPBasicCredentials,
    HTTPBearer,
)
from pydantic import ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from app.dependencies import PartsOfService
from app.fetching import Refused
from app.http.bodies.basics import Answer
from app.http.openapi import api_body_refusals
from app.mail.event import MailEvent, NotAReport
from app.mail.mailbox_reports import read_mailbox_report
from app.mail.service_reports import read_service_report
from app.mail.sns_message import NotFromSns
from app.mail.taking_in import take_in
from app.problems import ApiProblem
from app.services import Services, services_of
from verifier.json_reading import read_json
from verifier.judgement import Judged
from verifier.limits import LIMITS

router = APIRouter(prefix="/api/v1/mail-events", tags=["letters"])

_EXAMPLE = {
    "events": [
        {
            "type": "bounce",
            "message_id": "<6a3c9d5e-0b1f-4c53-9a53-0d5b6f2f8a11@example.org>",
            "address": "ana@example.com",
            "status": "5.1.1",
        }
    ]
}

_BASIC = HTTPBasic(auto_error=False, scheme_name="Mail service", description="Any user name.")
_BEARER = HTTPBearer(auto_error=False, scheme_name="Mail service token")


class TakenIn(Answer):
    """How much of a report was of use."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"taken_in": 1}]})

    taken_in: int = Field(description="Reports that concern letters of ours.")


async def mail_service(
    request: Request,
    basic: Annotated[HTTPBasicCredentials | None, Security(_BASIC)],
    bearer: Annotated[HTTPAuthorizationCredentials | None, Security(_BEARER)],
) -> None:
    """Let in who knows MAIL_EVENTS_SECRET. Raises ApiProblem UNAUTHENTICATED."""
    services = services_of(request)
    given = bearer.credentials if bearer else basic.password if basic else ""
    secret = services.settings.mail_events_secret
    if secret is not None and hmac.compare_digest(
        given.encode(), secret.get_secret_value().encode()
    ):
        return
    services.limits.count_refused_key(request)
    challenge = 'Basic realm="mail events", charset="UTF-8"'
    raise ApiProblem(
        "UNAUTHENTICATED",
        "Reports come with the password that MAIL_EVENTS_SECRET sets.",
        headers={"WWW-Authenticate": challenge},
    )


_BY_MAIL_SERVICE = [Depends(mail_service)]


def _takes(media_type: str, schema: dict[str, Any]) -> dict[str, Any]:
    content = {media_type: {"schema": schema}}
    return {"requestBody": {"required": True, "content": content}}


@router.post(
    "",
    summary="Take in a mail service's report",
    dependencies=_BY_MAIL_SERVICE,
    responses=api_body_refusals(503),
    openapi_extra=_takes("application/json", {"examples": [_EXAMPLE]}),
)
async def take_in_report(request: Request, services: PartsOfService) -> TakenIn:
    """Read a bounce or complaint of Amazon SES (by SNS), Postmark, Mailgun or SendGrid, or our own.

    Our own has the types bounce, soft-bounce and complaint. What reports no failure is taken in as
    nothing. Whatever the type of content is called, it is JSON: Amazon SNS calls it text. Its
    messages need its signature too, and its question whether they are wanted is answered.
    """
    content = await request.body()
    events = await run_in_threadpool(_reported, services, content)
    return TakenIn(taken_in=await run_in_threadpool(take_in, services, events))


def _reported(services: Services, content: bytes) -> tuple[MailEvent, ...]:
    try:
        document = read_json(content, LIMITS)
        services.sns.admit(document, services.clock.now())
        return read_service_report(document)
    except Judged as refusal:
        raise ApiProblem("MALFORMED_BODY", refusal.problem.detail) from None
    except NotAReport:
        raise ApiProblem("NOT_A_REPORT") from None
    except NotFromSns as refusal:
        raise ApiProblem("NOT_FROM_SNS", str(refusal)) from None
    except Refused as refusal:
        raise ApiProblem("SNS_OUT_OF_REACH", str(refusal)) from None


@router.post(
    "/message",
    summary="Take in a returned message",
    dependencies=_BY_MAIL_SERVICE,
    responses=api_body_refusals(),
    openapi_extra=_takes("message/rfc822", {"type": "string"}),
)
async def take_in_message(request: Request, services: PartsOfService) -> TakenIn:
    """Read a delivery status notification (RFC 3464) or a complaint (RFC 5965) as it was mailed.

    Only what names a letter of ours counts: by its Message-ID, or by the address it came back to.
    """
    content = await request.body()
    try:
        events = await run_in_threadpool(read_mailbox_report, content)
    except NotAReport:
        raise ApiProblem("NOT_A_REPORT") from None
    return TakenIn(taken_in=await run_in_threadpool(take_in, services, events))
