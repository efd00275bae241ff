"""/api/v1/credentials: issue in one call, look up, revoke, suspend, reinstate."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from app import issuing
from app.credential_status import change_status
from app.db import credentials
from app.db.credentials import CredentialFilter
from app.dependencies import (
    ApproverAndIssuer,
    CredentialIdInPath,
    PartsOfService,
    ReaderOfCredentials,
    Repeat,
    Revoker,
    WantedPage,
)
from app.http.bodies.basics import UUID_PATTERN
from app.http.bodies.credentials import (
    CredentialAnswer,
    CredentialPage,
    StatusChange,
)
from app.http.bodies.orders import NewAward
from app.http.json_bytes import JsonBytes
from app.http.openapi import api_body_refusals, api_refusals
from app.http.order_route import OrderRoute
from app.http.showing.credentials import (
    credential_answer,
    credential_lines,
    issued_answer,
    order_of,
)
from app.json_body import StrictJsonRoute
from issuer.model.credential import CredentialStatus

_PREFIX = "/api/v1/credentials"
router = APIRouter()
orders = APIRouter(prefix=_PREFIX, tags=["credentials"], route_class=OrderRoute)
api = APIRouter(prefix=_PREFIX, tags=["credentials"], route_class=StrictJsonRoute)


@api.get("", summary="List credentials", responses=api_refusals())
def list_credentials(
    services: PartsOfService,
    actor: ReaderOfCredentials,
    paging: WantedPage,
    status: Annotated[CredentialStatus | None, Query()] = None,
    programme: Annotated[str | None, Query(pattern=UUID_PATTERN)] = None,
) -> CredentialPage:
    """Give your organisation's issued credentials. Scope: read, approve, issue or revoke."""
    with services.database.read() as connection:
        found = credentials.listed(
            connection,
            services.vault,
            organisation_id=actor.organisation_id,
            wanted=CredentialFilter(status=status, programme_id=programme),
            paging=paging,
        )
        items = credential_lines(connection, found.items)
    return CredentialPage(items=items, page=paging.page, size=paging.size, total=found.total)


@orders.post(
    "",
    status_code=201,
    summary="Award, approve and issue in one call",
    response_model=CredentialAnswer,
    responses=api_body_refusals(404, 409),
)
def issue_credential(
    services: PartsOfService, actor: ApproverAndIssuer, repeat: Repeat, body: NewAward
) -> Response:
    """Make a signed credential from programme, learner and result. Scopes: approve and issue.

    A learner gets one credential of a programme version. A correction names the earlier one in
    `supersedes`; that one is then revoked and points at its successor.
    """
    order = order_of(services, actor, body)
    issued = issuing.issue_at_once(services, actor, order, repeat)
    return JsonBytes(issued_answer(services, issued), status_code=201)


@api.get("/{credential_id}", summary="Read a credential", responses=api_refusals(404))
def read_credential(
    services: PartsOfService, actor: ReaderOfCredentials, credential_id: CredentialIdInPath
) -> CredentialAnswer:
    """Give a credential with its documents. Scope: read, approve, issue or revoke."""
    with services.database.read() as connection:
        credential = credentials.get(
            connection, services.vault, credential_id, organisation_id=actor.organisation_id
        )
    return credential_answer(services, credential)


@api.post(
    "/{credential_id}/status", summary="Change the status", responses=api_body_refusals(404, 409)
)
def set_status(
    services: PartsOfService, actor: Revoker, credential_id: CredentialIdInPath, body: StatusChange
) -> CredentialAnswer:
    """Revoke for good, suspend, or reinstate; the published list follows at once. Scope: revoke."""
    changed = change_status(services, actor, credential_id, body.status, body.reason)
    return credential_answer(services, changed)


router.include_router(orders)
router.include_router(api)
