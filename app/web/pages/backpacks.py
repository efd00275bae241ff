"""A learner sends a credential to their other backpack, and is told what came of it."""

from typing import Annotated

from fastapi import APIRouter, Form, Path
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app.accounts.form_origin import require_own_form
from app.accounts.session import require_account
from app.backpacks.errands import begin, go_on
from app.backpacks.hosts import RETURN_PATH
from app.db import backpacks
from app.db.backpacks import Outcome
from app.http.bodies.basics import UUID_PATTERN
from app.services import services_of
from app.web.languages import N_, language_of
from app.web.own_forms import back_to
from app.web.pages.credentials import PRIVATE
from app.web.rendering import render

router = APIRouter(include_in_schema=False)

BACKPACKS = "/me/backpacks"
FORMS = (BACKPACKS, "/me/backpacks/forget")
"""Where small forms are posted."""

_TOLD = {
    Outcome.SENT: (
        "good",
        N_("It is in your backpack"),
        N_("The backpack has taken the micro-credential in."),
    ),
    Outcome.REPLACED: (
        "good",
        N_("It is in your backpack"),
        N_("It was there from an earlier time; the backpack has it in its newest form now."),
    ),
    Outcome.NOT_ALLOWED: (
        "unsure",
        N_("Nothing was sent"),
        N_("The backpack did not allow it, or you did not agree. Send it again when you wish."),
    ),
    Outcome.REFUSED: (
        "bad",
        N_("The backpack does not take it"),
        N_("The backpack refused the micro-credential. You can download it and upload it there."),
    ),
    Outcome.LATER: (
        "unsure",
        N_("Not at the moment"),
        N_("The backpack cannot take anything in right now. Send it again in half an hour."),
    ),
    Outcome.UNREACHABLE: (
        "unsure",
        N_("The backpack did not answer"),
        N_("Nothing was lost. Try again later, or download the micro-credential."),
    ),
}
_UNDER_WAY = (
    "unsure",
    N_("Not finished"),
    N_("You have not agreed at the backpack yet. Send it again to go there."),
)


@router.post(BACKPACKS)
def send(
    request: Request,
    address: Annotated[str, Form(max_length=2000)] = "",
    credential_id: Annotated[str, Form(max_length=64)] = "",
    form_token: Annotated[str, Form(max_length=100)] = "",
) -> Response:
    """Send a credential; where the learner has to agree first, show the way there."""
    account = require_own_form(request, form_token)
    begun = begin(services_of(request), account, address, credential_id)
    if begun.agree_at is None:
        return _result(begun.errand.id)
    # A link and no redirect: a form's answer may not lead to another host (form-action 'self').
    return render(
        request,
        "backpack_agree.html",
        headers=PRIVATE,
        backpack=begun.host.address.partition("://")[2],
        agree_at=begun.agree_at,
    )


@router.get(RETURN_PATH)
def come_back(
    request: Request, state: str = "", code: str | None = None, error: str | None = None
) -> Response:
    """Go on when the learner comes back from the host; no code stays in the address."""
    account = require_account(request)
    errand = go_on(services_of(request), account, state, None if error else code)
    return _result(errand.id)


@router.post("/me/backpacks/forget")
def forget(
    request: Request,
    host_id: Annotated[str, Form(max_length=64)] = "",
    form_token: Annotated[str, Form(max_length=100)] = "",
) -> Response:
    """Forget the permission to write into a backpack."""
    account = require_own_form(request, form_token)
    with services_of(request).database.write() as connection:
        backpacks.forget(connection, account, host_id)
    return back_to(request, "/me", part="backpack")


@router.get("/me/backpacks/{errand_id}")
def result(request: Request, errand_id: Annotated[str, Path(pattern=UUID_PATTERN)]) -> Response:
    """Say what came of an errand."""
    account, services, language = (
        require_account(request),
        services_of(request),
        language_of(request),
    )
    with services.database.read() as connection:
        errand = backpacks.errand(connection, account, errand_id)
        host = backpacks.host(connection, services.vault, errand.host_id)
    tone, title, sentence = _TOLD[errand.outcome] if errand.outcome else _UNDER_WAY
    return render(
        request,
        "backpack_result.html",
        headers=PRIVATE,
        backpack=host.address.partition("://")[2],
        tone=tone,
        title=language.gettext(title),
        sentence=language.gettext(sentence),
    )


def _result(errand_id: str) -> Response:
    return RedirectResponse(f"{BACKPACKS}/{errand_id}", status_code=303)
