"""/api/v1/profiles/{id}/seals: with what a school seals European Digital Credentials."""

from __future__ import annotations

from fastapi import APIRouter

from app.dependencies import Administrator, IdInPath, PartsOfService, Repeat
from app.http.bodies.seals import NewSeal, SealAnswer, Seals
from app.http.openapi import api_body_refusals, api_refusals
from app.http.showing.seals import seal_answer, seals_answer
from app.json_body import StrictJsonRoute
from app.seals import making
from app.seals.opening import DEMO
from app.seals.sealing import seal_earlier
from app.seals.wishes import SealWish
from verifier.securing.jades import Level

router = APIRouter(
    prefix="/api/v1/profiles/{profile_id}/seals", tags=["seals"], route_class=StrictJsonRoute
)


@router.get("", summary="List a profile's seals", responses=api_refusals(404))
def list_seals(services: PartsOfService, actor: Administrator, profile_id: IdInPath) -> Seals:
    """Give its seals, the keys it may seal with, and how many badges are sealed. Scope: admin."""
    return seals_answer(making.seals_of(services, actor, profile_id))


@router.post("", status_code=201, summary="Set up a seal", responses=api_body_refusals(404, 409))
def set_up_seal(
    services: PartsOfService,
    actor: Administrator,
    repeat: Repeat,
    profile_id: IdInPath,
    body: NewSeal,
) -> SealAnswer:
    """Seal the European twin of every badge from now on. Scope: admin.

    The certificate is checked first: its validity, its use, and that it is this organisation's
    (the profile's legal_identifier). Without a `timestamp_url` seals are of level B: they prove
    nothing once the certificate has expired.
    """
    return seal_answer(making.set_up_seal(services, actor, profile_id, _wish(body), repeat))


@router.post(
    "/earlier",
    status_code=202,
    summary="Seal the badges issued before",
    responses=api_refusals(404, 409),
)
def seal_the_earlier_ones(
    services: PartsOfService, actor: Administrator, profile_id: IdInPath
) -> Seals:
    """Give every valid badge without a twin its twin, in the background. Scope: admin.

    Nothing is entered again. Watch `twins` in the list of seals; asking twice does no harm.
    """
    seal_earlier(services, actor, profile_id)
    return seals_answer(making.seals_of(services, actor, profile_id))


@router.post("/{seal_id}/retire", summary="Retire a seal", responses=api_refusals(404))
def retire_seal(
    services: PartsOfService, actor: Administrator, profile_id: IdInPath, seal_id: IdInPath
) -> SealAnswer:
    """Seal no more with it; what it sealed stays. A second time changes nothing. Scope: admin."""
    return seal_answer(making.retire_seal(services, actor, profile_id, seal_id))


def _wish(body: NewSeal) -> SealWish:
    stamped = body.timestamp_url is not None or body.key_uri == DEMO
    return SealWish(
        key_uri=body.key_uri,
        level=body.level or (Level.LTA if stamped else Level.B),
        time_form=body.time_form,
        timestamp_url=body.timestamp_url,
        mandate=body.mandate,
    )
