"""POST /vc-api/…/issue, …/status, /status-lists: the sandbox issuer, for SANDBOX_ISSUER=1 only.

Each path exists twice: below /vc-api for the default issuer, and below /vc-api/sandbox/NAME.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Path, Request, Response

from app.http.bodies.vc_api_issue import (
    CreatedList,
    CredentialToIssue,
    IssuedCredential,
    ListToCreate,
    StatusUpdate,
)
from app.http.openapi import public_refusals
from app.http.vc_api_route import VcApiRoute, answer, bounded_work
from app.problems import ApiProblem
from app.sandbox import NotFoundInSandbox, RefusedBySandbox, Sandbox
from app.sandbox.drafting import Drafted, drafted
from app.sandbox.implementation import implementation
from app.sandbox.issuing import BASE_PATH
from app.verification import Verification
from contexts import JsonObject
from issuer.sandbox_issuers import DEFAULT
from issuer.sandbox_securing import Wanted

_NAMED = BASE_PATH + "/sandbox/{issuer}"
_REFUSALS = public_refusals(400, 404, 413, 415, 503)

IssuerName = Annotated[str, Path(pattern=r"^[A-Za-z0-9.-]{1,60}$")]
ListId = Annotated[str, Path(pattern=r"^[0-9a-f-]{36}$")]

router = APIRouter(tags=["VC-API"], route_class=VcApiRoute)


def serve_sandbox(app: FastAPI, sandbox: Sandbox) -> None:
    """Add the sandbox's routes to an app; without this call there are none."""
    app.state.sandbox = sandbox
    app.include_router(router)


@router.get(
    f"{BASE_PATH}/sandbox",
    summary="Issuers of the sandbox, as the W3C suites list them",
    responses=public_refusals(),
)
async def list_issuers(request: Request) -> Response:
    """Give this implementation's entry for the W3C test suites: issuers, verifiers, tags."""
    return answer(implementation(_sandbox(request)))


@router.post(
    f"{BASE_PATH}/credentials/issue",
    status_code=201,
    summary="Issue as the sandbox's default issuer (VC-API)",
    responses=_REFUSALS,
    response_model=IssuedCredential,
)
async def issue(request: Request, body: CredentialToIssue) -> Response:
    """Sign any conforming credential with a throw-away key. Sandbox only."""
    return await _issued(request, DEFAULT, body)


@router.post(
    _NAMED + "/credentials/issue",
    status_code=201,
    summary="Issue as one of the sandbox's issuers (VC-API)",
    responses=_REFUSALS,
    response_model=IssuedCredential,
)
async def issue_as(request: Request, issuer: IssuerName, body: CredentialToIssue) -> Response:
    """Sign any conforming credential as this issuer of the sandbox does. Sandbox only."""
    return await _issued(request, issuer, body)


@router.post(
    f"{BASE_PATH}/credentials/status",
    summary="Set a status at the sandbox's default issuer (VC-API)",
    responses=_REFUSALS,
)
async def set_status(request: Request, body: StatusUpdate) -> Response:
    """Revoke a credential of the sandbox, or take that back. Sandbox only."""
    return _status_set(request, DEFAULT, body)


@router.post(
    _NAMED + "/credentials/status",
    summary="Set a status at one of the sandbox's issuers (VC-API)",
    responses=_REFUSALS,
)
async def set_status_as(request: Request, issuer: IssuerName, body: StatusUpdate) -> Response:
    """Revoke a credential of this issuer of the sandbox, or take that back. Sandbox only."""
    return _status_set(request, issuer, body)


@router.post(
    f"{BASE_PATH}/status-lists",
    status_code=201,
    summary="Make a status list at the sandbox's default issuer (VC-API)",
    responses=_REFUSALS,
    response_model=CreatedList,
)
async def create_list(request: Request, body: ListToCreate) -> Response:
    """Make an empty status list. Sandbox only."""
    return _list_created(request, DEFAULT, body)


@router.post(
    _NAMED + "/status-lists",
    status_code=201,
    summary="Make a status list at one of the sandbox's issuers (VC-API)",
    responses=_REFUSALS,
    response_model=CreatedList,
)
async def create_list_as(request: Request, issuer: IssuerName, body: ListToCreate) -> Response:
    """Make an empty status list of this issuer. Sandbox only."""
    return _list_created(request, issuer, body)


@router.get(
    f"{BASE_PATH}/status-lists/{{list_id}}",
    summary="Status list of the sandbox's default issuer (VC-API)",
    responses=public_refusals(404),
)
async def status_list(request: Request, list_id: ListId) -> Response:
    """Give the signed list; anybody may read it. Sandbox only."""
    return _list(request, DEFAULT, list_id)


@router.get(
    _NAMED + "/status-lists/{list_id}",
    summary="Status list of one of the sandbox's issuers (VC-API)",
    responses=public_refusals(404),
)
async def status_list_of(request: Request, issuer: IssuerName, list_id: ListId) -> Response:
    """Give the signed list of this issuer; anybody may read it. Sandbox only."""
    return _list(request, issuer, list_id)


async def _issued(request: Request, name: str, body: CredentialToIssue) -> Response:
    verification: Verification = request.app.state.verification

    async def draft(document: JsonObject, wanted: Wanted) -> Drafted:
        return await verification.work(drafted, document, wanted)

    pointers = body.options.mandatory_pointers
    with bounded_work(), _refusals():
        signed = await _sandbox(request).issue(
            name,
            body.credential,
            draft=draft,
            credential_id=body.options.credential_id,
            mandatory_pointers=None if pointers is None else tuple(pointers),
        )
    return answer({"verifiableCredential": signed}, 201)


def _status_set(request: Request, name: str, body: StatusUpdate) -> Response:
    sandbox, wanted = _sandbox(request), body.credential_status
    purpose = wanted.status_purpose
    with _refusals():
        if wanted.status_list_credential is None or wanted.status_list_index is None:
            sandbox.set_status(name, body.credential_id, purpose, value=body.status)
        else:
            url, index = wanted.status_list_credential, int(wanted.status_list_index)
            sandbox.set_listed(name, url, index, purpose, value=body.status)
    return answer({})


def _list_created(request: Request, name: str, body: ListToCreate) -> Response:
    with _refusals():
        url, signed = _sandbox(request).create_list(name, body.status_purpose)
    return answer({"id": url, "verifiableCredential": signed}, 201, Location=url)


def _list(request: Request, name: str, list_id: str) -> Response:
    with _refusals():
        signed = _sandbox(request).list_credential(name, list_id)
    headers: dict[str, Any] = {"Access-Control-Allow-Origin": "*"}
    return answer(signed, **headers)


def _sandbox(request: Request) -> Sandbox:
    sandbox: Sandbox = request.app.state.sandbox
    return sandbox


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except NotFoundInSandbox as missing:
        raise ApiProblem("NOT_FOUND", str(missing)) from missing
    except RefusedBySandbox as refusal:
        raise ApiProblem("BAD_REQUEST", str(refusal)) from refusal
