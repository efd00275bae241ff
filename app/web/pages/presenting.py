"""The learner's side of a request: who asks for what, the way into the wallet, and "it arrived"."""

import hmac
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import HTMLResponse

from app.db.presentation_requests import RequestState
from app.oid4vp.question import Request as PresentationRequest
from app.oid4vp.question import hashed
from app.oid4vp.request_object import wallet_link
from app.oid4vp.requests import naming_of, request_of_handle
from app.services import services_of
from app.web.database_records import Records
from app.web.languages import language_of
from app.web.pages.asking import qr_picture
from app.web.pages.credentials import PRIVATE
from app.web.records import RegisterSearch
from app.web.rendering import render
from app.web.views.asking import asked_lines

router = APIRouter(include_in_schema=False)


@router.get("/present/{handle}")
def present(
    request: Request,
    handle: str,
    records: Records,
    response_code: Annotated[str, Query(max_length=64)] = "",
) -> HTMLResponse:
    """Show a request to whom it was sent; the wallet leads back here with its response code."""
    services, language = services_of(request), language_of(request)
    found = request_of_handle(services, handle)
    issuers = {
        one.did: language.text(one.name) for one in records.register(RegisterSearch()).providers
    }
    is_open = found.is_open(services.clock.now())
    link = wallet_link(found, naming_of(services)) if is_open else ""
    return render(
        request,
        "present.html",
        headers=PRIVATE,
        asker=found.question.asker,
        asked=asked_lines(found.question.asked, issuers, language),
        link=link,
        qr=qr_picture(link) if link else "",
        expires_at=language.moment(found.expires_at),
        days=services.settings.presentation_answer_days,
        arrived=_arrived(found, response_code),
    )


def _arrived(found: PresentationRequest, response_code: str) -> bool:
    """Tell whether the answer came from this very wallet: nobody else has the code."""
    expected = found.response_code_hash or ""
    same = hmac.compare_digest(hashed(response_code), expected)
    return same and found.status is RequestState.ANSWERED
