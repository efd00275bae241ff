"""Pictures that other people's pages show, each inside a link to the verifier."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from app.dependencies import CredentialIdInPath
from app.services import services_of
from app.web.check_badge import Theme, check_badge
from app.web.database_records import Records
from app.web.languages import DEFAULT, LANGUAGES, PARAMETER, Language
from app.web.views.badges import standing_words, unknown_words, verify_words
from app.web.views.standing import standing_view
from issuer.errors import NotFound

router = APIRouter(include_in_schema=False)

_FOR_OTHER_PAGES = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    # Opened by itself the file is a page of ours: nothing in it may run or fetch.
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
}
_A_DAY = "public, max-age=86400"
_SOME_MINUTES = "public, max-age=300"
"""A revocation shows within this time."""


@router.get("/verify/badge.svg")
def verify_badge(request: Request, theme: Theme = Theme.AUTO) -> Response:
    """Give the picture "verify with Dokazilo"; it never changes."""
    words = verify_words(_language(request))
    return _picture(check_badge("brand", words, theme), _A_DAY)


@router.get("/credentials/{credential_id}/badge.svg")
def credential_badge(
    request: Request,
    credential_id: CredentialIdInPath,
    records: Records,
    theme: Theme = Theme.AUTO,
) -> Response:
    """Give the picture of how a credential issued here stands; nothing of whose it is."""
    language = _language(request)
    try:
        credential = records.issued(credential_id)
    except NotFound:
        drawn = check_badge("unsure", unknown_words(language), theme)
        return _picture(drawn, _SOME_MINUTES, status_code=404)
    now = services_of(request).clock.now()
    standing = standing_view(credential, now, language)
    words = standing_words(standing, now, language)
    return _picture(check_badge(standing.tone, words, theme), _SOME_MINUTES)


def _language(request: Request) -> Language:
    """Choose by the address alone: the page around the picture has one language for everybody."""
    chosen = request.query_params.get(PARAMETER, DEFAULT)
    return Language(chosen if chosen in LANGUAGES else DEFAULT)


def _picture(drawn: str, cache: str, *, status_code: int = 200) -> Response:
    headers = {**_FOR_OTHER_PAGES, "Cache-Control": cache}
    return Response(drawn, status_code, headers, media_type="image/svg+xml")
