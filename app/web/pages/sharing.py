"""Share links: the learner makes and ends them on their page, and others open them."""

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from app.claims.opening import opened_in_full
from app.claims.sharing import ShareWish, end_share, share, shared_credential
from app.services import services_of
from app.web.database_records import Records
from app.web.languages import language_of
from app.web.own_forms import back_to, own_form
from app.web.pages.credentials import PRIVATE
from app.web.rendering import render
from app.web.views.credential import credential_view
from app.web.views.sharing import LIVES
from issuer.errors import NotFound
from issuer.model.credential import Format

router = APIRouter(include_in_schema=False)

_PLACE = "share"


@router.post("/claim/{token}/shares")
async def make_link(request: Request, token: str) -> RedirectResponse:
    """Make a link with the label and the life that the learner chose."""
    form, services = await own_form(request), services_of(request)
    wish = ShareWish(label=form.get("label", ""), days=LIVES.get(form.get("life", "")))

    def make() -> None:
        share(services, opened_in_full(services, token).claim, wish)

    await run_in_threadpool(make)
    return back_to(request, f"/claim/{token}", part=_PLACE)


@router.post("/claim/{token}/shares/{link_id}/end")
async def end_link(request: Request, token: str, link_id: str) -> RedirectResponse:
    """End one of the learner's links."""
    await own_form(request)
    services = services_of(request)

    def end() -> None:
        end_share(services, opened_in_full(services, token).claim, link_id)

    await run_in_threadpool(end)
    return back_to(request, f"/claim/{token}", part=_PLACE)


@router.get("/s/{token}.json")
def shared_file(request: Request, token: str, records: Records) -> Response:
    """Give the signed badge to whoever was given the link, as long as it lasts."""
    credential = records.issued(shared_credential(services_of(request), token))
    for document in credential.documents:
        if document.format is Format.DATA_INTEGRITY:
            return Response(document.body, media_type="application/vc+ld+json", headers=PRIVATE)
    raise NotFound("This credential has no document of this form.")


@router.get("/s/{token}")
def shared_page(request: Request, token: str, records: Records) -> HTMLResponse:
    """Show a credential to whoever was given the link."""
    services, language = services_of(request), language_of(request)
    issued = records.claimed(shared_credential(services, token))
    return render(
        request,
        "shared.html",
        headers=PRIVATE,
        credential=credential_view(issued, services.clock.now(), language),
        file=f"/s/{token}.json",
        public_url=services.settings.public_url,
    )
