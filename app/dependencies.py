"""Annotated aliases for routes: the parts of the service, the caller, the repeat guard."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Header, Path, Query, Request, Security
from fastapi.security import APIKeyHeader, HTTPAuthorizationCredentials, HTTPBearer
from pydantic import AfterValidator

from app.access import authenticate, require_any
from app.db.paging import LARGEST_PAGE, Paging
from app.http.bodies.basics import CREDENTIAL_ID_PATTERN, UUID_PATTERN, without_urn
from app.open_badges_api.status_info import PREFIX as OPEN_BADGES_API
from app.repeating import RepeatGuard, fingerprint
from app.services import Services, services_of
from issuer.model.organisation import Actor, Scope

_BEARER = HTTPBearer(
    auto_error=False, scheme_name="API key", bearerFormat="dkz_…", description="Your API key."
)
_HEADER = APIKeyHeader(
    name="X-API-Key", auto_error=False, scheme_name="API key header", description="The same key."
)

_LIMITED_ELSEWHERE = (
    *("/api/", "/healthz", "/readyz"),
    *(f"{OPEN_BADGES_API}/credentials", f"{OPEN_BADGES_API}/profile"),
)
"""API calls are counted by key or token; probes are not counted."""
_VERIFYING = ("/verify", "/vc-api/", "/me/badges", "/me/backpacks", "/openid4vp/")
"""What asks other hosts, or works on what strangers wrote."""
_VERIFYING_MANY = "/verify/bulk"
_LOGGING_IN = ("/login", "/oauth/register")

LONGEST_IDEMPOTENCY_KEY = 255


async def count_public_call(request: Request) -> None:
    """Count a call of a page or public document against its address."""
    path = request.url.path
    limits = services_of(request).limits
    if path == _VERIFYING_MANY and request.method == "POST":
        limits.count_upload(request)
    elif path.startswith(_VERIFYING) and request.method == "POST":
        limits.count_verification(request)
    elif path.startswith(_LOGGING_IN) and request.method == "POST":
        limits.count_login(request)
    elif not path.startswith(_LIMITED_ELSEWHERE):
        limits.count_public(request)


def caller(
    request: Request,
    bearer: Annotated[HTTPAuthorizationCredentials | None, Security(_BEARER)],
    header: Annotated[str | None, Security(_HEADER)],
) -> Actor:
    """Find out who is calling. Raises ApiProblem UNAUTHENTICATED."""
    return authenticate(request, bearer.credentials if bearer else header)


def holding(*scopes: Scope) -> Callable[[Actor], Awaitable[Actor]]:
    """Make a dependency that wants one of the scopes."""

    async def actor(actor: Annotated[Actor, Depends(caller)]) -> Actor:
        return require_any(actor, scopes)

    return actor


async def repeat_guard(
    request: Request,
    idempotency_key: Annotated[
        str | None,
        Header(
            alias="Idempotency-Key",
            min_length=1,
            max_length=LONGEST_IDEMPOTENCY_KEY,
            description="Any text of your own, new for each thing you create: "
            "with it the request can be repeated safely.",
        ),
    ] = None,
) -> RepeatGuard:
    """Recognise a repeated request by its key and what it asks."""
    if idempotency_key is None:
        return RepeatGuard()
    asked = fingerprint(request.method, request.url.path, await request.body())
    return RepeatGuard(idempotency_key, asked)


async def paging(
    page: Annotated[int, Query(ge=1, le=1_000_000, description="Counts from 1.")] = 1,
    size: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = 50,
) -> Paging:
    """Say which page of a list is wanted."""
    return Paging(page, size)


async def parts_of_service(request: Request) -> Services:
    """Give the parts of the service; without a thread, like all here that reads nothing."""
    return services_of(request)


PartsOfService = Annotated[Services, Depends(parts_of_service)]
Repeat = Annotated[RepeatGuard, Depends(repeat_guard)]
WantedPage = Annotated[Paging, Depends(paging)]
IdInPath = Annotated[str, Path(pattern=UUID_PATTERN)]
CredentialIdInPath = Annotated[
    str, Path(pattern=CREDENTIAL_ID_PATTERN), AfterValidator(without_urn)
]

AnyCaller = Annotated[Actor, Depends(caller)]
Author = Annotated[Actor, Depends(holding(Scope.AUTHOR))]
Reviewer = Annotated[Actor, Depends(holding(Scope.REVIEW))]
Approver = Annotated[Actor, Depends(holding(Scope.APPROVE))]
Issuer = Annotated[Actor, Depends(holding(Scope.ISSUE))]
Revoker = Annotated[Actor, Depends(holding(Scope.REVOKE))]
Administrator = Annotated[Actor, Depends(holding(Scope.ADMIN))]
Proposer = Annotated[Actor, Depends(holding(Scope.AUTHOR, Scope.ISSUE))]
IssuerOrApprover = Annotated[Actor, Depends(holding(Scope.ISSUE, Scope.APPROVE))]
ReaderOfAwards = Annotated[
    Actor, Depends(holding(Scope.READ, Scope.AUTHOR, Scope.APPROVE, Scope.ISSUE))
]
ReaderOfCredentials = Annotated[
    Actor, Depends(holding(Scope.READ, Scope.APPROVE, Scope.ISSUE, Scope.REVOKE))
]


async def _may_do_both(actor: Approver) -> Actor:
    return require_any(actor, (Scope.ISSUE,))


ApproverAndIssuer = Annotated[Actor, Depends(_may_do_both)]
