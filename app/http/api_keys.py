"""/api/v1/api-keys: an organisation's administrator makes and revokes keys."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from app import key_making
from app.db import api_keys
from app.db.api_keys import ApiKey
from app.dependencies import Administrator, IdInPath, PartsOfService, Repeat
from app.http.bodies.organisations import ApiKeyAnswer, ApiKeys, NewApiKey, NewApiKeyAnswer
from app.http.openapi import api_body_refusals, api_refusals
from app.json_body import StrictJsonRoute
from app.key_making import KeyWish, MadeKey
from app.problems import ApiProblem, RequestFault

router = APIRouter(prefix="/api/v1/api-keys", tags=["API keys"], route_class=StrictJsonRoute)


@router.get("", summary="List the organisation's keys", responses=api_refusals())
def list_keys(services: PartsOfService, actor: Administrator) -> ApiKeys:
    """Give every key of your organisation, revoked ones too; never a secret. Scope: admin."""
    with services.database.read() as connection:
        keys = api_keys.listed(connection, organisation_id=actor.organisation_id)
    return ApiKeys(items=[key_answer(key) for key in keys])


@router.post("", status_code=201, summary="Make a key", responses=api_body_refusals())
def make_key(
    services: PartsOfService, actor: Administrator, repeat: Repeat, body: NewApiKey
) -> NewApiKeyAnswer:
    """Make a key for your organisation. Its secret is shown once, here. Scope: admin.

    A key remembers which key made it: keys of one hand are not four eyes.
    """
    if body.expires_at is not None and body.expires_at <= services.clock.now():
        sentence = {"sl": "Ta čas je že minil.", "en": "This time has passed."}
        fault = RequestFault("/expires_at", "IN_THE_PAST", sentence)
        raise ApiProblem("INVALID_REQUEST", faults=[fault])
    wish = KeyWish(
        organisation_id=actor.organisation_id,
        name=body.name,
        scopes=body.scopes,
        expires_at=body.expires_at,
    )
    return new_key_answer(key_making.make_key(services, actor, wish, repeat))


@router.delete("/{key_id}", summary="Revoke a key", responses=api_refusals(404))
def revoke_key(services: PartsOfService, actor: Administrator, key_id: IdInPath) -> ApiKeyAnswer:
    """Take a key out of use for good; a second time changes nothing. Scope: admin."""
    return key_answer(key_making.revoke_key(services, actor, key_id))


def key_answer(key: ApiKey) -> ApiKeyAnswer:
    """Show a key without its secret."""
    return ApiKeyAnswer(**_shown(key))


def new_key_answer(made: MadeKey) -> NewApiKeyAnswer:
    """Show a key with its secret, if it was made just now."""
    return NewApiKeyAnswer(**_shown(made.key), key=made.secret)


def _shown(key: ApiKey) -> dict[str, Any]:
    return {
        "id": key.id,
        "name": key.name,
        "prefix": key.prefix,
        "scopes": sorted(key.scopes),
        "created_by": key.created_by,
        "created_at": key.created_at,
        "expires_at": key.expires_at,
        "revoked_at": key.revoked_at,
        "last_used_at": key.last_used_at,
    }
