"""What the learner decides, and the code that tells the client of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urlencode, urlsplit

from app.db.engine import Connection
from app.db.oauth_secrets import SecretKind
from app.oauth.authorization import AuthorizationRequest
from app.oauth.details import credential_details
from app.oauth.grant import Grant
from app.oauth.scopes import SCOPES
from app.oauth.tokens import keep_new
from app.services import Services
from contexts import JsonObject

CODE_FOR = timedelta(minutes=1)


def agreed(
    connection: Connection,
    services: Services,
    request: AuthorizationRequest,
    *,
    account_id: str,
    award_ids: Sequence[str],
) -> str:
    """Make a code for what the learner agrees to; give the address that takes it to the client."""
    grant = Grant(
        id=services.ids.new_id(),
        client_id=request.client_id,
        account_id=account_id,
        scopes=request.scopes,
        award_ids=tuple(award_ids),
        details=_told(request, award_ids),
    )
    code = keep_new(
        connection,
        services,
        SecretKind.AUTHORIZATION_CODE,
        grant,
        ends=services.clock.now() + CODE_FOR,
        code_challenge=request.code_challenge,
        redirect_uri=request.redirect_uri,
        names_redirect_uri=request.names_redirect_uri,
    )
    # Open Badges 3.0, section 7.1.2, wants to be told the scopes too.
    told = {"code": code, "scope": " ".join(request.scopes)}
    return answer_address(services, request.redirect_uri, request.state, **told)


def answer_address(services: Services, redirect_uri: str, state: str | None, **answer: str) -> str:
    """Give the address that takes an answer to the client, with `iss` (RFC 9207)."""
    parameters = {**answer, "iss": services.settings.public_url}
    if state is not None:
        parameters["state"] = state
    separator = "&" if urlsplit(redirect_uri).query else "?"
    return f"{redirect_uri}{separator}{urlencode(parameters)}"


def _told(request: AuthorizationRequest, award_ids: Sequence[str]) -> tuple[JsonObject, ...]:
    """Name what was chosen, where the client asked so or could not tell several apart."""
    if not request.with_details and len(award_ids) <= 1:
        return ()
    configurations = [each for each in request.scopes if SCOPES[each].copy_format is not None]
    return credential_details(configurations, award_ids)
