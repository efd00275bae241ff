"""The public register for machines: /register.json, .jsonld, and one document per version."""

from __future__ import annotations

import json
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import Response

from app.db import profiles, register
from app.db.engine import Connection
from app.db.paging import Paging, Slice
from app.db.register import RegisterFilter
from app.dependencies import IdInPath, PartsOfService
from app.http.bodies.register import PublicVersion, RegisterAnswer
from app.http.documents import cacheable
from app.http.openapi import public_refusals
from app.http.showing.register import register_entry
from app.problems import ApiProblem
from app.published_programme import published_version
from app.register_documents import achievement_document, collection_document
from app.services import Services
from contexts import JsonObject
from issuer.model.approval import ProgrammeState, ProgrammeVersion
from issuer.model.organisation import Profile
from issuer.model.text import REQUIRED_LANGUAGES

router = APIRouter(tags=["documents"])

_JSON_LD = "application/ld+json"
_Number = Annotated[int, Path(ge=1, le=1_000_000)]
_Edition = Annotated[str | None, Query(alias="lang", pattern="^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]


def search(  # noqa: PLR0913 - one argument for each filter, named as on the page
    *,
    q: Annotated[str, Query(max_length=200, description="Beginnings of words.")] = "",
    level: Annotated[int | None, Query(ge=1, le=10, description="SOK level.")] = None,
    eqf: Annotated[int | None, Query(ge=1, le=8)] = None,
    field: Annotated[
        str | None, Query(pattern="^[0-9]{1,4}$", description="ISCED-F code, or its beginning.")
    ] = None,
    provider: Annotated[str | None, Query(max_length=80, description="A profile's slug.")] = None,
    pilot: Annotated[Literal["yes", "no"] | None, Query()] = None,
    status: Annotated[Literal["open", "retired"] | None, Query()] = None,
) -> RegisterFilter:
    """Read what a visitor looks for."""
    states = {"open": ProgrammeState.APPROVED, "retired": ProgrammeState.RETIRED}
    return RegisterFilter(
        text=q.replace("\x00", ""),
        sok_level=level,
        eqf_level=eqf,
        field=field,
        provider=provider.replace("\x00", "") if provider else None,
        pilot=None if pilot is None else pilot == "yes",
        state=states[status] if status else None,
    )


def paging(
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    size: Annotated[int, Query(ge=1, le=100)] = 50,
) -> Paging:
    """Say which page of the register is wanted."""
    return Paging(page, size)


Search = Annotated[RegisterFilter, Depends(search)]
RegisterPaging = Annotated[Paging, Depends(paging)]


@router.get("/register.json", summary="The register", responses=public_refusals(422))
def register_json(
    services: PartsOfService, response: Response, wanted: Search, page: RegisterPaging
) -> RegisterAnswer:
    """Search the approved programmes; no key needed."""
    with services.database.read() as connection:
        found, providers = _found(connection, wanted, page)
    public_url = services.settings.public_url
    items = [
        register_entry(version, providers[version.profile_id], public_url)
        for version in found.items
    ]
    response.headers["Access-Control-Allow-Origin"] = "*"
    return RegisterAnswer(
        items=items, page=page.page, size=page.size, total=found.total, more=found.more
    )


@router.get(
    "/register.jsonld",
    summary="The register as JSON-LD",
    response_class=Response,
    responses=public_refusals(404, 422),
)
def register_json_ld(
    services: PartsOfService,
    request: Request,
    wanted: Search,
    page: RegisterPaging,
    edition: _Edition = None,
) -> Response:
    """Give the same programmes as Open Badges 3.0 achievements."""
    with services.database.read() as connection:
        found, providers = _found(connection, wanted, page)
    achievements = [
        _achievement(services, version, providers[version.profile_id], edition)
        for version in found.items
    ]
    return _json_ld(request, collection_document(achievements))


@router.get(
    "/programmes/{programme_id}/versions/{number}.json",
    summary="A programme version",
    responses=public_refusals(404),
)
def version_json(
    services: PartsOfService, response: Response, programme_id: IdInPath, number: _Number
) -> PublicVersion:
    """Give everything a published version says, in all its languages."""
    answer = published_version(services, programme_id, number)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return answer


@router.get(
    "/programmes/{programme_id}/versions/{number}.jsonld",
    summary="A programme version as JSON-LD",
    response_class=Response,
    responses=public_refusals(404),
)
def version_json_ld(
    services: PartsOfService,
    request: Request,
    programme_id: IdInPath,
    number: _Number,
    edition: _Edition = None,
) -> Response:
    """Give the achievement that badges refer to; `lang` chooses the edition."""
    with services.database.read() as connection:
        version = register.published(connection, programme_id, number)
        profile = profiles.by_id(connection, version.profile_id)
    return _json_ld(request, _achievement(services, version, profile, edition))


def _found(
    connection: Connection, wanted: RegisterFilter, page: Paging
) -> tuple[Slice[ProgrammeVersion], dict[str, Profile]]:
    found = register.search(connection, wanted, page)
    issuers = {version.profile_id for version in found.items}
    return found, {each: profiles.by_id(connection, each) for each in issuers}


def _achievement(
    services: Services, version: ProgrammeVersion, profile: Profile, edition: str | None
) -> JsonObject:
    title = version.content.title
    if edition is not None and not title.get(edition):
        raise ApiProblem("NOT_FOUND", "The programme has no edition in this language.")
    spoken = next((each for each in REQUIRED_LANGUAGES if title.get(each)), REQUIRED_LANGUAGES[0])
    return achievement_document(
        version, profile, language=edition or spoken, public_url=services.settings.public_url
    )


def _json_ld(request: Request, document: JsonObject) -> Response:
    body = json.dumps(document, ensure_ascii=False).encode()
    return cacheable(request, body, _JSON_LD)
