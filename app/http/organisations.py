"""/api/v1/organisations: the operator admits schools and review bodies."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from app import tenants
from app.dependencies import Administrator, PartsOfService, Repeat
from app.http.api_keys import new_key_answer
from app.http.bodies.organisations import (
    NewOrganisation,
    NewOrganisationAnswer,
    OrganisationAnswer,
    Organisations,
)
from app.http.openapi import api_body_refusals, api_refusals
from app.json_body import StrictJsonRoute
from app.tenants import OrganisationWish
from issuer.model.organisation import Organisation

router = APIRouter(
    prefix="/api/v1/organisations", tags=["organisations"], route_class=StrictJsonRoute
)


@router.get("", summary="List organisations", responses=api_refusals())
def list_organisations(services: PartsOfService, actor: Administrator) -> Organisations:
    """Give all organisations to the operator, and to others their own. Scope: admin."""
    seen = tenants.visible_organisations(services, actor)
    return Organisations(items=[OrganisationAnswer(**_shown(each)) for each in seen])


@router.post("", status_code=201, summary="Admit an organisation", responses=api_body_refusals())
def admit_organisation(
    services: PartsOfService, actor: Administrator, repeat: Repeat, body: NewOrganisation
) -> NewOrganisationAnswer:
    """Admit an organisation and give its administrator's first key. Operator only; scope: admin."""
    wish = OrganisationWish(kind=body.kind, name=body.name, review_body_id=body.review_body_id)
    admitted = tenants.admit(services, actor, wish, repeat)
    return NewOrganisationAnswer(
        **_shown(admitted.organisation), admin_key=new_key_answer(admitted.admin_key)
    )


def _shown(organisation: Organisation) -> dict[str, Any]:
    return {
        "id": organisation.id,
        "kind": organisation.kind,
        "name": dict(organisation.name),
        "review_body_id": organisation.review_body_id,
        "created_at": organisation.created_at,
    }
