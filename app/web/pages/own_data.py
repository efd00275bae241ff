"""The learner's rights: what is stored, all of it to take away, and what is wrong in it."""

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from app.claims.corrections import MOST_LETTERS, ask_for_correction
from app.claims.opening import opened
from app.claims.own_data import as_archive, own_data
from app.db import correction_requests
from app.mail.address import masked
from app.mail.sending import can_send
from app.problems import ApiProblem, RequestFault
from app.rights.asking import confirming_address
from app.services import services_of
from app.web.languages import language_of
from app.web.own_forms import back_to, own_form
from app.web.pages.credentials import PRIVATE
from app.web.rendering import render
from app.web.views.own_data import own_data_view

router = APIRouter(include_in_schema=False)

_FILE_HEADERS = PRIVATE | {"Content-Disposition": 'attachment; filename="my-data.zip"'}


@router.get("/claim/{token}/data")
def data_page(request: Request, token: str) -> HTMLResponse:
    """Show what is stored about the learner, why, and what they can do about it."""
    services = services_of(request)
    found = opened(services, token)
    data = own_data(services, found)
    with services.database.read() as connection:
        requests = correction_requests.of_credential(
            connection, services.vault, found.claim.credential_id
        )
    return render(
        request,
        "own_data.html",
        headers=PRIVATE,
        claim=f"/claim/{token}",
        data=own_data_view(found.learner, data, requests, language_of(request)),
        most_letters=MOST_LETTERS,
        can_send=can_send(services.settings),
        address=masked(found.learner.email),
        erasure_address=masked(confirming_address(services, found.learner) or ""),
    )


@router.get("/claim/{token}/data.zip")
def data_file(request: Request, token: str) -> Response:
    """Give all of it as one file (GDPR, articles 15 and 20)."""
    services = services_of(request)
    archive = as_archive(services, own_data(services, opened(services, token)))
    return Response(archive, media_type="application/zip", headers=_FILE_HEADERS)


@router.post("/claim/{token}/corrections")
async def ask(request: Request, token: str) -> RedirectResponse:
    """Tell the school what the learner says is wrong (GDPR, article 16)."""
    wrong = (await own_form(request)).get("wrong", "")
    if not wrong:
        raise ApiProblem("INVALID_REQUEST", faults=[_NOTHING_SAID])
    services = services_of(request)

    def tell() -> None:
        ask_for_correction(services, opened(services, token), wrong)

    await run_in_threadpool(tell)
    return back_to(request, f"/claim/{token}/data", part="correct")


_NOTHING_SAID = RequestFault(
    "/wrong",
    "REQUIRED",
    {
        "sl": "Napišite, kaj je narobe in kako je prav.",
        "en": "Write what is wrong, and what is right.",
    },
)
