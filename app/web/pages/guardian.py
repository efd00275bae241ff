"""The guardian's page: all their children at one school, and what they say of each."""

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from app.claims.claiming import claim_of
from app.claims.guardians import Child, decide, family_of
from app.claims.naming_guardians import name_own_guardian
from app.claims.opening import opened
from app.db import credentials, organisations
from app.db.credentials import CredentialFilter
from app.db.paging import LARGEST_PAGE, Paging
from app.problems import ApiProblem, RequestFault
from app.services import Services, services_of
from app.web.database_records import Records
from app.web.languages import Language, language_of
from app.web.own_forms import back_to, own_form
from app.web.pages.credentials import PRIVATE
from app.web.records import PublicRecords
from app.web.rendering import render
from app.web.views.guardian import ChildView, EarnedView, child_view, earned_view
from issuer.value_rules import is_email_address

router = APIRouter(include_in_schema=False)

_AGREES = {"agree": True, "refuse": False}
_LONGEST_ADDRESS = 320


@router.get("/guardian/{token}")
def guardian_page(request: Request, token: str, records: Records) -> HTMLResponse:
    """Show a guardian their children, with what each has earned."""
    services, language = services_of(request), language_of(request)
    family = family_of(services, token)
    with services.database.read() as connection:
        school = organisations.get(connection, family.guardian.organisation_id).name
    return render(
        request,
        "guardian.html",
        headers=PRIVATE,
        page=f"/guardian/{token}",
        school=language.text(school),
        children=[_shown(services, records, each, language) for each in family.children],
    )


@router.post("/guardian/{token}/children/{learner_id}")
async def say(request: Request, token: str, learner_id: str) -> RedirectResponse:
    """Take a guardian's word for one child; they can change it on the same page."""
    said = (await own_form(request)).get("says", "")
    if said not in _AGREES:
        raise ApiProblem("BAD_REQUEST", "Say whether you agree.")
    services = services_of(request)
    await run_in_threadpool(lambda: decide(services, token, learner_id, agrees=_AGREES[said]))
    return back_to(request, f"/guardian/{token}")


@router.post("/claim/{token}/guardian")
async def name(request: Request, token: str) -> RedirectResponse:
    """Let a child say whom to ask."""
    email, services = (await own_form(request)).get("email", ""), services_of(request)
    if len(email) > _LONGEST_ADDRESS or not is_email_address(email):
        raise ApiProblem("INVALID_REQUEST", faults=[_NO_ADDRESS])
    await run_in_threadpool(lambda: name_own_guardian(services, opened(services, token), email))
    return back_to(request, f"/claim/{token}")


def _shown(
    services: Services, records: PublicRecords, child: Child, language: Language
) -> ChildView:
    learner = child.learner
    with services.database.read() as connection:
        held = credentials.listed(
            connection,
            services.vault,
            organisation_id=learner.organisation_id,
            wanted=CredentialFilter(learner_id=learner.id),
            paging=Paging(1, LARGEST_PAGE),
        )
    return child_view(
        child,
        [_earned(services, records, child, each.id, language) for each in held.items],
        language,
    )


def _earned(
    services: Services, records: PublicRecords, child: Child, credential_id: str, language: Language
) -> EarnedView:
    claim = claim_of(services, credential_id) if child.permission.allows else None
    return earned_view(records.claimed(credential_id), claim, language)


_NO_ADDRESS = RequestFault(
    "/email",
    "NOT_AN_EMAIL",
    {"sl": "Vpišite e-poštni naslov.", "en": "Enter an e-mail address."},
)
