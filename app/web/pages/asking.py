"""Ask for a micro-credential: the form, the page that waits, and the answer, for who asks."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import segno
from fastapi import APIRouter
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from app.form_in_memory import form_in_memory
from app.http.bodies.presentation_requests import PresentationRequestBody
from app.oid4vp.question import Request as WalletRequest
from app.oid4vp.request_object import wallet_link
from app.oid4vp.requests import (
    Wish,
    ask,
    ask_again,
    naming_of,
    request_of_token,
    withdraw,
)
from app.oid4vp.told import told
from app.problems import ApiProblem
from app.services import Services, services_of
from app.web.database_records import Records
from app.web.languages import N_, Language, language_of
from app.web.pages.credentials import PRIVATE
from app.web.records import PublicRecords, RegisterSearch
from app.web.rendering import render
from app.web.views.asking import (
    LASTINGS,
    answer_view,
    ask_form_view,
    asked_lines,
    decline_sentence,
    moment,
)
from issuer.model.organisation import Profile

router = APIRouter(include_in_schema=False)

_MOST_BYTES = 2048
_FIELDS = ("asker", "words", "level", "field", "provider", "lasting", "unbound", "several")
_OWN_PAGE = frozenset({None, "same-origin", "none"})
_SEE_OTHER = 303
_FAULTY = N_("Say who asks, in at most 200 letters, and choose from what is offered.")


@router.get("/verify/ask")
def ask_form(request: Request, records: Records) -> HTMLResponse:
    """Show the form."""
    return _form(request, records, {}, "")


@router.post("/verify/ask")
async def make_request(request: Request, records: Records) -> Response:
    """Make the request, and lead to the page that waits for its answer."""
    async with form_in_memory(request, max_files=0, max_fields=10, most_bytes=_MOST_BYTES) as form:
        entered = {name: value for name in _FIELDS if isinstance(value := form.get(name), str)}
    return await run_in_threadpool(_made, request, records, entered)


@router.get("/verify/asked/{token}")
def asked_page(request: Request, token: str, records: Records) -> HTMLResponse:
    """Show what became of a request: it waits, was answered, was declined, or its time is over."""
    services, language = services_of(request), language_of(request)
    found = request_of_token(services, token)
    state = told(found, services.clock.now())
    issuers = {one.did: language.text(one.name) for one in _providers(records)}
    shown: dict[str, Any] = {
        "token": token,
        "asked": asked_lines(found.question.asked, issuers, language),
        "asker": found.question.asker,
        "kept_until": moment(state["kept_until"], language),
    }
    if state["answer"] is not None:
        template, more = "asked_answered.html", _answered(state, language)
    elif state["state"] != "waiting":
        declined = decline_sentence(state["error"], language) if state["error"] else ""
        template, more = "asked_ended.html", {"declined": declined}
    else:
        template, more = "asked_waiting.html", _waiting(services, found, language)
    return render(request, template, headers=PRIVATE, **shown, **more)


def _answered(state: Mapping[str, Any], language: Language) -> dict[str, Any]:
    further = [answer_view(each, language) for each in state["further_answers"]]
    return {"answer": answer_view(state["answer"], language), "further": further}


def _waiting(services: Services, found: WalletRequest, language: Language) -> dict[str, Any]:
    """Give what leads the learner's wallet to the request, on this screen and on another."""
    link = wallet_link(found, naming_of(services))
    return {
        "link": link,
        "qr": qr_picture(link),
        "learner_url": f"{services.settings.public_url}/present/{found.handle}",
        "expires_at": language.moment(found.expires_at),
    }


@router.post("/verify/asked/{token}/again")
def repeat(request: Request, token: str) -> Response:
    """Ask the same once more, with a fresh request."""
    _check_own_page(request)
    services = services_of(request)
    made = ask_again(services, request_of_token(services, token))
    return RedirectResponse(f"/verify/asked/{made.token}", _SEE_OTHER, PRIVATE)


@router.post("/verify/asked/{token}/withdraw")
def destroy(request: Request, token: str) -> Response:
    """Destroy a request with its answer."""
    _check_own_page(request)
    withdraw(services_of(request), token)
    return render(request, "asked_withdrawn.html", headers=PRIVATE)


def qr_picture(link: str) -> str:
    """Draw a QR code as a data URI; dark on white also where the page is dark."""
    code = segno.make(link, error="l", micro=False)
    drawn: str = code.svg_data_uri(scale=4, border=4, dark="#10231f", light="#ffffff")
    return drawn


def _made(request: Request, records: PublicRecords, entered: Mapping[str, str]) -> Response:
    wanted = _wanted(entered, records)
    if wanted is None:
        return _form(request, records, entered, language_of(request).gettext(_FAULTY))
    wish = Wish(asked=wanted.asked(), asker=wanted.asker, lasting=timedelta(minutes=wanted.minutes))
    made = ask(services_of(request), wish)
    return RedirectResponse(f"/verify/asked/{made.token}", _SEE_OTHER, PRIVATE)


def _wanted(entered: Mapping[str, str], records: PublicRecords) -> PresentationRequestBody | None:
    """Read the form by the rules of the API; None when it was not filled in as it can be."""
    schools = {one.slug: one.did for one in _providers(records)}
    framework, _, level = entered.get("level", "").partition("-")
    body = {
        "asker": entered.get("asker", ""),
        "words": entered.get("words", ""),
        "isced_f": entered.get("field", ""),
        "level": {"framework": framework, "at_least": level} if level else None,
        "issuer": schools.get(entered.get("provider", ""), ""),
        "holder_binding": entered.get("unbound") != "yes",
        "several": entered.get("several") == "yes",
        "minutes": entered.get("lasting", next(iter(LASTINGS))),
    }
    try:
        return PresentationRequestBody.model_validate(body)
    except ValidationError:
        return None


def _form(
    request: Request, records: PublicRecords, entered: Mapping[str, str], refusal: str
) -> HTMLResponse:
    view = ask_form_view(records.register(RegisterSearch()), entered, language_of(request))
    status = 422 if refusal else 200
    return render(request, "ask.html", status_code=status, form=view, refusal=refusal)


def _providers(records: PublicRecords) -> Sequence[Profile]:
    return records.register(RegisterSearch()).providers


def _check_own_page(request: Request) -> None:
    if request.headers.get("sec-fetch-site") not in _OWN_PAGE:
        raise ApiProblem("NOT_PERMITTED", "Send the form from the request's own page.")
