"""/api/v1/profiles: who issues, and with which keys."""

from __future__ import annotations

from fastapi import APIRouter

from app import profile_making
from app.dependencies import Administrator, AnyCaller, IdInPath, PartsOfService, Repeat
from app.http.bodies.organisations import (
    NewProfile,
    ProfileAnswer,
    ProfileEdit,
    Profiles,
    SigningKeyAnswer,
)
from app.http.openapi import api_body_refusals, api_refusals
from app.json_body import StrictJsonRoute
from app.profile_making import ProfileWithKeys

router = APIRouter(prefix="/api/v1/profiles", tags=["profiles"], route_class=StrictJsonRoute)


@router.get("", summary="List profiles", responses=api_refusals())
def list_profiles(services: PartsOfService, actor: AnyCaller) -> Profiles:
    """Give your organisation's profiles."""
    found = profile_making.read_profiles(services, actor)
    return Profiles(items=[_shown(each, services.settings.public_url) for each in found])


@router.post("", status_code=201, summary="Make a profile", responses=api_body_refusals(409))
def make_profile(
    services: PartsOfService, actor: Administrator, repeat: Repeat, body: NewProfile
) -> ProfileAnswer:
    """Make a profile with its signing keys; its DID document is public at once. Scope: admin."""
    made = profile_making.make_profile(services, actor, body.model_dump(), repeat)
    return _shown(made, services.settings.public_url)


@router.get("/{profile_id}", summary="Read a profile", responses=api_refusals(404))
def read_profile(services: PartsOfService, actor: AnyCaller, profile_id: IdInPath) -> ProfileAnswer:
    """Give a profile with the public halves of its keys."""
    found = profile_making.read_profile(services, actor, profile_id)
    return _shown(found, services.settings.public_url)


@router.patch("/{profile_id}", summary="Change a profile", responses=api_body_refusals(404))
def change_profile(
    services: PartsOfService, actor: Administrator, profile_id: IdInPath, body: ProfileEdit
) -> ProfileAnswer:
    """Change what the profile says of itself; what is issued keeps its words. Scope: admin."""
    said = {name: value for name, value in body.model_dump(exclude_unset=True).items() if value}
    changed = profile_making.change_profile(services, actor, profile_id, said)
    return _shown(changed, services.settings.public_url)


@router.post(
    "/{profile_id}/keys/rotate",
    status_code=201,
    summary="Give it new keys",
    responses=api_refusals(404),
)
def rotate_keys(
    services: PartsOfService, actor: Administrator, repeat: Repeat, profile_id: IdInPath
) -> ProfileAnswer:
    """Sign with new keys from now on; what the old ones signed still verifies. Scope: admin."""
    rotated = profile_making.rotate_keys(services, actor, profile_id, repeat)
    return _shown(rotated, services.settings.public_url)


def _shown(found: ProfileWithKeys, public_url: str) -> ProfileAnswer:
    profile, page = found.profile, f"{public_url}/profiles/{found.profile.slug}"
    return ProfileAnswer(
        id=profile.id,
        organisation_id=profile.organisation_id,
        slug=profile.slug,
        did=profile.did,
        name=dict(profile.name),
        description=dict(profile.description),
        url=profile.url,
        email=profile.email,
        country=profile.country,
        locality=profile.locality,
        legal_identifier=profile.legal_identifier,
        created_at=profile.created_at,
        page_url=page,
        did_document_url=f"{page}/did.json",
        keys=[
            SigningKeyAnswer(
                id=key.id,
                verification_method=f"{profile.did}#{key.fragment}",
                algorithm=key.algorithm,
                active_from=key.active_from,
                retired_at=key.retired_at,
                compromised_at=key.compromised_at,
            )
            for key in found.keys
        ],
    )
