"""The way in for who has a code on paper: type it, and be led to one's own page."""

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from app.claims.claim_code import LONGEST_TYPED, read_code
from app.claims.codes import claim_of_code
from app.services import services_of
from app.web.languages import N_, language_of
from app.web.own_forms import back_to, own_form
from app.web.pages.credentials import PRIVATE
from app.web.rendering import render
from issuer.errors import NotFound

router = APIRouter(include_in_schema=False)

_SLIP = N_("That is not quite a code. Look at each character again: there are twelve.")
_NO_SUCH = N_("No credential has this code. Its time may be over: your school can print a new one.")


@router.get("/claim")
def ask(request: Request) -> Response:
    """Show the field for the code."""
    return _form(request)


@router.post("/claim")
async def open_by_code(request: Request) -> Response:
    """Lead to the page that a code is for; a wrong code is counted, a slip of the finger is not."""
    services = services_of(request)
    services.limits.check_codes(request)
    typed = (await own_form(request)).get("code", "")
    code = read_code(typed)
    if code is None:
        return _form(request, typed=typed[:LONGEST_TYPED], refusal=_SLIP, status_code=422)
    try:
        claim = await run_in_threadpool(claim_of_code, services, code)
    except NotFound:
        services.limits.count_wrong_code(request)
        return _form(request, typed=typed, refusal=_NO_SUCH, status_code=422)
    return back_to(request, f"/claim/{claim.token}")


def _form(
    request: Request, *, typed: str = "", refusal: str = "", status_code: int = 200
) -> Response:
    return render(
        request,
        "claim_code.html",
        status_code=status_code,
        headers=PRIVATE,
        typed=typed,
        refusal=language_of(request).gettext(refusal) if refusal else "",
        longest=LONGEST_TYPED,
    )
