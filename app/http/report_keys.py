"""Where anyone finds the keys with which this verifier signs its reports."""

from __future__ import annotations

import json
from collections.abc import Iterable

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.db import report_keys
from app.dependencies import PartsOfService
from app.http.documents import cacheable
from app.http.openapi import public_refusals
from app.services import Services
from app.signed_reports.signer import published_key

router = APIRouter(tags=["verification"])


@router.get(
    "/.well-known/report-keys.json",
    summary="Keys of signed reports",
    response_class=Response,
    responses={
        200: {
            "description": "A JWK set; `x5c` of each key is the certificate in signed PDF reports, "
            "and `kid` its SHA-256.",
            "content": {"application/jwk-set+json": {"schema": {"type": "object"}}},
        },
        304: {"description": "Not changed."},
        **public_refusals(),
    },
)
def keys(services: PartsOfService, request: Request) -> Response:
    """Give every key that has signed reports here, the present one first.

    A report is genuine if its signature holds and its certificate is one of these.
    """
    body = json.dumps({"keys": [published_key(each) for each in _certificates(services)]})
    return cacheable(request, body.encode(), "application/jwk-set+json")


def _certificates(services: Services) -> Iterable[bytes]:
    with services.database.read() as connection:
        earlier = report_keys.certificates(connection)
    return dict.fromkeys((services.report_signer.certificate, *reversed(earlier)))
