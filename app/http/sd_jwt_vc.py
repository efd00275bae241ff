"""What readers of SD-JWT VCs fetch: an issuer's keys, the type, status lists as tokens."""

from __future__ import annotations

import json
from datetime import timedelta

from fastapi import APIRouter, Request
from starlette.responses import Response

from app import publishing
from app.dependencies import IdInPath, PartsOfService
from app.http.documents import Slug, cacheable
from app.http.openapi import public_refusals
from app.list_forms import TOKEN
from app.list_publishing import recent_list
from app.list_times import SHARED_CACHES
from app.recent import at_hand_or_read
from issuer.sd_jwt_vc import credential_type

router = APIRouter(tags=["documents"])

_STATUS_LIST = "application/statuslist+jwt"
_FOR_EVER = timedelta(days=365)


@router.get(
    "/.well-known/jwt-vc-issuer/profiles/{slug}",
    summary="Keys of a profile's SD-JWT VCs",
    response_class=Response,
    responses=public_refusals(404),
)
def jwt_vc_issuer(services: PartsOfService, request: Request, slug: Slug) -> Response:
    """Give the JWT VC Issuer Metadata: every key that is not compromised, retired ones too."""
    document = publishing.issuer_metadata_of(services, slug)
    return cacheable(request, json.dumps(document).encode(), "application/json")


@router.get(
    credential_type.PATH,
    summary="Type of our SD-JWT VCs",
    response_class=Response,
    responses={304: {"description": "Not changed."}},
)
def type_metadata(services: PartsOfService, request: Request) -> Response:
    """Give the type's metadata: names of its claims, which are mandatory, which may be left out.

    Copies in wallets name its digest (`vct#integrity`), so it never changes at this address.
    """
    body = credential_type.type_metadata(services.settings.public_url)
    return cacheable(request, body, "application/json", kept_for=_FOR_EVER)


@router.get(
    "/token-status-lists/{list_id}",
    summary="Status list, as a token",
    response_class=Response,
    responses={
        200: {
            "description": "The signed token.",
            "content": {_STATUS_LIST: {"schema": {"type": "string"}}},
        },
        304: {"description": "Not changed."},
        **public_refusals(404),
    },
)
async def token_status_list(
    services: PartsOfService, request: Request, list_id: IdInPath
) -> Response:
    """Give the Token Status List that SD-JWT VCs name: 0 valid, 1 revoked, 2 suspended.

    It says of the same credentials, at the same places, what the Bitstring Status Lists say.
    """
    published = await at_hand_or_read(recent_list, services, list_id, TOKEN)
    return cacheable(request, published.body, _STATUS_LIST, kept_for=SHARED_CACHES)
