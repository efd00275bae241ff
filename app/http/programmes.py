"""/api/v1/programmes: write, submit, judge, approve, retire."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query

from app import programme_steps
from app.db import profiles, programmes
from app.dependencies import (
    AnyCaller,
    Author,
    IdInPath,
    PartsOfService,
    Repeat,
    Reviewer,
    WantedPage,
)
from app.http.bodies.programmes import (
    CompletenessAnswer,
    DecisionBody,
    NewProgramme,
    ProgrammeEdit,
    ProgrammePage,
    RetirementBody,
    VersionAnswer,
)
from app.http.openapi import api_body_refusals, api_refusals
from app.http.showing.programmes import completeness_answer, summary, version_answer
from app.json_body import StrictJsonRoute
from app.programme_steps import VerdictWish
from issuer.model.approval import ProgrammeState, Step

router = APIRouter(prefix="/api/v1/programmes", tags=["programmes"], route_class=StrictJsonRoute)

Number = Annotated[int, Path(ge=1, le=10_000)]

_STEPS = {"approve": Step.APPROVE, "return": Step.RETURN, "reject": Step.REJECT}


@router.get("", summary="List programmes", responses=api_refusals())
def list_programmes(
    services: PartsOfService,
    actor: AnyCaller,
    paging: WantedPage,
    state: Annotated[ProgrammeState | None, Query()] = None,
) -> ProgrammePage:
    """Give your organisation's programmes, and those handed over to it for review."""
    own = actor.organisation_id
    with services.database.read() as connection:
        found = programmes.listed(connection, organisation_id=own, state=state, paging=paging)
    items = [summary(version) for version in found.items]
    return ProgrammePage(items=items, page=paging.page, size=paging.size, total=found.total)


@router.post("", status_code=201, summary="Begin a programme", responses=api_body_refusals(404))
def begin_programme(
    services: PartsOfService, actor: Author, repeat: Repeat, body: NewProgramme
) -> VersionAnswer:
    """Begin a programme: version 1, a draft. Scope: author."""
    version = programme_steps.begin(
        services, actor, body.content, profile_id=body.profile_id, repeat=repeat
    )
    return version_answer(version, services.settings.public_url)


@router.get("/{programme_id}", summary="Read the newest version", responses=api_refusals(404))
def read_programme(
    services: PartsOfService, actor: AnyCaller, programme_id: IdInPath
) -> VersionAnswer:
    """Give the newest version that you see, with everything decided on it."""
    with services.database.read() as connection:
        version = programmes.newest(connection, programme_id, organisation_id=actor.organisation_id)
    return version_answer(version, services.settings.public_url)


@router.put("/{programme_id}", summary="Replace the content", responses=api_body_refusals(404, 409))
def edit_programme(
    services: PartsOfService, actor: Author, programme_id: IdInPath, body: ProgrammeEdit
) -> VersionAnswer:
    """Replace the content of a draft or a returned version. Scope: author."""
    version = programme_steps.edit(
        services, actor, programme_id, body.content, revision=body.revision
    )
    return version_answer(version, services.settings.public_url)


@router.post(
    "/{programme_id}/versions",
    status_code=201,
    summary="Begin the next version",
    responses=api_refusals(404, 409),
)
def begin_version(
    services: PartsOfService, actor: Author, repeat: Repeat, programme_id: IdInPath
) -> VersionAnswer:
    """Begin a new version as a copy of the newest; an approved one never changes. Scope: author."""
    version = programme_steps.begin_version(services, actor, programme_id, repeat)
    return version_answer(version, services.settings.public_url)


@router.get(
    "/{programme_id}/versions/{number}", summary="Read a version", responses=api_refusals(404)
)
def read_version(
    services: PartsOfService, actor: AnyCaller, programme_id: IdInPath, number: Number
) -> VersionAnswer:
    """Give one version by its number."""
    with services.database.read() as connection:
        version = programmes.numbered(
            connection, programme_id, number, organisation_id=actor.organisation_id
        )
    return version_answer(version, services.settings.public_url)


@router.get(
    "/{programme_id}/completeness",
    summary="See what is missing",
    responses=api_refusals(404),
)
def completeness(
    services: PartsOfService, actor: AnyCaller, programme_id: IdInPath
) -> CompletenessAnswer:
    """Name what keeps the newest version from being submitted, in both languages."""
    with services.database.read() as connection:
        version = programmes.newest(connection, programme_id, organisation_id=actor.organisation_id)
        profile = profiles.by_id(connection, version.profile_id)
    return completeness_answer(version, profile, today=services.clock.now().date())


@router.post("/{programme_id}/submit", summary="Submit", responses=api_refusals(404, 409))
def submit(services: PartsOfService, actor: Author, programme_id: IdInPath) -> VersionAnswer:
    """Hand the newest version over for review; it has to be complete. Scope: author."""
    version = programme_steps.submit(services, actor, programme_id)
    return version_answer(version, services.settings.public_url)


@router.post(
    "/{programme_id}/take-into-review", summary="Begin the review", responses=api_refusals(404, 409)
)
def take_into_review(
    services: PartsOfService, actor: Reviewer, programme_id: IdInPath
) -> VersionAnswer:
    """Begin the review of a submitted version. Scope: review; nobody reviews their own work."""
    version = programme_steps.take_into_review(services, actor, programme_id)
    return version_answer(version, services.settings.public_url)


@router.post("/{programme_id}/decisions", summary="Decide", responses=api_body_refusals(404, 409))
def decide(
    services: PartsOfService, actor: Reviewer, programme_id: IdInPath, body: DecisionBody
) -> VersionAnswer:
    """Approve, return or reject. Scope: review; nobody approves what they authored.

    Where several reviewers are needed, the version is approved with the last approval.
    """
    wish = VerdictWish(
        step=_STEPS[body.decision], decision_number=body.decision_number, reason=body.reason
    )
    version = programme_steps.decide(services, actor, programme_id, wish)
    return version_answer(version, services.settings.public_url)


@router.post("/{programme_id}/retire", summary="Retire", responses=api_body_refusals(404, 409))
def retire(
    services: PartsOfService,
    actor: Author,
    programme_id: IdInPath,
    body: RetirementBody | None = None,
) -> VersionAnswer:
    """Take the newest approved version out of use; it stays in the register. Scope: author."""
    reason = body.reason if body else None
    version = programme_steps.retire(services, actor, programme_id, reason)
    return version_answer(version, services.settings.public_url)
