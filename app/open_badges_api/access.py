"""Whose account a program may act in, and for what: found out by its access token."""

from __future__ import annotations

from typing import Annotated

from fastapi import Request, Security
from fastapi.security import OAuth2AuthorizationCodeBearer, SecurityScopes

from app.db import accounts
from app.db.accounts import Account
from app.oauth.errors import OAuthError
from app.oauth.tokens import permitted
from app.open_badges_api.scopes import DESCRIPTIONS, BadgeScope
from app.problems import ApiProblem
from app.services import services_of
from issuer.errors import NotFound

_OAUTH2_ACG = OAuth2AuthorizationCodeBearer(
    authorizationUrl="/oauth/authorize",
    tokenUrl="/oauth/token",
    refreshUrl="/oauth/token",
    scheme_name="OAuth2ACG",
    description="The learner allows a program to act in their account (Open Badges API).",
    scopes=dict(DESCRIPTIONS),
    auto_error=False,
)


def _account(
    request: Request,
    asked: SecurityScopes,
    _token: Annotated[str | None, Security(_OAUTH2_ACG)],
) -> Account:
    """Give the learner's account. Raises ApiProblem UNAUTHENTICATED, SCOPE_MISSING."""
    services = services_of(request)
    try:
        grant = permitted(request, services)
        with services.database.read() as connection:
            account = accounts.get(connection, services.vault, grant.account_id or "")
    except (OAuthError, NotFound) as refused:
        services.limits.count_refused_key(request)
        headers = refused.headers if isinstance(refused, OAuthError) else _WRONG_TOKEN
        sentence = "A valid access token of the learner's is missing."
        raise ApiProblem("UNAUTHENTICATED", sentence, headers=headers) from None
    if not set(asked.scopes) <= set(grant.scopes):
        raise _not_allowed(asked.scope_str)
    services.limits.count_key(f"{grant.client_id} {account.id}")
    return account


_WRONG_TOKEN = {"WWW-Authenticate": 'Bearer error="invalid_token"'}


def _not_allowed(scope: str) -> ApiProblem:
    # RFC 6750, section 3.1.
    challenge = f'Bearer error="insufficient_scope", scope="{scope}"'
    sentence = f"The learner did not allow this: the token lacks the scope {scope}."
    return ApiProblem("SCOPE_MISSING", sentence, headers={"WWW-Authenticate": challenge})


ReadableAccount = Annotated[Account, Security(_account, scopes=[BadgeScope.READ_CREDENTIALS.value])]
WritableAccount = Annotated[
    Account, Security(_account, scopes=[BadgeScope.WRITE_CREDENTIALS.value])
]
ProfileReader = Annotated[Account, Security(_account, scopes=[BadgeScope.READ_PROFILE.value])]
ProfileWriter = Annotated[Account, Security(_account, scopes=[BadgeScope.WRITE_PROFILE.value])]
