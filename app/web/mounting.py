"""Where the service and its pages are joined."""

from fastapi import APIRouter, FastAPI

from app.web.assets import PREFIX, static_files
from app.web.bulk import BULK_PAGES
from app.web.errors import problem_page
from app.web.pages import (
    asking,
    authorize,
    backpacks,
    badges,
    claim,
    claim_code,
    credentials,
    erasing,
    europass,
    guardian,
    home,
    interactions,
    language,
    letters,
    linkedin,
    login,
    me,
    my_badges,
    notes,
    own_data,
    presenting,
    problems,
    profiles,
    programmes,
    register,
    sharing,
    verification,
    wallet_offer,
)
from app.web.verdict import verify_page

PAGES = (
    badges,
    home,
    register,
    programmes,
    claim,
    claim_code,
    guardian,
    own_data,
    sharing,
    linkedin,
    credentials,
    erasing,
    europass,
    interactions,
    verification,
    asking,
    presenting,
    profiles,
    problems,
    notes,
    language,
    letters,
    login,
    me,
    my_badges,
    backpacks,
    authorize,
    wallet_offer,
)

router = APIRouter()
for page in PAGES:
    router.include_router(page.router)


def mount_pages(app: FastAPI) -> None:
    """Add the pages, their assets, and the pages that other routes answer people with.

    Call it after the routes of JSON documents: theirs are the addresses with an extension.
    """
    app.include_router(router)
    mount_static(app)
    app.state.verify_page = verify_page
    app.state.bulk_pages = BULK_PAGES
    app.state.problem_page = problem_page


def mount_static(app: FastAPI) -> None:
    """Serve the self-hosted style sheets, fonts and scripts."""
    app.mount(PREFIX, static_files(), name="static")
