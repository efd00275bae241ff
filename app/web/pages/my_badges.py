"""Badges of other issuers in a learner's account: bring one, see, take away, remove."""

from typing import Annotated

from fastapi import APIRouter, Form, Path
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from app.accounts.checking_again import checked_again
from app.accounts.form_origin import check_form, require_own_form
from app.accounts.importing import import_badge
from app.accounts.session import require_account
from app.db import imported_badges
from app.db.accounts import Account
from app.db.imported_badges import Form as BadgeForm
from app.db.imported_badges import ImportedBadge
from app.http.bodies.basics import UUID_PATTERN
from app.problems import ApiProblem
from app.services import Services, services_of
from app.submissions import MOST_UPLOAD_BYTES, read_submission
from app.verification import TooBusy, Verification
from app.web.own_forms import back_to
from app.web.pages.credentials import PRIVATE
from app.web.verdict import verify_page

router = APIRouter(include_in_schema=False)

UPLOAD = "/me/badges"
MOST_BYTES = MOST_UPLOAD_BYTES + 64 * 1024

BadgeId = Annotated[str, Path(pattern=UUID_PATTERN)]

_FILES = {
    BadgeForm.JSON: ("json", "application/vc+ld+json"),
    BadgeForm.JWS: ("jwt", "text/plain"),
}


@router.post(UPLOAD)
async def bring(request: Request) -> Response:
    """Take in a badge from a file, also baked into a picture, from a text or an address."""
    account = await run_in_threadpool(require_account, request)  # before megabytes are read
    submission = await read_submission(request)
    check_form(request, submission.form_token)
    try:
        imported = await import_badge(
            services_of(request), _verification(request), account, submission
        )
    except TooBusy as busy:
        raise _not_now(busy) from busy
    return back_to(request, "/me", part=f"badge-{imported.badge.id}")


@router.get("/me/badges/{badge_id}.json")
@router.get("/me/badges/{badge_id}.jwt")
def take_away(request: Request, badge_id: BadgeId) -> Response:
    """Give the badge exactly as it came."""
    badge = _badge(services_of(request), require_account(request), badge_id)
    ending, media_type = _FILES[badge.form]
    headers = {**PRIVATE, "Content-Disposition": f'attachment; filename="badge.{ending}"'}
    return Response(badge.body, headers=headers, media_type=media_type)


@router.get("/me/badges/{badge_id}")
async def look(request: Request, badge_id: BadgeId) -> Response:
    """Show the whole verdict, as it is today."""
    services = services_of(request)
    account = await run_in_threadpool(require_account, request)
    badge = await run_in_threadpool(_badge, services, account, badge_id)
    try:
        fresh = await checked_again(services, _verification(request), account, badge)
    except TooBusy as busy:
        raise _not_now(busy) from busy
    return verify_page(request, answer=fresh.report)


@router.post("/me/badges/{badge_id}/remove")
def remove(
    request: Request,
    badge_id: BadgeId,
    form_token: Annotated[str, Form(max_length=100)] = "",
) -> Response:
    """Delete a badge from the account; whoever has a copy keeps it."""
    account = require_own_form(request, form_token)
    with services_of(request).database.write() as connection:
        imported_badges.remove(connection, account, badge_id)
    return back_to(request, "/me")


def _badge(services: Services, account: Account, badge_id: str) -> ImportedBadge:
    with services.database.read() as connection:
        return imported_badges.get(connection, account, badge_id)


def _verification(request: Request) -> Verification:
    verification: Verification = request.app.state.verification
    return verification


def _not_now(busy: TooBusy) -> ApiProblem:
    return ApiProblem("NOT_READY", str(busy), headers={"Retry-After": str(busy.retry_after)})
