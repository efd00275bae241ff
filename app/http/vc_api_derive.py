"""POST /vc-api/credentials/derive: for holders whose wallet cannot show a part by itself."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from app.deriving import derived
from app.http.bodies.vc_api_derive import CredentialToDerive, DerivedCredential
from app.http.openapi import public_refusals
from app.http.vc_api_route import VcApiRoute, answer, bounded_work
from app.problems import ApiProblem
from app.verification import Verification

PATH = "/vc-api/credentials/derive"

router = APIRouter(tags=["VC-API"], route_class=VcApiRoute)


@router.post(
    PATH,
    status_code=201,
    summary="Show a part of a credential (VC-API)",
    responses=public_refusals(400, 413, 415, 503),
    response_model=DerivedCredential,
)
async def derive_credential(request: Request, body: CredentialToDerive) -> Response:
    """Make a copy that shows a part, of a credential signed with `ecdsa-sd-2023`.

    The credential is the holder's own copy: its base proof holds a secret, and nothing of it is
    kept here. What the issuer made mandatory is always shown. Whether the issuer's signature fits
    is not judged here but by who verifies the copy.
    """
    verification: Verification = request.app.state.verification
    sandbox = getattr(request.app.state, "vc_api_sandbox", None) is not None
    with bounded_work():
        made = await verification.work(
            derived,
            body.verifiable_credential,
            tuple(body.options.selective_pointers),
            sandbox=sandbox,
        )
    if made.credential is None:
        raise ApiProblem("BAD_REQUEST", made.refusal)
    return answer(made.credential, 201)
